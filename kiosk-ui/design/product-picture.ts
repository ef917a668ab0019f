import type { PictureName } from "./pictures.ts";

/** A picture for a product by the part of the body its name says; a box when it says none. */
export function productPicture(name: string): PictureName {
  if (/wrist|thumb|hand|finger/i.test(name)) return "palm";
  if (/elbow|arm|shoulder/i.test(name)) return "arm";
  if (/knee|thigh|leg|calf/i.test(name)) return "leg";
  if (/ankle|foot|heel|toe/i.test(name)) return "foot";
  return "box";
}
