import { type ApplicationIdentifier, identifierAt } from "./application-identifiers.ts";
import { hasRightCheckDigit } from "./check-digit.ts";
import { isGs1Date } from "./gs1-date.ts";

/** One identifier with its value; `at` is where the value begins in what was read. */
export type Element = { ai: string; value: string; at: number };

export type Bad = {
  kind: "bad";
  why:
    | "empty"
    | "unknown-ai"
    | "too-short"
    | "missing-separator"
    | "wrong-sign"
    | "check-digit"
    | "not-a-date"
    | "twice"
    | "not-together";
  /** Where in the text, counted from 0. */
  at: number;
  /** The identifier it is about; for an unknown one, the signs that stand in its place. */
  ai: string;
};

export type Elements = { kind: "elements"; elements: Element[] };

/** FNC1 as scanners send it. */
const GS = "\u001d";
/** GS1-128, Data Matrix, QR, DataBar and DotCode: symbols that hold an element string. */
const GS1_SYMBOL = /^\](?:C1|d2|Q3|e0|J1)/;
const GS1_SIGNS = /^[!"%-?A-Z_a-z]$/;

/**
 * Reads an element string as a scanner sends it, with or without the AIM id of its symbol, or the
 * form people read and type: "(01)09506000134352(10)AB-1".
 */
export function readElements(text: string): Elements | Bad {
  const start = GS1_SYMBOL.test(text) ? 3 : 0;
  const read = text[start] === "(" ? readTyped(text, start) : readScanned(text, start);
  return read.kind === "bad" ? read : (findContradiction(read.elements) ?? read);
}

export function isGs1Symbol(aimId: string): boolean {
  return GS1_SYMBOL.test(aimId);
}

function readScanned(text: string, start: number): Elements | Bad {
  const elements: Element[] = [];
  // Some scanners also send the FNC1 that opens the symbol.
  let at = text[start] === GS ? start + 1 : start;
  if (at >= text.length) return { kind: "bad", why: "empty", at, ai: "" };
  while (at < text.length) {
    const found = identifierAt(text, at);
    if (!found) return unknownAt(text, at);
    const from = at + found.ai.length;
    const separator = text.indexOf(GS, from);
    const until = separator === -1 ? text.length : separator;
    const end = found.predefined ? Math.min(from + found.max, until) : until;
    const element = { ai: found.ai, value: text.slice(from, end), at: from };
    const bad = findFault(element, found);
    if (bad) return bad;
    elements.push(element);
    // A separator that is not needed does no harm.
    at = text[end] === GS ? end + 1 : end;
  }
  return { kind: "elements", elements };
}

/** A bracket may also be part of a value, so only one around digits begins an element. */
function readTyped(text: string, start: number): Elements | Bad {
  const elements: Element[] = [];
  const heads = [...text.slice(start).matchAll(/\((\d{2,4})\)/g)];
  for (const [index, head] of heads.entries()) {
    const [whole, ai = ""] = head;
    const headAt = start + head.index;
    const found = identifierAt(ai, 0);
    if (!found || found.ai !== ai) return { kind: "bad", why: "unknown-ai", at: headAt + 1, ai };
    const from = headAt + whole.length;
    const next = heads[index + 1];
    const raw = text.slice(from, next ? start + next.index : text.length);
    const element = { ai, value: raw.trimEnd(), at: from };
    const bad = findFault(element, found);
    if (bad) return bad;
    elements.push(element);
  }
  return elements.length > 0
    ? { kind: "elements", elements }
    : { kind: "bad", why: "unknown-ai", at: start, ai: text.slice(start, start + 4) };
}

function unknownAt(text: string, at: number): Bad {
  return { kind: "bad", why: "unknown-ai", at, ai: text.slice(at, at + 4) };
}

function findFault({ ai, value, at }: Element, rule: ApplicationIdentifier): Bad | undefined {
  const bad = (why: Bad["why"], where = at): Bad => ({ kind: "bad", why, at: where, ai });
  const isSign = rule.signs === "n" ? /^\d$/ : GS1_SIGNS;
  const wrong = [...value].findIndex((sign) => !isSign.test(sign));
  // The rest of a too long value is the next element, whose separator was lost.
  if (wrong !== -1) return bad("wrong-sign", at + wrong);
  if (value.length > rule.max) return bad("missing-separator", at + rule.max);
  if (value.length < rule.min) return bad("too-short", at + value.length);
  if (rule.checked && !hasRightCheckDigit(value)) return bad("check-digit", at + value.length - 1);
  if (rule.date && !isGs1Date(value)) return bad("not-a-date");
  return undefined;
}

/** An identifier stands once, and a trade item is either this thing (01) or what is inside (02). */
function findContradiction(elements: Element[]): Bad | undefined {
  const seen = new Set<string>();
  for (const { ai, at } of elements) {
    if (seen.has(ai)) return { kind: "bad", why: "twice", at, ai };
    seen.add(ai);
  }
  const content = elements.find(({ ai }) => ai === "02");
  if (!content) return undefined;
  const together = !seen.has("01") && seen.has("37");
  return together ? undefined : { kind: "bad", why: "not-together", at: content.at, ai: "02" };
}
