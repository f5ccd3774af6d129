// Measures how often `handoffs` calls a pair significant that has no planted fault, and whether it finds the pairs that
// have a fault. It generates the synthetic retailer for many seeds, in memory, and asks with the default settings. It
// prints the tables of docs/handoffs.md. tsc -p tsconfig.bench.json && node dist-bench/bench/falseAlarms.js [--seeds
// 200] [--first 1] [--customers 20000] [--unevenness 0.06] [--power 20] Each seed is a company of its own. Even without
// a fault, fail rates differ between pairs of channels, and between customers on each pair. For comparison, the same
// counts are tested by a plain two-proportion test, which treats every handoff as independent.
import { parseArgs } from "node:util";
import { DEFAULT_FAULTS } from "../src/demo/faults.js";
import { DEFAULT_DEMO, type DemoSettings } from "../src/demo/settings.js";
import type { Projection } from "../src/projection/projection.js";
import {
  DEFAULT_HANDOFF_SETTINGS,
  type HandoffSettings,
  type HandoffsParams,
  handoffs,
} from "../src/questions/handoffs/index.js";
import type { HandoffResult, HandoffsResult } from "../src/questions/handoffs/result.js";
import { benjaminiHochberg } from "../src/stats/benjaminiHochberg.js";
import { demoProjection } from "./demoProjection.js";

const { values: options } = parseArgs({
  options: {
    seeds: { type: "string", default: "200" },
    first: { type: "string", default: "1" },
    customers: { type: "string", default: String(DEFAULT_DEMO.customers) },
    unevenness: { type: "string", default: String(DEFAULT_DEMO.unevenness) },
    power: { type: "string", default: "20" },
  },
});
const seeds = Number(options.seeds);
const firstSeed = Number(options.first);
const base: DemoSettings = {
  ...DEFAULT_DEMO,
  customers: Number(options.customers),
  unevenness: Number(options.unevenness),
};

const LAST_MONTH = { startedFrom: DEFAULT_FAULTS[0]!.from! };
const IN_NORTH = { ...LAST_MONTH, attributes: [{ key: "region", in: ["north"] }] };
const QUESTIONS: Readonly<Record<string, Pick<HandoffsParams, "settings" | "filter">>> = {
  "the whole year, defaults": { settings: DEFAULT_HANDOFF_SETTINGS },
  "the whole year, touchpoints": { settings: { ...DEFAULT_HANDOFF_SETTINGS, grain: "TOUCHPOINT" } },
  "the whole year, baselineBy TARGET": { settings: { ...DEFAULT_HANDOFF_SETTINGS, baselineBy: "TARGET" } },
  "last month, baselineBy EARLIER": {
    settings: { ...DEFAULT_HANDOFF_SETTINGS, baselineBy: "EARLIER" },
    filter: LAST_MONTH,
  },
  "last month, one region": { settings: DEFAULT_HANDOFF_SETTINGS, filter: IN_NORTH },
};

const ask = (projection: Projection, question: Pick<HandoffsParams, "settings" | "filter">): Promise<HandoffsResult> =>
  handoffs(projection, { ...question, first: 1_000 });

/** The plain test is applied to the questions that compare pairs with all others. */
const comparable = ({ baselineBy, grain }: HandoffSettings): boolean => baselineBy === "ALL" && grain === "CHANNEL";

const nameOf = (row: HandoffResult): string => `${row.from.key} → ${row.to.key}`;

/**
 * With the grain TOUCHPOINT, customers who were sent to a channel and never arrived form a separate pair, from the
 * touchpoint to the channel.
 */
const failsByDefinition = ({ grain }: HandoffSettings, row: HandoffResult): boolean =>
  grain === "TOUCHPOINT" && row.to.kind === "CHANNEL";

/**
 * Counts the pairs that would be called significant if each handoff were an independent trial. The correction and the
 * minimum effect are the same.
 */
function naivelySignificant(rows: readonly HandoffResult[]): number {
  const ranked = rows.filter((row) => row.ranked && row.settled > 0);
  const settled = rows.reduce((sum, row) => sum + row.settled, 0);
  const failed = rows.reduce((sum, row) => sum + row.failed, 0);
  const tests = ranked.map((row) => {
    const [n, m] = [row.settled, settled - row.settled];
    const p = failed / settled;
    const difference = row.failed / n - (failed - row.failed) / m;
    return { difference, p: upperTail(difference / Math.sqrt(p * (1 - p) * (1 / n + 1 / m))) };
  });
  const believed = benjaminiHochberg(tests.map((test) => test.p));
  return tests.filter((test, i) => believed[i] && test.difference >= DEFAULT_HANDOFF_SETTINGS.minEffect).length;
}

/** 1 − Φ(z), Abramowitz and Stegun 26.2.17, with an error below 1e-7. */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
  return z >= 0 ? tail : 1 - tail;
}

