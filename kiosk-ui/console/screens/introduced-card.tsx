import type { Introduced } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import { useHeadingFocus } from "../../design/heading-focus.ts";
import { timeWords } from "../time-words.ts";
import type { EnrolmentProps } from "./enrolment-props.ts";
import { Qr } from "./qr.tsx";

type Props = EnrolmentProps & { introduced: Introduced };

/** The introduction, once: as a text to type and as a square. Printing prints only this. */
export function IntroducedCard({ t, nowMs, introduced, onPrint, onDone }: Props) {
  const { deviceId, introduction, expiresAt } = introduced;
  const heading = useHeadingFocus("introduced");
  return (
    <section class="issued" aria-labelledby="introduced">
      <h3 id="introduced" class="not-printed" ref={heading} tabIndex={-1}>
        {t("keys.introducedTitle")}
      </h3>
      <div class="slip">
        <div class="slip-words">
          <p class="slip-title">{t("keys.slipTitle")}</p>
          <p>{deviceId}</p>
          <p class="introduction">
            <bdi dir="ltr">{introduction}</bdi>
          </p>
          <p>{t("keys.slipHow")}</p>
          <p>{t("keys.slipUntil", { time: timeWords(t, expiresAt, nowMs) })}</p>
        </div>
        <Qr text={introduction} label={t("keys.qrLabel")} />
      </div>
      <p class="calm-note not-printed">{t("keys.introducedWarn")}</p>
      <div class="issue-go not-printed">
        <Button kind="primary" icon="printer" onPress={onPrint}>
          {t("keys.print")}
        </Button>
        <Button icon="eye-off" onPress={onDone}>
          {t("keys.done")}
        </Button>
      </div>
    </section>
  );
}
