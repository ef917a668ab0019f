import { playSchedule } from "/work/wt/downlink/tests/simulation/schedule.ts";
const n = Number(process.argv[2] ?? 20), from = Number(process.argv[3] ?? 1);
const t = performance.now(); let given=0, moves=0, moved=0, bad=0, cols=0;
for (let s = from; s < from+n; s++) { const r = await playSchedule(s, JSON.parse(process.argv[4] ?? "{}")); given+=r.given; moves+=r.moves; moved+=r.moved; cols+=r.collections; if (r.broken.length) { bad++; if (bad < 6) console.log(s, r.broken); } }
console.log({ n, bad, cols, given, moves, moved, ms: Math.round((performance.now()-t)/n) });