/** Wilson's interval for a count of independent data sets, in percent. */
function share(count: number, of: number): string {
  const p = count / of;
  const z2 = 1.96 ** 2;
  const middle = (p + z2 / (2 * of)) / (1 + z2 / of);
  const half = (1.96 / (1 + z2 / of)) * Math.sqrt((p * (1 - p)) / of + z2 / (4 * of * of));
  return `${count} of ${of} = ${(100 * p).toFixed(1)} % (${(100 * Math.max(0, middle - half)).toFixed(1)}–${(100 * (middle + half)).toFixed(1)})`;
}

async function falseAlarms(): Promise<void> {
  const alarms = new Map<string, number>();
  const naive = new Map<string, number>();
  const pairs: string[] = [];
  let ranked = 0;
  let spread = 0;
  for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
    const projection = demoProjection({ ...base, seed, faults: [] });
    for (const [name, question] of Object.entries(QUESTIONS)) {
      const { handoffs: rows } = await ask(projection, question);
      const significant = rows.filter((row) => row.significant && !failsByDefinition(question.settings, row));
      if (significant.length > 0) alarms.set(name, (alarms.get(name) ?? 0) + 1);
      if (comparable(question.settings) && naivelySignificant(rows) > 0) naive.set(name, (naive.get(name) ?? 0) + 1);
      for (const row of significant)
        pairs.push(
          `seed ${seed}, ${name}: ${nameOf(row)}, ${row.failed} of ${row.settled} against ${(100 * row.baseline!).toFixed(1)} %`,
        );
      if (name === "the whole year, defaults") {
        const often = rows.filter((row) => row.settled >= 1_000).map((row) => row.failRate!);
        ranked += rows.filter((row) => row.ranked).length;
        spread += Math.max(...often) - Math.min(...often);
      }
    }
    if ((seed - firstSeed + 1) % 10 === 0)
      process.stderr.write(`${seed - firstSeed + 1} seeds, alarms: ${JSON.stringify([...alarms])}\n`);
  }
  console.log(
    `No fault planted; ${base.customers} customers, unevenness ${base.unevenness}, seeds ${firstSeed} to ${firstSeed + seeds - 1}.`,
  );
  console.log(
    `On average ${(ranked / seeds).toFixed(0)} ranked pairs; fail rates of pairs with 1,000 handoffs and more lie ${((100 * spread) / seeds).toFixed(1)} points apart.\n`,
  );
  console.log(
    "| question | data sets with any significant pair (95 %) | by a plain two-proportion test |\n| --- | --- | --- |",
  );
  for (const [name, { settings }] of Object.entries(QUESTIONS))
    console.log(
      `| ${name} | ${share(alarms.get(name) ?? 0, seeds)} | ${comparable(settings) ? share(naive.get(name) ?? 0, seeds) : "–"} |`,
    );
  for (const pair of pairs) console.log(`  ${pair}`);
}

async function power(runs: number): Promise<void> {
  const wanted: readonly (readonly [fault: string, question: string, pair: string])[] = [
    ["app-web-payment-bounce", "the whole year, defaults", "app → web"],
    ["chat-phone-repeat", "the whole year, defaults", "chat → phone"],
    ["click-and-collect-stall", "last month, baselineBy EARLIER", "web → store"],
    ["click-and-collect-stall", "last month, one region", "web → store"],
  ];
  const found = wanted.map(() => ({ significant: 0, first: 0, others: 0 }));
  for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
    const projection = demoProjection({ ...base, seed });
    for (const [i, [, question, pair]] of wanted.entries()) {
      const { handoffs: rows } = await ask(projection, QUESTIONS[question]!);
      const planted = question.startsWith("the whole year") ? ["app → web", "chat → phone"] : [pair];
      const row = rows.find((r) => nameOf(r) === pair);
      if (row?.significant) found[i]!.significant++;
      if (rows.slice(0, planted.length).some((r) => nameOf(r) === pair)) found[i]!.first++;
      const known = new Set(["app → web", "chat → phone", "web → store"]);
      if (rows.some((r) => r.significant && !known.has(nameOf(r)))) found[i]!.others++;
    }
  }
  console.log(`\nAll faults planted; ${base.customers} customers, seeds ${firstSeed} to ${firstSeed + runs - 1}.\n`);
  console.log(
    "| fault | question | pair | significant | among the first rows | any other pair significant |\n| --- | --- | --- | --- | --- | --- |",
  );
  wanted.forEach(([fault, question, pair], i) => {
    const { significant, first, others } = found[i]!;
    console.log(
      `| ${fault} | ${question} | ${pair} | ${significant} of ${runs} | ${first} of ${runs} | ${others} of ${runs} |`,
    );
  });
}

if (seeds > 0) await falseAlarms();
if (Number(options.power) > 0) await power(Number(options.power));
