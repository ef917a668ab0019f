import { COMMAND_CONTEXT, Command, type SignedCommand } from "@drop-in/contracts";
import type { Log, Signer } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";

type Parts = { key: Signer; clock: Clock; log: Log };

const HOUR_MS = 3_600_000;
const MOST_IN_AN_HOUR = 120; // of a whole country; each device has its own limits
const LONGEST_MS = 300_000;

/**
 * Signs commands and nothing else, whoever asks: one door or one restart, valid for minutes, at most so many in an hour, and each said
 * in its own log. It runs where no message from the broker is read.
 */
export function createCarefulSigner({ key, clock, log }: Parts) {
  let signedAt: number[] = [];

  return async (text: string): Promise<SignedCommand> => {
    const now = clock().getTime();
    const command = read(text);
    if (!command) throw new Error("this is not a command");
    const { commandId, deviceId, action, actor, secondActor, counter } = command;
    if (Date.parse(command.notAfter) - now > LONGEST_MS)
      throw new Error("it is valid for too long");
    signedAt = signedAt.filter((at) => now - at < HOUR_MS);
    if (signedAt.length >= MOST_IN_AN_HOUR) throw new Error("too many were signed this hour");
    signedAt.push(now);
    const who = { actor, secondActor };
    log.warn({ event: "command.signed", commandId, deviceId, action, counter, ...who });
    const signature = key.sign(Buffer.from(COMMAND_CONTEXT + text, "utf8"));
    return { text, keyId: key.keyId, signature: Buffer.from(signature).toString("base64url") };
  };
}

function read(text: string): Command | undefined {
  try {
    const parsed = Command.safeParse(JSON.parse(text));
    return parsed.success && text.isWellFormed() ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
