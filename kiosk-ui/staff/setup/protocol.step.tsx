import { type MachineKind, type MachineProtocol, machineKindOf } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import type { Words } from "../staff-words.ts";
import { KindDrawing } from "./drawings.tsx";
import { protocolsOf } from "./setup.view.ts";

type Props = {
  t: Words;
  protocol: MachineProtocol | null;
  onProtocol: (protocol: MachineProtocol) => void;
};

const kinds: readonly MachineKind[] = ["spiral", "locker", "keypad"];

/** What kind of machine, by its picture; and which board, where there are several. */
export function ProtocolStep({ t, protocol, onProtocol }: Props) {
  const kind = protocol === null ? null : machineKindOf[protocol];
  return (
    <>
      <p class="lead">{t("setup.protocol.lead")}</p>
      <div class="setup-kinds">
        {kinds.map((each) => (
          <button
            key={each}
            type="button"
            class="setup-choice setup-kind"
            aria-pressed={kind === each}
            onClick={() => {
              const [first] = protocolsOf[each];
              if (first !== undefined) onProtocol(first);
            }}
          >
            <KindDrawing kind={each} />
            <span class="answer-title">{t(`setup.kind.${each}`)}</span>
            <span class="answer-why">{t(`setup.kind.${each}.text`)}</span>
          </button>
        ))}
      </div>
      {kind === "locker" && (
        <fieldset>
          <legend>{t("setup.protocol.board")}</legend>
          <div class="act-row">
            {protocolsOf.locker.map((each) => (
              <Button key={each} pressed={protocol === each} onPress={() => onProtocol(each)}>
                {t(`setup.protocol.${each}`)}
              </Button>
            ))}
          </div>
        </fieldset>
      )}
    </>
  );
}
