import { codeAlphabet, createCode } from "@drop-in/contracts";
import { choose, giveCode, onTheBar, press, reads, sees, typeCode, typeOnKeys } from "./acts.ts";
import { expect, test } from "./journey.ts";
import { en } from "./words.ts";

test.use({ hubOptions: { name: "wrong-code" } });

test("one wrong letter is noticed at once, nothing typed is lost, and it can be put right", async ({
  hub,
  visitor,
}) => {
  const { code } = await giveCode(hub);
  const last = codeAlphabet.indexOf(code.slice(-1));
  const other = codeAlphabet[(last + 1) % codeAlphabet.length] ?? "";
  await typeCode(visitor, code.slice(0, -1) + other);
  await reads(visitor, en["code.typo"]);
  await expect(visitor.getByRole("alert")).toBeFocused();
  await press(visitor.getByRole("button", { name: en["code.erase"] }));
  await expect(visitor.getByText(en["code.typo"])).toHaveCount(0);
  await typeOnKeys(visitor, code.slice(-1));
  await choose(visitor, en["code.next"]);
  await sees(visitor, en["ready.title"]);
});

test("a code that was used says so, and for nothing it gives nothing", async ({ hub, visitor }) => {
  const { code, collectionId } = await giveCode(hub);
  await typeCode(visitor, code);
  await choose(visitor, en["code.next"]);
  await choose(visitor, en["ready.yes.tray"]);
  await sees(visitor, en["outcome.dispensed"]);
  await choose(visitor, en["outcome.got-it"]);
  await choose(visitor, en["ticket.done"]);
  await choose(visitor, en["thanks.start"]);
  await typeCode(visitor, code);
  await choose(visitor, en["code.next"]);
  await sees(visitor, en["refused.used"]);
  const attempt = (await hub.console.live()).collections.find(
    (row) => row.collectionId === collectionId,
  );
  expect(attempt?.state).not.toBe("needs-staff");
  expect((await hub.bench.spiral()).world.dropped).toHaveLength(1);
});

test("after five codes that are not known here there is a calm break, which a restart does not end", async ({
  hub,
  visitor,
}) => {
  const guess = (symbol: number) => createCode([symbol, 9, 9, 9, 9, 9, symbol]);
  await typeCode(visitor, guess(1));
  for (const next of [2, 3, 4, 5]) {
    await choose(visitor, en["code.next"]);
    await sees(visitor, en["refused.not-recognised"]);
    await choose(visitor, en["refused.again"]);
    await typeOnKeys(visitor, guess(next));
  }
  await choose(visitor, en["code.next"]);
  await sees(visitor, en["collectWait.title"]);
  await reads(visitor, en["collectWait.text"]);

  await hub.kill("agent", "SIGKILL");
  await hub.restart("agent");
  await onTheBar(visitor, en["frame.startAgain"]);
  const { code } = await giveCode(hub, "ankle-sleeve-l-either");
  await typeCode(visitor, code);
  await choose(visitor, en["code.next"]);
  await sees(visitor, en["collectWait.title"]);
});
