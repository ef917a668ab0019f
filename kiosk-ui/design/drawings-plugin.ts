import { icons as emoji } from "@iconify-json/fluent-emoji-flat";
import { icons as tabler } from "@iconify-json/tabler";
import type { Plugin } from "vite";
import { forJourneys } from "../visitor/journeys/journey-pictures.ts";
import type { Drawing, Shape } from "./drawing.tsx";
import { iconNames } from "./icons.ts";
import { type PictureSource, pictureSources } from "./pictures.ts";

type IconSet = typeof emoji;

/** Bundles only the pictures and icons the lists name, each list as a module of its own. */
export function drawingsPlugin(): Plugin {
  const modules = new Map([
    ["\0virtual:pictures", () => exportAs("pictures", picturesOf(pictureSources))],
    ["\0virtual:journey-drawings", () => exportAs("journeyDrawings", picturesOf(forJourneys))],
    ["\0virtual:icons", () => exportAs("icons", allIcons())],
  ]);
  return {
    name: "drawings",
    resolveId: (id) => (modules.has(`\0${id}`) ? `\0${id}` : undefined),
    load: (id) => modules.get(id)?.(),
  };
}

function picturesOf(sources: Readonly<Record<string, PictureSource>>): Record<string, Drawing> {
  const entries = Object.entries<PictureSource>(sources);
  return Object.fromEntries(
    entries.map(([name, { emoji: emojiName, recolour }]) => [
      name,
      drawingOf(emoji, emojiName, (value) => recolour?.[value] ?? value),
    ]),
  );
}

function allIcons(): Record<string, Drawing> {
  return Object.fromEntries(iconNames.map((name) => [name, drawingOf(tabler, name)]));
}

function drawingOf(set: IconSet, name: string, repaint = (value: string) => value): Drawing {
  const icon = set.icons[name];
  if (icon === undefined) throw new Error(`no drawing is called ${name}`);
  const size = [icon.width ?? set.width ?? 16, icon.height ?? set.height ?? 16];
  return { viewBox: `0 0 ${size.join(" ")}`, shapes: shapesOf(icon.body, repaint) };
}

/** Reads the well-formed markup of an icon. Refuses ids, which would clash when a picture is shown twice. */
function shapesOf(markup: string, repaint: (value: string) => string): Shape[] {
  const root: Shape = ["root", {}, []];
  const open = [root];
  for (const [, slash, tag, attributes, selfClosed] of markup.matchAll(
    /<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>/g,
  )) {
    if (slash === "/") {
      open.pop();
      continue;
    }
    const shape: Shape = [tag ?? "g", attributesOf(attributes ?? "", repaint), []];
    if (shape[1].id !== undefined) throw new Error("a drawing with ids cannot be shown twice");
    open.at(-1)?.[2].push(shape);
    if (selfClosed !== "/") open.push(shape);
  }
  return root[2];
}

function attributesOf(text: string, repaint: (value: string) => string): Record<string, string> {
  const pairs = text.matchAll(/([\w:-]+)="([^"]*)"/g);
  return Object.fromEntries(
    [...pairs].map(([, name, value]) => [name, shortened(repaint(value ?? ""))]),
  );
}

/** Two decimals: on the biggest tile less than a tenth of a pixel. Cut, not rounded, so that paths stay well-formed. */
function shortened(value: string): string {
  return value.replace(/(\.\d\d)\d+/g, "$1");
}

function exportAs(name: string, drawings: Record<string, Drawing>): string {
  return `export const ${name} = ${JSON.stringify(drawings)};`;
}
