// Compares answers about handoffs with expected ones, which an independent program computed from the definitions: for
// small cases, and for a real log.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { DAY } from "../../src/model/time.js";
import type { Projection } from "../../src/projection/projection.js";
import { DEFAULT_HANDOFF_SETTINGS, type HandoffSettings, handoffs } from "../../src/questions/handoffs/index.js";
import type { HandoffResult, HandoffsResult } from "../../src/questions/handoffs/result.js";
import type { HandoffReason } from "../../src/questions/handoffs/settings.js";
import { projectionOf, type Row } from "../support/projectionOf.js";

const shared = process.env.THROUGHLINE_SHARED ?? path.resolve(import.meta.dirname, "../../../shared/data");
const handCases = path.join(shared, "hand-cases.json");
const completejourney = path.join(shared, "completejourney");

interface Ask {
  q: string;
  goal: { names: string[] };
  includeBrandSent?: boolean;
  grain?: "CHANNEL" | "TOUCHPOINT";
  minSupport?: number;
  settings?: { stall?: number; bounce?: number; repeat?: number; resolve?: number; failureReasons?: HandoffReason[] };
}

interface Answer {
  totals: Record<string, number | null>;
  handoffs: ({
    reasons: Record<string, number>;
    failRateInterval: [number, number] | null;
    medianWaitMs: number | null;
    excessFailures: number;
  } & Record<string, unknown>)[];
}

function ask(
  projection: Projection,
  { goal, includeBrandSent, grain, minSupport, settings = {} }: Ask,
): Promise<HandoffsResult> {
  const asked: HandoffSettings = {
    ...DEFAULT_HANDOFF_SETTINGS,
    goal: { kinds: goal.names },
    includeBrandSent: includeBrandSent ?? false,
    grain: grain ?? "CHANNEL",
    minSupport: minSupport ?? DEFAULT_HANDOFF_SETTINGS.minSupport,
    stallAfter: settings.stall ?? null,
    bounceWithin: settings.bounce ?? DAY,
    repeatWithin: settings.repeat ?? 7 * DAY,
    resolveWithin: settings.resolve ?? 7 * DAY,
    failureReasons: settings.failureReasons ?? DEFAULT_HANDOFF_SETTINGS.failureReasons,
  };
  return handoffs(projection, { settings: asked, from: null, to: null, filter: {}, first: 1000 });
}

function compare(result: HandoffsResult, answer: Answer): void {
  for (const [name, value] of Object.entries(answer.totals))
    near(result.totals[name as keyof HandoffsResult["totals"]], value, name);
  expect(result.handoffs.map((row) => [row.from.key, row.to.key])).toEqual(
    answer.handoffs.map((row) => [row.from, row.to]),
  );
  result.handoffs.forEach((row, i) => {
    const { from, to, reasons, failRateInterval, medianWaitMs, ...numbers } = answer.handoffs[i]!;
    const place = `${from} → ${to}`;
    expect(Object.fromEntries(row.reasons.filter((r) => r.count > 0).map((r) => [r.reason, r.count])), place).toEqual(
      reasons,
    );
    near(row.failRateInterval?.low ?? null, failRateInterval?.[0] ?? null, place);
    near(row.failRateInterval?.high ?? null, failRateInterval?.[1] ?? null, place);
    near(row.wait.median, medianWaitMs, place);
    for (const [name, value] of Object.entries(numbers)) {
      const found = row[name as keyof HandoffResult];
      if (typeof value === "number") near(found as number, value, `${place}: ${name}`);
      else expect(found, `${place}: ${name}`).toBe(value);
    }
  });
}

function near(found: number | null, wanted: number | null, place: string): void {
  if (wanted === null || found === null || Number.isInteger(wanted)) expect(found, place).toBe(wanted);
  // Files give intervals to six decimals; p-values far below one are compared by their ratio.
  else if (wanted < 1e-3 && wanted > 0) expect(found / wanted, place).toBeCloseTo(1, 6);
  else expect(found, place).toBeCloseTo(wanted, 6);
}

describe.skipIf(!existsSync(handCases))("worked cases (skipped where ../shared/data is absent)", () => {
  interface Case {
    name: string;
    rows: (Omit<Row, "resolved"> & { resolved?: string })[];
    ask: Ask[];
    gapDays: number;
    brand: string[];
    answers: (Answer | string)[];
  }
  const cases = existsSync(handCases) ? (JSON.parse(readFileSync(handCases, "utf8")) as Case[]) : [];
  const ours = cases.filter(({ ask: asked }) => asked.some(({ q }) => q === "handoffs"));

  it("has all of them", () => expect(ours.length).toBe(22));

  for (const { name, rows, ask: asked, gapDays, brand, answers } of ours) {
    it(name, async () => {
      const nobodyReached = asked
        .flatMap((a) => a.goal?.names ?? [])
        .some((kind) => !rows.some((row) => row.touchpoint === kind));
      const buy = {
        key: "web/buy",
        name: null,
        kind: "buy",
        channel: "web",
        stage: null,
        description: null,
        initiatedBy: null,
        owner: null,
      };
      const projection = projectionOf(
        rows.map((row) => ({ ...row, resolved: row.resolved === "true" ? true : undefined })),
        { journeyGap: gapDays * DAY, brand, ...(nobodyReached ? { declared: { touchpoints: [buy] } } : {}) },
      );
      for (const [i, one] of asked.entries())
        if (one.q === "handoffs") compare(await ask(projection, one), answers[i] as Answer);
    });
  }
});

describe.skipIf(!existsSync(completejourney))("completejourney (skipped where ../shared/data is absent)", () => {
  const log = (): Projection => {
    const [, ...lines] = readFileSync(path.join(completejourney, "events.csv"), "utf8").trim().split("\n");
    const rows = lines.map((line): Row => {
      const [customer, touchpoint, at, channel, stage, , , value] = line.split(",");
      return {
        customer: customer!,
        touchpoint: touchpoint!,
        at: at!,
        channel: channel!,
        stage: stage!,
        value: value ? Number(value) : null,
      };
    });
    const brand = [...new Set(rows.map((row) => row.touchpoint))].filter((kind) =>
      kind.startsWith("Campaign received"),
    );
    return projectionOf(rows, { brand });
  };
  const asked = existsSync(completejourney)
    ? (
        JSON.parse(readFileSync(path.join(completejourney, "answers.json"), "utf8")) as { ask: Ask; answer: Answer }[]
      ).filter(({ ask: { q } }) => q === "handoffs")
    : [];
  let projection: Projection | undefined;

  for (const { ask: one, answer } of asked) {
    it(JSON.stringify(one), async () => {
      projection ??= log();
      compare(await ask(projection, one), answer);
    });
  }
});
