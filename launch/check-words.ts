import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bannedIn, readingOf } from "./reading-age.ts";

type Words = Record<string, string>;

const MEAN = 12;
const LONGEST = 20;
const CORE_GRADE = 4; // a reading age of nine
const CLINICAL_GRADE = 6;

const files = [
  ["common", CORE_GRADE],
  ["visitor", CORE_GRADE],
  ["journeys", CORE_GRADE],
  ["display", CORE_GRADE],
  ["advice", CORE_GRADE],
  ["products", CLINICAL_GRADE],
  ["safety", CLINICAL_GRADE],
] as const;

/** Every English word that a visitor may read, held to a reading age of nine (of eleven, where it is clinical). One line for each file. */
const locales = join(import.meta.dirname, "../kiosk-ui/locales");
for (const language of ["en", "en-x-easy"]) {
  for (const [name, most] of files) {
    const words: Words = JSON.parse(readFileSync(join(locales, language, `${name}.json`), "utf8"));
    const texts = Object.entries(words).filter(([key]) => !key.startsWith("equality.ethnic"));
    const { mean, longest, grade } = readingOf(texts.map(([, text]) => text));
    const wrong = [
      ...(mean > MEAN ? [`${mean.toFixed(1)} words in a sentence on average`] : []),
      ...(longest.words > LONGEST ? [`${longest.words} words: ${longest.sentence}`] : []),
      ...(grade > most ? [`grade ${grade.toFixed(1)}, more than ${most}`] : []),
      ...texts.flatMap(([key, text]) => {
        const word = bannedIn(text);
        return word === undefined ? [] : [`${key} says “${word}”`];
      }),
    ];
    const figures = `grade ${grade.toFixed(1)}, ${mean.toFixed(1)} words a sentence, longest ${longest.words}`;
    process.stdout.write(
      `${wrong.length === 0 ? "ok    " : "HARD  "} ${language}/${name}: ${figures}\n`,
    );
    for (const why of wrong) process.stdout.write(`         ${why}\n`);
    if (wrong.length > 0) process.exitCode = 1;
  }
}
