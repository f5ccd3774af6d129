// The questions of the shared files, asked over GraphQL, and their answers in the files' own shape. Durations come as ISO
// 8601 to the millisecond, so the files' fractions of one are rounded before comparing.
import { expect } from "vitest";
import { formatDuration, parseDuration } from "../../src/model/time.js";
import { type Ask, close, optionsOf, selectorOf } from "../support/handCases.js";

export type Query = (
  query: string,
  variables?: Record<string, unknown>,
) => Promise<{ data?: any; errors?: readonly { message: string; extensions?: { code?: string } }[] }>;

export interface HandoffAsk extends Omit<Ask, "grain"> {
  readonly grain?: Ask["grain"];
  readonly includeBrandSent?: boolean;
  readonly minSupport?: number;
  readonly settings?: { stall?: number; bounce?: number; repeat?: number; resolve?: number; failureReasons?: string[] };
}

const ROUTES = `query ($from: PointSelector, $to: PointSelector, $options: PathOptions, $first: Int) {
  commonRoutes(from: $from, to: $to, options: $options, first: $first) {
    totals { journeys matched completed counted dropped pending customers completionRate shown otherCount otherRoutes }
    routes { steps { key } journeys customers share duration { median p90 } value }
  }
}`;

const TRANSITIONS = `query ($options: PathOptions, $first: Int) {
  transitions(options: $options, first: $first) {
    edges { from { key } to { key } count journeys customers probability wait { median } }
  }
}`;

const HANDOFFS = `query ($settings: HandoffSettings, $first: Int) {
  handoffs(settings: $settings, first: $first) {
    totals { journeys multiChannelJourneys handoffs pending failed failRate }
    handoffs {
      from { key } to { key } count journeys customers pending failed failedJourneys failedCustomers failRate
      failRateInterval { low high } baseline excessFailures ranked significant pValue reasons { reason count } wait { median }
    }
  }
}`;

const COUNTS = "{ status { interactions journeys customers } touchpoints { visits } }";

/** Asks one question and compares; a text as the answer means that it is refused. */
export async function checkOverGraphql(query: Query, ask: HandoffAsk, expected: unknown): Promise<void> {
  const { data, errors } = await askOver(query, ask);
  if (typeof expected === "string") {
    expect(errors?.[0]?.extensions?.code).toBe("OPTION_DOES_NOT_APPLY");
    return;
  }
  expect(errors).toBeUndefined();
  const actual = answerOf(ask, data);
  const wanted = rounded(expected);
  if (!close(actual, wanted)) expect(actual).toEqual(wanted);
}

function askOver(query: Query, ask: HandoffAsk): ReturnType<Query> {
  if (ask.q === "counts") return query(COUNTS);
  const first = ask.first ?? 1_000;
  if (ask.q === "handoffs") {
    const { stall, bounce, repeat, resolve, failureReasons } = ask.settings ?? {};
    const settings = {
      goal: selectorOf(ask.goal),
      ...(ask.grain && { grain: ask.grain }),
      ...(ask.includeBrandSent !== undefined && { includeBrandSent: ask.includeBrandSent }),
      ...(ask.minSupport !== undefined && { minSupport: ask.minSupport }),
      ...(stall !== undefined && { stallAfter: formatDuration(stall) }),
      ...(bounce !== undefined && { bounceWithin: formatDuration(bounce) }),
      ...(repeat !== undefined && { repeatWithin: formatDuration(repeat) }),
      ...(resolve !== undefined && { resolveWithin: formatDuration(resolve) }),
      ...(failureReasons && { failureReasons }),
    };
    return query(HANDOFFS, { settings, first });
  }
  const { within, ...rest } = optionsOf(ask as Ask);
  const options = within === null ? rest : { ...rest, within: formatDuration(within) };
  if (ask.q === "transitions") {
    const { grain, repeats, hide } = options;
    return query(TRANSITIONS, { options: { grain, repeats, hide }, first });
  }
  return query(ROUTES, { from: selectorOf(ask.from), to: selectorOf(ask.to), options, first });
}

const ms = (duration: string | null): number | null => (duration === null ? null : parseDuration(duration));

function answerOf(ask: HandoffAsk, data: any): unknown {
  if (ask.q === "counts")
    return {
      ...data.status,
      touchpoints: data.touchpoints.filter(({ visits }: { visits: number }) => visits > 0).length,
    };
  if (ask.q === "routes")
    return {
      totals: data.commonRoutes.totals,
      routes: data.commonRoutes.routes.map(({ steps, duration, ...route }: any) => ({
        steps: steps.map((step: { key: string }) => step.key),
        medianMs: ms(duration.median),
        p90Ms: ms(duration.p90),
        ...route,
      })),
    };
  if (ask.q === "transitions")
    return data.transitions.edges.map(({ from, to, wait, ...edge }: any) => ({
      from: from.key,
      to: to.key,
      medianMs: ms(wait.median),
      ...edge,
    }));
  return {
    totals: data.handoffs.totals,
    handoffs: data.handoffs.handoffs.map(({ from, to, wait, reasons, failRateInterval, ...row }: any) => ({
      from: from.key,
      to: to.key,
      medianWaitMs: ms(wait.median),
      failRateInterval: failRateInterval && [toSix(failRateInterval.low), toSix(failRateInterval.high)],
      reasons: Object.fromEntries(
        reasons
          .filter((r: { count: number }) => r.count > 0)
          .map((r: { reason: string; count: number }) => [r.reason, r.count]),
      ),
      ...row,
      excessFailures: toSix(row.excessFailures),
      pValue: significantDigits(row.pValue),
    })),
  };
}

const toSix = (x: number): number => Math.round(x * 1e6) / 1e6;
const significantDigits = (x: number | null): number | null => (x === null ? null : Number(x.toPrecision(6)));

/** The file's answer to the digits that are compared: milliseconds, intervals and excess to six decimals, p to six digits. */
function rounded(value: unknown, name = ""): unknown {
  if (typeof value === "number") {
    if (name.endsWith("Ms")) return Math.round(value);
    if (name === "excessFailures" || name === "failRateInterval") return toSix(value);
    return name === "pValue" ? significantDigits(value) : value;
  }
  if (Array.isArray(value)) return value.map((item) => rounded(item, name));
  if (value !== null && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rounded(item, key)]));
  return value;
}
