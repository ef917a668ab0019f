import type { createAgent } from "@drop-in/edge-agent";

type Agent = ReturnType<typeof createAgent>;
type App = Parameters<Agent["serve"]>[0];
type Schema = { parse(value: unknown): unknown };
type Handler = (request: object, reply: object) => unknown;
type Route = { path: string[]; body: Schema | undefined; handler: Handler; hooks: Handler[] };

export type Answer = { ok: true; body: unknown } | { ok: false; why: string };
export type Desk = { post(url: string, payload?: object): Promise<Answer>; staffView(): unknown };

/**
 * The agent's own routes without the web server around them, which takes longer to start than a vend takes.
 * Bodies are checked by the routes' own schemas; one cookie is kept, as by one browser.
 */
export async function openDesk(agent: Agent): Promise<Desk> {
  const posts: Route[] = [];
  const lives = new Map<string, Handler>();
  const cookies: Record<string, string> = {};

  const under = (prefix: string, hooks: Handler[] = []) => ({
    addHook(_when: string, hook: Handler) {
      hooks.push(hook);
    },
    get(path: string, first: unknown, second?: Handler) {
      lives.set(prefix + path, second ?? (first as Handler));
    },
    post(path: string, { schema }: { schema: { body?: Schema } }, handler: Handler) {
      posts.push({ path: (prefix + path).split("/"), body: schema.body, handler, hooks });
    },
  });
  const app = {
    ...under(""),
    async register(plugin: (app: object) => Promise<void>, options: { prefix?: string } = {}) {
      await plugin(under(options.prefix ?? ""));
    },
  };
  await agent.serve(app as unknown as App);

  async function post(url: string, payload: object = {}): Promise<Answer> {
    const parts = url.split("/");
    const route = posts.find(({ path }) => fits(path, parts));
    if (route === undefined) throw new Error(`nobody answers at ${url}`);
    const params = Object.fromEntries(
      route.path.flatMap((name, at) => (name.startsWith(":") ? [[name.slice(1), parts[at]]] : [])),
    );
    let sent: unknown;
    const reply = {
      code: () => reply,
      setCookie(name: string, value: string) {
        cookies[name] = value;
        return reply;
      },
      send(body: unknown) {
        sent = body;
        return reply;
      },
    };
    try {
      const body = route.body?.parse(payload);
      for (const hook of route.hooks) await hook({ params, body, cookies }, reply);
      const returned = await route.handler({ params, body, cookies }, reply);
      return { ok: true, body: returned === reply ? sent : returned };
    } catch (error) {
      return { ok: false, why: error instanceof Error ? error.message : String(error) };
    }
  }

  /** What the tablet of whoever is signed in shows now. */
  function staffView(): unknown {
    let said = "";
    let onClose = () => {};
    const raw = {
      setHeader() {},
      writeHead() {},
      write: (text: string) => {
        said = text;
      },
      end() {},
      destroy() {},
      on: (_: string, closed: () => void) => {
        onClose = closed;
      },
    };
    const reply = { hijack() {}, getHeaders: () => ({}), raw };
    lives.get("/api/staff/live")?.({ cookies }, reply);
    onClose();
    return JSON.parse(said.replace(/^data: /, ""));
  }

  return { post, staffView };
}

function fits(path: readonly string[], parts: readonly string[]): boolean {
  return (
    path.length === parts.length &&
    path.every((name, at) => name.startsWith(":") || name === parts[at])
  );
}
