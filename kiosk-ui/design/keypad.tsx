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

const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"];
const phoneKeys = digits.toSpliced(9, 0, "+");

/** Big digits in the order of a telephone, with the plus of other countries. Runs from left to right in every language. */
export function Keypad(props: Props) {
  return <Keys {...props} class="keypad" symbols={phoneKeys} eraseWord={null} />;
}

/** The same without a plus, for a number that is no phone's. */
export function DigitPad(props: Props) {
  return <Keys {...props} class="keypad keypad-digits" symbols={digits} eraseWord={null} />;
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

/** One key of a grid: what it says, and what is shown on it. */
export type SymbolKey = { id: string; shown: string };

type GridProps = {
  label: string;
  columns: 3 | 6 | 7;
  symbols: readonly SymbolKey[];
  /** Over what is left of the last row. */
  last?: SymbolKey;
  onPress: (id: string) => void;
};

/** Days, months or letters, of which one press chooses one. */
export function SymbolGrid({ label, columns, symbols, last, onPress }: GridProps) {
  const key = ({ id, shown }: SymbolKey, wide: boolean) => (
    <button
      key={id}
      type="button"
      class={wide ? "key key-rest" : "key"}
      onClick={() => onPress(id)}
    >
      {shown}
    </button>
  );
  return (
    <fieldset class="plain-fieldset">
      <legend class="for-the-ear">{label}</legend>
      <div class={`symbol-grid symbol-grid-${columns}`} data-keys>
        {symbols.map((symbol) => key(symbol, false))}
        {last && key(last, true)}
      </div>
    </fieldset>
  );
}
