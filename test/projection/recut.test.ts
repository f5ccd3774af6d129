// Tests of recut projections. Their units equal those that a slow, literal implementation finds, and questions about
// them give the same answers as about a log whose journeys are these units.
import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_PATH_OPTIONS } from "../../src/engine/terms.js";
import type { PointSelector } from "../../src/model/catalogue.js";
import type { Interaction } from "../../src/model/interaction.js";
import { keyPrefixOf, textOfUnit, type Unit, unitOfKey, unitOfText } from "../../src/model/unit.js";
import { maskedBlock } from "../../src/projection/blocks.js";
import { findJourney, journeyKeyAt } from "../../src/projection/journeys.js";
import type { Projection } from "../../src/projection/projection.js";
import { Recutter } from "../../src/projection/recut.js";
import { amountAt } from "../../src/projection/sparse.js";
import { commonRoutes } from "../../src/questions/commonRoutes/index.js";
import { funnel } from "../../src/questions/funnel/index.js";
import type { FunnelParams } from "../../src/questions/funnel/plan.js";
import type { FunnelStep } from "../../src/questions/funnel/shape.js";
import { transitions } from "../../src/questions/transitions/index.js";
import { logsWithProperties } from "../support/logs.js";
import { valuesOf } from "../support/oraclePaths.js";
import { type Log, logOf, projectionOfLog } from "../support/projectionOf.js";
import { columnsOf, refinedFor } from "../support/refined.js";

const UNITS: readonly Unit[] = [
  { kind: "customer" },
  { kind: "gap", gap: 0 },
  { kind: "gap", gap: 5 },
  { kind: "case" },
  { kind: "property", key: "campaign" },
];
const units = fc.constantFrom(...UNITS);

async function recutOf(log: Log, unit: Unit, blockInteractions?: number, params: unknown = {}) {
  const stored = projectionOfLog(log, blockInteractions);
  const columns = unit.kind === "property" ? columnsOf(log, stored, [unit.key]).get(unit.key)! : null;
  const recutter = new Recutter(unit, columns);
  return { stored, recutter, recut: await recutter.recut(stored, await refinedFor(log, stored, params)) };
}

/** The units of each customer, by the definitions. */
function oracleUnits({ histories }: Log, unit: Unit): { customer: number; interactions: Interaction[] }[] {
  return histories.flatMap(({ number, journeys }) => {
    const all = journeys.flatMap(({ interactions }) => interactions);
    const inTime = all.map((one, i) => ({ one, i })).sort((a, b) => a.one.at - b.one.at || a.i - b.i);
    const found: { values: Set<string>; name: string; interactions: Interaction[] }[] = [];
    for (const { one } of inTime) {
      const last = found.at(-1)?.interactions.at(-1);
      const names =
        unit.kind === "customer"
          ? ["all"]
          : unit.kind === "gap"
            ? [last !== undefined && one.at - last.at <= unit.gap ? found.at(-1)!.name : `${found.length}`]
            : unit.kind === "case"
              ? one.caseId === null
                ? []
                : [one.caseId]
              : [...new Set(valuesOf(one.attributes, unit.key))];
      for (const name of names) {
        const known = found.find((other) => other.name === name);
        if (known === undefined) found.push({ values: new Set(), name, interactions: [one] });
        else known.interactions.push(one);
      }
    }
    return found.map(({ interactions }) => ({ customer: number, interactions }));
  });
}

/** The same log with the units as its journeys. */
function logOfUnits(log: Log, unit: Unit): Log {
  let next = 0;
  const of = oracleUnits(log, unit);
  return {
    ...log,
    journeyGap: unit.kind === "gap" ? unit.gap : log.journeyGap,
    histories: log.histories.map((history) => ({
      ...history,
      journeys: of
        .filter(({ customer }) => customer === history.number)
        .map(({ interactions }) => ({
          ...history.journeys[0]!,
          key: `j-${(++next).toString(16).padStart(24, "0")}`,
          interactions,
        })),
    })),
  };
}

function read({ blocks, dictionary }: Projection) {
  return blocks.flatMap(({ block, live }) =>
    Array.from({ length: block.journeys }, (_, j) => j)
      .filter((j) => live === null || live[j] === 1)
      .map((j) => ({
        customer: block.customer[j]!,
        interactions: Array.from({ length: block.offsets[j + 1]! - block.offsets[j]! }, (_, n) => {
          const i = block.offsets[j]! + n;
          return [
            dictionary.touchpoints[block.touchpoint[i]!]!,
            block.start[j]! + block.elapsed[i]!,
            Number.isNaN(amountAt(block.columns.value, i)) ? null : amountAt(block.columns.value, i),
            block.columns.outcome?.[i] ?? 0,
          ];
        }),
      })),
  );
}

const asRead = (found: ReturnType<typeof oracleUnits>) =>
  found.map(({ customer, interactions }) => ({
    customer,
    interactions: interactions.map(({ touchpoint, at, value, outcome }) => [
      touchpoint,
      at,
      value,
      outcome === null ? 0 : outcome === "SUCCEEDED" ? 1 : 2,
    ]),
  }));

