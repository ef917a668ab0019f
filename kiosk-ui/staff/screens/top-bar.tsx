import type { StaffLive } from "@drop-in/contracts";
import { clockTime } from "../../clock/clock-time.ts";
import { Button } from "../../design/button.tsx";
import type { IconName } from "../../design/icons.ts";
import { Icon, Picture } from "../../design/picture.tsx";
import { type NetworkView, networkOf } from "../network.view.ts";
import type { Words } from "../staff-words.ts";

type Props = {
  t: Words;
  live: StaffLive;
  boxHeard: boolean;
  onLock: () => void;
};

const networkIcon: Record<NetworkView["kind"], IconName> = {
  "box-lost": "wifi-off",
  "no-network": "cloud-off",
  "no-network-waiting": "cloud-off",
  sending: "refresh",
  "all-sent": "circle-check",
};

/** Where we are, whether what is written has left, and the lock. The same on every staff screen. */
export function TopBar({ t, live, boxHeard, onLock }: Props) {
  const network = networkOf(live.sync, boxHeard);
  return (
    <header class="top-bar">
      <Picture name={/\bbus\b/i.test(live.siteName) ? "bus" : "hub"} size="small" />
      <p class="top-place">{placeOf(t, live)}</p>
      <p class="network" data-state={network.kind} role="status">
        <Icon name={networkIcon[network.kind]} />
        <span>
          {t(`network.${network.kind}`, "count" in network ? { count: network.count } : {})}
        </span>
      </p>
      <Button size="small" icon="lock" onPress={onLock}>
        {t("top.lock", { name: live.signedIn.name })}
      </Button>
    </header>
  );
}

function placeOf(t: Words, { siteName, session }: StaffLive): string {
  if (session === null) return t("top.closed", { site: siteName });
  return t("top.open", {
    site: siteName,
    place: session.place,
    time: clockTime(session.openedAt),
  });
}
