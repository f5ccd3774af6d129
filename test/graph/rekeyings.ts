// Tests the migration of a store of format 1 to keys that keep signs such as + and #. The result must equal that of
// importing the same files again, at whatever step the migration is interrupted.
import fc from "fast-check";
import { expect } from "vitest";
import type { GraphStore } from "../../src/graph/store.js";
import { channelSlug, formerSlug, slug, touchpointKey, UNKNOWN_CHANNEL } from "../../src/model/keys.js";
import { MINUTE } from "../../src/model/time.js";
import { batchOf, DAY_ONE, type Point, parseWord } from "../support/histories.js";
import { dump, expectExact } from "./contract/support.js";

export interface LogRow {
  readonly source: number;
  readonly customer: string;
  readonly id: number;
  readonly kind: string;
  readonly channel: string | null;
  readonly stage: string | null;
  readonly intended: string | null;
  readonly minute: number;
}

const KINDS = [
  "C",
  "C++",
  "C#",
  "c #",
  "/a/b",
  "/a-b",
  "A b",
  "Rating +",
  "Rating -",
  "50% off",
  "x@y",
  "<b>",
  "*",
  "Ü & Ö",
];
const CHANNELS = ["Web", "Web+", "web/app", "Web App", "#1", "1"];

export const logRows: fc.Arbitrary<LogRow[]> = fc.array(
  fc.record({
    source: fc.integer({ min: 1, max: 3 }),
    customer: fc.constantFrom("ana", "ben", "cid", "dan", "eve"),
    id: fc.integer({ min: 0, max: 8 }),
    kind: fc.constantFrom(...KINDS),
    channel: fc.option(fc.constantFrom(...CHANNELS), { freq: 4 }),
    stage: fc.option(fc.constantFrom("Try & buy", "Try buy", "Care"), { freq: 2 }),
    intended: fc.option(fc.constantFrom(...CHANNELS), { freq: 1 }),
    minute: fc.constantFrom(0, 0, 0, 10, 50_000),
  }),
  { minLength: 1, maxLength: 40 },
);

/**
 * Records the rows, as one import for each source. With `former`, they get the keys of format 1. The time of a row
 * depends only on its id, so that rows can be equal.
 */
export async function importLog(store: GraphStore, rows: readonly LogRow[], former: boolean): Promise<void> {
  const [ofChannel, ofKind] = former ? [formerSlug, formerSlug] : [channelSlug, slug];
  for (let source = 1; source <= 3; source++) {
    const { number } = await store.openSource({ name: `s${source}`, hash: `h${source}`, mapping: "{}" }, source);
    const mine = rows.filter((row) => row.source === source);
    for (const stage of new Set(mine.map((row) => row.stage))) {
      const points = rows.flatMap((row, place): Point[] => {
        if (row.source !== source || row.stage !== stage) return [];
        const { row: parsed } = parseWord(row.customer, `x@09:00#${row.id}`, place);
        const touchpoint = touchpointKey(
          row.channel === null ? UNKNOWN_CHANNEL : ofChannel(row.channel),
          ofKind(row.kind),
        );
        const intendedChannel = row.intended === null ? null : ofChannel(row.intended);
        const at = DAY_ONE + (row.id * 3 + (row.id > 6 ? row.minute : 0)) * MINUTE;
        return [{ ...row, row: { ...parsed, touchpoint, intendedChannel, at } }];
      });
      if (points.length > 0) await store.record(batchOf(points, { source: number, origin: () => ({ stage }) }));
    }
  }
}

export interface RekeyingSuite {
  openEmpty(): Promise<GraphStore>;
  /**
   * Closes the store with former keys, converts it to format 1, interrupts the migration after the given number of
   * steps, and opens the store.
   */
  migrate(store: GraphStore, steps: number): Promise<GraphStore>;
  readonly runs: number;
}

export async function migrationEqualsImportingAfresh(suite: RekeyingSuite): Promise<void> {
  await fc.assert(
    fc.asyncProperty(logRows, fc.nat(6), async (rows, steps) => {
      const old = await suite.openEmpty();
      await importLog(old, rows, true);
      const store = await suite.migrate(old, steps);
      const migrated = await dump(store);
      await expectExact(store);
      await store.close();
      const fresh = await suite.openEmpty();
      await importLog(fresh, rows, false);
      expect(migrated).toEqual(await dump(fresh));
      await fresh.close();
    }),
    { numRuns: suite.runs },
  );
}
