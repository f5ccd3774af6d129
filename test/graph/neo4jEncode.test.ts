// Tests, without a server, that a history can be converted to properties of nodes and back.
import fc from "fast-check";
import neo4j from "neo4j-driver";
import { describe, expect, it, vi } from "vitest";
import { Connection } from "../../src/graph/neo4j/connection.js";
import {
  decodeAttributes,
  decodeJourney,
  encodeAttributes,
  encodeJourney,
  SEPARATOR,
  TornRead,
} from "../../src/graph/neo4j/encode.js";
import type { Interaction } from "../../src/model/interaction.js";
import { leastSequence, readSequence } from "../../src/model/sequence.js";
import { anySequence } from "../support/sequences.js";

const TEXTS = [
  "route",
  "ids",
  "brought",
  "caseIds",
  "initiatedBy",
  "outcomes",
  "intended",
  "referredBy",
  "attributes",
  "identities",
  "anonymous",
  "naming",
];
const INTEGERS = ["times", "sequence", "origins", "sources", "resolved", "contextCarried", "repeatedInfo"];

/**
 * Returns properties in the form in which the driver would return them: integers are numbers, and sequences beyond 2^53
 * − 1 are texts.
 */
function asRead(properties: Record<string, unknown>): Record<string, unknown> {
  const read = (key: string, value: unknown): unknown => {
    if (TEXTS.includes(key)) return (value as string).split(SEPARATOR);
    if (key === "sequence" && (value as string).split(" ").some((n) => typeof readSequence(n) === "bigint"))
      return (value as string).split(" ");
    if (INTEGERS.includes(key)) return (value as string).split(" ").map(Number);
    return neo4j.isInt(value as object) ? Number(value) : value;
  };
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, read(key, value)]));
}

const text = fc.string({ minLength: 1, unit: "grapheme" });
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { freq: 2 });
const amount = fc.integer({ min: -10_000_000_000_000, max: 10_000_000_000_000 });

const interaction = (journey: string | null): fc.Arbitrary<Interaction> =>
  fc
    .record({
      id: text,
      touchpoint: text,
      at: fc.integer({ min: -8_000_000_000_000, max: 8_000_000_000_000 }),
      journey: fc.constant(journey),
      caseId: maybe(text),
      value: maybe(amount),
      cost: maybe(amount),
      initiatedBy: maybe(fc.constantFrom("CUSTOMER", "BRAND", "PARTNER", "PEER")),
      outcome: maybe(fc.constantFrom("SUCCEEDED", "FAILED")),
      resolved: maybe(fc.boolean()),
      intendedChannel: maybe(text),
      contextCarried: maybe(fc.boolean()),
      repeatedInfo: maybe(fc.boolean()),
      referredBy: maybe(text),
      attributes: maybe(fc.json()),
      identity: fc.constantFrom("ana", "ana", "a1"),
      anonymous: fc.array(fc.constantFrom("a1", "a2"), { maxLength: 2 }),
      brought: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9 }), anySequence), {
        minLength: 1,
        maxLength: 3,
        selector: ([origin]) => origin,
      }),
    })
    .map(({ brought, anonymous, ...rest }) => {
      brought.sort((a, b) => a[0] - b[0]);
      const sequences = brought.map(([, sequence]) => sequence);
      return {
        ...rest,
        named:
          anonymous.length === 0
            ? null
            : anonymous.map((key, i) => ({ anonymous: key, origin: brought[i % brought.length]![0] })),
        origins: brought.map(([origin]) => origin),
        sequences,
        sequence: leastSequence(sequences),
      } as Interaction;
    });

describe("journeys as node properties", () => {
  it("are returned unchanged", () => {
    const journey = maybe(text).chain((name) =>
      fc.record({
        key: text,
        name: fc.constant(name),
        interactions: fc.array(interaction(name), { minLength: 1, maxLength: 6 }),
      }),
    );
    fc.assert(
      fc.property(journey, (j) => {
        expect(decodeJourney(asRead(encodeJourney(j, (origin) => origin % 3, "ana")), "ana")).toEqual(j);
      }),
    );
  });

  it("leave out lists without a known value", () => {
    const one = fc.sample(interaction(null), 1)[0]!;
    const bare = { ...one, identity: "ana", named: null, sequence: 0, sequences: [0], origins: [4] };
    for (const column of ["caseId", "value", "cost", "initiatedBy", "outcome", "resolved", "intendedChannel"] as const)
      Object.assign(bare, { [column]: null });
    for (const column of ["contextCarried", "repeatedInfo", "referredBy", "attributes"] as const)
      Object.assign(bare, { [column]: null });
    const properties = encodeJourney(
      { key: "j-1", name: null, interactions: [bare, { ...bare, id: "2" }] },
      () => 7,
      "ana",
    );
    expect(Object.keys(properties).sort()).toEqual([
      "end",
      "ids",
      "key",
      "origins",
      "route",
      "sources",
      "start",
      "times",
    ]);
    expect(asRead(properties)).toMatchObject({ origins: [4], sources: [7] });
  });

  it("with unequal lists are inconsistent", () => {
    const one = fc.sample(interaction(null), 1)[0]!;
    const properties = asRead(encodeJourney({ key: "j-1", name: null, interactions: [one, one] }, () => 1, "ana"));
    expect(() => decodeJourney({ ...properties, times: [1] }, "ana")).toThrow(TornRead);
  });
});

describe("attributes as a list", () => {
  it("are returned unchanged, whatever they contain", () => {
    const key = fc.string({ minLength: 1, unit: fc.constantFrom("a", "=", "\\", "\n", "😀") });
    fc.assert(
      fc.property(fc.dictionary(key, fc.string()), (attributes) => {
        expect(decodeAttributes(encodeAttributes(attributes))).toEqual({ ...attributes });
      }),
    );
  });

  it("are readable", () =>
    expect(encodeAttributes({ tier: "gold", region: "north" })).toEqual(["region=north", "tier=gold"]));
});

describe("the connection", () => {
  it("goes to the leader, because a follower may lag behind an acknowledged write", async () => {
    const session = {
      run: vi.fn(async () => ({ records: [] })),
      beginTransaction: vi.fn(),
      close: vi.fn(async () => {}),
    };
    const driver = {
      session: vi.fn(() => session),
      close: vi.fn(async () => {}),
      verifyConnectivity: vi.fn(async () => ({})),
    };
    const make = vi.spyOn(neo4j, "driver").mockReturnValue(driver as never);
    const connection = new Connection({ uri: "neo4j://nowhere", user: "u", password: "p", database: "d" });
    await connection.run("RETURN 1");
    expect(driver.session).toHaveBeenCalledWith(
      expect.objectContaining({ database: "d", defaultAccessMode: neo4j.session.WRITE }),
    );
    expect(make.mock.calls[0]![2]).toMatchObject({ connectionTimeout: 2_000, connectionAcquisitionTimeout: 3_000 });
    await connection.close();
    make.mockRestore();
  });
});
