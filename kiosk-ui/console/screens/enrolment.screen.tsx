import type { EnrolmentRow } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import { Sign } from "../../design/sign.tsx";
import { daysUntil, enrolmentTone, formProblem } from "../enrolment.view.ts";
import { timeWords } from "../time-words.ts";
import type { EnrolmentProps } from "./enrolment-props.ts";
import { IntroducedCard } from "./introduced-card.tsx";

const columns = ["state", "site", "words", "certificate", "actions"] as const;

/** Whose word the centre takes: one line for each device's keys, and the way to add, renew or end one. */
export function EnrolmentScreen(props: EnrolmentProps) {
  const { t, enrolment, introduced, revoked } = props;
  return (
    <section class="issue" aria-labelledby="keys">
      <h2 id="keys" class="not-printed">
        {t("keys.title")}
      </h2>
      <p class="not-printed">{t("keys.lead")}</p>
      {enrolment.crlEndsSoon && (
        <p class="calm-note not-printed" role="alert">
          {t("keys.listEndsSoon", { time: timeWords(t, enrolment.crlEndsAt, props.nowMs) })}
        </p>
      )}
      {revoked !== null && (
        <p class="calm-note not-printed" role="status">
          {t("keys.revokedDone", { count: revoked.collectionsForStaff })}
        </p>
      )}
      {introduced === null ? (
        <AddDevice {...props} />
      ) : (
        <IntroducedCard {...props} introduced={introduced} />
      )}
      {enrolment.devices.length > 0 && <Table {...props} />}
    </section>
  );
}

function AddDevice({ t, form, busy, onForm, onAdd }: EnrolmentProps) {
  const { siteId, siteName, open } = form;
  if (!open) {
    return (
      <div class="issue-go">
        <Button icon="plus" onPress={() => onForm({ ...form, open: true })}>
          {t("keys.add")}
        </Button>
      </div>
    );
  }
  const problem = formProblem(siteId, siteName);
  return (
    <form
      class="question"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onAdd();
      }}
    >
      <label class="field">
        <span class="field-label">{t("keys.siteName")}</span>
        <input
          class="text-field"
          type="text"
          maxLength={60}
          value={siteName}
          onInput={({ currentTarget }) => onForm({ ...form, siteName: currentTarget.value })}
        />
      </label>
      <label class="field">
        <span class="field-label">{t("keys.siteId")}</span>
        <input
          class="text-field"
          type="text"
          maxLength={40}
          value={siteId}
          onInput={({ currentTarget }) => onForm({ ...form, siteId: currentTarget.value })}
        />
      </label>
      <div class="steps">
        <Button kind="primary" resting={busy || problem !== null} onPress={onAdd}>
          {t("keys.makeCode")}
        </Button>
        <Button onPress={() => onForm({ siteId: "", siteName: "", open: false })}>
          {t("keys.cancel")}
        </Button>
      </div>
      {problem !== null && <p>{t(`keys.problem.${problem}`)}</p>}
    </form>
  );
}

function Table(props: EnrolmentProps) {
  const { t, enrolment } = props;
  const more = enrolment.total - enrolment.devices.length;
  return (
    <>
      <table class="table not-printed">
        <caption class="for-the-ear">{t("keys.title")}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`keys.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {enrolment.devices.map((row) => (
            <Row key={row.deviceId} {...props} row={row} />
          ))}
        </tbody>
      </table>
      {more > 0 && <p class="not-printed">{t("keys.more", { count: more })}</p>}
    </>
  );
}

type RowProps = EnrolmentProps & { row: EnrolmentRow };

function Row(props: RowProps) {
  const { t, nowMs, row } = props;
  const { state, alarms, revokedWhy, certificateEndsAt, codeEndsAt } = row;
  return (
    <tr>
      <td>
        <Sign tone={enrolmentTone[state]} words={t(`keys.state.${state}`)} />
        {alarms.map((alarm) => (
          <p key={alarm}>
            <Sign tone="attention" words={t(`keys.alarm.${alarm}`)} />
          </p>
        ))}
        {revokedWhy !== null && <p class="second">{t("keys.why", { why: revokedWhy })}</p>}
        {codeEndsAt !== null && (
          <p class="second">{t("keys.codeOut", { time: timeWords(t, codeEndsAt, nowMs) })}</p>
        )}
      </td>
      <th scope="row">
        <p>{row.siteName}</p>
        <p class="second">{row.deviceId}</p>
      </th>
      <td>{row.words ?? t("keys.noWords")}</td>
      <td>
        {certificateEndsAt === null
          ? t("keys.none")
          : t("keys.days", { count: Math.max(0, daysUntil(certificateEndsAt, nowMs)) })}
      </td>
      <td>
        <Actions {...props} />
      </td>
    </tr>
  );
}

function Actions(props: RowProps) {
  const { t, row, asking, onAsk } = props;
  const { deviceId, siteName, state } = row;
  if (asking?.deviceId === deviceId) return <Question {...props} asking={asking} />;
  const begin = (what: "revoke" | "again") => onAsk({ what, deviceId, reason: "" });
  return (
    <div class="steps">
      <Button size="small" onPress={() => begin("again")}>
        {t("keys.again")}
        <span class="for-the-ear">{` ${siteName}`}</span>
      </Button>
      {state !== "revoked" && (
        <Button size="small" onPress={() => begin("revoke")}>
          {t("keys.revoke")}
          <span class="for-the-ear">{` ${siteName}`}</span>
        </Button>
      )}
    </div>
  );
}

type QuestionProps = RowProps & { asking: NonNullable<EnrolmentProps["asking"]> };

/** Says what will happen before it does; a revocation also says why. */
function Question({ t, asking, busy, onAsk, onGo }: QuestionProps) {
  const { what, reason } = asking;
  const unsaid = what === "revoke" && reason.trim().length < 3;
  return (
    <div class="question" role="status">
      <p>{t(`keys.confirm.${what}`)}</p>
      {what === "revoke" && (
        <label class="field">
          <span class="field-label">{t("keys.reason")}</span>
          <input
            class="text-field"
            type="text"
            maxLength={200}
            value={reason}
            onInput={({ currentTarget }) => onAsk({ ...asking, reason: currentTarget.value })}
          />
        </label>
      )}
      <div class="steps">
        <Button size="small" resting={busy || unsaid} onPress={onGo}>
          {t(`keys.yes.${what}`)}
        </Button>
        <Button size="small" onPress={() => onAsk(null)}>
          {t("keys.cancel")}
        </Button>
      </div>
    </div>
  );
}
