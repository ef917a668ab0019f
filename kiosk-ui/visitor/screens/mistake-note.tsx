import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../design/picture.tsx";
import type { Say } from "../visitor-words.ts";

/** What is wrong, beside what was typed. Takes the focus when it appears, so that it is heard first. */
export function MistakeNote({ say, text }: { say: Say; text: string | null }) {
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (text !== null) note.current?.focus();
  }, [text]);
  if (text === null) return null;
  return (
    <div class="note note-honey mistake" role="alert" tabIndex={-1} ref={note}>
      <Icon name="alert-circle" />
      <p>
        <strong>{say("problem.title")}</strong>
        <br />
        {text}
      </p>
    </div>
  );
}
