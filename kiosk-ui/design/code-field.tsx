import "./code-field.css";

type Props = {
  /** What has been typed so far, without the hyphen. */
  typed: string;
  length: number;
  /** How many symbols from the start are covered with a dot, for a code that others must not read. */
  masked?: number;
  /** Said by a screen reader: "3 of 8 letters". */
  label: string;
};

/** A code being typed, in two groups of four. The box that comes next has a thick edge. */
export function CodeField({ typed, length, masked = 0, label }: Props) {
  const places = Array.from({ length }, (_, place) => place);
  return (
    <div class="code-field" role="img" aria-label={label}>
      {places.map((place) => [
        place === length / 2 && (
          <span key="hyphen" class="code-hyphen">
            -
          </span>
        ),
        <span key={place} class={place === typed.length ? "code-box code-box-next" : "code-box"}>
          {symbolAt(typed, place, masked)}
        </span>,
      ])}
    </div>
  );
}

/** A number being typed, already grouped for the eye ("07700 900 123"). */
export function NumberField({ shown, label }: { shown: string; label: string }) {
  return (
    <div class="number-field" role="img" aria-label={label}>
      <bdi dir="ltr">{shown}</bdi>
    </div>
  );
}

function symbolAt(typed: string, place: number, masked: number): string {
  const symbol = typed[place] ?? "";
  return symbol !== "" && place < masked ? "•" : symbol;
}
