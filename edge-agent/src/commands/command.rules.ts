import {
  COMMAND_CONTEXT,
  Command,
  type CommandId,
  type CommandRefusal,
  type DeviceId,
  type SignedCommand,
} from "@drop-in/contracts";
import type { Verifier } from "@drop-in/foundation";
import { type Moment, overCap, type Spent } from "./caps.rules.ts";

type Refused = { kind: "refused"; why: CommandRefusal; commandId: CommandId | null };

export type ReadCommand = { kind: "command"; command: Command } | Refused;

type Reader = { deviceId: DeviceId; verifiers: ReadonlyMap<string, Verifier> };

/** Nothing of a text is believed, not even its number, before its signature is. */
export function readCommand(
  { text, keyId, signature }: SignedCommand,
  { deviceId, verifiers }: Reader,
): ReadCommand {
  // Two ill-formed texts may be the same bytes, and so have the same signature.
  const signed = text.isWellFormed() && Buffer.from(COMMAND_CONTEXT + text, "utf8");
  const verifier = verifiers.get(keyId);
  if (!signed || !verifier?.verify(signed, Buffer.from(signature, "base64url"))) {
    return { kind: "refused", why: "not-signed", commandId: null };
  }
  const command = parse(text);
  if (!command) return { kind: "refused", why: "unreadable", commandId: null };
  const { commandId } = command;
  if (command.deviceId !== deviceId) return { kind: "refused", why: "not-for-me", commandId };
  return { kind: "command", command };
}

function parse(text: string): Command | undefined {
  try {
    const parsed = Command.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

export type Facts = {
  /** The device's database is the one the centre knows, and not an older copy of it. */
  isCurrent: boolean;
  /** The challenge was open for this very command and fresh, and has now been used. */
  challenged: boolean;
  /** Of the last command that was accepted. */
  counter: number;
  /** Only where the clock is believed: otherwise the challenge alone keeps old commands out. */
  wallIsBelieved: boolean;
  now: Moment;
  spent: readonly Spent[];
  /** The action names something that is here, and nothing is under way that it would disturb (V16). */
  isPossible: boolean;
};

/** Whether this device does what it is told: freshness first, then its own limits, then whether it can. */
export function whyNot(command: Command, facts: Facts): CommandRefusal | undefined {
  if (!facts.isCurrent) return "not-possible";
  if (!facts.challenged) return "stale-challenge";
  if (command.counter <= facts.counter) return "old-counter";
  if (facts.wallIsBelieved && Date.parse(command.notAfter) < facts.now.wallMs) return "expired";
  return (
    overCap(command.action.type, facts.spent, facts.now) ??
    (facts.isPossible ? undefined : "not-possible")
  );
}
