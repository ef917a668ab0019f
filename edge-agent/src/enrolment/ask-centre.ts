import { EnrolAnswer, Problem, SealedAnswer, type SealedBody } from "@drop-in/contracts";
import { fromRaw, keyIdOf, openerOf, openText, sealText } from "@drop-in/foundation";
import type { CentreHttp } from "../adapters/centre-http.ts";
import { type OwnKeys, toPair } from "./identity.ts";

export type Asked =
  | { kind: "answer"; answer: EnrolAnswer }
  /** Nobody answered, or only in part: asking the same again is safe. */
  | { kind: "unreachable"; why: string }
  | { kind: "refused"; code: string; message: string };

type Question = {
  url: string;
  /** The centre's raw sealing key. */
  to: string;
  purpose: string;
  answerPurpose: string;
  said: object;
  keys: OwnKeys;
};

/** Asks sealed, and believes only an answer sealed to the key that was in the question: nobody else has seen it. */
export async function askCentre(http: CentreHttp, question: Question): Promise<Asked> {
  const { url, to, purpose, answerPurpose, said, keys } = question;
  const keyId = keyIdOf(fromRaw(to));
  const sealed = await sealText(to, { purpose, bound: keyId }, said);
  const body: SealedBody = { version: 1, keyId, sealed };
  const heard = await http.post(url, body).catch((error: unknown) => String(error));
  if (typeof heard === "string") return { kind: "unreachable", why: heard };
  if (heard.status !== 200) return toRefusal(heard.status, heard.text);

  const { open } = await openerOf(toPair(keys.sealing));
  const read = SealedAnswer.safeParse(parseJson(heard.text));
  const binding = { purpose: answerPurpose, bound: sealed };
  const opened = read.success ? await openText(open, binding, read.data.sealed) : undefined;
  const answer = EnrolAnswer.safeParse(opened);
  return answer.success
    ? { kind: "answer", answer: answer.data }
    : { kind: "unreachable", why: "what came back was not from the centre" };
}

/** A refusal is not sealed, so whoever is in between can make one up: it is shown, and ends nothing for good. */
function toRefusal(status: number, text: string): Asked {
  const problem = Problem.safeParse(parseJson(text));
  if (!problem.success || status >= 500) return { kind: "unreachable", why: `HTTP ${status}` };
  const { code, message } = problem.data;
  return { kind: "refused", code, message };
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
