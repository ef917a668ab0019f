import {
  type DeviceId,
  type EnrolRequest,
  type Introduction,
  IntroductionDocument,
  readIntroduction,
  sealedFor,
} from "@drop-in/contracts";
import { hashToken, type Log, sha256, toRaw } from "@drop-in/foundation";
import { z } from "zod";
import type { CentreHttp } from "../adapters/centre-http.ts";
import type { IdentityFiles } from "../adapters/identity-files.ts";
import { askCentre, parseJson } from "./ask-centre.ts";
import { isOwnCertificate } from "./check-certificate.ts";
import { type KeptIdentity, OwnKeys, readSeat, wordsOf } from "./identity.ts";

export type Joined =
  | { kind: "joined"; deviceId: DeviceId; siteName: string; words: string }
  | { kind: "not-joined"; why: Why; message: string };
type Why =
  | "typo"
  | "newer-introduction"
  | "unreachable"
  | "another-centre"
  | "refused"
  | "bad-certificate";

type Parts = {
  files: IdentityFiles;
  http: CentreHttp;
  makeKeys: () => Promise<OwnKeys>;
  agentVersion: string;
  log: Log;
};

/** The keys a box asks with are kept before it asks: when the answer gets lost, the same keys ask once more. */
const Asked = z.object({ introductionHash: z.string(), keys: OwnKeys });

/** Becomes a device of the centre that an introduction names. Nothing is burnt by a typo, nor told to a false centre. */
export async function join(parts: Parts, text: string): Promise<Joined> {
  const { files, http, agentVersion, log } = parts;
  const read = readIntroduction(text);
  if (read.kind === "typo") {
    return not(
      "typo",
      "There is a typing mistake in the introduction. Nothing was used up; type it again.",
    );
  }
  if (read.kind === "newer") {
    return not(
      "newer-introduction",
      "This introduction is for newer software. Update this box first.",
    );
  }
  const joinedWith = hashToken(text.toUpperCase().replace(/[^0-9A-Z]/g, ""));
  const before = readSeat(files, "present");
  if (before?.joinedWith === joinedWith) return toJoined(before);
  const document = await fetchDocument(http, read);
  if ("why" in document) return document;
  const keys = await keysFor(parts, joinedWith);
  const request: EnrolRequest = {
    secret: toRaw(read.secret),
    ...{ csr: keys.csr, sealingPublicKey: keys.sealing.publicKey, agentVersion },
  };
  const asked = await askCentre(http, {
    url: at(read, "/api/devices/enrol"),
    to: document.sealingKeys[0] ?? "",
    ...{ purpose: sealedFor.enrol, answerPurpose: sealedFor.enrolAnswer, said: request, keys },
  });
  if (asked.kind === "unreachable") return unreachable(read, asked.why);
  if (asked.kind === "refused") return not("refused", asked.message);
  const { answer } = asked;
  if (!isOwnCertificate(answer, keys)) {
    return not(
      "bad-certificate",
      "The centre's certificate is not for this box. Ask for a new code.",
    );
  }
  const kept: KeptIdentity = { keys, answer, url: read.url, joinedWith };
  files.write("present", JSON.stringify(kept));
  files.remove("next");
  files.remove("asked");
  log.info({ event: "enrolment.joined", deviceId: answer.deviceId });
  return toJoined(kept);
}

function toJoined({ keys, answer: { deviceId, siteName } }: KeptIdentity): Joined {
  return { kind: "joined", deviceId, siteName, words: wordsOf(keys) };
}

/** Only a document with the fingerprint in the introduction is read: whoever stands in between has another. */
async function fetchDocument(
  http: CentreHttp,
  introduction: Introduction,
): Promise<IntroductionDocument | Extract<Joined, { kind: "not-joined" }>> {
  const fingerprint = Buffer.from(introduction.fingerprint);
  const path = `/api/devices/introduction/${fingerprint.toString("hex")}`;
  const heard = await http.get(at(introduction, path)).catch((error: unknown) => String(error));
  if (typeof heard === "string") return unreachable(introduction, heard);
  if (heard.status >= 500) return unreachable(introduction, `HTTP ${heard.status}`);
  const hash = sha256(Buffer.from(heard.text, "utf8")).subarray(0, fingerprint.length);
  const read = IntroductionDocument.safeParse(parseJson(heard.text));
  if (heard.status !== 200 || !fingerprint.equals(hash) || !read.success) {
    return not(
      "another-centre",
      `What answers at ${introduction.url} is not the centre that gave this code. Nothing was told to it. Check the network, or ask for a new code.`,
    );
  }
  return read.data;
}

async function keysFor({ files, makeKeys }: Parts, introductionHash: string): Promise<OwnKeys> {
  const before = Asked.safeParse(parseJson(files.read("asked") ?? ""));
  if (before.success && before.data.introductionHash === introductionHash) return before.data.keys;
  const keys = await makeKeys();
  files.write("asked", JSON.stringify({ introductionHash, keys }));
  return keys;
}

const at = ({ url }: { url: string }, path: string) => new URL(path, url).href;

function unreachable({ url }: Introduction, why: string) {
  return not(
    "unreachable",
    `The centre at ${url} does not answer (${why}). The code may be tried again as it is.`,
  );
}

function not(why: Why, message: string): Extract<Joined, { kind: "not-joined" }> {
  return { kind: "not-joined", why, message };
}
