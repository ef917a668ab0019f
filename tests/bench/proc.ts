import { readdirSync, readFileSync } from "node:fs";

/** What the kernel says of a process and, where it says `tree`, of every process it started. */
export type Figures = {
  cpuSeconds: number;
  rssMib: number;
  pssMib: number;
  peakRssMib: number;
  peakRssOfTreeMib: number;
};

const TICKS_A_SECOND = 100; // USER_HZ, the same on every Linux that Node runs on
const KIB_A_MIB = 1024;

/** Read while it lives: the kernel forgets a process with its end. CPU, RSS and PSS are those of the whole tree. */
export function figuresOf(pid: number): Figures {
  const tree = treeOf(pid);
  const sum = (each: (pid: number) => number) => tree.reduce((total, one) => total + each(one), 0);
  return {
    cpuSeconds: sum((one) => cpuSecondsIn(readProc(one, "stat"))),
    rssMib: sum((one) => mibIn(readProc(one, "status"), "VmRSS")),
    pssMib: sum((one) => mibIn(readProc(one, "smaps_rollup"), "Pss")),
    peakRssMib: mibIn(readProc(pid, "status"), "VmHWM"),
    peakRssOfTreeMib: sum((one) => mibIn(readProc(one, "status"), "VmHWM")),
  };
}

/** Own time and that of children that have ended, from the line of /proc/PID/stat. The name in it may hold anything. */
export function cpuSecondsIn(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return ticks / TICKS_A_SECOND;
}

/** A size in a file of "Name:  123 kB" lines; 0 where it is not named, as of a process that has just ended. */
export function mibIn(text: string, name: string): number {
  const kib = text.match(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m"))?.[1];
  return Number(kib ?? 0) / KIB_A_MIB;
}

/** The process and all that descend from it. */
export function treeOf(pid: number): number[] {
  const threads = listOf(`/proc/${pid}/task`);
  const children = threads.flatMap((thread) =>
    readProc(pid, `task/${thread}/children`).split(" ").filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(treeOf)];
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return ""; // it has just ended
  }
}

function listOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Seconds that all cores of this machine together have worked since it started: proc_stat(5). */
export function machineSeconds(): number {
  const [, ...jiffies] = readFileSync("/proc/stat", "utf8").split("\n")[0]?.split(/\s+/) ?? [];
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = jiffies.map(Number);
  return (user + nice + system + irq + softirq) / TICKS_A_SECOND;
}
