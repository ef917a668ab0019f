import type { Timer } from "../adapters/real-time.ts";
import type { KeypadFault } from "./world.ts";

export type ReaderState = "INACTIVE" | "DISABLED" | "ENABLED" | "IDLE" | "VEND";

type Options = {
  timer: Timer;
  /** From the reader being switched on to the machine enabling it. */
  powerUpMs: number;
  has: (fault: KeypadFault) => boolean;
  say: (key: string, ...parts: string[]) => void;
  onState: () => void;
};

/** The card reader that the adapter plays, and how far the machine has got with it. */
export function createReader({ timer, powerUpMs, has, say, onState }: Options) {
  let on = false;
  let alwaysIdle = false;
  let powered = true;
  let state: ReaderState = "INACTIVE";
  let life = 0;

  function become(next: ReaderState, told = true): void {
    state = next;
    if (told && on) say("c", "STATUS", next);
    onState();
  }

  /** The machine finds its reader again, sets it up and enables it. */
  function wake(): void {
    life += 1;
    const mine = life;
    if (!powered || has("vmc-off")) return;
    timer(powerUpMs / 2, () => mine === life && on && become("DISABLED"));
    timer(powerUpMs, () => {
      if (mine === life && on && !has("reader-disabled")) become("ENABLED");
    });
  }

  return {
    state: () => state,
    powered: () => powered,
    become,
    /** A number pressed now is asked of the reader. */
    listens: () => powered && (state === "IDLE" || (state === "ENABLED" && alwaysIdle)),
    /** Whether nobody has reset the bus since now. */
    sameLife(): () => boolean {
      const mine = life;
      return () => mine === life;
    },
    configure(setting: string): void {
      const [name, value] = setting.split("=");
      if (on) return say("c", "ERR", '"cashless is on"');
      if (name === "mdb-address") return say("c", "ERR", '"unknown setting"');
      if (name === "mdb-always-idle") alwaysIdle = value === "1";
      say("c", "SET", "OK");
    },
    switchOff(): void {
      on = false;
      become("INACTIVE", false);
    },
    switchOn(): void {
      on = true;
      say("c", "STATUS", "INACTIVE");
      wake();
    },
    busReset(): void {
      if (!on) return;
      life += 1;
      say("c", "ERR", '"VEND 5"');
      become("INACTIVE");
      wake();
    },
    setPower(now: boolean): void {
      powered = now;
      life += 1;
      if (now) wake();
      else become("INACTIVE");
    },
    forget(): void {
      on = false;
      alwaysIdle = false;
      life += 1;
      become("INACTIVE", false);
    },
  };
}
