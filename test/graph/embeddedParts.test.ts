// Tests of parts of the embedded store: the stored form, the version of the format, the writer, and several handles on
// one folder.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { ByteReader, ByteWriter } from "../../src/graph/embedded/bytes.js";
import { type Databases, type Meta, openDatabases, readError, transact } from "../../src/graph/embedded/databases.js";
import { decodeRecord } from "../../src/graph/embedded/decodeRecord.js";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import { encodeRecord } from "../../src/graph/embedded/encodeRecord.js";
import { type Codes, FORMAT } from "../../src/graph/embedded/format.js";
import { feedKey, startKey } from "../../src/graph/embedded/keys.js";
import { migrate } from "../../src/graph/embedded/migrate.js";
import { fromFields, toFields } from "../../src/graph/embedded/threadWriter.js";
import { visitRecord } from "../../src/graph/embedded/visitRecord.js";
import { InlineWriter } from "../../src/graph/embedded/writer.js";
import { assembleJourneys } from "../../src/graph/history/assemble.js";
import { MAX_INSTANT } from "../../src/graph/history/change.js";
import { ThroughlineError } from "../../src/model/errors.js";
import type { Answer } from "../../src/model/feedback.js";
import { INITIATORS, type Interaction, OUTCOMES } from "../../src/model/interaction.js";
import { leastSequence } from "../../src/model/sequence.js";
import { batchFor } from "../support/histories.js";
import { anySequence } from "../support/sequences.js";
import { collector, visitedOf } from "./contract/support.js";

const root = await mkdtemp(join(tmpdir(), "throughline-parts-"));
afterAll(() => rm(root, { recursive: true, force: true, maxRetries: 3 }));
let folders = 0;
const folder = (): string => join(root, `f${++folders}`);

class ListCodes implements Codes {
  readonly texts: string[] = [];
  codeOf(text: string): number {
    const at = this.texts.indexOf(text);
    return at < 0 ? this.texts.push(text) - 1 : at;
  }
  textOf(code: number): string {
    const text = this.texts[code];
    if (text === undefined) throw new RangeError(`no code ${code}`);
    return text;
  }
}

const text = fc.string({ unit: "binary", maxLength: 6 });
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const amount = fc.integer({ min: -10_000_000_000_000, max: 10_000_000_000_000 });
const interactions = fc.uniqueArray(
  fc.record({
    id: text,
    touchpoint: fc.constantFrom("w/a", "w/b", "ü/c"),
    at: fc.integer({ min: -MAX_INSTANT, max: MAX_INSTANT }),
    journey: maybe(text),
    caseId: maybe(text),
    value: maybe(amount),
    cost: maybe(amount),
    initiatedBy: maybe(fc.constantFrom(...INITIATORS)),
    outcome: maybe(fc.constantFrom(...OUTCOMES)),
    resolved: maybe(fc.boolean()),
    intendedChannel: maybe(fc.constantFrom("phone", "store")),
    contextCarried: maybe(fc.boolean()),
    repeatedInfo: maybe(fc.boolean()),
    referredBy: maybe(text),
    attributes: maybe(text),
    identity: fc.constantFrom("Ána", "Ána", "a1", "a2"),
    anonymous: fc.array(fc.constantFrom("a1", "é"), { maxLength: 1 }),
    brought: fc.uniqueArray(fc.record({ origin: fc.integer({ min: 1, max: 300 }), sequence: anySequence }), {
      selector: (b) => b.origin,
      minLength: 1,
      maxLength: 3,
    }),
  }),
  { selector: (i) => i.id, maxLength: 12 },
);

