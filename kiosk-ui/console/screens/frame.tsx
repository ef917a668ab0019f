import type { ConsoleLive } from "@drop-in/contracts";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { clockTime } from "../../clock/clock-time.ts";
import { Button } from "../../design/button.tsx";
import { Icon, Picture } from "../../design/picture.tsx";
import type { Words } from "../console-words.ts";
import { type Badge, type Section, sections } from "../section.view.ts";

export type Trouble =
  | "not-heard"
  | "signed-out"
  | "refused"
  | "no-stock"
  | "already-issued"
  | "wrong-state"
  | "wrong-password";

type Props = {
  t: Words;
  live: Pick<ConsoleLive, "now" | "signedIn">;
  heard: boolean;
  section: Section;
  badges: Partial<Record<Section, Badge>>;
  trouble: Trouble | null;
  onDismiss: () => void;
  onSignOut: () => void;
  children: ComponentChildren;
};

/** The menu at the side and whatever section is open beside it. */
export function Frame(props: Props) {
  const { t, live, heard, trouble, onDismiss, onSignOut, children } = props;
  const { name, role } = live.signedIn;
  const content = useRef<HTMLElement>(null);
  return (
    <div class="console">
      <button type="button" class="skip" onClick={() => content.current?.focus()}>
        {t("nav.skip")}
      </button>
      <header class="side">
        <p class="brand">
          <Picture name="hub" size="small" />
          {t("appName")}
        </p>
        <Menu {...props} />
        <div class="who">
          <p class="live-state" data-heard={heard} role="status">
            <Icon name={heard ? "circle-check" : "wifi-off"} />
            {heard ? t("live.open") : t("live.lost", { time: clockTime(live.now) })}
          </p>
          <p>{t("top.signedIn", { name, role: t(`role.${role}`) })}</p>
          <Button size="small" icon="logout" onPress={onSignOut}>
            {t("top.signOut")}
          </Button>
        </div>
      </header>
      <main class="content" ref={content} tabIndex={-1}>
        {trouble !== null && (
          <div class="trouble calm-note" role="alert">
            <p>{t(`trouble.${trouble}`)}</p>
            <Button size="small" icon="x" onPress={onDismiss}>
              {t("trouble.dismiss")}
            </Button>
          </div>
        )}
        {children}
      </main>
    </div>
  );
}

function Menu({ t, section, badges }: Pick<Props, "t" | "section" | "badges">) {
  return (
    <nav aria-label={t("nav.label")}>
      <ul class="menu">
        {sections.map((each) => {
          const badge = badges[each];
          return (
            <li key={each}>
              <a href={`#${each}`} aria-current={each === section ? "page" : undefined}>
                <span>{t(`nav.${each}`)}</span>
                {badge !== undefined && (
                  <span class="badge">{t(`nav.${badge.key}`, { count: badge.count })}</span>
                )}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
