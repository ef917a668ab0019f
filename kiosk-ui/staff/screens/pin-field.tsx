import type { Words } from "../staff-words.ts";

type Props = { t: Words; why: string; pin: string; onPin: (pin: string) => void };

/** A second person signs with their own PIN; beside it stands why one is not enough. */
export function PinField({ t, why, pin, onPin }: Props) {
  return (
    <label class="field">
      <span class="field-label">{t("second.title")}</span>
      <span class="field-hint">{why}</span>
      <input
        class="text-field pin-field"
        type="password"
        inputMode="numeric"
        maxLength={6}
        autocomplete="off"
        value={pin}
        onInput={({ currentTarget }) => onPin(currentTarget.value)}
      />
    </label>
  );
}
