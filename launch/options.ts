/** The machines a demonstration hub can have: each a plan in launch/demo. */
export const demoMachines = ["spiral", "locker", "keypad"] as const;
export type DemoMachine = (typeof demoMachines)[number];

const usage = `there are --fresh and --machine ${demoMachines.join(" | ")}`;

/** What was asked for behind `npm start --`, or one line that says what can be. */
export function readOptions(
  args: readonly string[],
): { fresh: boolean; machine: DemoMachine } | { bad: string } {
  let fresh = false;
  let machine: DemoMachine = "spiral";
  for (let at = 0; at < args.length; at += 1) {
    if (args[at] === "--fresh") {
      fresh = true;
    } else if (args[at] === "--machine") {
      at += 1;
      const known = demoMachines.find((each) => each === args[at]);
      if (known === undefined)
        return { bad: `no machine called ${args[at] ?? "(none)"}; ${usage}` };
      machine = known;
    } else {
      return { bad: `unknown option ${args[at]}; ${usage}` };
    }
  }
  return { fresh, machine };
}
