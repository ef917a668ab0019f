import type { SiteNow } from "@drop-in/contracts";
import { clockTime } from "../../clock/clock-time.ts";
import { minutesSince } from "../../clock/elapsed.ts";
import { Picture } from "../../design/picture.tsx";
import { Sign } from "../../design/sign.tsx";
import type { Words } from "../console-words.ts";
import { spanWords } from "../time-words.ts";
import { Empty, SectionHead } from "./section-head.tsx";

type Props = { t: Words; sites: readonly SiteNow[]; nowMs: number };

/** One card for each site: who waits, how long, and whether somebody is needed. */
export function NowScreen({ t, sites, nowMs }: Props) {
  return (
    <>
      <SectionHead title={t("now.title")} lead={t("now.lead")} />
      {sites.length === 0 && (
        <Empty picture="hub" title={t("now.empty")} what={t("now.emptyWhat")} />
      )}
      <ul class="sites">
        {sites.map((site) => (
          <SiteCard key={site.siteId} t={t} site={site} nowMs={nowMs} />
        ))}
      </ul>
    </>
  );
}

function SiteCard({ t, site, nowMs }: { t: Words; site: SiteNow; nowMs: number }) {
  const { session, longestWaitSince, helpOpen, unresolved } = site;
  const longest =
    longestWaitSince === null ? t("now.none") : spanWords(t, minutesSince(longestWaitSince, nowMs));
  return (
    <li class="site" data-needs={helpOpen + unresolved > 0}>
      <div class="site-head">
        <Picture name={/\bbus\b/i.test(site.name) ? "bus" : "hub"} size="small" />
        <div>
          <h2>{site.name}</h2>
          <p>
            {session === null
              ? t("now.closed")
              : t("now.open", { place: session.place, time: clockTime(session.openedAt) })}
          </p>
        </div>
      </div>
      <dl class="figures">
        <Figure name={t("now.waiting")} figure={site.waiting} />
        <Figure name={t("now.longest")} figure={longest} />
        <Figure name={t("now.called")} figure={site.called} />
        <Figure name={t("now.seen")} figure={site.seenToday} />
      </dl>
      <ul class="site-signs">
        {helpOpen > 0 && (
          <li>
            <Sign tone="attention" words={t("now.help", { count: helpOpen })} />
          </li>
        )}
        {unresolved > 0 && (
          <li>
            <Sign tone="attention" words={t("now.unresolved", { count: unresolved })} />
          </li>
        )}
        {helpOpen + unresolved === 0 && <li>{t("now.nobody")}</li>}
        {site.didNotWaitToday > 0 && (
          <li>{t("now.didNotWait", { count: site.didNotWaitToday })}</li>
        )}
      </ul>
    </li>
  );
}

function Figure({ name, figure }: { name: string; figure: string | number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{figure}</dd>
    </div>
  );
}
