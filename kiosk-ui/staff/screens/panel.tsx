import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useHeadingFocus } from "../../design/announcer.tsx";
import { Button } from "../../design/button.tsx";

type Props = {
  title: string;
  backWord: string;
  onBack: () => void;
  children: ComponentChildren;
};

/** One task in place of the queue. "Call next" stays beside it, and Back is always in the same corner. */
export function Panel({ title, backWord, onBack, children }: Props) {
  const heading = useHeadingFocus(title);
  const top = useRef<HTMLElement>(null);
  // The whole task from its top, not only as far as the focused heading needs.
  useEffect(() => top.current?.scrollIntoView({ block: "nearest" }), [title]);
  return (
    <section class="panel" ref={top} aria-labelledby="panel-title">
      <div class="panel-top">
        <h1 id="panel-title" ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <Button size="small" icon="arrow-left" onPress={onBack}>
          {backWord}
        </Button>
      </div>
      {children}
    </section>
  );
}
