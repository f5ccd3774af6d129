// Tests of rows as columns. Recording them leaves the same bytes in every database of the store as recording the same
// rows as objects. Spilled rows are read into the same columns.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { openDatabases } from "../../src/graph/embedded/databases.js";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import type { CustomerRows } from "../../src/graph/store.js";
import { HeldColumns, NOT_IN_COLUMNS } from "../../src/ingest/spill/batchColumns.js";
import { batches } from "../../src/ingest/spill/batches.js";
import { ColumnReader } from "../../src/ingest/spill/columnReader.js";
import { rowAt, SpillWriter } from "../../src/ingest/spill/spill.js";
import { SpillReader } from "../../src/ingest/spill/spillReader.js";
import {
  INITIATORS,
  type IncomingInteraction,
  NOTHING_KNOWN,
  type OriginContent,
  OUTCOMES,
} from "../../src/model/interaction.js";
import type { RowColumns } from "../../src/model/rowColumns.js";
import { DAY } from "../../src/model/time.js";
import { columnsOf } from "../support/rowColumns.js";
import { anySequence } from "../support/sequences.js";

const folder = () => mkdtempSync(join(tmpdir(), "throughline-"));

const origins: OriginContent[] = ["web/ad", "web/site", "store/buy", "web/site"].map((touchpoint, i) => {
  const [channel, kind] = touchpoint.split("/") as [string, string];
  const stage = i === 3 ? "Other" : null;
  return { source: 1, touchpoint, kind, channel, stage, intended: null, initiatedBy: null };
});
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { freq: 2 });
const row = fc.record({
  id: fc.oneof({ weight: 30, arbitrary: fc.stringMatching(/^[a-f]{1,6}$/) }, fc.constant("ü")),
  at: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -100 * DAY, max: 100 * DAY })),
  origin: fc.nat(origins.length - 1),
  sequence: fc.oneof({ weight: 9, arbitrary: fc.nat(9) }, anySequence),
  value: maybe(fc.integer({ min: -1e13, max: 1e13 })),
  cost: maybe(fc.integer({ min: -1e13, max: 1e13 })),
  initiatedBy: maybe(fc.constantFrom(...INITIATORS)),
  outcome: maybe(fc.constantFrom(...OUTCOMES)),
  resolved: maybe(fc.boolean()),
  contextCarried: maybe(fc.boolean()),
  repeatedInfo: maybe(fc.boolean()),
  caseId: maybe(fc.constantFrom("c1", "ç2")),
  intendedChannel: maybe(fc.constantFrom("phone", "store")),
  referredBy: maybe(fc.constantFrom("bo", "é")),
  attributes: maybe(fc.constantFrom('{"a":"1"}', '{"é":2}')),
});
const KNOWN = Object.keys(NOTHING_KNOWN) as (keyof typeof NOTHING_KNOWN)[];
/** Customers, each with its rows. Most columns are empty in a customer, and most customers have no journey keys. */
const customers = fc.uniqueArray(
  fc.record({
    customer: fc.constantFrom("a", "b", "é", "d", "e", "f"),
    journey: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, fc.constantFrom("k", "ö")),
    used: fc.subarray(KNOWN, { maxLength: 4 }),
    rows: fc.array(row, { minLength: 1, maxLength: 12 }),
  }),
  { selector: ({ customer }) => customer, maxLength: 5 },
);
type Customer = typeof customers extends fc.Arbitrary<(infer C)[]> ? C : never;
const rowsOf = ({ customer, journey, used, rows }: Customer): IncomingInteraction[] =>
  rows.map((known, i) => ({
    ...NOTHING_KNOWN,
    ...Object.fromEntries(used.map((field) => [field, field === "journey" ? null : known[field]])),
    customer,
    touchpoint: origins[known.origin]!.touchpoint,
    id: known.id,
    at: known.at,
    origin: known.origin,
    sequence: known.sequence,
    // Some rows have another journey key than the others.
    journey: i === 5 && journey === "ö" ? null : journey,
  }));

it("leaves the same bytes as rows that are objects", async () => {
  let inColumns = 0;
  await fc.assert(
    fc.asyncProperty(customers, customers, async (first, second) => {
      const dumps = [];
      for (const columns of [columnsOf, () => null]) {
        const path = folder();
        const store = await openEmbedded(path);
        const outcomes = [];
        for (const group of [first, second]) {
          const given = group.map((customer): CustomerRows => {
            const rows = rowsOf(customer);
            if (columns(rows) !== null) inColumns++;
            return { count: rows.length, columns: () => columns(rows), rows: () => rows };
          });
          const rowCount = given.reduce((sum, { count }) => sum + count, 0);
          const batch = { origins, replace: false, createNames: true, customers: given, rowCount };
          if (rowCount > 0) outcomes.push(await store.recordCustomers!(batch));
        }
        await store.close();
        dumps.push({ outcomes, ...(await dumpOf(path)) });
      }
      expect(dumps[0]).toEqual(dumps[1]);
    }),
    { numRuns: 40 },
  );
  expect(inColumns).toBeGreaterThan(20);
});

