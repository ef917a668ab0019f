import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createServer } from "./server.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const open: Awaited<ReturnType<typeof createServer>>[] = [];
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

async function server() {
  const app = await createServer({ log: silent, host: "127.0.0.1", statusOf: {} });
  open.push(app);
  let changes = 0;
  app.post("/api/thing", async () => {
    changes += 1;
    return {};
  });
  return { app, changes: () => changes };
}

test.each(["/api/thing", "/%61pi/thing", "/ap%69/thing?x=1", "http://127.0.0.1/api/thing"])(
  "a change without our header, or from another page, is refused however its address is spelt: %s",
  async (url) => {
    const { app, changes } = await server();
    const { port } = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
    expect(await rawPost(Number(port), url)).toContain(" 403 ");
    const fromElsewhere = "x-drop-in: 1\r\norigin: http://elsewhere.example\r\n";
    expect(await rawPost(Number(port), url, fromElsewhere)).toContain(" 403 ");
    expect(changes()).toBe(0);
    expect(await rawPost(Number(port), url, "x-drop-in: 1\r\n")).toContain(" 200 ");
  },
);

test("behind a proxy one public name is answered besides our own, and no other", async () => {
  const publicName = "drop-in.example";
  const app = await createServer({ log: silent, host: "127.0.0.1", publicName, statusOf: {} });
  open.push(app);
  app.post("/api/thing", async () => ({}));
  const post = async (host: string, origin: string) => {
    const headers = { host, origin, "x-drop-in": "1" };
    return (await app.inject({ method: "POST", url: "/api/thing", headers })).statusCode;
  };
  expect(await post("drop-in.example", "https://drop-in.example")).toBe(200);
  expect(await post("drop-in.example:8443", "https://drop-in.example:8443")).toBe(200);
  expect(await post("drop-in.example", "https://elsewhere.example")).toBe(403);
  expect(await post("elsewhere.example", "https://elsewhere.example")).toBe(403);
});

test("a body that is no JSON, or far too long, is a bad request and nothing worse", async () => {
  const { app, changes } = await server();
  const send = (type: string, payload: string) =>
    app.inject({
      method: "POST",
      url: "/api/thing",
      headers: { "x-drop-in": "1", "content-type": type },
      payload,
    });
  expect((await send("application/json", "{")).statusCode).toBe(400);
  expect((await send("application/json", `"${"a".repeat(1_000_000)}"`)).statusCode).toBe(413);
  expect((await send("application/json", '{"__proto__":{"a":1}}')).statusCode).toBe(400);
  expect(changes()).toBe(0);
});

/** As a hostile page or program would write it, with no client library to tidy the address. Answers the first line. */
function rawPost(port: number, url: string, headers = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(
        `POST ${url} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-length: 0\r\n${headers}\r\n`,
      );
    });
    socket.once("data", (bytes) => {
      socket.destroy();
      resolve(bytes.toString("utf8").split("\r\n")[0] ?? "");
    });
    socket.once("error", reject);
  });
}
