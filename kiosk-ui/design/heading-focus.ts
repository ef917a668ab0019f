import { useEffect, useRef } from "preact/hooks";

/** Gives a new screen's heading the focus, so that ear and keyboard begin at the top. */
export function useHeadingFocus(screen: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (screen !== "") heading.current?.focus();
  }, [screen]);
  return heading;
}
