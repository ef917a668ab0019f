import { CommandId, type CommandsNow, type ConsoleLive } from "@drop-in/contracts";
import { useState } from "preact/hooks";
import type { Answer, Requests } from "../api/requests.ts";
import { type emptyForm, wishables, wishProblem } from "./commands.view.ts";
import type { Words } from "./console-words.ts";
import { CommandsScreen } from "./screens/commands.screen.tsx";

type Props = {
  t: Words;
  requests: Requests;
  newId: () => string;
  nowMs: number;
  live: ConsoleLive;
  commands: CommandsNow;
  look: () => Promise<void>;
  report: (answer: Answer<unknown>) => void;
};

/** One wish at a time. Passwords are kept only until it is sent. */
export function CommandsApp(props: Props) {
  const { t, requests, newId, nowMs, live, commands, look, report } = props;
  const [form, setForm] = useState<typeof emptyForm | null>(null);
  const [busy, setBusy] = useState(false);
  const all = wishables(
    live.devices.map(({ deviceId }) => deviceId),
    live.stock,
  );
  const wish = async () => {
    const chosen = all.find(({ key }) => key === form?.key);
    if (busy || !form || !chosen || wishProblem(form, chosen) !== null) return;
    setBusy(true);
    const { deviceId, action } = chosen;
    const { reason, password, secondName: name, secondPassword } = form;
    const second = name.trim() === "" ? {} : { second: { name, password: secondPassword } };
    const commandId = CommandId.parse(newId());
    const approval = { password, ...second };
    const answer = await requests.tell("/commands/", {
      ...{ commandId, deviceId, action, reason, approval },
    });
    setForm(answer.kind === "ok" ? null : { ...form, password: "", secondPassword: "" });
    await look();
    setBusy(false);
    report(answer);
  };
  return (
    <CommandsScreen
      t={t}
      nowMs={nowMs}
      commands={commands}
      wishables={all}
      form={form}
      busy={busy}
      onForm={setForm}
      onWish={() => void wish()}
    />
  );
}