async function dumpOf(path: string): Promise<Record<string, unknown>> {
  const { root, files: _, ...dbs } = await openDatabases(path);
  const dump: Record<string, unknown> = {};
  for (const [name, db] of Object.entries(dbs))
    dump[name] = [...db.getRange({})]
      // The time at which the store was created.
      .filter(({ key }) => key !== "migrated")
      .map(({ key, value }) => [shown(key), shown(value)]);
  await root.close();
  return dump;
}

function shown(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value;
}

it("of spilled rows are those of the rows", () => {
  fc.assert(
    fc.property(customers, fc.boolean(), (all, hasIds) => {
      const writer = new SpillWriter(folder(), "spill");
      for (const customer of all)
        for (const [i, known] of rowsOf(customer).entries())
          writer.add({ ...known, id: hasIds ? known.id : "" }, i + 2, i + 1, "raw");
      for (const file of writer.finish()) {
        const { customers: keys, bytes, places: all, ends } = new SpillReader(file);
        for (const [c, key] of keys.entries()) {
          const places = all.subarray(c === 0 ? 0 : ends[c - 1]!, ends[c]!);
          const ids = [...places].map((_, i) => `r-${String(i).padStart(16, "0")}`);
          const reader = new ColumnReader(bytes, hasIds ? null : Buffer.from(`${"-".repeat(18)}${ids.join("")}`));
          const rows = [...places].map((at, i) => rowAt(bytes, at, key, ids[i]!));
          const distinct = new Set(rows.map(({ id }) => id)).size === rows.length;
          const columns = reader.read(all, c === 0 ? 0 : ends[c - 1]!, places.length, 1);
          if (distinct) expect(columns && plain(columns)).toEqual(nullable(columnsOf(rows)));
        }
      }
    }),
    { numRuns: 300 },
  );
});

it("of batches are those of the rows", () => {
  let held = 0;
  fc.assert(
    fc.property(customers, fc.boolean(), (all, hasIds) => {
      const writer = new SpillWriter(folder(), "spill");
      for (const customer of all)
        for (const [i, known] of rowsOf(customer).entries())
          writer.add({ ...known, id: hasIds ? known.id : "" }, i + 2, i + 1, `${i % 7}`);
      const format = { format: "csv", delimiter: ",", header: [] } as const;
      const size = { customers: 2, rows: 9 };
      for (const batch of batches({ spills: writer.finish(), format, hasIds, size, journeyGap: DAY })) {
        const columns = new HeldColumns(batch);
        let c = 0;
        let first = 0;
        for (const { bytes, places, customers: ofPart } of batch.parts)
          for (let from = 0, end = c + ofPart; c < end; c++) {
            const count = batch.counts[c]!;
            const idAt = (row: number) => Buffer.from(batch.ids!.subarray(18 * row, 18 * (row + 1))).toString("latin1");
            const rows = Array.from(places.subarray(from, from + count), (at, i) =>
              rowAt(Buffer.from(bytes), at, batch.customers[c]!, hasIds ? "" : idAt(first + i)),
            );
            if (batch.held[c] !== NOT_IN_COLUMNS) {
              held++;
              const own = columns.of(Buffer.from(bytes), places[from]!, batch.held[c]!, first, count);
              expect(plain(own)).toEqual(nullable(columnsOf(rows)));
            } else expect(hasIds || rows.some((row) => !isPlain(row))).toBe(true);
            from += count;
            first += count;
          }
      }
    }),
    { numRuns: 300 },
  );
  expect(held).toBeGreaterThan(30);
});

/** Whether the row has nothing but the fields that the columns of a batch can hold. */
function isPlain(row: IncomingInteraction): boolean {
  const { sequence, anonymous } = row;
  const others = KNOWN.filter((field) => field !== "value" && field !== "cost");
  return typeof sequence === "number" && anonymous == null && others.every((field) => row[field] === null);
}

function nullable(columns: RowColumns | null): unknown {
  return columns && plain(columns);
}

/** The rows of the customer alone, because the arrays may have other rows too. */
function plain({ first, count, ids, idEnds, ...columns }: RowColumns): unknown {
  const end = first + count;
  const used = Object.entries(columns).map(([name, column]) => {
    const list = name === "customer" || column === null || typeof column === "string" ? column : [...column];
    return [name, Array.isArray(list) ? list.slice(first, end) : list === null ? null : String(list)];
  });
  const before = first === 0 ? 0 : idEnds[first - 1]!;
  const own = [...idEnds].slice(first, end).map((idEnd) => idEnd - before);
  return { count, ids: [...ids].slice(before, idEnds[end - 1]), idEnds: own, used };
}
