import { Picture } from "../../design/picture.tsx";
import type { PictureName } from "../../design/pictures.ts";
import type { PlainKey, TwoWords } from "../display-words.ts";

/** One sentence in English with the Arabic below it. */
export function Both({ words, of }: { words: TwoWords; of: PlainKey }) {
  return (
    <>
      <span class="english">{words.en(of)}</span>{" "}
      <span class="arabic" lang="ar" dir="rtl">
        {words.ar(of)}
      </span>
    </>
  );
}

type Props = {
  words: TwoWords;
  picture: PictureName;
  title: PlainKey;
  lead?: PlainKey;
  above?: string;
};

/** Nobody is called and nobody can be: one calm page says what is so. */
export function WholePage({ words, picture, title, lead, above }: Props) {
  return (
    <main class="whole-page" aria-live="polite">
      <Picture name={picture} />
      <div class="whole-page-words">
        {above !== undefined && <p class="site-name">{above}</p>}
        <h1>
          <Both words={words} of={title} />
        </h1>
        {lead !== undefined && (
          <p class="loud-lead">
            <Both words={words} of={lead} />
          </p>
        )}
      </div>
    </main>
  );
}
