import { readFileSync } from "node:fs";
import { MachinePlan } from "@drop-in/contracts";
import { z } from "zod";

const Environment = z.object({
  /** Holds the device links, the world and the printed pages. */
  SIM_DIR: z.string().min(1).default(".drop-in/hardware"),
  BENCH_PORT: z.coerce.number().int().min(0).max(65_535).default(8070),
  HOST: z.string().min(1).default("127.0.0.1"),
  /** What the machine is filled with when it is new: the technician's plan file. */
  MACHINE_PLAN: z.string().min(1),
  MOTOR_TURN_MS: z.coerce.number().int().min(0).max(60_000).default(3_000),
  POLL_MS: z.coerce.number().int().min(5).max(2_000).default(200),
  /** The near end of the network cable, and what it leads to (host:port). Both or neither. */
  NETWORK_CABLE_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  NETWORK_FAR_END: z
    .string()
    .regex(/^[^:]+:\d+$/)
    .optional(),
  /** Switches a random part of all faults on, each at a random rate; the same seed is the same plan. */
  FAULT_SEED: z.coerce.number().int().min(0).optional(),
  /** Bits a second: the machine's line is then as slow as a real one (57600). */
  LINE_BAUD: z.coerce.number().int().min(1_200).optional(),
  POWER_UP_MS: z.coerce.number().int().min(0).max(60_000).default(5_000),
});

export type Settings = Readonly<{
  folder: string;
  port: number;
  host: string;
  plan: MachinePlan;
  motorTurnMs: number;
  pollMs: number;
  powerUpMs: number;
  faultSeed: number | undefined;
  baudRate: number | undefined;
  cable: { port: number; farHost: string; farPort: number } | undefined;
  fresh: boolean;
}>;

/** Read once, at start. Throws one readable line about the first thing that is wrong. */
export function readSettings(env: NodeJS.ProcessEnv, args: readonly string[]): Settings {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`bad setting ${issue?.path.join(".")}: ${issue?.message}`);
  }
  const { data } = parsed;
  return Object.freeze({
    folder: data.SIM_DIR,
    port: data.BENCH_PORT,
    host: data.HOST,
    plan: readPlan(data.MACHINE_PLAN),
    motorTurnMs: data.MOTOR_TURN_MS,
    pollMs: data.POLL_MS,
    powerUpMs: data.POWER_UP_MS,
    faultSeed: data.FAULT_SEED,
    baudRate: data.LINE_BAUD,
    cable: cableOf(data),
    fresh: args.includes("--fresh"),
  });
}

function cableOf({
  NETWORK_CABLE_PORT: port,
  NETWORK_FAR_END: farEnd,
}: z.infer<typeof Environment>) {
  if (port === undefined || farEnd === undefined) return undefined;
  const [farHost = "", farPort] = farEnd.split(":");
  return { port, farHost, farPort: Number(farPort) };
}

function readPlan(path: string): MachinePlan {
  try {
    return MachinePlan.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error).replaceAll("\n", " ") : error;
    throw new Error(`cannot use the machine plan ${path}: ${why}`);
  }
}