describe("the stored form", () => {
  it("keeps numbers to 2^53, sequences of 64 bits and any text", () => {
    fc.assert(
      fc.property(
        fc.array(fc.maxSafeNat()),
        fc.array(fc.integer({ min: -(2 ** 51), max: 2 ** 51 })),
        fc.array(anySequence),
        fc.array(text),
        (numbers, signed, sequences, texts) => {
          const writer = new ByteWriter();
          for (const n of numbers) writer.number(n);
          for (const n of signed) writer.signed(n);
          for (const n of sequences) writer.sequence(n);
          writer.texts(texts);
          const reader = new ByteReader().on(writer.take());
          expect(numbers.map(() => reader.number())).toEqual(numbers);
          expect(signed.map(() => reader.signed() + 0)).toEqual(signed.map((n) => n + 0));
          expect(sequences.map(() => reader.sequence())).toEqual(sequences);
          expect(reader.texts(texts.length)).toEqual(texts);
        },
      ),
    );
  });

  /** One answer that names the interaction, and one answer that may find it. */
  const answersOf = ({ id, identity, touchpoint, at }: Interaction): Answer[] => {
    const unknown = { csat: null, nps: null, ces: null, emotion: null, comment: null, origins: [1, 300] };
    const first = { ...unknown, id: "1", identity, at, touchpoint: null, interaction: id, emotion: -2 };
    return [first, { ...unknown, id: "2", identity, at: at + 1, touchpoint, interaction: null, comment: "é\n" }];
  };

  it("returns a history unchanged, and shows it to a visitor", () => {
    fc.assert(
      fc.property(interactions, fc.dictionary(text, text), fc.maxSafeNat(), (list, attributes, version) => {
        const stored = list.map(({ brought, anonymous, ...rest }): Interaction => {
          const pairs = [...brought].sort((a, b) => a.origin - b.origin);
          return {
            ...rest,
            named:
              anonymous.length === 0 ? null : anonymous.map((key) => ({ anonymous: key, origin: pairs[0]!.origin })),
            origins: pairs.map((p) => p.origin),
            sequences: pairs.map((p) => p.sequence),
            sequence: leastSequence(pairs.map((p) => p.sequence)),
          };
        });
        const history = {
          key: "Ána",
          version,
          attributes: { ...attributes },
          journeys: assembleJourneys("Ána", stored, 1_000_000),
          ...(stored.length % 3 === 2 && {
            kept: {
              attributes: new Map([
                ["a1", { given: { ...attributes }, traits: [{ name: "plan", value: "gold", at: -5, source: 2 }] }],
              ]),
              hidden: stored.slice(0, 1),
              answers: stored.length % 2 === 0 ? [] : answersOf(stored[0]!),
            },
          }),
        };
        const codes = new ListCodes();
        const bytes = encodeRecord(history, codes);
        expect(decodeRecord(7, bytes, codes)).toEqual({ ...history, number: 7 });
        const { visitor, customers } = collector();
        visitRecord(7, bytes, codes, visitor);
        expect(customers.get(7)).toEqual(visitedOf({ ...history, number: 7 }));
      }),
    );
  });

  it("reads damaged bytes to an end: a history or STORE_FAILED, at once and without a large allocation", () => {
    const codes = new ListCodes();
    const damage = fc.record({
      at: fc.nat(),
      bytes: fc.oneof(
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.constantFrom(0, 0x7f, 0x80, 0xff).map((byte) => new Uint8Array(20).fill(byte)),
      ),
      end: fc.option(fc.nat()),
    });
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(interactions, fc.dictionary(text, text), damage, (list, attributes, { at, bytes, end }) => {
        const stored = list.map(({ brought, anonymous, ...rest }): Interaction => {
          const sequences = brought.map((b) => b.sequence);
          const named = anonymous.length === 0 ? null : anonymous.map((key) => ({ anonymous: key, origin: 1 }));
          return {
            ...rest,
            named,
            origins: brought.map((b) => b.origin),
            sequences,
            sequence: leastSequence(sequences),
          };
        });
        const journeys = assembleJourneys("Ána", stored, 1_000_000);
        // Half of the records keep something as JSON, so that the damage also meets texts that are parsed.
        const kept = {
          attributes: new Map([["a1", { given: { ...attributes }, traits: [] }]]),
          hidden: stored.slice(0, 1),
          answers: stored.slice(0, 1).flatMap(answersOf),
        };
        const history = { key: "Ána", version: 3, attributes, journeys, ...(at % 2 === 0 && { kept }) };
        let whole = encodeRecord(history, codes);
        whole.set(bytes.subarray(0, Math.max(0, whole.length - (at % whole.length))), at % whole.length);
        if (end !== null) whole = whole.subarray(0, end % whole.length);
        for (const read of [
          () => decodeRecord(7, whole, codes),
          () => visitRecord(7, whole, codes, collector().visitor),
        ]) {
          const began = performance.now();
          try {
            read();
            outcomes.add("read");
          } catch (error) {
            const reported = readError(error);
            expect(reported).toMatchObject({ code: "STORE_FAILED" });
            // The message says what is wrong with the record, and quotes nothing that is stored in it.
            expect(String(reported)).not.toMatch(/allocation|array length|Ána|Unexpected token/);
            expect((reported as Error).cause).not.toBeInstanceOf(SyntaxError);
            outcomes.add("refused");
          }
          expect(performance.now() - began).toBeLessThan(1_000);
        }
      }),
      { numRuns: 3_000 },
    );
    expect([...outcomes].sort()).toEqual(["read", "refused"]);
  });

  it("orders keys like their numbers", () => {
    const journey = Buffer.alloc(12);
    fc.assert(
      fc.property(fc.integer({ min: -8e15, max: 8e15 }), fc.integer({ min: -8e15, max: 8e15 }), (a, b) => {
        expect(Math.sign(startKey(a, journey).compare(startKey(b, journey)))).toBe(Math.sign(a - b));
      }),
    );
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (a, b) => {
        expect(Math.sign(feedKey(a, 1).compare(feedKey(b, 1)))).toBe(Math.sign(a - b));
      }),
    );
  });
});

