import type { Words } from "../staff-words.ts";

type Props = { t: Words; label: string; reason: string; onReason: (reason: string) => void };

/** Why it was done, in a few words of one's own: it is kept with the name. */
export function ReasonField({ t, label, reason, onReason }: Props) {
  return (
    <label class="field">
      <span class="field-label">{label}</span>
      <span class="field-hint">{t("resolve.reasonWhy")}</span>
      <input
        class="text-field"
        type="text"
        maxLength={200}
        autocomplete="off"
        value={reason}
        onInput={({ currentTarget }) => onReason(currentTarget.value)}
      />
    </label>
  );
}
