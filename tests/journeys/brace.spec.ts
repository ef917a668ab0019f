import { eventually } from "../hub-under-test.ts";
import {
  button,
  choose,
  fallen,
  giveCode,
  machineReady,
  onTheBar,
  press,
  reads,
  section,
  sees,
  signInDesk,
  tray,
  typeCode,
} from "./acts.ts";
import { expect, test } from "./journey.ts";
import { readSquares } from "./read-square.ts";
import { deskWords, en, sentence } from "./words.ts";

test.use({ hubOptions: { name: "brace" } });

test("a code given at the console opens the right box while the centre is down, and the console hears of it later", async ({
  hub,
  visitor,
  desk,
  bench,
}) => {
  await signInDesk(desk, hub);
  await section(desk, "nav.stock");
  const slotRow = desk.getByRole("row").filter({ hasText: "A03" });
  await expect(slotRow).toContainText(sentence(deskWords["stock.of"], { stock: 5, capacity: 6 }));
  await section(desk, "nav.collections");
  await choose(desk, "Wrist splint");
  await press(button(desk, deskWords["side.left"]));
  await press(desk.getByRole("button", { name: "M", exact: true }));
  await expect(desk.getByRole("button", { name: "Orthotics machine" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await choose(desk, deskWords["collections.go"]);
  await reads(desk, deskWords["collections.issuedTitle"]);
  const shown = await desk.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).innerText();
  const square = desk.getByRole("img", { name: deskWords["collections.qrLabel"] });
  expect(await readSquares(await square.screenshot())).toHaveLength(1);
  await reads(desk, deskWords["collections.state.on-machine"]);
  await choose(desk, deskWords["collections.done"]);
  await expect(desk.getByText(shown)).toHaveCount(0);

  await machineReady(hub);
  await hub.kill("centre", "SIGTERM");
  await reads(desk, sentence(deskWords["live.lost"]));
  await typeCode(visitor, shown.replace("-", ""));
  await choose(visitor, en["code.next"]);
  await sees(visitor, en["ready.title"]);
  await reads(visitor, "Wrist splint");
  await reads(visitor, en["ready.side.left"]);
  await reads(visitor, sentence(en["ready.size"], { size: "M" }));
  expect(await tray(hub)).toEqual([]);
  await choose(visitor, en["ready.yes.tray"]);
  await sees(visitor, en["outcome.dispensed"]);
  expect(await tray(hub)).toEqual(["wrist-splint-neutral-m-left"]);
  await expect(bench.getByRole("region", { name: "Tray" }).getByRole("figure")).toHaveCount(1);
  await choose(visitor, en["outcome.got-it"]);
  await sees(visitor, en["outcome.yours"]);
  await choose(visitor, en["ticket.done"]);

  await hub.restart("centre");
  const collected = desk.getByText(deskWords["collections.state.dispensed"]);
  const signIn = desk.getByRole("heading", { name: deskWords["signIn.title"] });
  await expect(collected.or(signIn).first()).toBeVisible({ timeout: 30_000 });
  if (await signIn.isVisible()) {
    await desk.getByLabel(deskWords["signIn.name"]).fill(hub.signIn.name);
    await desk.getByLabel(deskWords["signIn.password"]).fill(hub.signIn.password);
    await choose(desk, deskWords["signIn.go"]);
  }
  await expect(collected).toBeVisible({ timeout: 30_000 });
  await section(desk, "nav.stock");
  await expect(slotRow).toContainText(sentence(deskWords["stock.of"], { stock: 4, capacity: 6 }));
});

test("a square held to the light on the welcome screen is enough", async ({ hub, visitor }) => {
  const before = await fallen(hub);
  const { qr, variant } = await giveCode(hub, "knee-sleeve-m-either");
  await hub.bench.do("tray/take");
  await sees(visitor, en["welcome.title"]);
  await hub.bench.do("scanner/scan", { text: qr });
  await sees(visitor, en["ready.title"]);
  await choose(visitor, en["ready.yes.tray"]);
  await sees(visitor, en["outcome.dispensed"]);
  expect(await tray(hub)).toEqual([variant]);
  expect(await fallen(hub)).toBe(before + 1);
  await choose(visitor, en["outcome.got-it"]);
  await choose(visitor, en["ticket.done"]);
  await choose(visitor, en["thanks.start"]);
  // A code that stays before the light is read again and again: only after a pause is it another showing.
  await visitor.waitForTimeout(1_600);

  await hub.bench.do("scanner/scan", { text: qr });
  await sees(visitor, en["refused.used"]);
  expect(await fallen(hub)).toBe(before + 1);
  await onTheBar(visitor, en["frame.startAgain"]);
});

test("an item that is not right is not dropped: a person is asked", async ({ hub, visitor }) => {
  const before = await fallen(hub);
  const { qr } = await giveCode(hub, "knee-sleeve-l-either");
  await sees(visitor, en["welcome.title"]);
  await hub.bench.do("scanner/scan", { text: qr });
  await sees(visitor, en["ready.title"]);
  await choose(visitor, en["ready.no"]);
  await sees(visitor, en["person.asked"]);
  await eventually(
    "the request with staff",
    async () => (await hub.agent.staffLive()).help.length === 1,
  );
  expect(await fallen(hub)).toBe(before);
});
