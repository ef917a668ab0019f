import type { DeviceId, HelpId } from "@drop-in/contracts";
import { createLives } from "../record/lives.ts";
import type { HelpStore } from "./help.store.ts";

/** What a batch says of calls for a person. */
export function foldHelp({ calls }: HelpStore) {
  const lives = createLives(calls, (_, next) => next);
  return {
    asked: (helpId: HelpId, deviceId: DeviceId, at: string): void =>
      lives.began(helpId, { deviceId, at }),
    answered: (helpId: HelpId, at: string): void => lives.changed(helpId, { at }),
    save: lives.save,
  };
}
