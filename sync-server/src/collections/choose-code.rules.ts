import { createCode } from "@drop-in/contracts";

/** Spelt in the alphabet of codes, which has no I, L, O or U; 0, 1, 4 and 5 read as O, I, A and S. */
const unkind = [
  "A55",
  "ASS",
  "ARSE",
  "CNT",
  "C0CK",
  "CRAP",
  "DAMN",
  "DEAD",
  "D1CK",
  "D1E",
  "FAG",
  "FAT",
  "FCK",
  "FK",
  "FVCK",
  "GAY",
  "H0M0",
  "HE11",
  "KKK",
  "MAD",
  "N4Z1",
  "NAZ1",
  "NGR",
  "P155",
  "P1SS",
  "RAPE",
  "SEX",
  "SH1T",
  "SPAZ",
  "T1T",
  "TARD",
  "TWAT",
  "WANK",
];

/** The first code made of the offered symbols that nobody would mind reading aloud. */
export function chooseCode(offer: () => readonly number[]): string {
  for (;;) {
    const code = createCode(offer());
    if (!looksUnkind(code)) return code;
  }
}

export function looksUnkind(code: string): boolean {
  return unkind.some((word) => code.includes(word));
}