describe("the format's version", () => {
  const withDatabases = async (path: string, run: (dbs: Databases) => void | Promise<void>): Promise<void> => {
    const dbs = await openDatabases(path);
    try {
      await run(dbs);
    } finally {
      await dbs.root.close();
    }
  };
  const setFormat = (dbs: Databases, format: number): void => {
    transact(dbs, () => dbs.meta.putSync("meta", { ...(dbs.meta.get("meta") as Meta), format }));
  };

  it("of a newer program is refused in one line", async () => {
    const path = folder();
    await (await openEmbedded(path)).close();
    await withDatabases(path, (dbs) => setFormat(dbs, FORMAT + 1));
    await expect(openEmbedded(path)).rejects.toMatchObject({
      code: "FORMAT_UNKNOWN",
      message: expect.stringMatching(/^The store has format \d+; .*\.$/),
    });
  });

  it("of an older one is migrated step by step, once, and a failed step changes nothing", async () => {
    const path = folder();
    const store = await openEmbedded(path);
    await store.record(batchFor({ ana: "w/a@09:00" }));
    await store.close();
    await withDatabases(path, (dbs) => {
      const ran: string[] = [];
      const toTwo = {
        to: FORMAT + 1,
        name: "two",
        run: (d: Databases) => {
          ran.push("two");
          d.texts.putSync(0, "w/renamed");
        },
      };
      const failing = {
        to: FORMAT + 2,
        name: "failing",
        run: (d: Databases) => {
          d.texts.putSync(0, "w/lost");
          throw new Error("disk full");
        },
      };
      expect(() => migrate(dbs, [toTwo, failing], FORMAT + 2)).toThrow("disk full");
      expect((dbs.meta.get("meta") as Meta).format).toBe(FORMAT + 1);
      expect(dbs.texts.get(0)).toBe("w/renamed");
      const toThree = { to: FORMAT + 2, name: "three", run: () => void ran.push("three") };
      expect(migrate(dbs, [toTwo, toThree], FORMAT + 2)).toEqual([FORMAT + 2]);
      expect(migrate(dbs, [toTwo, toThree], FORMAT + 2)).toEqual([]);
      expect(ran).toEqual(["two", "three"]);
      expect(() => migrate(dbs, [], FORMAT + 5)).toThrow(ThroughlineError);
      setFormat(dbs, FORMAT);
    });
    const again = await openEmbedded(path);
    expect((await again.customers(["ana"]))[0]!.journeys[0]!.interactions[0]!.touchpoint).toBe("w/renamed");
    await again.close();
  });

  it("a path that is not a folder is refused", async () => {
    const path = folder();
    await writeFile(path, "a file");
    await expect(openEmbedded(path)).rejects.toMatchObject({ code: "STORE_FAILED" });
  });
});

