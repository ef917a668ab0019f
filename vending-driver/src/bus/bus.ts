import type { SerialLink } from "../link/serial-link.ts";
import type { Timer } from "../timer.ts";

/** One question on a line that several boards share. */
export type Question<Answer> = {
  bytes: Uint8Array;
  /**
   * Looks for the answer in everything heard since the question. `quiet` says that the line has been silent for
   * the length of a gap between frames: for boards whose answers do not say how long they are.
   */
  read(heard: Uint8Array, quiet: boolean): Answer | undefined;
  timeoutMs: number;
  /** Asked in the same turn, just before the bytes leave. False: it is not wanted any more, and nothing is sent. */
  onSending?: () => boolean;
};

export type Bus = {
  /** Undefined: nobody answered, or the line is closed. Questions wait their turn; an urgent one goes first. */
  ask<Answer>(question: Question<Answer>, urgent?: boolean): Promise<Answer | undefined>;
  /** How many questions wait. */
  waiting(): number;
  stop(): void;
};

type Options = {
  timer: Timer;
  /** Silence that ends a frame, and that is kept before the next question. */
  quietMs: number;
  /** The adapter hears itself: what we sent comes back before the answer. */
  echo?: boolean;
};

type Job = {
  start(): void;
  hear(bytes: Uint8Array): void;
  end(): void;
};

/** No answer of any board is longer; what is more is noise. */
const MAX_HEARD = 512;

/**
 * One queue for a half-duplex line: one question at a time, a rest between them, and everything heard is
 * forgotten when its question ends, so that a late answer is nobody's.
 */
export function createBus(link: SerialLink, { timer, quietMs, echo = false }: Options): Bus {
  const queue: Job[] = [];
  let current: Job | undefined;
  let resting = false;
  let cancelRest = () => {};

  const stops = [
    link.onBytes((bytes) => current?.hear(bytes)),
    link.onState((state) => {
      if (state === "closed") dropAll();
    }),
  ];

  function dropAll() {
    for (const job of [...(current ? [current] : []), ...queue.splice(0)]) job.end();
  }

  function next() {
    if (current !== undefined || resting) return;
    current = queue.shift();
    current?.start();
  }

  function rest() {
    current = undefined;
    resting = true;
    cancelRest = timer(quietMs, () => {
      resting = false;
      next();
    });
  }

  function ask<Answer>(question: Question<Answer>, urgent = false): Promise<Answer | undefined> {
    return new Promise((resolve) => {
      let heard: Uint8Array = new Uint8Array();
      let over = false;
      let cancelTimeout = () => {};
      let cancelQuiet = () => {};
      const finish = (answer: Answer | undefined) => {
        if (over) return;
        over = true;
        cancelTimeout();
        cancelQuiet();
        if (current === job) rest();
        resolve(answer);
      };
      const look = (quiet: boolean) => {
        const answer = question.read(withoutEcho(heard, question.bytes), quiet);
        if (answer !== undefined) finish(answer);
      };
      const job: Job = {
        start() {
          if (link.state() === "closed") return finish(undefined);
          if (question.onSending?.() === false) return finish(undefined);
          cancelTimeout = timer(question.timeoutMs, () => finish(undefined));
          link.write(question.bytes).catch(() => finish(undefined));
        },
        hear(bytes) {
          heard = Uint8Array.of(...heard, ...bytes).slice(-MAX_HEARD);
          cancelQuiet();
          look(false);
          if (!over) cancelQuiet = timer(quietMs, () => look(true));
        },
        end: () => finish(undefined),
      };
      if (link.state() === "closed") return resolve(undefined);
      if (urgent) queue.unshift(job);
      else queue.push(job);
      next();
    });
  }

  function withoutEcho(heard: Uint8Array, sent: Uint8Array): Uint8Array {
    if (!echo) return heard;
    const echoed = sent.every((byte, at) => heard[at] === byte);
    return echoed ? heard.subarray(sent.length) : heard;
  }

  return {
    ask,
    waiting: () => queue.length,
    stop() {
      for (const stop of stops) stop();
      cancelRest();
      dropAll();
      cancelRest();
    },
  };
}

/** The silence that ends a frame: three and a half characters, and never less than the timer can keep. */
export function quietMsAt(baudRate: number): number {
  return Math.max(5, Math.ceil((3.5 * 11 * 1_000) / baudRate));
}
