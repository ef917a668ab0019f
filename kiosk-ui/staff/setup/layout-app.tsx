import type { CommissioningView, PlannedSlot, Variant } from "@drop-in/contracts";
import { useState } from "preact/hooks";
import type { Act, Clinic } from "../clinic.ts";
import { LayoutStep } from "./layout.step.tsx";
import {
  copyRight,
  formOf,
  kindOfDraft,
  newSlot,
  type SlotForm,
  slotOf,
  withSlot,
} from "./setup.view.ts";
import { SlotFormView } from "./slot.form.tsx";

type Props = {
  clinic: Clinic;
  view: CommissioningView;
  busy: boolean;
  act: Act;
  catalogue: readonly Variant[];
};

/** The plan on the table: each slot that is kept goes to the box at once, so that nothing is lost with the tablet. */
export function LayoutApp({ clinic, view, busy, act, catalogue }: Props) {
  const [form, setForm] = useState<SlotForm | null>(null);
  const [name, setName] = useState(view.draft.name);
  const { t } = clinic;
  const { slots } = view.draft;
  const kind = kindOfDraft(view.draft);
  const keep = (next: PlannedSlot[]) =>
    act("/commissioning/draft", { name: name.trim() || view.draft.name, slots: next });

  if (form === null) {
    return (
      <>
        <label class="field">
          <span class="field-label">{t("setup.layout.name")}</span>
          <input
            class="text-field"
            type="text"
            maxLength={60}
            autocomplete="off"
            value={name}
            onInput={({ currentTarget }) => setName(currentTarget.value)}
            onBlur={() => {
              if (name.trim() !== view.draft.name) void keep(slots);
            }}
          />
        </label>
        <LayoutStep
          t={t}
          view={view}
          kind={kind}
          catalogue={catalogue}
          busy={busy}
          onEdit={(slot) => setForm(formOf(slot, catalogue))}
          onNew={(slotId, selection) => setForm(newSlot(slotId, selection, kind))}
        />
      </>
    );
  }
  const keepForm = async (alsoRight: boolean) => {
    const slot = slotOf(form);
    if (slot === null) return;
    const next = withSlot(slots, slot);
    const right = alsoRight ? copyRight(next, slot) : null;
    if (
      !(await act("/commissioning/draft", {
        name: view.draft.name,
        slots: right === null ? next : withSlot(next, right),
      }))
    )
      return;
    setForm(right === null ? null : formOf(right, catalogue));
  };
  return (
    <SlotFormView
      t={t}
      form={form}
      kind={kind}
      catalogue={catalogue}
      busy={busy}
      onForm={setForm}
      onKeep={(alsoRight) => void keepForm(alsoRight)}
      onRemove={async () => {
        if (await keep(slots.filter(({ slotId }) => slotId !== form.slotId))) setForm(null);
      }}
      onCancel={() => setForm(null)}
    />
  );
}
