import { Note } from "../../design/note.tsx";
import type { Printing } from "../visitor-state.ts";
import type { Say } from "../visitor-words.ts";

/** What came of the paper. Where there is none, how to do without. */
export function PrintingNote({ say, printing }: { say: Say; printing: Printing }) {
  if (printing === "not-asked") return null;
  return (
    <div role="status">
      <Note picture="paper">
        <strong>{say(`printing.${printing}`)}</strong>
        <br />
        {say(`printing.${printing}.text`)}
      </Note>
    </div>
  );
}
