import { OpenSlot, type SlotId, type StaffLive } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import { Sign } from "../../design/sign.tsx";
import {
  doorTone,
  linkTone,
  printerTone,
  type SlotView,
  scannerTone,
  slotsOf,
  vendingTone,
} from "../machine.view.ts";
import type { Words } from "../staff-words.ts";
import { Panel } from "./panel.tsx";
import { Count } from "./resolve.screen.tsx";

type Props = {
  t: Words;
  live: Pick<StaffLive, "machine" | "machineKind" | "slots" | "printer" | "scanner">;
  /** The locked slot somebody is looking into, and what they have counted so far. */
  check: SlotCheck | null;
  /** Slots that wait for an attempt to be resolved instead: the list above says so. */
  waitedFor: ReadonlySet<SlotId>;
  busy: boolean;
  onCheck: (check: SlotCheck | null) => void;
  onChecked: (slotId: SlotId, countedStock: number, repaired: boolean) => void;
  /** The locker door somebody wants open, before they said why. */
  opening: SlotId | null;
  onOpening: (slotId: SlotId | null) => void;
  onOpen: (slotId: SlotId, reason: OpenSlot["reason"]) => void;
  /** Null for those who may not. */
  onSetUp: (() => void) | null;
  onBack: () => void;
};

export type SlotCheck = { slotId: SlotId; counted: number | null; repaired: boolean };

/** The machine with its slots, the printer and the scanner: what works, what does not, what nobody knows. */
export function MachineScreen(props: Props) {
  const { t, live, onBack } = props;
  return (
    <Panel title={t("machine.title")} backWord={t("machine.back")} onBack={onBack}>
      {props.onSetUp !== null && (
        <div class="act-row">
          <Button icon="tool" onPress={props.onSetUp}>
            {t("setup.open")}
          </Button>
        </div>
      )}
      <ul class="signs">
        {live.machine === null ? <li>{t("machine.none")}</li> : <MachineSigns t={t} live={live} />}
        <li>
          <Sign
            tone={printerTone[live.printer]}
            words={t("hardware.printer", { state: t(`hardwareState.printer.${live.printer}`) })}
          />
        </li>
        <li>
          <Sign
            tone={scannerTone[live.scanner]}
            words={t("hardware.scanner", { state: t(`hardwareState.scanner.${live.scanner}`) })}
          />
        </li>
      </ul>
      {live.machineKind === "locker" && props.opening !== null && (
        <WhyOpen {...props} slotId={props.opening} />
      )}
      {live.slots.length > 0 && (
        <Slots {...props} slots={slotsOf(live.slots, live.machine?.openDoors)} />
      )}
    </Panel>
  );
}

function MachineSigns({ t, live: { machine } }: Pick<Props, "t" | "live">) {
  if (machine === null) return null;
  const { link, door, vending, cabinetTemperatureC: degrees } = machine;
  return (
    <>
      <li class="signs-name">{machine.name}</li>
      <li>
        <Sign tone={linkTone[link]} words={t(`machine.link.${link}`)} />
      </li>
      <li>
        <Sign tone={vendingTone[vending]} words={t(`machine.vending.${vending}`)} />
      </li>
      <li>
        <Sign tone={doorTone[door]} words={t(`machine.door.${door}`)} />
      </li>
      <li>
        {degrees === null ? (
          <Sign tone="unknown" words={t("machine.temperatureUnknown")} />
        ) : (
          <Sign tone="good" words={t("machine.temperature", { degrees })} />
        )}
      </li>
    </>
  );
}

function Slots(props: Props & { slots: readonly SlotView[] }) {
  const { t, slots } = props;
  return (
    <table class="slots">
      <caption class="for-the-ear">{t("machine.slots")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("machine.slot")}</th>
          <th scope="col">{t("machine.what")}</th>
          <th scope="col" class="figure">
            {t("machine.stock")}
          </th>
          <th scope="col" class="figure">
            {t("machine.setAside")}
          </th>
          <th scope="col" class="figure">
            {t("machine.free")}
          </th>
          <th scope="col">{t("machine.sign.title")}</th>
        </tr>
      </thead>
      <tbody>
        {slots.map((slot) => (
          <tr key={slot.slotId} data-sign={slot.sign}>
            <th scope="row">{slot.slotId}</th>
            <td>
              {t("item", { name: slot.name.en, side: t(`side.${slot.side}`), size: slot.size })}
            </td>
            {slot.sign === "locked" ? (
              <td colSpan={3} class="figure">
                <LockedSlot {...props} slot={slot} />
              </td>
            ) : (
              <>
                <td class="figure">{slot.stock}</td>
                <td class="figure">{slot.setAside}</td>
                <td class="figure">{slot.free}</td>
              </>
            )}
            <td class="slot-state">
              <Sign
                tone={slot.sign === "fine" ? "good" : "attention"}
                words={
                  slot.lockReason === null
                    ? t(`machine.sign.${slot.sign}`)
                    : t(`machine.lock.${slot.lockReason}`)
                }
              />
              {slot.doorOpen && <Sign tone="attention" words={t("machine.doorOpenNow")} />}
              {props.live.machineKind === "locker" && !slot.doorOpen && (
                <Button size="small" icon="door" onPress={() => props.onOpening(slot.slotId)}>
                  {t("machine.openDoor")}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A way out of a lock that no attempt explains: look, count, and say that it is in order. */
function LockedSlot(props: Props & { slot: SlotView }) {
  const { t, slot, check, waitedFor, busy, onCheck, onChecked } = props;
  const { slotId } = slot;
  if (waitedFor.has(slotId)) return null;
  if (check?.slotId !== slotId) {
    return (
      <Button onPress={() => onCheck({ slotId, counted: null, repaired: false })}>
        {t("machine.lookInside")}
      </Button>
    );
  }
  const { counted, repaired } = check;
  const broken = slot.lockReason === "out-of-service";
  return (
    <div class="slot-check">
      <Count t={t} counted={counted} onCounted={(now) => onCheck({ ...check, counted: now })} />
      {broken && (
        <Button
          icon={repaired ? "square-check" : "square"}
          pressed={repaired}
          onPress={() => onCheck({ ...check, repaired: !repaired })}
        >
          {t("machine.repaired")}
        </Button>
      )}
      <Button
        kind="primary"
        resting={busy || counted === null || (broken && !repaired)}
        onPress={() => counted !== null && onChecked(slotId, counted, repaired)}
      >
        {t("machine.inOrder")}
      </Button>
    </div>
  );
}

/** A door opened by staff is written down with its reason, like everything that leaves a locker. */
function WhyOpen({ t, slotId, busy, onOpen, onOpening }: Props & { slotId: SlotId }) {
  return (
    <fieldset class="calm-note">
      <legend>{t("machine.whyOpen", { slot: slotId })}</legend>
      <div class="act-row">
        {OpenSlot.shape.reason.options.map((reason) => (
          <Button key={reason} resting={busy} onPress={() => onOpen(slotId, reason)}>
            {t(`machine.why.${reason}`)}
          </Button>
        ))}
        <Button icon="x" onPress={() => onOpening(null)}>
          {t("machine.notOpen")}
        </Button>
      </div>
    </fieldset>
  );
}
