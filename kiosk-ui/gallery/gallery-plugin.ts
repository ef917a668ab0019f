import type { Plugin } from "vite";
import { galleryStates } from "./states.ts";

/** Writes `gallery.json` beside the pages: every screen in every state, with its address, for tests and translators. */
export function galleryPlugin(): Plugin {
  return {
    name: "gallery",
    generateBundle() {
      const index = galleryStates().map(({ id, journey }) => ({
        ...{ id, journey, state: id.slice(journey.length + 1) },
        url: `/gallery#state=${id}`,
      }));
      const source = `${JSON.stringify(index, null, 1)}\n`;
      this.emitFile({ type: "asset", fileName: "gallery.json", source });
    },
  };
}
