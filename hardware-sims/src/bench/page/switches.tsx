type SwitchProps = { label: string; on: boolean; words: [string, string]; onFlip: () => void };

/** One thing with two positions; the word says which one it is in. */
export function Switch({ label, on, words, onFlip }: SwitchProps) {
  return (
    <button type="button" class={on ? "switch" : "switch off"} aria-pressed={on} onClick={onFlip}>
      <span class="knob" aria-hidden="true" />
      <span>
        <small>{label}</small>
        {on ? words[0] : words[1]}
      </span>
    </button>
  );
}

type ChoiceProps<Value extends string> = {
  label: string;
  value: Value;
  options: readonly (readonly [Value, string])[];
  onChoose: (value: Value) => void;
};

/** One of a few. The first is how it should be. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, value, options, onChoose } = props;
  return (
    <fieldset class="choice">
      <legend>{label}</legend>
      {options.map(([option, words], index) => (
        <button
          type="button"
          key={option}
          class={option === value ? (index === 0 ? "chosen" : "chosen wrong") : ""}
          aria-pressed={option === value}
          onClick={() => onChoose(option)}
        >
          {words}
        </button>
      ))}
    </fieldset>
  );
}
