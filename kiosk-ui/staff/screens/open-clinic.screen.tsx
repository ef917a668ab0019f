import { Button } from "../../design/button.tsx";
import { useHeadingFocus } from "../../design/heading-focus.ts";
import type { Words } from "../staff-words.ts";

type Props = {
  t: Words;
  places: readonly string[];
  place: string;
  busy: boolean;
  onPlace: (place: string) => void;
  onOpen: () => void;
};

/** Nobody has opened today: choose a place from before, or write a new one. */
export function OpenClinicScreen({ t, places, place, busy, onPlace, onOpen }: Props) {
  const heading = useHeadingFocus("open");
  const named = place.trim();
  return (
    <form
      class="open-clinic"
      onSubmit={(event) => {
        event.preventDefault();
        if (named !== "") onOpen();
      }}
    >
      <h1 ref={heading} tabIndex={-1}>
        {t("open.title")}
      </h1>
      <p class="lead">{t("open.lead")}</p>
      {places.length > 0 && (
        <fieldset>
          <legend>{t("open.before")}</legend>
          <div class="place-cards">
            {places.slice(0, 6).map((each) => (
              <Button
                key={each}
                icon="map-pin"
                pressed={each === named}
                onPress={() => onPlace(each)}
              >
                {each}
              </Button>
            ))}
          </div>
        </fieldset>
      )}
      <label class="field">
        <span class="field-label">{t(places.length > 0 ? "open.another" : "open.place")}</span>
        <span class="field-hint">{t("open.placeHint")}</span>
        <input
          class="text-field"
          type="text"
          maxLength={60}
          autocomplete="off"
          value={place}
          onInput={({ currentTarget }) => onPlace(currentTarget.value)}
        />
      </label>
      <Button kind="primary" resting={busy || named === ""} onPress={onOpen}>
        {named === "" ? t("open.go") : t("open.goAt", { place: named })}
      </Button>
    </form>
  );
}
