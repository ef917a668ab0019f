import type { SerialLink } from "../link/serial-link.ts";
import type { Timer } from "../timer.ts";
import { type DexSettings, defaultDexSettings } from "./dex-settings.ts";
import { type AuditReport, readReports } from "./report.ts";
import { runSession, type SessionEnd, type SessionFailure } from "./session.ts";
import { createTalk } from "./talk.ts";

export type AuditRead =
  /** As the machine sent it: its verdict says whether it may be believed. */
  | { kind: "report"; report: AuditReport; tookMs: number }
  | {
      kind: "failed";
      why: SessionFailure | "took-too-long" | "no-report";
      response: string | null;
      received: Uint8Array;
    };

export type ReadAuditOptions = {
  timer: Timer;
  /** Monotonic milliseconds. */
  clock: () => number;
  settings?: Partial<DexSettings>;
};

/** Reads the counters of a machine through its audit socket, once. Nothing is changed by us; some machines reset interval counts by themselves. */
export async function readAudit(link: SerialLink, options: ReadAuditOptions): Promise<AuditRead> {
  const { timer, clock } = options;
  const settings = { ...defaultDexSettings, ...options.settings };
  const began = clock();
  const talk = createTalk(link, { timer, settings });
  const late = Promise.withResolvers<"late">();
  const cancel = timer(settings.wholeMs, () => late.resolve("late"));
  const ended = await Promise.race([runSession(talk, settings), late.promise]);
  cancel();
  talk.end();
  if (ended === "late") return failed("took-too-long", null, new Uint8Array());
  return toRead(ended, clock() - began);
}

function toRead(ended: SessionEnd, tookMs: number): AuditRead {
  if (ended.kind === "failed") return failed(ended.why, ended.response, ended.bytes);
  const [report] = readReports(ended.bytes).reports;
  if (report === undefined) return failed("no-report", null, ended.bytes);
  return { kind: "report", report, tookMs };
}

function failed(
  why: SessionFailure | "took-too-long" | "no-report",
  response: string | null,
  received: Uint8Array,
): AuditRead {
  return { kind: "failed", why, response, received };
}
