// Tests of properties of interactions through the service. While interactions are recorded, replaced and erased, each
// answer must equal the answer of a service that has just started. This must hold whether columns are read by number or
// by streaming the store.
import { describe, expect, it } from "vitest";
import { DEFAULT_PATH_OPTIONS } from "../../src/engine/terms.js";
import type { GraphStore } from "../../src/graph/store.js";
import { localExecutor } from "../../src/questions/executor.js";
import { AnswerCache } from "../../src/service/cache.js";
import { Freshness } from "../../src/service/freshness.js";
import { Projected } from "../../src/service/projected.js";
import { Properties } from "../../src/service/properties.js";
import { Units } from "../../src/service/units.js";
import { recordLog, type SmallRow } from "./smallLog.js";

const SIGNAL = new AbortController().signal;

function asker(store: GraphStore, fewCustomers: number) {
  const freshness = new Freshness(store);
  freshness.start();
  const properties = new Properties(store, freshness, fewCustomers);
  const projected = new Projected(freshness, new AnswerCache(), localExecutor, 30, {
    properties,
    units: new Units(store, properties),
  });
  const filter = { touches: [{ property: { key: "campaign", in: ["spring", "summer"] } }] };
  const params = {
    options: { ...DEFAULT_PATH_OPTIONS, hide: [{ property: { key: "hidden", in: ["true"] } }] },
    filter,
    first: 100,
  };
  return {
    visits: () =>
      projected.about("visits", (projection) => projected.ask("visits", projection, params, () => params, SIGNAL)),
    values: (key: string) => projected.about("values", (projection) => properties.values(projection, key)),
    keys: () => projected.about("keys", (projection) => properties.keys(projection)),
    memory: () => projected.about("memory", async (projection) => properties.memory(projection)),
    close: () => freshness.close(),
  };
}

/**
 * Returns row i of a log in which every customer has several journeys, and interactions with and without properties.
 */
function rowOf(i: number): SmallRow {
  const attributes = [
    { campaign: "spring", hidden: i % 2 === 0 },
    { campaign: ["spring", "summer"] },
    { campaign: "summer", n: i },
    { other: { campaign: "spring" } },
    null,
  ][i % 5]!;
  return {
    customer: `c${i % 7}`,
    channel: ["Web", "App"][i % 2]!,
    kind: ["a", "b", "c"][i % 3]!,
    time: new Date(Date.UTC(2026, 0, 1 + (i % 90))).toISOString(),
    id: `r${i}`,
    sequence: i,
    attributes: attributes === null ? null : JSON.stringify(attributes),
  };
}

export function propertiesSuite(name: string, open: () => Promise<GraphStore>): void {
  describe(`properties of a service over ${name}`, () => {
    it.each([
      ["by number", 2_000],
      ["by streaming", 0],
    ])(
      "follow every change, read %s",
      async (_, few) => {
        const store = await open();
        try {
          await recordLog(store, { rows: Array.from({ length: 40 }, (_row, i) => rowOf(i)) });
          const lasting = asker(store, few);
          const check = async (): Promise<void> => {
            const fresh = asker(store, 2_000 - few);
            const { remarks: _r, ...expected } = await fresh.visits();
            const { remarks, ...actual } = await lasting.visits();
            expect(actual).toEqual(expected);
            expect(remarks.warnings).toEqual([]);
            expect(await lasting.values("campaign")).toEqual(await fresh.values("campaign"));
            expect(await lasting.keys()).toEqual(await fresh.keys());
            fresh.close();
          };
          await check();
          for (let i = 40; i < 70; i += 3) {
            await recordLog(store, { rows: [rowOf(i), rowOf(i + 1), { ...rowOf(i + 2), customer: `new${i}` }] });
            await check();
          }
          await store.erase("c3");
          await check();
          expect(await lasting.keys()).toContainEqual({ key: "other.campaign", interactions: expect.any(Number) });
          // The service remembers that no interaction has this property, until one has it.
          const late = { ...rowOf(72), attributes: JSON.stringify({ late: "yes" }) };
          expect(await lasting.values("late")).toEqual([]);
          expect((await lasting.memory()).map(({ key }) => key)).toEqual(["campaign", "hidden"]);
          await recordLog(store, { rows: [late] });
          expect(await lasting.values("late")).toEqual([{ value: "yes", interactions: 1 }]);
          expect((await lasting.memory()).map(({ key }) => key)).toEqual(["campaign", "hidden", "late"]);
          await store.erase(late.customer);
          await check();
          expect(
            (await lasting.memory()).map(({ key, distinctValues, listMembers }) => [key, distinctValues, listMembers]),
          ).toEqual([
            ["campaign", 3, 2],
            ["hidden", 2, 0],
            ["late", 1, 0],
          ]);
          lasting.close();
        } finally {
          await store.close();
        }
      },
      120_000,
    );
  });
}
