// The rules for rows of files and of the API.
import { describe, expect, it } from "vitest";
import { type CheckedInteraction, checkInteraction, MAX_ATTRIBUTES_BYTES } from "../../src/model/check.js";
import { NOTHING_KNOWN } from "../../src/model/interaction.js";
import { canonicalJson } from "../../src/model/json.js";
import { DAY } from "../../src/model/time.js";

const NOW = Date.parse("2026-11-24T12:00:00Z");
const row: CheckedInteraction = {
  ...NOTHING_KNOWN,
  customer: "ana",
  touchpoint: "web/buy",
  id: "1",
  at: NOW,
  sequence: 0,
};
const codeOf = (change: Partial<CheckedInteraction>, now: number | null = NOW) => {
  const problem = checkInteraction({ ...row, ...change }, now);
  return problem === null ? null : [problem.field, problem.code];
};

it("accepts a good row", () => expect(codeOf({})).toBeNull());

describe("keys", () => {
  it.each(["customer", "touchpoint", "id"] as const)("%s must be there", (field) => {
    expect(codeOf({ [field]: "" })).toEqual([field, "MISSING_FIELD"]);
    expect(codeOf({ [field]: " \t" })).toEqual([field, "MISSING_FIELD"]);
  });
  it.each(["customer", "touchpoint", "id", "journey", "caseId", "intendedChannel", "referredBy"] as const)(
    "%s has at most 512 bytes",
    (field) => {
      expect(codeOf({ [field]: "ä".repeat(256) })).toBeNull();
      expect(codeOf({ [field]: "ä".repeat(257) })).toEqual([field, "KEY_TOO_LONG"]);
      expect(codeOf({ [field]: "a\u0000b" })).toEqual([field, "BAD_VALUE"]);
      expect(codeOf({ [field]: "a\ud800" })).toEqual([field, "BAD_VALUE"]);
    },
  );
});

it("accepts times up to a day after now, and any time if the future is allowed", () => {
  expect(codeOf({ at: NOW + DAY })).toBeNull();
  expect(codeOf({ at: NOW + DAY + 1 })).toEqual(["at", "FUTURE_TIME"]);
  expect(codeOf({ at: NOW + DAY + 1 }, null)).toBeNull();
  expect(codeOf({ at: Number.NaN }, null)).toEqual(["at", "BAD_TIME"]);
});

it("accepts amounts up to a thousand million", () => {
  expect(codeOf({ value: 1e13, cost: -1e13 })).toBeNull();
  expect(codeOf({ value: 1e13 + 1 })).toEqual(["value", "BAD_NUMBER"]);
  expect(codeOf({ cost: Number.NaN })).toEqual(["cost", "BAD_NUMBER"]);
  expect(codeOf({ value: Number.POSITIVE_INFINITY })).toEqual(["value", "BAD_NUMBER"]);
});

it("accepts whole sequences and attributes that fit", () => {
  expect(codeOf({ sequence: -5 })).toBeNull();
  expect(codeOf({ sequence: 1.5 })).toEqual(["sequence", "BAD_NUMBER"]);
  expect(codeOf({ attributes: JSON.stringify({ a: "x".repeat(MAX_ATTRIBUTES_BYTES) }) })).toEqual([
    "attributes",
    "BAD_VALUE",
  ]);
});

it("writes equal objects as equal texts", () => {
  expect(canonicalJson({ b: 1, a: { d: [{ z: 1, y: 2 }], c: null } })).toBe(
    '{"a":{"c":null,"d":[{"y":2,"z":1}]},"b":1}',
  );
});
