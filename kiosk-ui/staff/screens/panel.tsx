import type { ComponentChildren } from "preact";
import { Button } from "../../design/button.tsx";
import { useHeadingFocus } from "../../design/heading-focus.ts";

type Props = {
  title: string;
  backWord: string;
  onBack: () => void;
  children: ComponentChildren;
};

/** One task in place of the queue. "Call next" stays beside it, and Back is always in the same corner. */
export function Panel({ title, backWord, onBack, children }: Props) {
  const heading = useHeadingFocus(title);
  return (
    <section class="panel" aria-labelledby="panel-title">
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
