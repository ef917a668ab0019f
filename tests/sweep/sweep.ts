import type { Adapter } from "./adapter.ts";
import { firstImage } from "./box.ts";
import type { Moment, Place } from "./breaker.ts";
import { firstDay } from "./plan.ts";
import { type Case, type Fails, tellStory } from "./story.ts";

export type Finding = { name: string; violation: string };
type Options = {
  only?: string | undefined;
  thin?: boolean;
  commitsEarly?: boolean;
  stopAtFirst?: boolean;
};
export type Swept = { cases: number; findings: Finding[]; places: number };

const moments: readonly Moment[] = ["before", "torn", "after"];
const powers: readonly Fails[] = ["box, back at once", "box, back later", "whole cabinet"];

/** Every point of the reference vend, with every harm. `only` replays the one case of that name. */
export async function sweep(adapter: Adapter, options: Options = {}): Promise<Swept> {
  const image = await firstImage(adapter, () => firstDay);
  const swept: Swept = { cases: 0, findings: [], places: 0 };
  for (const outcome of adapter.outcomes) {
    const calm: Case = { outcome, fails: "box, back at once" };
    const quiet = await tellStory(adapter, image, calm);
    note(calm, quiet.violations);
    swept.places += quiet.places.length;
    for (const told of casesOf(calm, quiet.places, options.thin ?? false)) {
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

/** Every point, moment, power and clock; thinned, what differs only in how long the box is off takes turns. */
function casesOf({ outcome }: Case, places: readonly Place[], thin: boolean): Case[] {
  return places.flatMap((place, point) => {
    const harmed = (moment: Moment, fails: Fails, more: Partial<Case> = {}): Case => ({
      outcome,
      fails,
      cut: { point, moment, harm: "power" },
      ...more,
    });
    const cuts = moments.flatMap((moment, at) =>
      powers
        .filter((_, turn) => !thin || moment === "after" || (point + at + turn) % 3 !== 0)
        .map((fails) => harmed(moment, fails)),
    );
    const clocks = [-50, 50]
      .filter((_, turn) => !thin || (point + turn) % 4 === 0)
      .map((yearsOff) => harmed("after", "box, back at once", { yearsOff }));
    const cut = { point, moment: "before", harm: "disk" } as const;
    const disk = harmed("before", "box, back at once", { cut });
    return [...cuts, ...clocks, ...(place === "commit" ? [disk] : [])];
  });
}

function nameOf({ outcome, cut, fails, yearsOff }: Case): string {
  if (!cut) return `${outcome.name}, unharmed`;
  const clock = yearsOff === undefined ? "" : `, clock ${yearsOff} years off`;
  const how = cut.harm === "disk" ? "disk refuses" : fails;
  return `${outcome.name}, point ${cut.point} ${cut.moment}, ${how}${clock}`;
}
