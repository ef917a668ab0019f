import { Problem } from "@drop-in/contracts";

/** Anything that reads foreign data as a T, or says that it is not one. */
export type Schema<T> = {
  safeParse: (value: unknown) => { success: true; data: T } | { success: false };
};

/** What came of a request. `lost`: no answer, so the request may or may not have been carried out. */
export type Answer<T> =
  | { kind: "ok"; value: T }
  | { kind: "refused"; status: number; problem: Problem }
  | { kind: "lost" };

export type Requests = {
  get: <T>(path: string, answer: Schema<T>) => Promise<Answer<T>>;
  post: <T>(path: string, body: unknown, answer: Schema<T>) => Promise<Answer<T>>;
  /** For requests that are answered 204. */
  tell: (path: string, body?: unknown) => Promise<Answer<null>>;
};

const unreadable: Problem = { code: "unreadable", message: "the answer was not understood" };

/** Speaks JSON to the server this page came from, below `base`. Never to any other host. */
export function createRequests(base: string, fetch: typeof globalThis.fetch): Requests {
  const send = async <T>(
    path: string,
    init: RequestInit,
    read: ReadAnswer<T>,
  ): Promise<Answer<T>> => {
    try {
      const response = await fetch(`${base}${path}`, { credentials: "same-origin", ...init });
      if (!response.ok) return refusal(response);
      return await read(response);
    } catch {
      return { kind: "lost" };
    }
  };
  return {
    get: (path, answer) => send(path, {}, parsed(answer)),
    post: (path, body, answer) => send(path, posting(body), parsed(answer)),
    tell: (path, body = {}) => send(path, posting(body), async () => ({ kind: "ok", value: null })),
  };
}

type ReadAnswer<T> = (response: Response) => Promise<Answer<T>>;

function posting(body: unknown): RequestInit {
  return {
    method: "POST",
    headers: { "content-type": "application/json", "x-drop-in": "1" },
    body: JSON.stringify(body),
  };
}

function parsed<T>(schema: Schema<T>): ReadAnswer<T> {
  return async (response) => {
    const read = schema.safeParse(await response.json());
    if (read.success) return { kind: "ok", value: read.data };
    return { kind: "refused", status: response.status, problem: unreadable };
  };
}

async function refusal(response: Response): Promise<Answer<never>> {
  const read = Problem.safeParse(await response.json().catch(() => null));
  return {
    kind: "refused",
    status: response.status,
    problem: read.success ? read.data : unreadable,
  };
}
