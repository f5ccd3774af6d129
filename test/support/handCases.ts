// Reads the cases that were worked out by hand, and the real log, from a folder next to the repository, and asks their
// questions.
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { DEFAULT_PATH_OPTIONS, type PathOptions } from "../../src/engine/terms.js";
import type { PointSelector } from "../../src/model/catalogue.js";
import { slug, touchpointKey } from "../../src/model/keys.js";
import { DAY } from "../../src/model/time.js";
import type { CommonRoutesResult } from "../../src/questions/commonRoutes/result.js";
import type { TransitionsResult } from "../../src/questions/transitions/result.js";
import { type LogOptions, type Row } from "./projectionOf.js";

export const SHARED = process.env.THROUGHLINE_SHARED ?? resolve(import.meta.dirname, "../../../shared");

export interface Selector {
  readonly names?: readonly string[];
  readonly channels?: readonly string[];
  readonly stages?: readonly string[];
}

export interface Ask {
  readonly q: "counts" | "routes" | "transitions" | "handoffs";
  readonly from?: Selector;
  readonly to?: Selector;
  readonly goal?: Selector;
  readonly hide?: readonly Selector[];
  readonly via?: readonly Selector[];
  readonly exclude?: readonly Selector[];
  readonly withinMs?: number;
  readonly startAt?: "FIRST" | "LAST";
  readonly grain?: PathOptions["grain"];
  readonly repeats?: PathOptions["repeats"];
  readonly minSteps?: number;
  readonly maxSteps?: number;
  readonly first?: number;
}

export interface HandCase {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly gapDays: number;
  readonly brand: readonly string[];
  readonly ask: readonly Ask[];
  readonly answers: readonly unknown[];
}

/** Null if the shared data do not exist. */
export function readShared<T>(path: string): T | null {
  const file = resolve(SHARED, "data", path);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : null;
}

export function selectorOf(selector: Selector): PointSelector;
export function selectorOf(selector: Selector | undefined): PointSelector | null;
export function selectorOf(selector: Selector | undefined): PointSelector | null {
  if (selector === undefined) return null;
  const { names, ...rest } = selector;
  return names === undefined ? rest : { ...rest, kinds: names };
}

export function optionsOf(ask: Ask): PathOptions {
  const list = (selectors: readonly Selector[] | undefined): PointSelector[] =>
    (selectors ?? []).map((selector) => selectorOf(selector));
  return {
    ...DEFAULT_PATH_OPTIONS,
    grain: ask.grain ?? "TOUCHPOINT",
    repeats: ask.repeats ?? "KEEP",
    hide: list(ask.hide),
    via: list(ask.via),
    exclude: list(ask.exclude),
    within: ask.withinMs ?? null,
    startAt: ask.startAt ?? "FIRST",
    minSteps: ask.minSteps ?? null,
    maxSteps: ask.maxSteps ?? null,
  };
}

/**
 * A kind that is named in a question and occurs in no row is first added to the catalogue, as a touchpoint on the
 * channel web.
 */
export function logOptionsOf(handCase: HandCase): LogOptions {
  const named = handCase.ask.flatMap((ask) =>
    [ask.from, ask.to, ask.goal, ...(ask.hide ?? []), ...(ask.via ?? []), ...(ask.exclude ?? [])].flatMap(
      (selector) => selector?.names ?? [],
    ),
  );
  const borne = new Set(handCase.rows.map((row) => row.touchpoint));
  const touchpoints = [...new Set(named)]
    .filter((kind) => !borne.has(kind))
    .map((kind) => ({
      key: touchpointKey("web", slug(kind)),
      name: null,
      kind,
      channel: "web",
      stage: null,
      description: null,
      initiatedBy: null,
      owner: null,
    }));
  return { journeyGap: Math.round(handCase.gapDays * DAY), brand: handCase.brand, declared: { touchpoints } };
}

/** Converts the result to the form of the answers in the shared files. */
export function routesAnswer(result: CommonRoutesResult): unknown {
  const {
    journeys,
    matched,
    completed,
    counted,
    dropped,
    pending,
    customers,
    completionRate,
    shown,
    otherCount,
    otherRoutes,
  } = result.totals;
  return {
    totals: {
      journeys,
      matched,
      completed,
      counted,
      dropped,
      pending,
      customers,
      completionRate,
      shown,
      otherCount,
      otherRoutes,
    },
    routes: result.routes.map((route) => ({
      steps: route.steps.map((step) => step.key),
      journeys: route.journeys,
      customers: route.customers,
      share: route.share,
      medianMs: route.duration.median,
      p90Ms: route.duration.p90,
      value: route.value,
    })),
  };
}

export function transitionsAnswer(result: TransitionsResult): unknown {
  return result.edges.map((edge) => ({
    from: edge.from.key,
    to: edge.to.key,
    count: edge.count,
    journeys: edge.journeys,
    customers: edge.customers,
    probability: edge.probability,
    medianMs: edge.wait.median,
  }));
}

/**
 * Compares values to the number of digits of the shared files, which is 9 decimals for shares and a thousandth of a
 * millisecond for quantiles.
 */
export function close(actual: unknown, expected: unknown): boolean {
  if (typeof actual === "number" && typeof expected === "number")
    return Math.abs(actual - expected) <= Math.max(1e-9 * 0.6, Math.abs(expected) * 1e-12);
  if (Array.isArray(actual) && Array.isArray(expected))
    return actual.length === expected.length && actual.every((item, i) => close(item, expected[i]));
  if (actual !== null && expected !== null && typeof actual === "object" && typeof expected === "object") {
    const keys = Object.keys(expected);
    return (
      Object.keys(actual).length === keys.length &&
      keys.every((key) => close((actual as Record<string, unknown>)[key], (expected as Record<string, unknown>)[key]))
    );
  }
  return actual === expected;
}
