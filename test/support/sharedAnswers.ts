// Asks the questions of the shared files through the typed client, and compares the answers with those in the files.
// Waits are rounded to the millisecond in the API, so they may differ by half a millisecond.
import { expect } from "vitest";
import type { ThroughlineClient } from "../../src/client/client.js";
import type { HandoffReason, PointSelector } from "../../src/client/generated/graphql.js";
import { compareLabels } from "../../src/model/keys.js";
import { formatDuration, parseDuration } from "../../src/model/time.js";
import type { Ask as PathAsk, Selector } from "./handCases.js";

export interface Ask extends PathAsk {
  readonly minSupport?: number;
  readonly includeBrandSent?: boolean;
  readonly settings?: {
    stall?: number;
    bounce?: number;
    repeat?: number;
    resolve?: number;
    failureReasons?: HandoffReason[];
  };
}

/** Asks a question, and returns the answer in the form of the shared files. */
export async function ask(client: ThroughlineClient, asked: Ask): Promise<unknown> {
  const first = asked.first ?? 1_000;
  if (asked.q === "counts") {
    const { interactions, journeys, customers, touchpoints } = await client.status();
    return { interactions, journeys, customers, touchpoints };
  }
  if (asked.q === "handoffs") return handoffs(client, asked, first);
  const options = {
    grain: asked.grain,
    repeats: asked.repeats,
    hide: list(asked.hide),
    via: list(asked.via),
    exclude: list(asked.exclude),
    within: duration(asked.withinMs),
    startAt: asked.startAt,
    minSteps: asked.minSteps,
    maxSteps: asked.maxSteps,
  };
  if (asked.q === "transitions") {
    const { edges } = await client.transitions({ options, first });
    return edges.map(({ from, to, count, journeys, customers, probability, wait }) => ({
      from: from.key,
      to: to.key,
      count,
      journeys,
      customers,
      probability,
      medianMs: ms(wait.median),
    }));
  }
  const { totals, routes } = await client.commonRoutes({
    from: selector(asked.from),
    to: selector(asked.to),
    options,
    first,
    examples: 1,
  });
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
  } = totals;
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
    routes: routes.map((route) => ({
      steps: route.steps.map(({ key }) => key),
      journeys: route.journeys,
      customers: route.customers,
      share: route.share,
      medianMs: ms(route.duration.median),
      p90Ms: ms(route.duration.p90),
      value: route.value ?? null,
    })),
  };
}

async function handoffs(client: ThroughlineClient, asked: Ask, first: number): Promise<unknown> {
  const { stall, bounce, repeat, resolve, failureReasons } = asked.settings ?? {};
  const { totals, handoffs: rows } = await client.handoffs({
    settings: {
      goal: selector(asked.goal),
      grain: asked.grain as "CHANNEL" | "TOUCHPOINT" | undefined,
      includeBrandSent: asked.includeBrandSent,
      minSupport: asked.minSupport,
      stallAfter: duration(stall),
      bounceWithin: duration(bounce),
      repeatWithin: duration(repeat),
      resolveWithin: duration(resolve),
      failureReasons,
    },
    first,
    examples: 1,
  });
  return {
    totals,
    handoffs: rows.map(({ from, to, reasons, failRateInterval, wait, ...numbers }) => ({
      ...numbers,
      from: from.key,
      to: to.key,
      reasons: Object.fromEntries(reasons.filter(({ count }) => count > 0).map(({ reason, count }) => [reason, count])),
      failRateInterval: failRateInterval ? [failRateInterval.low, failRateInterval.high] : null,
      medianWaitMs: ms(wait.median),
    })),
  };
}

/** Whether Neo4j answers the question itself (docs/graph.md), which depends on its options. */
export function isInStore({ q, grain, hide, via, exclude, startAt, minSteps, maxSteps }: Ask): boolean {
  if (q === "handoffs") return (grain ?? "CHANNEL") === "CHANNEL";
  const given = [hide, via, exclude].some((list) => (list ?? []).length > 0);
  return !given && (startAt ?? "FIRST") === "FIRST" && minSteps === undefined && maxSteps === undefined;
}

interface ExpectedHandoff {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly ranked: boolean;
}
const OF_TESTS = ["failRateInterval", "baseline", "excessRate", "excessFailures", "pValue", "significant"];

/**
 * Converts the expected handoffs to the form in which Neo4j answers: the results of tests are null, and rows are sorted
 * without them.
 */
export function withoutTests(expected: unknown): unknown {
  const answer = expected as { handoffs?: readonly ExpectedHandoff[] };
  if (answer.handoffs === undefined) return expected;
  const ordered = [...answer.handoffs].sort(
    (a, b) => Number(b.ranked) - Number(a.ranked) || b.count - a.count || compareLabels([a.from, a.to], [b.from, b.to]),
  );
  const unknown = (row: object) =>
    Object.fromEntries(OF_TESTS.filter((name) => name in row).map((name) => [name, null]));
  return { ...answer, handoffs: ordered.map((row) => ({ ...row, ...unknown(row) })) };
}

/**
 * Compares an answer with the expected one. Everything that is expected must be in the answer, which may have other
 * parts too.
 */
export function compare(actual: unknown, expected: unknown, place = "answer"): void {
  if (Array.isArray(expected)) {
    expect((actual as unknown[]).length, place).toBe(expected.length);
    expected.forEach((item, i) => {
      compare((actual as unknown[])[i], item, `${place}[${i}]`);
    });
  } else if (expected !== null && typeof expected === "object") {
    for (const [key, value] of Object.entries(expected))
      compare((actual as Record<string, unknown>)[key], value, `${place}.${key}`);
    if (place.endsWith(".reasons"))
      expect(Object.keys(actual as object).sort(), place).toEqual(Object.keys(expected).sort());
  } else if (typeof expected === "number" && typeof actual === "number") {
    if (place.endsWith("Ms"))
      expect(Math.abs(actual - expected), `${place}: ${actual} for ${expected}`).toBeLessThanOrEqual(0.5);
    else if (expected > 0 && expected < 1e-3) expect(actual / expected, place).toBeCloseTo(1, 5);
    else if (Number.isInteger(expected)) expect(actual, place).toBeCloseTo(expected, 9);
    // By definition, excess failures have six decimals. The files have six decimals for intervals, and nine for shares.
    else expect(actual, place).toBeCloseTo(expected, /failRateInterval|excessFailures/.test(place) ? 6 : 8);
  } else expect(actual ?? null, place).toBe(expected);
}

function selector(asked: Selector): PointSelector;
function selector(asked: Selector | undefined): PointSelector | undefined;
function selector(asked: Selector | undefined): PointSelector | undefined {
  if (asked === undefined) return undefined;
  const { names, channels, stages } = asked;
  if ("any" in asked) return { any: true };
  if (names !== undefined) return { kinds: [...names] };
  return channels !== undefined ? { channels: [...channels] } : { stages: [...(stages ?? [])] };
}

function list(asked: readonly Selector[] | undefined): PointSelector[] | undefined {
  return asked?.map((one) => selector(one));
}

function duration(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : formatDuration(milliseconds);
}

function ms(text: string | null | undefined): number | null {
  return text === null || text === undefined ? null : parseDuration(text);
}
