/** How many signed-in staff screens are showing right now: "somebody saw it" must be true when we say it. */
export type Watchers = { arrive(): () => void; any(): boolean };

export function createWatchers(onChange: () => void): Watchers {
  let count = 0;
  return {
    arrive() {
      count += 1;
      onChange();
      return () => {
        count -= 1;
        onChange();
      };
    },
    any: () => count > 0,
  };
}
