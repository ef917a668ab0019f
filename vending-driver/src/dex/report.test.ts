import fc from "fast-check";
import { expect, test } from "vitest";
import { readAuditOf, vendsOf } from "./audit.ts";
import { crc16 } from "./crc16.ts";
import { readReports } from "./report.ts";

/** The small report whose check was worked out by hand: 36EC. */
const body = [
  "ST*001*0001",
  "ID1*OHB0000001*OPENHUB*0100***ASSET1",
  "VA1*0*0*0*0",
  "VA3*0*2*0*1",
  "PA1*1*0*BRACE-M",
  "PA4*2*0*1*0",
  "EA2*EGS*1*3**0",
];
const printed = ["DXS*OHB0000001*VA*V0/6*1", ...body, "G85*36EC", "SE*9*0001", "DXE*1*1"];
const good = `${printed.join("\r\n")}\r\n`;

test("the printed report is accepted by its own check, and says two were given free", () => {
  const [report] = read(good).reports;
  expect(report?.verdict).toEqual({ kind: "accepted", check: "as-printed" });
  expect(report?.warnings).toEqual([]);
  expect(report && vendsOf(report, 1)).toBe(2);
  expect(report && readAuditOf(report)).toMatchObject({
    machine: { serial: "OHB0000001", model: "OPENHUB", asset: "ASSET1" },
    free: { value: 0, number: 2, resetNumber: 1 },
    events: [{ code: "EGS", says: "cabinet door opened", count: 1, active: false, minutes: null }],
  });
});

test.each([
  ["LF alone", good.replaceAll("\r\n", "\n"), "as-printed"],
  ["lower-case hex", good.replace("36EC", "36ec"), "as-printed"],
  ["its check swapped", good.replace("36EC", "EC36"), "swapped"],
])("a maker that writes %s is accepted", (_, text, check) => {
  expect(read(text).reports[0]?.verdict).toEqual({ kind: "accepted", check });
});

test("a wrong check rejects the report, keeps it raw, and proves nothing about a slot", () => {
  const [report] = read(good.replace("PA4*2", "PA4*3")).reports;
  expect(report?.verdict).toMatchObject({ kind: "rejected", printed: "36EC" });
  expect(report?.raw).toContain("PA4*3");
  expect(report && vendsOf(report, 1)).toBeNull();
});

test("a wrong count of segments is a warning only, and a missing trailer is incomplete", () => {
  const [counted] = read(good.replace("SE*9", "SE*12")).reports;
  expect(counted).toMatchObject({
    verdict: { kind: "accepted" },
    warnings: ["SE says 12 segments, there are 9"],
  });
  const cut = read(good.slice(0, good.indexOf("DXE"))).reports[0];
  expect(cut?.verdict).toEqual({ kind: "incomplete", missing: ["DXE"] });
});

test("two reports with junk around them are both read, and the junk is kept and named", () => {
  const file = read(`modem says hello\r\n${good}--- next ---\r\n\x00${good}bye`);
  expect(file.reports.map(({ verdict }) => verdict.kind)).toEqual(["accepted", "accepted"]);
  expect(file.foreign).toEqual(["modem says hello", "--- next ---\n\x00", "bye"]);
});

test("other makers' habits: trailing elements left out, escapes, and codes of their own stay verbatim", () => {
  const report = written([
    "ST*001*0001",
    "ID4*0",
    "PA1*A1*150*BRACE^2A^L",
    "PA2*5",
    "PA7*A1*CA*0*150*5*750",
    "PA1*22*200",
    "PA2*3*600",
    "PA4*4*0",
    "EA1*OCM*240101*1200",
    "EA1*ELA_22*240102*0830",
    "XX9*what*ever",
  ]);
  expect(report?.verdict.kind).toBe("accepted");
  expect(report?.segments.at(-4)).toEqual({ id: "XX9", elements: ["what", "ever"] });
  const audit = report && readAuditOf(report);
  expect(audit?.currency.decimals).toBe(0);
  expect(audit?.products[0]).toMatchObject({
    productId: "BRACE*L",
    paid: { number: 5, value: null },
  });
  expect(audit?.events).toMatchObject([
    { code: "OCM", says: null, about: null },
    { code: "ELA_22", says: "product failed to come out", about: "22" },
  ]);
  expect(report && vendsOf(report, 22)).toBe(7);
  expect(report && vendsOf(report, 23)).toBeNull();
});

test("a count that is not a number says nothing about the slot", () => {
  const report = written(["ST*001*0001", "PA1*1*0", "PA2*n/a*0", "PA4*2*0"]);
  expect(report && vendsOf(report, 1)).toBeNull();
});

test("cut at any byte it is never accepted before its last segment has come", () => {
  for (let length = 0; length < good.length; length += 1) {
    const verdict = read(good.slice(0, length)).reports[0]?.verdict;
    if (verdict?.kind === "accepted") expect(length).toBeGreaterThan(good.indexOf("DXE"));
  }
});

test("noise anywhere never throws, and is never accepted with other counts", () => {
  const noise = fc.uint8Array({ minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(noise, fc.nat(good.length), (junk, at) => {
      const bytes = new TextEncoder().encode(good);
      const { reports } = readReports(
        Uint8Array.of(...bytes.slice(0, at), ...junk, ...bytes.slice(at)),
      );
      for (const report of reports) expect([2, null]).toContain(vendsOf(report, 1));
    }),
  );
});

function read(text: string) {
  return readReports(Uint8Array.from(text, (character) => character.charCodeAt(0)));
}

function written(lines: readonly string[]) {
  const covered = lines.map((line) => `${line}\r\n`).join("");
  const check = crc16(new TextEncoder().encode(covered)).toString(16).padStart(4, "0");
  const file = `DXS*1*VA*V0/6*1\r\n${covered}G85*${check}\r\nSE*${lines.length + 2}*0001\r\nDXE*1*1\r\n`;
  return read(file).reports[0];
}
