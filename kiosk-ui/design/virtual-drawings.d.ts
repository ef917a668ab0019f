declare module "virtual:pictures" {
  import type { Drawing } from "./drawing.tsx";
  import type { PictureName } from "./pictures.ts";

  export const pictures: Record<PictureName, Drawing>;
}

declare module "virtual:journey-drawings" {
  import type { JourneyDrawing } from "../visitor/journeys/journey-pictures.ts";
  import type { Drawing } from "./drawing.tsx";

  export const journeyDrawings: Record<JourneyDrawing, Drawing>;
}

declare module "virtual:icons" {
  import type { Drawing } from "./drawing.tsx";
  import type { IconName } from "./icons.ts";

  export const icons: Record<IconName, Drawing>;
}
