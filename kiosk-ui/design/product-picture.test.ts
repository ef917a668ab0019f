import { expect, test } from "vitest";
import { productPicture } from "./product-picture.ts";

test("a product shows the part of the body its name says, or a box", () => {
  expect(productPicture("Tennis elbow strap")).toBe("arm");
  expect(productPicture("Soft thumb support")).toBe("palm");
  expect(productPicture("Knee sleeve")).toBe("leg");
  expect(productPicture("Lace-up ankle brace")).toBe("foot");
  expect(productPicture("Exercise bands")).toBe("box");
});
