import type { CollectionRow } from "@drop-in/contracts";
import { useState } from "preact/hooks";
import { Button } from "../../design/button.tsx";
import { actsFor, type CollectionAct, machinesToMoveTo } from "../collection-acts.view.ts";
import type { CollectionsProps } from "./collections-props.ts";

type Props = CollectionsProps & { row: CollectionRow; item: string };

/** What can be done about one code: one button each, and one question before anything happens. */
export function CollectionActs(props: Props) {
  const { t, row, asking, item, onAsk, stock, devices } = props;
  const { collectionId } = row;
  if (asking?.collectionId === collectionId) return <Asked {...props} act={asking.act} />;
  const targets = machinesToMoveTo(row, stock, devices);
  return (
    <div class="steps">
      {actsFor(row, targets.length > 0).map((act) => (
        <Button key={act} size="small" onPress={() => onAsk({ collectionId, act })}>
          {t(`collections.${act}`)}
          <span class="for-the-ear">{` ${item}`}</span>
        </Button>
      ))}
    </div>
  );
}

function Asked(props: Props & { act: CollectionAct }) {
  switch (props.act) {
    case "revoke":
      return <Revoke {...props} />;
    case "move":
      return <Move {...props} />;
    case "decide":
      return <Decide {...props} />;
  }
}

function Revoke({ t, row, busy, onAsk, onRevoke }: Props) {
  return (
    <div class="question" role="status">
      <p>{t("collections.confirmRevoke")}</p>
      <div class="steps">
        <Button size="small" resting={busy} onPress={() => onRevoke(row.collectionId)}>
          {t("collections.yes")}
        </Button>
        <Button size="small" onPress={() => onAsk(null)}>
          {t("collections.no")}
        </Button>
      </div>
    </div>
  );
}

/** Only machines that have one to spare. The person gets a new code, so they have to be here. */
function Move({ t, row, busy, stock, devices, onAsk, onMove }: Props) {
  return (
    <div class="question" role="status">
      <p>{t("collections.moveWhere")}</p>
      <div class="steps">
        {machinesToMoveTo(row, stock, devices).map((machine) => (
          <Button
            key={machine.machineId}
            size="small"
            resting={busy}
            onPress={() => onMove(row, machine)}
          >
            {`${machine.siteName} · ${machine.name}`}
          </Button>
        ))}
        <Button size="small" onPress={() => onAsk(null)}>
          {t("collections.leaveIt")}
        </Button>
      </div>
    </div>
  );
}

/** For a machine that cannot be asked: a person says whether one came out, and how they know. */
function Decide({ t, row, busy, onAsk, onDecide }: Props) {
  const [reason, setReason] = useState("");
  const said = reason.trim();
  const answer = (itemCame: boolean) => {
    if (said !== "") onDecide(row.collectionId, { itemCame, reason: said });
  };
  return (
    <div class="question" role="status">
      <p>{t("collections.didItCome")}</p>
      <label class="field">
        <span class="field-label">{t("collections.howKnown")}</span>
        <input
          class="text-field"
          type="text"
          maxLength={200}
          autocomplete="off"
          value={reason}
          onInput={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </label>
      <div class="steps">
        <Button size="small" resting={busy || said === ""} onPress={() => answer(true)}>
          {t("collections.came")}
        </Button>
        <Button size="small" resting={busy || said === ""} onPress={() => answer(false)}>
          {t("collections.didNotCome")}
        </Button>
        <Button size="small" onPress={() => onAsk(null)}>
          {t("collections.leaveIt")}
        </Button>
      </div>
    </div>
  );
}
