import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "./button.tsx";
import { useHeadingFocus } from "./heading-focus.ts";
import type { IconName } from "./icons.ts";
import { Icon, Picture } from "./picture.tsx";
import type { PictureName } from "./pictures.ts";
import "./screen.css";

/** What every screen carries in the same place: where you are, your language, help, and the way back. */
export type Frame = {
  place: string;
  placePicture: PictureName;
  /** A calm line under the place: where the clinic is today, or that something is not as usual. */
  note: { text: string; icon?: IconName } | null;
  words: {
    language: string;
    languageHint: string;
    easier: string;
    back: string;
    startAgain: string;
    person: string;
    hide: string;
    more: string;
    bars: string;
  };
  onLanguage: () => void;
  onEasier: () => void;
  /** Null where there is nowhere to go back to: the button rests in its place. */
  onBack: (() => void) | null;
  onStartAgain: (() => void) | null;
  onPerson: () => void;
  onHide: () => void;
};

type Props = { frame: Frame; name: string; heading: string; children: ComponentChildren };

/** One question under one heading, between bars that never move. */
export function Screen({ frame, name, heading, children }: Props) {
  const top = useHeadingFocus(name);
  return (
    <div class="screen" data-screen={name}>
      <TopBar frame={frame} />
      <Middle moreWord={frame.words.more} name={name}>
        <h1 ref={top} tabIndex={-1}>
          {heading}
        </h1>
        {children}
      </Middle>
      <BottomBar frame={frame} />
    </div>
  );
}

type ActsProps = { children: ComponentChildren; beside?: boolean };

/** What the person does next, at the foot of the middle; `beside`: two that fit on one line share it. */
export function Acts({ children, beside = false }: ActsProps) {
  return <div class={beside ? "screen-acts screen-acts-beside" : "screen-acts"}>{children}</div>;
}

function TopBar({ frame }: { frame: Frame }) {
  const { words } = frame;
  return (
    <header class="screen-top">
      <div class="screen-place">
        <Picture name={frame.placePicture} size="small" />
        <div class="screen-place-words">
          <p>{frame.place}</p>
          <p class="screen-note" role="status">
            {frame.note?.icon && <Icon name={frame.note.icon} />}
            {frame.note?.text}
          </p>
        </div>
      </div>
      <BarButton
        icon="language"
        text={words.language}
        onPress={frame.onLanguage}
        hint={words.languageHint}
      />
      <BarButton icon="accessible" text={words.easier} onPress={frame.onEasier} />
    </header>
  );
}

function BottomBar({ frame }: { frame: Frame }) {
  const { words } = frame;
  return (
    <nav class="screen-bottom" aria-label={words.bars}>
      <BarButton icon="arrow-left" text={words.back} onPress={frame.onBack} />
      <BarButton icon="refresh" text={words.startAgain} onPress={frame.onStartAgain} />
      <BarButton icon="hand-stop" text={words.person} onPress={frame.onPerson} person />
      <BarButton icon="eye-off" text={words.hide} onPress={frame.onHide} />
    </nav>
  );
}

type BarProps = {
  icon: IconName;
  text: string;
  onPress: (() => void) | null;
  hint?: string;
  person?: boolean;
};

function BarButton({ icon, text, onPress, hint, person = false }: BarProps) {
  return (
    <button
      type="button"
      class={person ? "bar-button bar-person" : "bar-button"}
      aria-disabled={onPress === null ? "true" : undefined}
      onClick={() => onPress?.()}
    >
      <Icon name={icon} />
      <span>
        {hint !== undefined && <span class="for-the-ear">{hint} </span>}
        {text}
      </span>
    </button>
  );
}

/** Scrolls only when large text needs it, and then by a button that says so, never by a bare scrollbar. */
function Middle(props: { children: ComponentChildren; moreWord: string; name: string }) {
  const area = useRef<HTMLElement>(null);
  const [hasMore, setHasMore] = useState(false);
  const look = () => {
    const { current } = area;
    if (current === null) return;
    setHasMore(current.scrollTop + current.clientHeight < current.scrollHeight - 8);
  };
  // After every drawing: the words, their size or the window may have changed.
  useEffect(look);
  useEffect(() => {
    area.current?.scrollTo({ top: 0 });
    const observer = new ResizeObserver(look);
    if (area.current !== null) observer.observe(area.current);
    return () => observer.disconnect();
  }, [props.name]);
  const onMore = () => area.current?.scrollBy({ top: area.current.clientHeight * 0.7 });
  return (
    <>
      <main class="screen-middle" ref={area} onScroll={look}>
        {props.children}
      </main>
      {hasMore && (
        <div class="screen-more">
          <Button size="small" icon="arrow-down" onPress={onMore}>
            {props.moreWord}
          </Button>
        </div>
      )}
    </>
  );
}
