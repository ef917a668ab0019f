import type { ConsoleLive, DeviceRow, MachineState } from "@drop-in/contracts";
import { minutesSince } from "../../clock/elapsed.ts";
import { Sign } from "../../design/sign.tsx";
import type { Words } from "../console-words.ts";
import { devicesOf, deviceTone } from "../estate.view.ts";
import { agoWords, spanWords } from "../time-words.ts";
import { Empty, SectionHead } from "./section-head.tsx";

type Counts = NonNullable<ConsoleLive["deviceCounts"]>;
type Props = { t: Words; devices: readonly DeviceRow[]; counts: Counts | undefined; nowMs: number };

const deviceStates = ["down", "degraded", "unknown", "up"] as const;
const columns = ["state", "site", "heard", "sending", "machine", "desk"] as const;

/** One line for each box. What nobody has heard is hollow, and never called well. */
export function DevicesScreen({ t, devices, counts, nowMs }: Props) {
  return (
    <>
      <SectionHead title={t("devices.title")} lead={t("devices.lead")} />
      {counts && <CountLine t={t} counts={counts} shown={devices.length} />}
      {devices.length === 0 ? (
        <Empty picture="hub" title={t("devices.empty")} what={t("devices.emptyWhat")} />
      ) : (
        <table class="table devices">
          <caption class="for-the-ear">{t("devices.title")}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(`devices.columns.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {devicesOf(devices).map((device) => (
              <Row key={device.deviceId} t={t} device={device} nowMs={nowMs} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

/** The whole estate in one line; and that not all of it is below, where that is so. */
function CountLine({ t, counts, shown }: { t: Words; counts: Counts; shown: number }) {
  const total = deviceStates.reduce((sum, state) => sum + counts[state], 0);
  return (
    <>
      <ul class="device-counts">
        {deviceStates.map((state) => (
          <li key={state}>
            <Sign
              tone={deviceTone[state]}
              words={`${counts[state]} · ${t(`devices.state.${state}`)}`}
            />
          </li>
        ))}
      </ul>
      {total > shown && <p class="calm-note">{t("devices.notAll", { shown, total })}</p>}
    </>
  );
}

type RowProps = { t: Words; device: DeviceRow; nowMs: number };

function Row({ t, device, nowMs }: RowProps) {
  return (
    <tr>
      <td>
        <Sign tone={deviceTone[device.state]} words={t(`devices.state.${device.state}`)} />
        {device.reasons.length > 0 && (
          <ul class="reasons">
            {device.reasons.map((reason) => (
              <li key={reason}>{t(`devices.reason.${reason}`)}</li>
            ))}
          </ul>
        )}
      </td>
      <th scope="row">
        <p>{device.siteName}</p>
        <p class="second">{device.deviceId}</p>
        {device.version !== null && (
          <p class="second">{t("devices.version", { version: device.version })}</p>
        )}
      </th>
      <td>
        {device.lastHeardAt === null ? t("devices.never") : agoWords(t, device.lastHeardAt, nowMs)}
      </td>
      <td>
        <Sending t={t} device={device} nowMs={nowMs} />
      </td>
      <td>
        {device.machines.length === 0
          ? t("devices.noMachine")
          : device.machines.map((machine) => (
              <Machine key={machine.machineId} t={t} machine={machine} />
            ))}
      </td>
      <td>
        <p>{`${t("devices.printer")}: ${t(`devices.printerState.${device.printer}`)}`}</p>
        <p>
          {`${t("devices.scanner")}: ${device.lastHeardAt === null ? t("devices.notKnown") : t(`devices.scannerState.${device.scanner}`)}`}
        </p>
      </td>
    </tr>
  );
}

function Sending({ t, device, nowMs }: RowProps) {
  const { outboxWaiting, outboxOldestAt, refusedEvents } = device;
  return (
    <>
      <p>{waitingWords(t, outboxWaiting)}</p>
      {outboxOldestAt !== null && (
        <p class="second">
          {t("devices.oldest", { span: spanWords(t, minutesSince(outboxOldestAt, nowMs)) })}
        </p>
      )}
      {refusedEvents > 0 && (
        <Sign tone="attention" words={t("devices.refused", { count: refusedEvents })} />
      )}
    </>
  );
}

function waitingWords(t: Words, waiting: number | null): string {
  if (waiting === null) return t("devices.notKnown");
  return waiting === 0 ? t("devices.nothingWaiting") : t("devices.waiting", { count: waiting });
}

function Machine({ t, machine }: { t: Words; machine: MachineState }) {
  const { name, link, door, cabinetTemperatureC: degrees, vending } = machine;
  const facts = [
    t(`devices.link.${link}`),
    t(`devices.door.${door}`),
    degrees === null ? t("devices.temperatureUnknown") : t("devices.temperature", { degrees }),
    ...(vending === "paused" ? [t("devices.paused")] : []),
  ];
  return (
    <>
      <p>{name}</p>
      <p class="second">{facts.join(" · ")}</p>
    </>
  );
}