/** Some interactions belong to a case. */
const logs = logsWithProperties.map(
  (log): Log => ({
    ...log,
    histories: log.histories.map((history) => ({
      ...history,
      journeys: history.journeys.map((journey) => ({
        ...journey,
        interactions: journey.interactions.map((one) => ({
          ...one,
          caseId: [null, "c1", "c2", null, "c1"][one.at % 5]!,
        })),
      })),
    })),
  }),
);

describe("a recut projection", () => {
  it("has the units of the definitions, and counts what no unit holds", async () => {
    await fc.assert(
      fc.asyncProperty(logs, units, fc.constantFrom(3, 1_000), async (log, unit, block) => {
        const { stored, recut } = await recutOf(log, unit, block);
        const expected = oracleUnits(log, unit);
        expect(read(recut)).toEqual(asRead(expected));
        const held = new Set(expected.flatMap(({ interactions }) => interactions));
        expect(recut.unit).toEqual({
          unit,
          leftOut: stored.interactions - held.size,
          several: [...held].filter((one) => unit.kind === "property" && valuesOf(one.attributes, unit.key).length > 1)
            .length,
        });
        expect(recut.interactions).toBe(expected.reduce((sum, { interactions }) => sum + interactions.length, 0));
        expect([recut.journeys, recut.newest]).toEqual([expected.length, stored.newest]);
        expect(recut.customersWithJourneys).toBe(new Set(expected.map(({ customer }) => customer)).size);
      }),
      { numRuns: 200 },
    );
  });

  it("answers as a log whose journeys are the units, also about properties", async () => {
    const seen = { property: { key: "campaign", in: ["spring"] } };
    const routes = {
      from: { any: true },
      to: { kinds: ["b"] },
      options: DEFAULT_PATH_OPTIONS,
      filter: null,
      first: 50,
    };
    await fc.assert(
      fc.asyncProperty(logs, units, async (log, unit) => {
        const hidden = { ...routes, options: { ...DEFAULT_PATH_OPTIONS, hide: [seen] } };
        const breakdown = { property: "ad.id" };
        const params = { routes: hidden, steps: [stepAt({ kinds: ["a"] }), stepAt(seen)], breakdown };
        const { recut } = await recutOf(log, unit, 7, params);
        const other = logOfUnits(log, unit);
        // Whether a unit is open depends on the newest interaction of the whole store, which may be in no unit.
        const plain = { ...(await refinedFor(other, projectionOfLog(other), params)), newest: recut.newest };
        for (const ask of [
          (projection: Projection) => transitions(projection, { ...routes, from: null, to: null } as never),
          (projection: Projection) => commonRoutes(projection, hidden as never),
          (projection: Projection) => funnel(projection, funnelOf(params.steps, 20)),
          (projection: Projection) => funnel(projection, { ...funnelOf(params.steps, 20), breakdown }),
        ]) {
          const [ours, theirs] = await Promise.all(
            [recut, plain].map(async (one) => withoutKeys(await outcome(ask(one)))),
          );
          expect(ours).toEqual(theirs);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("equals the stored journeys with a gap of journeyGap, if no journey has a key", async () => {
    await fc.assert(
      fc.asyncProperty(logs, async (log) => {
        const { stored, recut } = await recutOf(log, { kind: "gap", gap: log.journeyGap });
        const keyed = log.histories.some(({ journeys }) => journeys.some(({ name }) => name !== null));
        if (!keyed) expect(read(recut)).toEqual(read(stored));
      }),
    );
  });

  it("finds each unit by its key, with the interactions that it holds", async () => {
    await fc.assert(
      fc.asyncProperty(logs, units, async (log, unit) => {
        const { stored, recut, recutter } = await recutOf(log, unit, 5);
        const expected = oracleUnits(log, unit);
        const keys = recut.blocks.flatMap(({ block }, s) =>
          Array.from({ length: block.journeys }, (_, journey) => journeyKeyAt(recut, { block: s, journey })),
        );
        expect(new Set(keys).size).toBe(expected.length);
        for (const [n, key] of keys.entries()) {
          expect(unitOfKey(key)).toEqual(unit);
          const at = findJourney(recut, key)!;
          const block = stored.blocks[at.block]!.block;
          const { positions, all } = recutter.positions(block, at.journey);
          const own = log.histories.find(({ number }) => number === expected[n]!.customer)!;
          const flat = own.journeys.flatMap(({ interactions }) => interactions);
          expect(flat).toHaveLength(all);
          expect(positions.map((position) => flat[position])).toEqual(expected[n]!.interactions);
          expect(findJourney(stored, key)).toBeNull();
        }
      }),
      { numRuns: 60 },
    );
  });

  it("leaves out customers that are masked, and recuts only blocks that it has not seen", async () => {
    await fc.assert(
      fc.asyncProperty(logs, units, fc.nat(4), async (log, unit, gone) => {
        const { stored, recutter, recut } = await recutOf(log, unit, 5);
        const flags = new Uint8Array(stored.customerNumbers);
        flags[gone] = 1;
        const masked = { ...stored, version: 2, blocks: stored.blocks.map((one) => maskedBlock(one, flags)) };
        const again = await recutter.recut(masked, masked);
        expect(again.blocks.map(({ block }) => block)).toEqual(recut.blocks.map(({ block }) => block));
        const others = { ...log, histories: log.histories.filter(({ number }) => number !== gone) };
        expect(read(again)).toEqual(asRead(oracleUnits(others, unit)));
        expect(again.journeys).toBe(oracleUnits(others, unit).length);
        expect(await recutter.recut(masked, masked)).toBe(again);
      }),
      { numRuns: 60 },
    );
  });

  it("has one unit for ten e-mails of which one was opened, and none for what has no property", async () => {
    const mails = Array.from({ length: 10 }, (_, i) => ({
      customer: "ana",
      touchpoint: "mail",
      at: i,
      attributes: { emailId: `e${i}` },
    }));
    const log = logOf([
      ...mails,
      { customer: "ana", touchpoint: "open", at: 20, attributes: { emailId: "e3" } },
      { customer: "ana", touchpoint: "click", at: 21, attributes: { emailId: "e3" } },
      { customer: "ana", touchpoint: "visit", at: 22 },
    ]);
    const steps = ["mail", "open", "click"].map((kind) => stepAt({ kinds: [kind] }));
    const { recut } = await recutOf(log, { kind: "property", key: "emailId" });
    expect(recut.unit!.leftOut).toBe(1);
    const ask = (projection: Projection) => funnel(projection, funnelOf(steps, null));
    expect((await ask(recut)).steps.map(({ completed }: { completed: number }) => completed)).toEqual([10, 1, 1]);
    expect((await ask(projectionOfLog(log))).steps.map(({ completed }: { completed: number }) => completed)).toEqual([
      1, 1, 1,
    ]);
  });
});

describe("customers with many units", () => {
  it("are recut into the units of the oracle, like customers with few", async () => {
    const log = logOf(
      Array.from({ length: 300 }, (_, i) => ({
        customer: i % 3 === 0 ? "ana" : "bob",
        touchpoint: "mail",
        at: i,
        caseId: `c${(i * 7) % 40}`,
        attributes: { campaign: i % 5 === 0 ? [`s${i % 37}`, `t${i % 23}`] : `s${i % 37}` },
      })),
    );
    for (const unit of [{ kind: "case" }, { kind: "property", key: "campaign" }] as const) {
      const { recut } = await recutOf(log, unit);
      const expected = oracleUnits(log, unit);
      expect(expected.length).toBeGreaterThan(60);
      expect(read(recut)).toEqual(asRead(expected));
    }
  });
});

describe("recutting a long history", () => {
  it("leaves the event loop to others, and is done once for questions that come together", async () => {
    const rows = Array.from({ length: 120_000 }, (_, i) => ({
      customer: `c${i % 3_000}`,
      touchpoint: "mail",
      at: i,
      caseId: `o${i % 7_001}`,
    }));
    const stored = projectionOfLog(logOf(rows));
    let turns = 0;
    let done = false;
    const others = (async () => {
      for (; !done; turns++) await setImmediate();
    })();
    for (const unit of [{ kind: "case" }, { kind: "customer" }, { kind: "gap", gap: 3_000 }] as const) {
      turns = 0;
      const recutter = new Recutter(unit, null);
      const [one, other] = await Promise.all([recutter.recut(stored, stored), recutter.recut(stored, stored)]);
      expect(one).toBe(other);
      // The event loop must run at least once for each 32,768 interactions that are distributed, and for each 32,768
      // that are copied.
      expect(turns).toBeGreaterThan(6);
    }
    done = true;
    await others;
  });
});

describe("the text of a unit", () => {
  it("names the unit, and nothing else has one", () => {
    for (const unit of [...UNITS, { kind: "property", key: "a.b – c-1/ü" } as const]) {
      expect(unitOfText(textOfUnit(unit))).toEqual(unit);
      expect(unitOfKey(`${keyPrefixOf(unit)}0123456789abcdef01234567`)).toEqual(unit);
    }
    for (const text of ["", "journey", "gap:", "gap:-1", "property:", "property:%", "property:a b"])
      expect(unitOfText(text)).toBeNull();
    expect(unitOfKey("j-0123456789abcdef01234567")).toBeNull();
  });
});

function stepAt(at: PointSelector): FunnelStep {
  return { at, name: null, adjacency: "EVENTUALLY", within: null, optional: false };
}

function funnelOf(steps: readonly FunnelStep[], within: number | null): FunnelParams {
  return {
    steps,
    within,
    exclude: [],
    options: DEFAULT_PATH_OPTIONS,
    filter: null,
    first: 20,
    rowsPerStep: 20,
  } as never;
}

/** Answers without the keys of journeys, which differ. */
function withoutKeys(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (name, own) => (/examples$/i.test(name) || name === "behind" ? undefined : own)),
  );
}

async function outcome(answer: Promise<unknown>): Promise<unknown> {
  return answer.catch((error: { code?: string; message: string }) => ({ refused: error.code ?? error.message }));
}
