// The answers of customers in a projection that was refreshed, merged, read from a snapshot, or refined by a property.
// Whatever happened, `feedback` answers as on a projection that is built anew from the store.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { DEFAULT_PATH_OPTIONS } from "../../src/engine/terms.js";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import type { GraphStore } from "../../src/graph/store.js";
import { mergedBlock, withMerged } from "../../src/projection/merge.js";
import type { Projection } from "../../src/projection/projection.js";
import { buildProjection, refreshProjection } from "../../src/projection/refresh.js";
import { readSnapshot, writeSnapshot } from "../../src/projection/snapshotFile.js";
import { feedback } from "../../src/questions/feedback/index.js";
import { Freshness } from "../../src/service/freshness.js";
import { Properties } from "../../src/service/properties.js";
import { answersFor } from "../support/answers.js";
import { batchFor } from "../support/histories.js";

const root = mkdtempSync(join(tmpdir(), "throughline-"));
let folders = 0;

const CUSTOMERS = ["ana", "bob", "cyd"];
const at = fc.record({ day: fc.integer({ min: 1, max: 20 }), hour: fc.integer({ min: 10, max: 19 }) });
const timeOf = ({ day, hour }: { day: number; hour: number }) => `d${day}T${hour}:00`;
const interactions = fc.array(
  fc.record({ customer: fc.constantFrom(...CUSTOMERS), touchpoint: fc.constantFrom("web/a", "web/b", "store/a"), at }),
  { minLength: 1, maxLength: 12 },
);
const answers = fc.array(
  fc.record({
    customer: fc.constantFrom(...CUSTOMERS),
    // With an interaction that may never be recorded, and with touchpoints that nobody visited.
    about: fc.constantFrom("web/a", "web/b", "store/a", "mail/survey", "^1", "web/a^2", "^9"),
    at,
    score: fc.constantFrom("csat=1", "csat=5", "nps=0", "nps=9", "ces=7", "emotion=-2", "fine"),
  }),
  { maxLength: 8 },
);
const steps = fc.array(fc.record({ interactions, answers, erased: fc.constantFrom(null, null, null, ...CUSTOMERS) }), {
  minLength: 2,
  maxLength: 4,
});

function textsOf<T extends { readonly customer: string }>(rows: readonly T[], wordOf: (row: T, n: number) => string) {
  const texts: Record<string, string> = {};
  rows.forEach((row, n) => {
    texts[row.customer] = `${texts[row.customer] ?? ""} ${wordOf(row, n)}`;
  });
  return texts;
}

async function asked(projection: Projection): Promise<object> {
  const found = [];
  for (const grain of ["TOUCHPOINT", "CHANNEL"] as const) {
    const { totals, labels } = await feedback(projection, { options: { ...DEFAULT_PATH_OPTIONS, grain }, first: 100 });
    // Only touchpoints with answers, because a touchpoint may remain in the catalogue of one of the projections.
    found.push({ totals, labels: labels.filter((label) => label.answers > 0) });
  }
  return found;
}

async function withStore(use: (store: GraphStore) => Promise<void>): Promise<void> {
  const store = await openEmbedded(join(root, `store.${++folders}`), { writer: "inline" });
  try {
    await use(store);
  } finally {
    await store.close();
  }
}

it("are the same after refreshes, merges, a snapshot, and refinement by a property", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) =>
      withStore(async (store) => {
        let [projection, merged] = [await buildProjection(store), await buildProjection(store)];
        let count = 0;
        for (const step of all) {
          await store.record(
            batchFor(textsOf(step.interactions, (row) => `${row.touchpoint}@${timeOf(row.at)}#${++count}`)),
          );
          await store.recordFeedback(
            answersFor(
              textsOf(step.answers, (row) => `${row.about}@${timeOf(row.at)}#f${++count}+${row.score}`),
              {
                createNames: true,
              },
            ),
          );
          if (step.erased !== null) await store.erase(step.erased);
          const expected = await asked(await buildProjection(store));
          projection = await refreshProjection(store, projection);
          expect(await asked(projection), "refreshed").toEqual(expected);
          const parts = merged.blocks;
          const block = await mergedBlock(parts);
          merged = withMerged(await refreshProjection(store, merged), parts, block);
          expect(await asked(merged), "merged").toEqual(expected);
          const path = join(root, `snapshot.${++folders}`);
          expect(await writeSnapshot(path, merged, store, () => false)).toBe(true);
          const read = (await readSnapshot(path, store))!.projection;
          expect(await asked(read), "read from a snapshot").toEqual(expected);
        }
      }),
    ),
    { numRuns: 25 },
  );
}, 60_000);

it("belong to their interactions if labels are values of a property", async () => {
  await withStore(async (store) => {
    const batch = batchFor({ ana: "web/a@d1T10:00#1 web/a@d2T10:00#2", bob: "web/a@d1T10:00#1 web/b@d1T12:00#2" });
    const pages = ["home", "shop", "home", null];
    const rows = batch.rows.map((row, i) => ({
      ...row,
      attributes: pages[i] === null ? null : JSON.stringify({ page: pages[i] }),
    }));
    await store.record({ ...batch, rows });
    await store.recordFeedback(
      answersFor({ ana: "web/a@d1T11:00+nps=9 web/a@d2T11:00+nps=1", bob: "^1@d1T11:00+nps=8 web/b@d1T13:00+nps=7" }),
    );
    const freshness = new Freshness(store);
    const options = { ...DEFAULT_PATH_OPTIONS, grain: "PROPERTY", property: "page" } as const;
    const params = { options, first: 100 };
    freshness.start();
    await freshness.ready();
    const projection = await freshness.current("feedback");
    const refined = await new Properties(store, freshness).projectionFor(projection, params);
    const { labels } = await feedback(refined, params);
    expect(labels.map(({ label, answers: n, unjoined }) => [label.key, n, unjoined])).toEqual([
      ["home", 2, 0],
      ["(none)", 1, 0],
      ["shop", 1, 0],
    ]);
  });
});
