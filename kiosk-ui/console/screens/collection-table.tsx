import type { CollectionRow, DeviceRow, MachineId } from "@drop-in/contracts";
import { Sign, type Tone } from "../../design/sign.tsx";
import { timeWords } from "../time-words.ts";
import { CollectionActs } from "./collection-acts.tsx";
import type { CollectionsProps } from "./collections-props.ts";
import { Empty } from "./section-head.tsx";

const toneOf: Record<CollectionRow["state"], Tone> = {
  issued: "unknown",
  "on-machine": "good",
  "in-progress": "good",
  dispensed: "good",
  "needs-staff": "attention",
  expired: "down",
  revoked: "down",
  "no-stock": "attention",
};

const columns = ["what", "machine", "state", "issued", "expires", "actions"] as const;

/** Every code given, newest first, and where it is now. Never the code itself. */
export function CollectionTable(props: CollectionsProps) {
  const { t, collections } = props;
  if (collections.length === 0) {
    return <Empty picture="box" title={t("collections.empty")} what={t("collections.emptyWhat")} />;
  }
  const newestFirst = [...collections].sort((a, b) => b.issuedAt.localeCompare(a.issuedAt));
  return (
    <table class="table not-printed">
      <caption>{t("collections.listTitle")}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(`collections.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {newestFirst.map((row) => (
          <Row key={row.collectionId} {...props} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row(props: CollectionsProps & { row: CollectionRow }) {
  const { t, nowMs, row, devices } = props;
  return (
    <tr>
      <th scope="row">{itemOf(props)}</th>
      <td>
        {machineName(devices, row.machineId)}
        {row.toMachineId && (
          <p class="second">
            {t(row.keptAt ? "collections.kept" : "collections.onItsWay", {
              machine: machineName(devices, row.toMachineId),
            })}
          </p>
        )}
      </td>
      <td>
        <Sign tone={toneOf[row.state]} words={t(`collections.state.${row.state}`)} />
        <p class="second">
          {t("collections.changed", { time: timeWords(t, row.changedAt, nowMs) })}
        </p>
      </td>
      <td>
        {t("collections.issuedBy", { time: timeWords(t, row.issuedAt, nowMs), name: row.issuedBy })}
      </td>
      <td>{timeWords(t, row.expiresAt, nowMs)}</td>
      <td>
        <CollectionActs {...props} item={itemOf(props)} />
      </td>
    </tr>
  );
}

type Item = Pick<CollectionsProps, "t"> & { row: CollectionRow };

function itemOf({ t, row: { name, side, size } }: Item): string {
  return t("item", { name: name.en, side: t(`side.${side}`), size });
}

function machineName(devices: readonly DeviceRow[], machineId: MachineId): string {
  const device = devices.find(({ machines }) =>
    machines.some((machine) => machine.machineId === machineId),
  );
  const machine = device?.machines.find((each) => each.machineId === machineId);
  return device === undefined || machine === undefined
    ? machineId
    : `${device.siteName} · ${machine.name}`;
}
