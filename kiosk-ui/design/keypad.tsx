import { codeAlphabet } from "@drop-in/contracts";
import "./keypad.css";
import { Icon } from "./picture.tsx";

type Props = {
  /** The name of the whole pad, for the ear. */
  label: string;
  eraseLabel: string;
  onKey: (symbol: string) => void;
  onErase: () => void;
};

const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "+", "0"];

/** Big digits in the order of a telephone. Runs from left to right in every language. */
export function Keypad(props: Props) {
  return <Keys {...props} class="keypad" symbols={digits} eraseWord={null} />;
}

/** The 32 symbols a collection code is made of: no I, L, O or U. */
export function LetterGrid(props: Props) {
  const symbols = [...codeAlphabet];
  return <Keys {...props} class="letter-grid" symbols={symbols} eraseWord={props.eraseLabel} />;
}

type KeysProps = Props & { class: string; symbols: string[]; eraseWord: string | null };

function Keys({ label, eraseLabel, onKey, onErase, symbols, eraseWord, class: name }: KeysProps) {
  return (
    <fieldset class="plain-fieldset">
      <legend class="for-the-ear">{label}</legend>
      <div class={name} data-keys>
        {symbols.map((symbol) => (
          <button key={symbol} type="button" class="key" data-quick onClick={() => onKey(symbol)}>
            {symbol}
          </button>
        ))}
        <button
          type="button"
          class="key key-wide"
          data-quick
          aria-label={eraseWord === null ? eraseLabel : undefined}
          onClick={onErase}
        >
          <Icon name="backspace" />
          {eraseWord}
        </button>
      </div>
    </fieldset>
  );
}
