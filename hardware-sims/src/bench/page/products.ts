/** What a box says, read from its variant: the product, then the size, then the side. */
export type Box = { name: string; size: string; side: string; colour: string };

const families: { starts: string; name: string; colour: string }[] = [
  { starts: "wrist-splint", name: "Wrist splint", colour: "#a9d3de" },
  { starts: "thumb", name: "Thumb support", colour: "#cdbfe6" },
  { starts: "tennis-elbow", name: "Tennis elbow strap", colour: "#f3b79f" },
  { starts: "elbow", name: "Elbow sleeve", colour: "#f3b79f" },
  { starts: "knee", name: "Knee sleeve", colour: "#bcd39a" },
  { starts: "patella", name: "Patella strap", colour: "#bcd39a" },
  { starts: "ankle-lace-up", name: "Ankle lace-up", colour: "#f4cd6c" },
  { starts: "ankle", name: "Ankle sleeve", colour: "#f4cd6c" },
  { starts: "heel", name: "Heel pads", colour: "#e6c79a" },
  { starts: "resistance-bands", name: "Exercise bands", colour: "#9fc8c3" },
];
const sizes: Record<string, string> = { sm: "S/M", ml: "M/L", lxl: "L/XL", set: "Set" };
const plain = { name: "", colour: "#e6d8c0" };

export function boxOf(variantId: string): Box {
  const parts = variantId.split("-");
  const [size = "", side = ""] = parts.slice(-2);
  const family = families.find(({ starts }) => variantId.startsWith(starts)) ?? plain;
  const name = family.name || parts.slice(0, -2).join(" ");
  const shown = sizes[size] ?? (size.length <= 3 ? size.toUpperCase() : size);
  return { name, size: shown, side: side === "either" ? "" : side, colour: family.colour };
}
