/** The centre over HTTP, for the little that is said before there is an identity to speak with. */
export type CentreHttp = {
  /** Rejects when nobody answers. */
  get(url: string): Promise<HttpAnswer>;
  post(url: string, body: object): Promise<HttpAnswer>;
};
export type HttpAnswer = { status: number; text: string };

const WITHIN_MS = 20_000;
const LONGEST = 256 * 1024;

export const centreHttp: CentreHttp = {
  get: (url) => ask(url, {}),
  post: (url, body) =>
    ask(url, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", "x-drop-in": "1" },
    }),
};

async function ask(url: string, init: RequestInit): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(WITHIN_MS);
  const answer = await fetch(url, { ...init, signal, redirect: "error" });
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body ?? []) {
    length += chunk.length;
    if (length > LONGEST) throw new Error("the answer is too long");
    chunks.push(chunk);
  }
  return { status: answer.status, text: Buffer.concat(chunks).toString("utf8") };
}
