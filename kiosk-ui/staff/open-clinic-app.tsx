import { useState } from "preact/hooks";
import type { Act } from "./clinic.ts";
import { OpenClinicScreen } from "./screens/open-clinic.screen.tsx";
import type { Words } from "./staff-words.ts";

type Props = { t: Words; places: readonly string[]; busy: boolean; act: Act };

/** Keeps the place being chosen. */
export function OpenClinicApp({ t, places, busy, act }: Props) {
  const [place, setPlace] = useState(places[0] ?? "");
  return (
    <OpenClinicScreen
      t={t}
      places={places}
      place={place}
      busy={busy}
      onPlace={setPlace}
      onOpen={() => void act("/session/open", { place: place.trim() })}
    />
  );
}
