import type { CommissioningView } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import { Sign } from "../../design/sign.tsx";
import { linkTone } from "../machine.view.ts";
import type { Words } from "../staff-words.ts";

type Props = { t: Words; view: CommissioningView; busy: boolean; onAgain: () => void };

/** Whether the machine answers, as it is now; and what to look at when it does not. */
export function ConnectedStep({ t, view, busy, onAgain }: Props) {
  const { link, draft, found } = view;
  return (
    <>
      <div class="setup-state" role="status">
        <Sign tone={linkTone[link]} words={t(`setup.link.${link}`)} />
        <p>{t("setup.connected.at", { address: draft.address ?? t("setup.connected.nowhere") })}</p>
        {link === "online" && found.length > 0 && (
          <p>{t("setup.connected.found", { count: found.length })}</p>
        )}
      </div>
      {link !== "online" && (
        <>
          <h2>{t("setup.connected.look")}</h2>
          <ul class="setup-list">
            <li>{t("setup.connected.power")}</li>
            <li>{t("setup.connected.cable")}</li>
            <li>{t("setup.connected.kind")}</li>
          </ul>
          <div class="act-row">
            <Button icon="plug" resting={busy} onPress={onAgain}>
              {t("setup.connected.again")}
            </Button>
          </div>
        </>
      )}
    </>
  );
}
