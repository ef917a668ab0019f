import { formatCode, parseCode } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import { useHeadingFocus } from "../../design/heading-focus.ts";
import type { Issue } from "../issue.ts";
import { timeWords } from "../time-words.ts";
import type { CollectionsProps } from "./collections-props.ts";
import { Qr } from "./qr.tsx";

type Props = CollectionsProps & { issued: NonNullable<Issue["issued"]> };

/** The code, large, with its square. It is also the slip: printing prints only this. */
export function IssuedCard({ t, nowMs, issued, onPrint, onDone }: Props) {
  const { collection, what, machine } = issued;
  const heading = useHeadingFocus("issued");
  return (
    <section class="issued" aria-labelledby="issued">
      <h2 id="issued" class="not-printed" ref={heading} tabIndex={-1}>
        {t("collections.issuedTitle")}
      </h2>
      <div class="slip">
        <div class="slip-words">
          <p class="slip-title">{t("collections.slipTitle")}</p>
          <p class="code">
            <bdi dir="ltr">{codeWords(collection.code)}</bdi>
          </p>
          <p class="slip-what">{what}</p>
          <p>{t("collections.where", { machine: machine.name, site: machine.siteName })}</p>
          <p>{t("collections.until", { time: timeWords(t, collection.expiresAt, nowMs) })}</p>
          <p>{t("collections.slipHow")}</p>
          <p>{t("collections.slipOnce")}</p>
        </div>
        <Qr text={collection.qr} label={t("collections.qrLabel")} />
      </div>
      <p class="calm-note not-printed">{t("collections.issuedWarn")}</p>
      <div class="issue-go not-printed">
        <Button kind="primary" icon="printer" onPress={onPrint}>
          {t("collections.print")}
        </Button>
        <Button icon="eye-off" onPress={onDone}>
          {t("collections.done")}
        </Button>
      </div>
    </section>
  );
}

/** ABCD-EFGH, whether or not the centre has put the hyphen in. */
function codeWords(code: string): string {
  const parsed = parseCode(code);
  return parsed.kind === "code" ? formatCode(parsed.code) : code;
}
