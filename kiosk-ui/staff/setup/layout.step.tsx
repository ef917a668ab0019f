import type {
  CommissioningView,
  MachineKind,
  PlannedSlot,
  SlotId,
  Variant,
} from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import { Picture } from "../../design/picture.tsx";
import { productPicture } from "../../design/product-picture.ts";
import type { Words } from "../staff-words.ts";
import { gridOf, nextRow, offered } from "./setup.view.ts";

type Props = {
  t: Words;
  view: CommissioningView;
  kind: MachineKind | null;
  catalogue: readonly Variant[];
  busy: boolean;
  onEdit: (slot: PlannedSlot) => void;
  onNew: (slotId: SlotId, selection: number) => void;
};

/** The plan as the machine stands there: rows by their letter, a place for each slot, and what still stops it. */
export function LayoutStep(props: Props) {
  const { t, view, kind, onNew } = props;
  const { slots } = view.draft;
  const more = offered(view.found, slots, kind);
  const row = nextRow(slots);
  return (
    <div class="setup-layout">
      <div class="setup-grid">
        {gridOf(slots).map(({ letter, slots: places, next }) => (
          <section key={letter} class="setup-row" aria-label={t("setup.layout.row", { letter })}>
            <strong class="setup-letter">{letter}</strong>
            {places.map((slot) => (
              <Place key={slot.slotId} {...props} slot={slot} />
            ))}
            {next !== null && (
              <button
                type="button"
                class="setup-place setup-place-new"
                onClick={() => onNew(next, (places.at(-1)?.selection ?? 0) + 1)}
              >
                {t("setup.layout.add", { slot: next })}
              </button>
            )}
          </section>
        ))}
        <div class="act-row">
          {row !== null && (
            <Button icon="plus" onPress={() => onNew(row, 1)}>
              {t("setup.layout.addRow", { slot: row })}
            </Button>
          )}
        </div>
        {more.length > 0 && (
          <section class="setup-found">
            <h2>{t("setup.layout.found")}</h2>
            <div class="act-row">
              {more.map(({ selection, says, slotId }) => (
                <Button key={selection} icon="plus" onPress={() => onNew(slotId, selection)}>
                  {t("setup.layout.foundOne", { slot: slotId, says })}
                </Button>
              ))}
            </div>
          </section>
        )}
      </div>
      <Problems t={t} problems={view.problems} />
    </div>
  );
}

/** What stops the plan from being saved, as the box says it. */
export function Problems({ t, problems }: { t: Words; problems: readonly string[] }) {
  return (
    <aside class={problems.length === 0 ? "setup-state" : "calm-note"} aria-live="polite">
      <h2>{t(problems.length === 0 ? "setup.layout.fine" : "setup.layout.problems")}</h2>
      <ul class="setup-list">
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </aside>
  );
}

function Place({ t, slot, catalogue, onEdit }: Props & { slot: PlannedSlot }) {
  const variant = catalogue.find(({ variantId }) => variantId === slot.variantId);
  const name = variant?.name.en ?? slot.variantId;
  return (
    <button type="button" class="setup-place" onClick={() => onEdit(slot)}>
      <Picture name={productPicture(name)} size="small" />
      <span class="answer-title">{slot.slotId}</span>
      <span>{name}</span>
      {variant && <span>{`${t(`side.${variant.side}`)}, ${variant.size}`}</span>}
      <span>{t("setup.layout.stock", { stock: slot.stock, capacity: slot.capacity })}</span>
    </button>
  );
}
