import { Button } from "../../design/button.tsx";
import { Note } from "../../design/note.tsx";
import { lateArrivalsOf, type WorklistRow } from "../worklist.view.ts";
import { CallBackRow, type WorkProps } from "./call-back-row.tsx";
import { Empty, SectionHead } from "./section-head.tsx";

type Props = WorkProps & {
  work: readonly WorklistRow[];
  showDone: boolean;
  onShowDone: (show: boolean) => void;
};

/** The worklist: soonest due on top, late ones marked, finished ones folded away. */
export function CallBacksScreen(props: Props) {
  const { t, work, showDone, onShowDone } = props;
  const open = work.filter(({ clock }) => clock !== null);
  const done = work.filter(({ clock }) => clock === null);
  return (
    <>
      <SectionHead title={t("callbacks.title")} lead={t("callbacks.lead")} />
      {lateArrivalsOf(work).map(({ siteName, count, pastPromise }) => (
        <Note key={siteName} kind="honey" icon="wifi-off">
          {`${t("callbacks.arrived", { count, site: siteName })} ${t("callbacks.arrivedLate", { count: pastPromise })}`}
        </Note>
      ))}
      {open.length === 0 ? (
        <Empty picture="phone" title={t("callbacks.empty")} what={t("callbacks.emptyWhat")} />
      ) : (
        <WorkTable {...props} rows={open} caption={t("callbacks.openTitle")} />
      )}
      {done.length > 0 && (
        <div class="fold">
          <Button size="small" pressed={showDone} onPress={() => onShowDone(!showDone)}>
            {t(showDone ? "callbacks.hideDone" : "callbacks.showDone", { count: done.length })}
          </Button>
        </div>
      )}
      {showDone && done.length > 0 && (
        <WorkTable {...props} rows={done} caption={t("callbacks.doneTitle")} />
      )}
    </>
  );
}

const columns = ["due", "who", "reach", "pressed", "state", "steps"] as const;

type TableProps = WorkProps & { rows: readonly WorklistRow[]; caption: string };

function WorkTable({ rows, caption, ...work }: TableProps) {
  return (
    <table class="table worklist">
      <caption>{`${caption} · ${rows.length}`}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {work.t(`callbacks.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <CallBackRow key={row.row.callbackId} {...work} work={row} />
        ))}
      </tbody>
    </table>
  );
}
