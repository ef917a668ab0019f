import { type CommissioningView, type SlotId, TestVendSeen } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import type { Words } from "../staff-words.ts";

type Seen = TestVendSeen["seen"];
type Props = {
  t: Words;
  view: CommissioningView;
  busy: boolean;
  onTest: (slotId: SlotId) => void;
  onSeen: (seen: Seen) => void;
};

/** Turn one with nobody waiting, and say what was seen: the machine's word and yours are kept beside each other. */
export function TestStep({ t, view, busy, onTest, onSeen }: Props) {
  const { testVend, draft } = view;
  const runs = testVend !== null && testVend.outcome === null;
  return (
    <>
      <p class="lead">{t("setup.test.lead")}</p>
      <div class="act-row">
        {draft.slots.map(({ slotId }) => (
          <Button
            key={slotId}
            pressed={testVend?.slotId === slotId}
            resting={busy || runs}
            onPress={() => onTest(slotId)}
          >
            {slotId}
          </Button>
        ))}
      </div>
      {draft.slots.length === 0 && <p class="empty">{t("setup.test.none")}</p>}
      {testVend !== null && (
        <div class="setup-state" role="status">
          <h2>{t("setup.test.slot", { slot: testVend.slotId })}</h2>
          <p>{t(`setup.test.${testVend.outcome?.kind ?? "runs"}`)}</p>
        </div>
      )}
      {testVend?.outcome && (
        <fieldset>
          <legend>{t("setup.test.seen")}</legend>
          <div class="act-row">
            {TestVendSeen.shape.seen.options.map((seen) => (
              <Button
                key={seen}
                pressed={testVend.seen === seen}
                resting={busy}
                onPress={() => onSeen(seen)}
              >
                {t(`setup.test.seen.${seen}`)}
              </Button>
            ))}
          </div>
        </fieldset>
      )}
    </>
  );
}
