import type { FoundPorts } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import type { Words } from "../staff-words.ts";
import { isAddress } from "./setup.view.ts";

type Props = {
  t: Words;
  /** Null while the box looks. */
  ports: FoundPorts["ports"] | null;
  address: string;
  busy: boolean;
  onAddress: (address: string) => void;
  onLook: () => void;
};

/** Which cable: what the box has found, and a line for an address that somebody knows. */
export function PortsStep({ t, ports, address, busy, onAddress, onLook }: Props) {
  return (
    <>
      <p class="lead">{t("setup.ports.lead")}</p>
      <ul class="cards" aria-live="polite">
        {ports?.map((port) => (
          <li key={port.address}>
            <button
              type="button"
              class="setup-choice"
              aria-pressed={address === port.address}
              onClick={() => onAddress(port.address)}
            >
              <span class="answer-title">{port.says}</span>
              <span class="answer-why">
                {port.inUse ? t("setup.ports.inUse", { address: port.address }) : port.address}
              </span>
            </button>
          </li>
        ))}
        {ports?.length === 0 && <li class="empty">{t("setup.ports.none")}</li>}
        {ports === null && <li class="empty">{t("setup.ports.looking")}</li>}
      </ul>
      <div class="act-row">
        <Button icon="refresh" resting={busy} onPress={onLook}>
          {t("setup.ports.again")}
        </Button>
      </div>
      <label class="field">
        <span class="field-label">{t("setup.ports.typed")}</span>
        <span class="field-hint">{t("setup.ports.typedWhy")}</span>
        <input
          class="text-field"
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={address}
          onInput={({ currentTarget }) => onAddress(currentTarget.value)}
        />
      </label>
      {address !== "" && !isAddress(address) && (
        <p class="calm-note">{t("setup.ports.notAddress")}</p>
      )}
    </>
  );
}