describe("the writer", () => {
  it("commits waiting operations together, and if one fails, only that one fails", async () => {
    const dbs = await openDatabases(folder());
    migrate(dbs);
    const writer = new InlineWriter(dbs);
    let commits = 0;
    const transactionSync = dbs.root.transactionSync.bind(dbs.root);
    dbs.root.transactionSync = ((action: () => unknown) => {
      commits++;
      return transactionSync(action);
    }) as typeof dbs.root.transactionSync;
    const good = await Promise.all(
      Array.from({ length: 30 }, (_, i) => writer.run("record", batchFor({ [`c${i}`]: "w/a@09:00" }))),
    );
    expect(commits).toBe(1);
    expect(good.map((o) => o.version)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    const bad = batchFor({ x: "w/new@09:00" });
    const mixed = await Promise.allSettled([
      writer.run("record", batchFor({ d: "w/b@09:00" })),
      writer.run("record", { ...bad, origins: [] }),
      writer.run("record", batchFor({ ["k".repeat(600)]: "w/c@09:00" })),
      writer.run("record", batchFor({ e: "w/d@09:00" })),
    ]);
    expect(
      mixed.map((m) => (m.status === "fulfilled" ? m.value.version : (m.reason as ThroughlineError).code)),
    ).toEqual([31, "BAD_ARGUMENT", "KEY_TOO_LONG", 32]);
    expect([...dbs.texts.getRange({})].map((entry) => entry.value)).toEqual(["w/a", "w/b", "w/d"]);
    await writer.close();
    await expect(writer.run("erase", "d")).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE" });
    await dbs.root.close();
  });

  it("errors keep all their fields when they pass between threads", async () => {
    const error = new ThroughlineError("BAD_CATALOGUE", "m", { at: "a", remedy: "r", allowed: ["x"] });
    expect(fromFields(structuredClone(toFields(error)))).toMatchObject({
      code: "BAD_CATALOGUE",
      message: "m",
      at: "a",
      remedy: "r",
      allowed: ["x"],
    });
    const store = await openEmbedded(folder(), { writer: "thread" });
    const refused = await store.upsertCatalogue({ touchpoints: [{ key: "w/a" }] }).catch((e: unknown) => e);
    expect(refused).toBeInstanceOf(ThroughlineError);
    expect(refused).toMatchObject({ code: "BAD_CATALOGUE", at: "touchpoints", remedy: expect.any(String) });
    await store.close();
    await expect(store.record(batchFor({ a: "w/a@09:00" }))).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE" });
    await expect(store.ping()).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE" });
  });

  it("a snapshot that is being streamed does not change while others write", async () => {
    const store = await openEmbedded(folder());
    await store.record(batchFor(Object.fromEntries(Array.from({ length: 4_500 }, (_, i) => [`c${i}`, "w/a@09:00"]))));
    const { visitor, customers } = collector();
    let wrote: Promise<unknown> | null = null;
    const { version } = await store.stream(visitor, () => {
      wrote ??= store.erase("c4400");
    });
    await wrote;
    expect(customers.size).toBe(4_500);
    const after = collector();
    await store.changesSince(version, after.visitor);
    expect(after.gone).toHaveLength(1);
    await store.close();
  });
});
