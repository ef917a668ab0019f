import type { Language } from "@drop-in/contracts";
import { useState } from "preact/hooks";
import { digitsAndSigns, lettersOf, typedAfter } from "../words/alphabets.ts";
import "./keypad.css";
import { Icon } from "./picture.tsx";

type Props = {
  language: Language;
  typed: string;
  onType: (typed: string) => void;
  words: { keys: string; space: string; erase: string; digits: string; letters: string };
};

/** The letters of a language in their order, for who never learnt where a keyboard has them. */
export function LetterKeys({ language, typed, onType, words }: Props) {
  const [hasDigits, setHasDigits] = useState(false);
  const symbols = hasDigits ? digitsAndSigns : lettersOf(language);
  const erase = () => onType([...typed].slice(0, -1).join(""));
  return (
    <fieldset class="plain-fieldset">
      <legend class="for-the-ear">{words.keys}</legend>
      <div class="letter-keys" data-keys>
        {symbols.map((symbol) => {
          const next = typedAfter(typed, symbol, language);
          return (
            <button key={symbol} type="button" class="key" data-quick onClick={() => onType(next)}>
              {next.slice(typed.length)}
            </button>
          );
        })}
      </div>
      <div class="letter-keys-below">
        <button type="button" class="key key-wide" onClick={() => setHasDigits(!hasDigits)}>
          {hasDigits ? words.letters : words.digits}
        </button>
        <button type="button" class="key key-wide" data-quick onClick={() => onType(`${typed} `)}>
          {words.space}
        </button>
        <button type="button" class="key key-wide" data-quick onClick={erase}>
          <Icon name="backspace" />
          {words.erase}
        </button>
      </div>
    </fieldset>
  );
}
