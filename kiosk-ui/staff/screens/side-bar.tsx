import type { StaffLive } from "@drop-in/contracts";
import { clockTime, dayOf } from "../../clock/clock-time.ts";
import { Button } from "../../design/button.tsx";
import { Sign } from "../../design/sign.tsx";
import { troublesOf } from "../machine.view.ts";
import type { Words } from "../staff-words.ts";

type Props = {
  t: Words;
  live: StaffLive;
  busy: boolean;
  onCallNext: () => void;
  onCheckIn: () => void;
  onMachine: () => void;
  onClose: () => void;
};

/** The one main act, a few others, and what we have promised people today. */
export function SideBar({ t, live, busy, onCallNext, onCheckIn, onMachine, onClose }: Props) {
  const [next] = live.waiting;
  return (
    <aside class="side-bar">
      {live.session !== null && (
        <div class="call-next">
          <Button kind="primary" wide resting={busy || next === undefined} onPress={onCallNext}>
            {next === undefined
              ? t("act.nobodyToCall")
              : t("act.callNext", { number: next.ticket.number })}
          </Button>
        </div>
      )}
      <div class="side-acts">
        {live.session !== null && (
          <Button wide icon="plus" onPress={onCheckIn}>
            {t("act.checkIn")}
          </Button>
        )}
        <Button wide icon="package" onPress={onMachine}>
          {t("act.machine")}
        </Button>
        {live.session !== null && (
          <Button wide icon="door" onPress={onClose}>
            {t("top.closeClinic")}
          </Button>
        )}
      </div>
      <Promised t={t} live={live} />
    </aside>
  );
}

function Promised({ t, live }: Pick<Props, "t" | "live">) {
  const { callbacks, nextDueAt, collectionsReady } = live.promised;
  const calls = t("promised.callbacks", { count: callbacks });
  const due =
    nextDueAt === null
      ? ""
      : ` · ${t("promised.nextDue", { time: dueTime(t, nextDueAt, live.now) })}`;
  const troubles = troublesOf(live);
  return (
    <section class="promised" aria-labelledby="promised">
      <h2 id="promised">{t("promised.title")}</h2>
      <p>{`${calls}${due}`}</p>
      <p>{t("promised.braces", { count: collectionsReady })}</p>
      <ul class="signs">
        {troubles.length === 0 && (
          <li>
            <Sign tone="good" words={t("hardware.fine")} />
          </li>
        )}
        {troubles.map(({ what, state, tone }) => (
          <li key={what}>
            <Sign
              tone={tone}
              words={t(`hardware.${what}`, { state: t(`hardwareState.${state}`) })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A promise for tomorrow must not look like one for today. */
function dueTime(t: Words, dueAt: string, now: string): string {
  const day = dayOf(dueAt, Date.parse(now));
  const time = clockTime(dueAt);
  return typeof day === "string" ? t(`day.${day}`, { time }) : t("day.date", { ...day, time });
}
