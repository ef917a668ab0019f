import type { VisitId } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import type { Words } from "../staff-words.ts";

/** Refusals of the box that have words of their own. */
export const refusals = [
  "wrong-pin",
  "wait",
  "second-person-needed",
  "same-person",
  "not-allowed",
  "wrong-state",
  "machine-busy",
  "not-ready",
  "draft-has-problems",
] as const;

export type TroubleKey =
  | `trouble.${(typeof refusals)[number]}`
  | "trouble.not-heard"
  | "trouble.signed-out"
  | "trouble.refused"
  | "trouble.storage"
  | "trouble.nobody-waiting";

/** What has just been done on this tablet, or what did not work. Stays until the next act. */
export type Said =
  | { kind: "seen" | "didNotWait"; visitId: VisitId; number: string }
  | { kind: "called"; number: string }
  | { kind: "checkedIn" | "resolved" | "opened" | "replaced" | "saved" }
  | { kind: "trouble"; key: TroubleKey };

type Props = {
  t: Words;
  said: Said | null;
  onUndo: (visitId: VisitId) => void;
  onClose: () => void;
};

/** Says what happened at the foot of the page, with Undo where a tap could do harm. */
export function NoteBar({ t, said, onUndo, onClose }: Props) {
  return (
    <div class="note-bar" role="status" data-empty={said === null}>
      {said !== null && (
        <>
          <p>{wordsOf(t, said)}</p>
          {"visitId" in said && (
            <Button size="small" icon="arrow-back-up" onPress={() => onUndo(said.visitId)}>
              {t("undo.undo")}
            </Button>
          )}
          <Button size="small" icon="x" onPress={onClose}>
            <span class="for-the-ear">{t("undo.close")}</span>
          </Button>
        </>
      )}
    </div>
  );
}

function wordsOf(t: Words, said: Said): string {
  if (said.kind === "trouble") return t(said.key);
  return t(`undo.${said.kind}`, "number" in said ? { number: said.number } : {});
}
