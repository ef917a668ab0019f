import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Something written somewhere it should not be, in one of the ways it could be written. */
export type Found = { where: string; word: string; as: string };
export type Place = { where: string; bytes: Buffer };
type Needle = { word: string; as: string; bytes: Buffer };

/** Every way in which these words could stand among other bytes. */
export function lookFor(words: readonly string[]) {
  const needles = words.flatMap(writings);
  return {
    ways: needles.length,
    in: (places: Iterable<Place>): Found[] =>
      [...places].flatMap(({ where, bytes }) =>
        needles
          .filter((needle) => bytes.includes(needle.bytes))
          .map(({ word, as }) => ({ where, word, as })),
      ),
  };
}

/** A number as it was typed, as it is stored, and the part of it that all of these share. */
export function phoneWritings(typed: string): string[] {
  const digits = typed.replaceAll(/\D/g, "");
  const national = digits.replace(/^0/, "");
  return [typed, digits, `+44${national}`, `44${national}`, national.slice(-9)];
}

function writings(word: string): Needle[] {
  const plain = Buffer.from(word, "utf8");
  const wide = Buffer.from(word, "utf16le");
  const escaped = [...word].map((sign) => `\\u${hex(sign)}`).join("");
  const text = (as: string, written: string): Needle => ({ word, as, bytes: Buffer.from(written) });
  return [
    { word, as: "plain", bytes: plain },
    { word, as: "UTF-16LE", bytes: wide },
    { word, as: "UTF-16BE", bytes: Buffer.from(wide).swap16() },
    text("hex", plain.toString("hex")),
    text("HEX", plain.toString("hex").toUpperCase()),
    text("JSON", JSON.stringify(word).slice(1, -1)),
    text("JSON escapes", escaped),
    text("JSON with an escaped plus", word.replace("+", "\\u002b")),
    text("percent", encodeURIComponent(word)),
    ...[0, 1, 2].map((before) =>
      text(`base64 after ${before}`, base64Within(plain, before, "base64")),
    ),
    ...[0, 1, 2].map((before) =>
      text(`base64url after ${before}`, base64Within(plain, before, "base64url")),
    ),
  ];
}

const hex = (sign: string): string => (sign.codePointAt(0) ?? 0).toString(16).padStart(4, "0");

/** How the bytes look in the middle of a base64 text, where others share their first and last letters. */
function base64Within(bytes: Buffer, before: number, how: "base64" | "base64url"): string {
  const all = Buffer.concat([Buffer.alloc(before), bytes, Buffer.alloc(2)]).toString(how);
  const first = Math.ceil((before * 4) / 3);
  const last = Math.floor(((before + bytes.length) * 4) / 3);
  return all.slice(first, last);
}

/** Every file below a folder. What goes away meanwhile has gone. */
export function* filesIn(
  folder: string,
  except: (path: string) => boolean = () => false,
): Generator<Place> {
  for (const name of existsSync(folder) ? readdirSync(folder, { recursive: true }) : []) {
    const path = join(folder, String(name));
    if (!except(path) && existsSync(path) && statSync(path).isFile()) {
      yield { where: path, bytes: readFileSync(path) };
    }
  }
}

/** What anybody on the machine may see of a program. */
export const processPlaces = (pids: readonly number[]): Place[] =>
  pids.flatMap((pid) =>
    ["cmdline", "environ"].map((name) => ({
      where: `/proc/${pid}/${name}`,
      bytes: readFileSync(`/proc/${pid}/${name}`),
    })),
  );
