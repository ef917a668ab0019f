import { stories } from "./bus-day.stories.ts";
import { playBusDay } from "./bus-day.ts";

/** What a bus carries home, once for each story of its test. Nothing is judged here. */
for (const [name, story] of stories) {
  const { drain, recorded, ledger } = await playBusDay(story);
  const { events, ms, up, upBytes, down, downBytes, lost } = drain;
  process.stdout.write(
    `${name}: ${events} events of ${recorded.events.length}, ${ledger.turnsLost} turns lost; ` +
      `up ${upBytes} bytes in ${up}, down ${downBytes} bytes in ${down}, ${lost} lost on the way, ${ms} ms\n`,
  );
}
