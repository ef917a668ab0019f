import type { CommandAction, CommandRow, CommandsNow } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import { Sign } from "../../design/sign.tsx";
import {
  type CommandForm,
  commandTone,
  emptyForm,
  type Wishable,
  wishProblem,
} from "../commands.view.ts";
import type { Words } from "../console-words.ts";
import { timeWords } from "../time-words.ts";

type Props = {
  t: Words;
  nowMs: number;
  commands: CommandsNow;
  wishables: readonly Wishable[];
  form: CommandForm | null;
  busy: boolean;
  onForm: (form: CommandForm | null) => void;
  onWish: () => void;
};

const columns = ["state", "what", "who", "when"] as const;

/** What is done at a device from here: what does not agree first, then a wish, then what became of the others. */
export function CommandsScreen(props: Props) {
  const { t, nowMs, commands, form, onForm } = props;
  return (
    <section class="issue not-printed" aria-labelledby="afar">
      <h2 id="afar">{t("afar.title")}</h2>
      <p>{t("afar.lead")}</p>
      {commands.alerts.map(({ kind, deviceId, commandId, at }) => (
        <p key={`${kind} ${deviceId} ${commandId} ${at}`} class="calm-note" role="alert">
          {t(`afar.alert.${kind}`, { device: deviceId, time: timeWords(t, at, nowMs) })}
        </p>
      ))}
      {form === null ? (
        <div class="issue-go">
          <Button onPress={() => onForm(emptyForm)}>{t("afar.wish")}</Button>
        </div>
      ) : (
        <WishForm {...props} form={form} />
      )}
      {commands.commands.length > 0 && <Table {...props} />}
    </section>
  );
}

function WishForm({ t, wishables, form, busy, onForm, onWish }: Props & { form: CommandForm }) {
  const chosen = wishables.find(({ key }) => key === form.key);
  const problem = wishProblem(form, chosen);
  const field = (name: "reason" | "password" | "secondName" | "secondPassword") => (
    <label class="field">
      <span class="field-label">{t(`afar.${name}`)}</span>
      <input
        class="text-field"
        {...(isSecret(name) ? { type: "password" as const } : { type: "text" as const })}
        autocomplete="off"
        maxLength={200}
        value={form[name]}
        onInput={({ currentTarget }) => onForm({ ...form, [name]: currentTarget.value })}
      />
    </label>
  );
  return (
    <form
      class="question"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onWish();
      }}
    >
      <label class="field">
        <span class="field-label">{t("afar.what")}</span>
        <select
          class="text-field"
          value={form.key}
          onChange={({ currentTarget }) => onForm({ ...form, key: currentTarget.value })}
        >
          <option value="">{t("afar.choose")}</option>
          {wishables.map(({ key, deviceId, action }) => (
            <option key={key} value={key}>
              {`${deviceId}: ${actionWords(t, action)}`}
            </option>
          ))}
        </select>
      </label>
      {field("reason")}
      {field("password")}
      {chosen?.takesTwo && (
        <>
          <p>{t("afar.takesTwo")}</p>
          {field("secondName")}
          {field("secondPassword")}
        </>
      )}
      <div class="steps">
        <Button kind="primary" resting={busy || problem !== null} onPress={onWish}>
          {t("afar.go")}
        </Button>
        <Button onPress={() => onForm(null)}>{t("afar.cancel")}</Button>
      </div>
      {problem !== null && <p>{t(`afar.problem.${problem}`)}</p>}
    </form>
  );
}

function Table({ t, nowMs, commands }: Props) {
  return (
    <table class="table">
      <caption class="for-the-ear">{t("afar.title")}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(`afar.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {commands.commands.map((row) => (
          <Row key={row.commandId} t={t} nowMs={nowMs} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ t, nowMs, row }: { t: Words; nowMs: number; row: CommandRow }) {
  const { state, why, deviceId, action, actor, secondActor, reason, wishedAt } = row;
  return (
    <tr>
      <td>
        <Sign tone={commandTone[state]} words={t(`afar.state.${state}`)} />
        {why !== null && <p class="second">{t(`afar.why.${why}`)}</p>}
      </td>
      <th scope="row">
        <p>{deviceId}</p>
        <p class="second">{actionWords(t, action)}</p>
      </th>
      <td>
        <p>
          {secondActor === null ? actor : t("afar.both", { first: actor, second: secondActor })}
        </p>
        <p class="second">{reason}</p>
      </td>
      <td>{timeWords(t, wishedAt, nowMs)}</td>
    </tr>
  );
}

const isSecret = (name: keyof CommandForm): boolean =>
  name === "password" || name === "secondPassword";

const actionWords = (t: Words, action: CommandAction): string =>
  action.type === "restart" ? t("afar.restart") : t("afar.open", { slot: action.slotId });
