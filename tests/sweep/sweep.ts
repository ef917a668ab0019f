import type { Adapter } from "./adapter.ts";
import { firstImage } from "./box.ts";
import type { Cut, Moment, Place } from "./breaker.ts";
import { firstDay } from "./plan.ts";
import { type Case, type Fails, tellStory } from "./story.ts";

export type Finding = { name: string; violation: string };
export type Swept = { cases: number; findings: Finding[]; places: number };

const moments: readonly Moment[] = ["before", "torn", "after"];
const powers: readonly Fails[] = ["box, back at once", "box, back later", "whole cabinet"];

/** Every point of the reference vend, with every harm. `only` replays the one case of that name. */
export async function sweep(
  adapter: Adapter,
  options: { only?: string | undefined; commitsEarly?: boolean; stopAtFirst?: boolean } = {},
): Promise<Swept> {
  const image = await firstImage(adapter, () => firstDay);
  const swept: Swept = { cases: 0, findings: [], places: 0 };
  for (const outcome of adapter.outcomes) {
    const calm: Case = { outcome, fails: "box, back at once" };
    const quiet = await tellStory(adapter, image, calm);
    note(calm, quiet.violations);
    swept.places += quiet.places.length;
    for (const told of casesOf(calm, quiet.places)) {
      if (options.only !== undefined && nameOf(told) !== options.only) continue;
      const { commitsEarly } = options;
      const one = commitsEarly === undefined ? told : { ...told, commitsEarly };
      note(one, (await tellStory(adapter, image, one)).violations);
      if (options.stopAtFirst && swept.findings.length > 0) return swept;
    }
  }
  return swept;

  function note(told: Case, violations: readonly string[]) {
    swept.cases += 1;
    for (const violation of violations) swept.findings.push({ name: nameOf(told), violation });
  }
}

function casesOf({ outcome }: Case, places: readonly Place[]): Case[] {
  const cut = (point: number, moment: Moment, harm: Cut["harm"]) => ({ point, moment, harm });
  return places.flatMap((place, point) => [
    ...moments.flatMap((moment) =>
      powers.map((fails): Case => ({ outcome, fails, cut: cut(point, moment, "power") })),
    ),
    ...[-50, 50].map(
      (yearsOff): Case => ({
        outcome,
        fails: "box, back at once",
        cut: cut(point, "after", "power"),
        yearsOff,
      }),
    ),
    ...(place === "commit"
      ? [{ outcome, fails: "box, back at once", cut: cut(point, "before", "disk") } as const]
      : []),
  ]);
}

function nameOf({ outcome, cut, fails, yearsOff }: Case): string {
  if (!cut) return `${outcome.name}, unharmed`;
  const clock = yearsOff === undefined ? "" : `, clock ${yearsOff} years off`;
  const how = cut.harm === "disk" ? "disk refuses" : fails;
  return `${outcome.name}, point ${cut.point} ${cut.moment}, ${how}${clock}`;
}
