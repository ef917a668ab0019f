import { chmodSync, rmSync } from "node:fs";
import { createConnection, createServer, type Server, type Socket } from "node:net";
import { SignedCommand } from "@drop-in/contracts";
import { fromRaw, toRaw } from "@drop-in/foundation";
import { z } from "zod";

/*
 * One question for each connection, both as one line of JSON: {"ask":"key"} → {"publicKey"}, or {"ask":"sign","text"} → {"command"}
 * or {"error"}. Whoever may open the socket may have a command signed, so it is shared with the
 * centre's group and nobody else.
 */
const Question = z.discriminatedUnion("ask", [
  z.object({ ask: z.literal("key") }),
  z.object({ ask: z.literal("sign"), text: z.string().max(2_000) }),
]);
type Question = z.infer<typeof Question>;
const Answer = z.union([
  z.object({ publicKey: z.string() }),
  z.object({ command: SignedCommand }),
  z.object({ error: z.string() }),
]);

const MOST_BYTES = 16_384;
const ANSWER_WITHIN_MS = 5_000;
const OWNER_AND_GROUP = 0o660;

type Served = { publicKey: Uint8Array; sign: (text: string) => Promise<SignedCommand> };

/** Rejects when the socket cannot be opened. One left by a process that was killed is taken away first. */
export function serveSigner(path: string, { publicKey, sign }: Served): Promise<Server> {
  const server = createServer((socket) => {
    socket.setTimeout(ANSWER_WITHIN_MS, () => socket.destroy());
    socket.on("error", () => socket.destroy());
    void readLine(socket)
      .then((line) => answerTo(Question.parse(JSON.parse(line))))
      .catch((error: unknown) => ({ error: error instanceof Error ? error.message : "unreadable" }))
      .then((answer) => socket.end(`${JSON.stringify(answer)}\n`));
  });

  async function answerTo(question: Question): Promise<z.infer<typeof Answer>> {
    if (question.ask === "key") return { publicKey: toRaw(publicKey) };
    return { command: await sign(question.text) };
  }

  return new Promise((resolve, reject) => {
    rmSync(path, { force: true });
    const before = process.umask(0o117);
    server.once("error", reject);
    server.listen(path, () => {
      process.umask(before);
      chmodSync(path, OWNER_AND_GROUP);
      resolve(server);
    });
  });
}

/** The signer at the other end of the socket. Each question is asked once; it rejects when nobody answers. */
export function signerAt(path: string) {
  async function ask(question: Question): Promise<z.infer<typeof Answer>> {
    const socket = createConnection(path);
    socket.setTimeout(ANSWER_WITHIN_MS, () => socket.destroy(new Error("no answer")));
    socket.write(`${JSON.stringify(question)}\n`);
    const line = await readLine(socket).finally(() => socket.destroy());
    return Answer.parse(JSON.parse(line));
  }

  return {
    async sign(text: string): Promise<SignedCommand> {
      const answer = await ask({ ask: "sign", text });
      if (!("command" in answer)) throw new Error("error" in answer ? answer.error : "no command");
      return answer.command;
    },
    async publicKey(): Promise<Uint8Array> {
      const answer = await ask({ ask: "key" });
      if (!("publicKey" in answer)) throw new Error("no key");
      return fromRaw(answer.publicKey);
    },
  };
}

function readLine(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    socket.setEncoding("utf8");
    socket.on("data", (part: string) => {
      text += part;
      const end = text.indexOf("\n");
      if (end >= 0) resolve(text.slice(0, end));
      else if (text.length > MOST_BYTES) socket.destroy(new Error("too long"));
    });
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("closed without an answer")));
  });
}
