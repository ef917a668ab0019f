import { CommandsNow } from "@drop-in/contracts";
import { useEffect, useState } from "preact/hooks";
import type { Outside } from "./outside.ts";

const EVERY_MS = 5_000;

/** What was wished of devices and what they say they did, asked for now and then by those who may. */
export function useCommands({ requests, timers }: Outside, may: boolean) {
  const [commands, setCommands] = useState<CommandsNow | null>(null);
  const look = async () => {
    if (!may) return;
    const answer = await requests.get("/commands/", CommandsNow);
    if (answer.kind === "ok") setCommands(answer.value);
  };
  useEffect(() => {
    void look();
    return timers.every(EVERY_MS, () => void look());
  }, [may]);
  return { commands, look };
}
