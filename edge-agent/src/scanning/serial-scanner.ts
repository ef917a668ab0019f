import type { ScannerState } from "@drop-in/contracts";
import type { SerialLink, Timer } from "@drop-in/vending-driver";
import { emptyScan, endBySilence, type ScannerProfile, takeScans } from "./scan-frame.ts";

export type SerialScanner = {
  state(): ScannerState;
  /** One call for each code shown to the scanner. The text is untrusted. */
  onScan(listener: (text: string) => void): () => void;
  onState(listener: (state: ScannerState) => void): () => void;
  close(): Promise<void>;
};

/** A pause this long ends a code that has no suffix. */
const END_SILENCE_MS = 50;
/** A pause this long in a code that should have a suffix means the rest was lost. */
const LOST_SILENCE_MS = 200;
/** A code held before the scanner is read again and again: once is enough. */
const SAME_CODE_MS = 1_500;

/** A scanner in serial mode. It is never asked anything: an open link is all that can be known. */
export function createSerialScanner(
  link: SerialLink,
  { timer, profile }: { timer: Timer; profile: ScannerProfile },
): SerialScanner {
  const scanListeners = new Set<(text: string) => void>();
  let buffer = emptyScan;
  let lastCode: string | undefined;
  let cancelSilence = () => {};
  let cancelSameCode = () => {};

  const stopBytes = link.onBytes((bytes) => {
    cancelSilence();
    const taken = takeScans(buffer, bytes, profile);
    buffer = taken.buffer;
    for (const code of taken.codes) hear(code);
    if (buffer === emptyScan) return;
    cancelSilence = timer(profile.end === "silence" ? END_SILENCE_MS : LOST_SILENCE_MS, () => {
      const codes = endBySilence(buffer, profile);
      buffer = emptyScan;
      for (const code of codes) hear(code);
    });
  });

  // Half a code from before the cable was pulled is no beginning for the next one.
  const stopState = link.onState(forget);

  function forget() {
    cancelSilence();
    cancelSameCode();
    buffer = emptyScan;
    lastCode = undefined;
  }

  function hear(code: string) {
    cancelSameCode();
    cancelSameCode = timer(SAME_CODE_MS, () => {
      lastCode = undefined;
    });
    if (code === lastCode) return;
    lastCode = code;
    for (const listener of scanListeners) listener(code);
  }

  return {
    state: () => toScannerState(link.state()),
    onScan(listener) {
      scanListeners.add(listener);
      return () => scanListeners.delete(listener);
    },
    onState: (listener) => link.onState((state) => listener(toScannerState(state))),
    async close() {
      stopBytes();
      stopState();
      forget();
      scanListeners.clear();
      await link.close();
    },
  };
}

function toScannerState(state: "open" | "closed"): ScannerState {
  return state === "open" ? "ready" : "not-connected";
}
