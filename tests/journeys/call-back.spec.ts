import { eventually } from "../hub-under-test.ts";
import {
  choose,
  networkBack,
  networkGone,
  press,
  reads,
  saysHowToCall,
  section,
  sees,
  signInDesk,
  staffKnown,
  typeOnKeys,
} from "./acts.ts";
import { expect, test } from "./journey.ts";
import { deskWords, en, sentence } from "./words.ts";

test.use({ hubOptions: { name: "call-back" } });

test("one press is a request: it is at the console before a number is given, and the number follows", async ({
  hub,
  visitor,
  desk,
}) => {
  await staffKnown(hub);
  await signInDesk(desk, hub);
  await section(desk, "nav.call-backs");
  await reads(desk, deskWords["callbacks.empty"]);
  await choose(visitor, en["welcome.callback"]);
  await choose(visitor, en["callback.press.button"]);
  await sees(visitor, en["callback.number.phone"]);
  const row = desk.getByRole("table").getByRole("row").nth(1);
  await expect(row).toContainText(deskWords["callbacks.state.pressed"]);
  await expect(row).toContainText(deskWords["callbacks.reachKind.unknown"]);

  await typeOnKeys(visitor, "0770");
  await choose(visitor, en["callback.next"]);
  await reads(visitor, en["problem.too-short"]);
  await expect(visitor.getByText("0770", { exact: true })).toBeVisible();
  await typeOnKeys(visitor, "0900123");
  await expect(visitor.getByText("07700 900 123")).toBeVisible();
  await choose(visitor, en["callback.next"]);
  await expect(row).toContainText(/07700 ?900 ?123/); // before anything else is asked
  await saysHowToCall(visitor, false);
  await sees(visitor, sentence(en["promise.phone.tomorrow"]));
  await reads(visitor, en["promise.word"]);
  await expect(visitor.getByText(en["promise.offline"])).toHaveCount(0);
  await expect(row).toContainText(/07700 ?900 ?123/);
  await expect(row).toContainText(deskWords["callbacks.leaveMessage.no"]);
  await expect(row).toContainText(deskWords["callbacks.window.morning"]);
  await choose(visitor, en["promise.print"]);
  await reads(visitor, en["printing.printed"]);
});

test("with the centre down the press counts from the press, and is seen when the centre is back", async ({
  hub,
  visitor,
}) => {
  await staffKnown(hub);
  const earlier = (await hub.console.live()).callbacks.map((row) => row.callbackId);
  await hub.kill("centre", "SIGTERM");
  await choose(visitor, en["welcome.callback"]);
  await choose(visitor, en["callback.press.button"]);
  await sees(visitor, en["callback.number.phone"]);
  const pressedAtMs = Date.now();
  await choose(visitor, en["callback.noPhone"]);
  await choose(visitor, en["noPhone.trusted"]);
  await typeOnKeys(visitor, "07700900456");
  await choose(visitor, en["callback.next"]);
  await sees(visitor, sentence(en["promise.trusted-person.tomorrow"]));
  await hub.restart("centre");
  hub.console.forget();
  const row = await eventually("the request at the centre", async () =>
    (await hub.console.live()).callbacks.find(
      ({ callbackId, phone }) => !earlier.includes(callbackId) && phone !== null,
    ),
  );
  expect(row).toMatchObject({ state: "asked", reach: { kind: "trusted-person" } });
  expect(Math.abs(Date.parse(row.pressedAt) - pressedAtMs)).toBeLessThan(5_000);
  expect(Date.parse(row.receivedAt)).toBeGreaterThan(Date.parse(row.pressedAt) + 1_000);
});

test("with the network cable pulled the promise says so, and that the time already counts", async ({
  hub,
  visitor,
}) => {
  await staffKnown(hub);
  await networkGone(hub);
  await reads(visitor, en["place.offline"]);
  await choose(visitor, en["welcome.callback"]);
  await choose(visitor, en["callback.press.button"]);
  await choose(visitor, en["callback.noPhone"]);
  await choose(visitor, en["noPhone.comeBack"]);
  await sees(visitor, sentence(en["promise.come-back.tomorrow"]));
  await reads(visitor, en["promise.offline"]);
  await reads(visitor, en["promise.offline.text"]);
  await networkBack(hub);
});

test("a call is found again by its word, moved to another time, and stopped", async ({
  hub,
  visitor,
}) => {
  await staffKnown(hub);
  await choose(visitor, en["welcome.callback"]);
  await choose(visitor, en["callback.press.button"]);
  await typeOnKeys(visitor, "07700900456");
  await choose(visitor, en["callback.next"]);
  await saysHowToCall(visitor, false);
  const number = (await visitor.locator(".ticket-number").innerText()).trim();
  const name = (await visitor.locator(".ticket-name").innerText()).trim();
  const rowOf = async () =>
    (await hub.console.live()).callbacks.find(({ ticket }) => ticket.number === number);

  for (const [what, then] of [
    ["change", async () => (await rowOf())?.wishes?.windows.join() === "evening"],
    ["stop", async () => (await rowOf())?.state === "withdrawn"],
  ] as const) {
    await choose(visitor, en["ticket.done"]);
    await choose(visitor, en["thanks.start"]);
    await choose(visitor, en["welcome.more"]);
    await choose(visitor, en["more.change-call"]);
    await choose(visitor, name.split(" ")[0] ?? "");
    await press(visitor.getByRole("button", { name }));
    await typeOnKeys(visitor, number.slice(1));
    await choose(visitor, en.carryOn);
    await sees(visitor, en["change-call.yours"]);
    await choose(visitor, en[`change-call.yours.${what}`]);
    if (what === "change") {
      await choose(visitor, en["window.evening"]);
      await choose(visitor, en.carryOn);
      await reads(visitor, en["promise.changed"]);
    } else {
      await sees(visitor, en["change-call.sure"]);
      await choose(visitor, en.yes);
      await sees(visitor, en["thanks.title"]);
    }
    await eventually(`it to be seen at the centre: ${what}`, then);
  }
});
