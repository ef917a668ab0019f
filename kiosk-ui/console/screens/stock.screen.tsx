import type { DeviceRow, StockRow } from "@drop-in/contracts";
import { Sign, type Tone } from "../../design/sign.tsx";
import type { Words } from "../console-words.ts";
import { type MachineStock, type StockLine, stockOf } from "../estate.view.ts";
import { Empty, SectionHead } from "./section-head.tsx";

type Props = { t: Words; stock: readonly StockRow[]; devices: readonly DeviceRow[] };

const columns = ["slot", "what", "lot", "stock", "setAside", "free", "par", "sign"] as const;
const figures: readonly (typeof columns)[number][] = ["stock", "setAside", "free", "par"];

const toneOf: Record<StockLine["sign"], Tone> = {
  locked: "attention",
  empty: "down",
  low: "attention",
  fine: "good",
};

/** The book of every machine, slot by slot, and what to bring. */
export function StockScreen({ t, stock, devices }: Props) {
  const machines = stockOf(stock, devices);
  return (
    <>
      <SectionHead title={t("stock.title")} lead={t("stock.lead")} />
      {machines.length === 0 && (
        <Empty picture="box" title={t("stock.empty")} what={t("stock.emptyWhat")} />
      )}
      {machines.map((machine) => (
        <MachineTable key={machine.machineId} t={t} machine={machine} />
      ))}
    </>
  );
}

function MachineTable({ t, machine }: { t: Words; machine: MachineStock }) {
  const { siteName, machineName, toBring, lines } = machine;
  return (
    <table class="table stock">
      <caption>
        {siteName === "" ? machineName : `${siteName} · ${machineName}`}
        <span class="caption-note">{t("stock.toBring", { count: toBring })}</span>
      </caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" class={figures.includes(column) ? "figure" : undefined}>
              {t(`stock.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={`${line.slotId} ${line.lot}`} data-late={line.sign !== "fine"}>
            <th scope="row">{line.slotId}</th>
            <td>
              {t("item", { name: line.name.en, side: t(`side.${line.side}`), size: line.size })}
            </td>
            <td>{line.lot}</td>
            <td class="figure">{t("stock.of", { stock: line.stock, capacity: line.capacity })}</td>
            <td class="figure">{line.setAside}</td>
            <td class="figure">{line.free}</td>
            <td class="figure">{line.par}</td>
            <td>
              <Sign tone={toneOf[line.sign]} words={t(`stock.sign.${line.sign}`)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
