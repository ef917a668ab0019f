import type { DeviceId, MachinePlan, SiteId } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";
import type { Authorities } from "./adapters/authorities.ts";
import type { SealFields } from "./adapters/seal-fields.ts";
import type { FromAfar } from "./commands/agent-commands.ts";
import type { Hardware } from "./devices/hardware.ts";
import type { Settings } from "./settings.ts";
import type { Speak } from "./speech/speech.routes.ts";
import type { SealedWire } from "./sync/sealed-wire.ts";
import type { Transport } from "./sync/transport.ts";

/** Everything the agent may touch. */
export type AgentParts = {
  settings: Settings;
  version: string;
  db: Db;
  /** Who this box is, as the centre enrolled it. */
  device: { deviceId: DeviceId; siteId: SiteId; siteName: string };
  hardware: Hardware;
  transport: Transport;
  wire: SealedWire;
  seal: SealFields;
  plan: MachinePlan | undefined;
  authorities: Authorities;
  speak?: Speak;
  /** Without it nothing is done on a word from afar. */
  fromAfar?: FromAfar;
};
