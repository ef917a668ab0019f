import fc from "fast-check";
import { expect, test } from "vitest";
import {
  decodeBase45,
  encodeBase45,
  encodeToken,
  readToken,
  writeToken,
} from "./collection-token.ts";
import { CollectionId, MachineId } from "./ids.ts";

const token = fc.record({
  keyId: fc.nat(255),
  collectionId: fc.uuid({ version: 4 }).map((id) => CollectionId.parse(id)),
  machineId: fc.stringMatching(/^[a-z0-9-]{1,40}$/).map((id) => MachineId.parse(id)),
  notBefore: fc.nat(0x7fffffff),
  expires: fc.nat(0x7fffffff),
});
const signature = fc.uint8Array({ minLength: 64, maxLength: 64 });

test("Base45 writes the examples of RFC 9285", () => {
  const write = (text: string) => encodeBase45(new TextEncoder().encode(text));
  expect(write("AB")).toBe("BB8");
  expect(write("Hello!!")).toBe("%69 VD92EX0");
  expect(write("base-45")).toBe("UJCLQE7W581");
  expect(new TextDecoder().decode(decodeBase45("QED8WEX0"))).toBe("ietf!");
});

test("Base45 that says more than its bytes can hold is refused", () => {
  expect(decodeBase45("FGW")).toEqual(Uint8Array.of(0xff, 0xff));
  expect(decodeBase45("GGW")).toBeUndefined();
  expect(decodeBase45("::")).toBeUndefined();
  expect(decodeBase45("A")).toBeUndefined();
  expect(decodeBase45("ab")).toBeUndefined();
});

test("a token is read back as it was written", () => {
  fc.assert(
    fc.property(token, signature, (made, signed) => {
      const bytes = encodeToken(made);
      expect(readToken(writeToken(bytes, signed))).toEqual({
        kind: "token",
        token: made,
        signed: bytes,
        signature: signed,
      });
    }),
  );
});

test("a token that lost or gained a letter is unreadable", () => {
  fc.assert(
    fc.property(token, signature, fc.nat(), (made, signed, where) => {
      const text = writeToken(encodeToken(made), signed);
      const at = where % text.length;
      expect(readToken(text.slice(0, at) + text.slice(at + 1)).kind).toBe("unreadable");
      expect(readToken(`${text}A`).kind).toBe("unreadable");
    }),
  );
});

test("whatever a scanner sends is answered, never thrown at", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.uint8Array().map(encodeBase45)), (text) => {
      expect(["token", "unreadable"]).toContain(readToken(text).kind);
    }),
    { numRuns: 1000 },
  );
});
