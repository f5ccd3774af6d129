// Tests of a projection on the embedded store that is refreshed after every change. It must equal a projection that is
// built anew, and its transitions must equal the TRANSITIONS_TO edges of the graph.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { DEFAULT_PATH_OPTIONS } from "../../src/engine/terms.js";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import type { GraphStore } from "../../src/graph/store.js";
import { DAY } from "../../src/model/time.js";
import type { Projection } from "../../src/projection/projection.js";
import { buildProjection, refreshProjection } from "../../src/projection/refresh.js";
import { transitions } from "../../src/questions/transitions/index.js";
import { batchFor } from "../support/histories.js";
import { liveJourneysOf } from "../support/liveJourneys.js";

const root = await mkdtemp(join(tmpdir(), "throughline-projection-"));
afterAll(() => rm(root, { recursive: true, force: true, maxRetries: 3 }));
let folders = 0;

const customers = ["ana", "bob", "cyd", "dan"] as const;
const word = fc
  .record({
    touchpoint: fc.constantFrom("web/a", "web/b", "app/a", "c"),
    day: fc.integer({ min: 1, max: 90 }),
    id: fc.integer({ min: 1, max: 8 }),
    more: fc.constantFrom("", "=2.5", "!", "%k", ">phone"),
  })
  .map(({ touchpoint, day, id, more }) => `${touchpoint}@d${day}T09:00#${id}${more}`);
const customer = fc.constantFrom(...customers);
type Change = (store: GraphStore) => Promise<unknown>;
const changes: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        fc.dictionary(
          customer,
          fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(" ")),
        ),
        fc.boolean(),
      )
      .map(
        ([journeys, replace]): Change =>
          (store) =>
            store.record(batchFor(journeys, { replace })),
      ),
  },
  {
    weight: 1,
    arbitrary: customer.map(
      (key): Change =>
        (store) =>
          store.erase(key),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(customer, customer)
      .filter(([a, b]) => a !== b)
      .map(
        ([from, into]): Change =>
          (store) =>
            store.link([from], into),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(customer, fc.constantFrom("north", "south", "")).map(
      ([key, region]): Change =>
        (store) =>
          store.setAttributes([{ customer: key, attributes: { region } }]),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(5, 30).map(
      (days): Change =>
        (store) =>
          store.updateSettings({ journeyGap: days * DAY }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("See", "Buy").map(
      (name): Change =>
        (store) =>
          store.upsertCatalogue({ stages: [{ key: "see", name }] }),
    ),
  },
);

async function edgesOf(projection: Projection) {
  const { edges } = await transitions(projection, { options: DEFAULT_PATH_OPTIONS, first: 1_000 });
  return edges
    .filter((e) => e.from.kind !== "START" && e.to.kind !== "END")
    .map((e) => ({
      from: e.from.key,
      to: e.to.key,
      count: e.count,
      journeys: e.journeys,
      totalWait: Math.round(e.wait.mean! * e.wait.n),
    }));
}

function sorted<T extends { readonly from: string; readonly to: string }>(edges: readonly T[]): T[] {
  return [...edges].sort((a, b) => (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1));
}

it("a refreshed projection equals one that is built again, and its transitions are the graph's edges", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(changes, { minLength: 1, maxLength: 12 }), async (list) => {
      const store = await openEmbedded(join(root, `store.${++folders}`), { writer: "inline" });
      try {
        let projection = await buildProjection(store);
        for (const change of list) {
          await change(store);
          projection = await refreshProjection(store, projection);
          expect(projection.version).toBe(await store.version());
          expect(liveJourneysOf(projection)).toEqual(liveJourneysOf(await buildProjection(store)));
          expect(sorted(await edgesOf(projection))).toEqual(sorted(await store.edges()));
        }
      } finally {
        await store.close();
      }
    }),
    { numRuns: 15 },
  );
});
