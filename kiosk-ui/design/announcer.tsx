import { useEffect, useRef } from "preact/hooks";

/** Says a change aloud to a screen reader, politely. Shows nothing. */
export function Announcer({ text }: { text: string }) {
  return (
    <div class="for-the-ear" role="status" aria-live="polite">
      {text}
    </div>
  );
}

/** Gives a new screen's heading the focus, so that ear and keyboard begin at the top. */
export function useHeadingFocus(screen: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (screen !== "") heading.current?.focus();
  }, [screen]);
  return heading;
}
