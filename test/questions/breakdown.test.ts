// Tests of the breakdown of timeToConvert, ends, interactionsToGoal and handoffs. Some cases were worked out by hand.
// In property tests, each group is compared with the slow oracle of its question, for the journeys or handoffs that
// belong to the group by definition.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Breakdown } from "../../src/engine/breakdown.js";
import { DEFAULT_PATH_OPTIONS, type JourneyFilter, type Label, TOTALS_PARTS } from "../../src/engine/terms.js";
import type { Journey } from "../../src/model/journey.js";
import { compareKeys } from "../../src/model/keys.js";
import { DAY } from "../../src/model/time.js";
import type { Projection } from "../../src/projection/projection.js";
import { ends } from "../../src/questions/ends/index.js";
import { JOURNEY_ENDS } from "../../src/questions/ends/plan.js";
import { runQuestion } from "../../src/questions/executor.js";
import type { FunnelStep } from "../../src/questions/funnel/shape.js";
import { type GroupKey, type GroupResult, groupKeys } from "../../src/questions/groupRows.js";
import { DEFAULT_HANDOFF_SETTINGS, handoffs } from "../../src/questions/handoffs/index.js";
import type { HandoffCountsResult } from "../../src/questions/handoffs/result.js";
import { interactionsToGoal } from "../../src/questions/interactionsToGoal/index.js";
import type { ParamsOf } from "../../src/questions/registry.js";
import { timeToConvert } from "../../src/questions/timeToConvert/index.js";
import { completable, funnels } from "../support/funnels.js";
import { handoffOracleOf, type Occurrence, type OracleRow } from "../support/handoffOracle.js";
import { handoffSettings, handoffWorlds, logOfWorld } from "../support/handoffWorlds.js";
import { filters, logsWithProperties, selectors } from "../support/logs.js";
import { oracleEnds, oracleToGoal } from "../support/oracleEnds.js";
import { oracleMatches } from "../support/oracleFunnel.js";
import { means, onlyJourneys, quantile, type Scoped, scopeOf, valuesOf } from "../support/oraclePaths.js";
import { type Log, logOf, projectionOfLog, type Row } from "../support/projectionOf.js";
import { refinedFor } from "../support/refined.js";
import { splitScanner } from "../support/splitScanner.js";

const step = (kind: string): FunnelStep => ({
  at: { kinds: [kind] },
  name: null,
  adjacency: "EVENTUALLY",
  within: null,
  optional: false,
});
const day = (n: number): number => Date.UTC(2020, 0, 1) + n * DAY;

// Five customers come from an ad and some of them buy. The campaign is a property of the ad, and the payment of the
// purchase. fay buys without an ad, and gus only looks.
const ROWS: Row[] = [
  { customer: "ana", touchpoint: "ad", channel: "search", at: day(0), attributes: { campaign: "spring" } },
  { customer: "ana", touchpoint: "look", channel: "web", at: day(1) },
  { customer: "ana", touchpoint: "buy", channel: "web", at: day(2), attributes: { payment: "card" } },
  { customer: "bob", touchpoint: "ad", channel: "search", at: day(0), attributes: { campaign: "spring" } },
  { customer: "bob", touchpoint: "buy", channel: "store", at: day(4), attributes: { payment: "cash" } },
  { customer: "cyd", touchpoint: "ad", channel: "search", at: day(0), attributes: { campaign: "autumn" } },
  { customer: "cyd", touchpoint: "look", channel: "web", at: day(1) },
  { customer: "dan", touchpoint: "ad", channel: "search", at: day(0) },
  { customer: "dan", touchpoint: "buy", channel: "web", at: day(1), attributes: { payment: "card" } },
  { customer: "fay", touchpoint: "buy", channel: "store", at: day(3), attributes: { payment: "card" } },
  { customer: "gus", touchpoint: "look", channel: "web", at: day(90) },
];

async function refined(rows: readonly Row[] | Log, params: unknown): Promise<Projection> {
  const log = "histories" in rows ? rows : logOf(rows, { journeyGap: 30 * DAY });
  return refinedFor(log, projectionOfLog(log, 5), params);
}

const shape = { steps: [step("ad"), step("buy")], within: null, exclude: [], filter: null };
const TIME = { ...shape, options: DEFAULT_PATH_OPTIONS, by: "MONTH" as const };
const ENDS = { options: DEFAULT_PATH_OPTIONS, filter: null, first: 100 };
const TO_GOAL = { goal: { kinds: ["buy"] }, hide: [], upTo: 20 };
const HANDOFFS = { settings: { ...DEFAULT_HANDOFF_SETTINGS, goal: { kinds: ["buy"] } }, first: 100 };

describe("a breakdown", () => {
  it("of timeToConvert looks at the interaction that starts the match", async () => {
    const params = { ...TIME, breakdown: { property: "campaign" } };
    const { groups, otherGroups, totals, remarks } = await timeToConvert(await refined(ROWS, params), params);
    expect(totals).toMatchObject({ journeys: 6, matched: 4, completed: 3 });
    expect(
      groups.map((g) => [g.key, g.isNone, g.totals.journeys, g.totals.matched, g.totals.completed, g.duration.median]),
    ).toEqual([
      ["spring", false, 2, 2, 2, 3 * DAY],
      ["(none)", true, 1, 1, 1, DAY],
      ["autumn", false, 1, 1, 0, null],
    ]);
    expect(groups[0]!.periods.map(({ name, completed }) => [name, completed])).toEqual([["2020-01", 2]]);
    expect(otherGroups).toBe(0);
    expect(remarks.settings).toMatchObject({ breakdown: { property: "campaign" }, firstGroups: 20 });
  });

  it("of ends looks at the first interaction, or at the last", async () => {
    const byFirst = { ...ENDS, breakdown: { property: "campaign" } };
    const exitsOf = ({ groups }: Awaited<ReturnType<typeof ends>>) =>
      groups.map(({ key, totals, exits }) => [
        key,
        totals.journeys,
        exits.map(({ label, journeys }) => [label.key, journeys]),
      ]);
    expect(exitsOf(await ends(await refined(ROWS, byFirst), byFirst))).toEqual([
      [
        "(none)",
        3,
        [
          ["store/buy", 1],
          ["web/buy", 1],
          ["web/look", 1],
        ],
      ],
      [
        "spring",
        2,
        [
          ["store/buy", 1],
          ["web/buy", 1],
        ],
      ],
      ["autumn", 1, [["web/look", 1]]],
    ]);
    const byLast = { ...ENDS, breakdown: { property: "payment" }, groupedBy: "LAST" as const };
    const answer = await ends(await refined(ROWS, byLast), byLast);
    expect(
      answer.groups.map(({ key, entries }) => [key, entries.map(({ label, journeys }) => [label.key, journeys])]),
    ).toEqual([
      [
        "card",
        [
          ["search/ad", 2],
          ["store/buy", 1],
        ],
      ],
      [
        "(none)",
        [
          ["search/ad", 1],
          ["web/look", 1],
        ],
      ],
      ["cash", [["search/ad", 1]]],
    ]);
    expect(answer.remarks.settings).toMatchObject({ groupedBy: "LAST" });
    // A hidden interaction cannot be the first interaction. The journey of gus has no interaction left, so it is in no
    // group.
    const hidden = { ...byFirst, options: { ...DEFAULT_PATH_OPTIONS, hide: [{ kinds: ["look"] }] } };
    const { groups, totals } = await ends(await refined(ROWS, hidden), hidden);
    expect(totals).toMatchObject({ journeys: 6, matched: 5 });
    expect(groups.map((g) => [g.key, g.totals.journeys])).toEqual([
      ["(none)", 2],
      ["spring", 2],
      ["autumn", 1],
    ]);
  });

  it("of interactionsToGoal looks at the goal, and leaves out journeys without one", async () => {
    const params = { ...TO_GOAL, breakdown: { property: "payment" } };
    const { groups, totals } = await interactionsToGoal(await refined(ROWS, params), params);
    expect(totals).toMatchObject({ journeys: 6, matched: 6, completed: 4 });
    expect(groups.map((g) => [g.key, g.totals.journeys, g.totals.completed, g.interactions.median])).toEqual([
      ["card", 3, 3, 2],
      ["cash", 1, 1, 2],
    ]);
    expect(groups[0]!.histogram.map(({ journeys }) => journeys)).toEqual([1, 1, 1]);
  });

  it("of handoffs looks at the last interaction before each handoff", async () => {
    const params = { ...HANDOFFS, breakdown: { property: "campaign" } };
    const projection = await refined(ROWS, params);
    const { groups, handoffs: rows } = await handoffs(projection, params);
    expect(rows.map(({ from, to, count }) => [from.key, to.key, count])).toEqual([
      ["search", "web", 3],
      ["search", "store", 1],
    ]);
    expect(
      groups.map(({ key, totals, handoffs: pairs }) => [
        key,
        totals.count,
        totals.settled,
        totals.failed,
        pairs.map(({ from, to, count, failed }) => [from.key, to.key, count, failed]),
      ]),
    ).toEqual([
      [
        "spring",
        2,
        2,
        0,
        [
          ["search", "web", 1, 0],
          ["search", "store", 1, 0],
        ],
      ],
      ["(none)", 1, 1, 0, [["search", "web", 1, 0]]],
      ["autumn", 1, 1, 1, [["search", "web", 1, 1]]],
    ]);
    expect(groups[2]!.totals).toMatchObject({ failRate: 1, journeys: 1, customers: 1, failedJourneys: 1 });
    // A group has the pairs that the answer shows, but the totals of a group count all its handoffs.
    const one = await handoffs(projection, { ...params, first: 1, firstGroups: 1 });
    expect(one.groups.map(({ key, totals, handoffs: pairs }) => [key, totals.count, pairs.length])).toEqual([
      ["spring", 2, 1],
      ["OTHER", 2, 1],
    ]);
    expect(one.otherGroups).toBe(2);
    // All other breakdowns group whole journeys.
    const byChannel = await handoffs(projection, { ...HANDOFFS, breakdown: { firstChannel: true } });
    expect(byChannel.groups.map(({ key, totals }) => [key, totals.count, totals.journeys])).toEqual([
      ["search", 4, 4],
      ["store", 0, 0],
      ["web", 0, 0],
    ]);
  });

  const lists: Row[] = [
    ...ROWS,
    { customer: "hal", touchpoint: "ad", channel: "search", at: day(0), attributes: { campaign: ["a", "b"] } },
    { customer: "hal", touchpoint: "look", channel: "web", at: day(1) },
    { customer: "hal", touchpoint: "buy", channel: "web", at: day(2), attributes: { payment: ["card", "gift"] } },
  ];
  it.each<[string, object, (projection: Projection, params: never) => Promise<unknown>, string]>([
    ["timeToConvert", TIME, timeToConvert, "campaign"],
    ["ends", ENDS, ends, "campaign"],
    ["interactionsToGoal", TO_GOAL, interactionsToGoal, "payment"],
    ["handoffs", HANDOFFS, handoffs, "campaign"],
  ])("of %s refuses lists, unknown properties, and arguments that do not apply", async (_, params, ask, property) => {
    const refusal = async (rows: readonly Row[], more: object) => {
      const asked = { ...params, ...more };
      return ask(await refined(rows, asked), asked as never).then(
        () => "answered",
        ({ code, at }) => [code, at],
      );
    };
    expect(await refusal(lists, { breakdown: { property } })).toEqual(["PROPERTY_IS_LIST", "breakdown.property"]);
    // A list of one value counts as this value. Lists at other interactions do not matter.
    const single = lists.map((row) => ({
      ...row,
      ...(row.customer === "hal" ? { attributes: { [property]: ["a"] } } : {}),
    }));
    expect(await refusal(single, { breakdown: { property } })).toBe("answered");
    expect(await refusal(ROWS, { breakdown: { property: "campain" } })).toEqual(["UNKNOWN_NAME", "breakdown.property"]);
    expect(await refusal(ROWS, { breakdown: {} })).toEqual(["BAD_ARGUMENT", "breakdown"]);
    expect(await refusal(ROWS, { breakdown: { firstChannel: true }, firstGroups: 101 })).toEqual([
      "BAD_ARGUMENT",
      "firstGroups",
    ]);
    if (params !== TIME)
      expect(await refusal(ROWS, { breakdown: { firstChannel: true }, timeZone: "Europe/Berlin" })).toEqual([
        "OPTION_DOES_NOT_APPLY",
        "timeZone",
      ]);
    if (params === ENDS)
      expect(await refusal(ROWS, { breakdown: { firstChannel: true }, groupedBy: "LAST" })).toEqual([
        "OPTION_DOES_NOT_APPLY",
        "groupedBy",
      ]);
  });

  it("by month uses the time zone of the question", async () => {
    const rows: Row[] = [{ customer: "ana", touchpoint: "ad", at: "2020-01-31T23:30:00Z" }];
    const keys = async (timeZone: string | null) => {
      const params = { ...ENDS, breakdown: { started: "MONTH" as const }, timeZone };
      return (await ends(await refined(rows, params), params)).groups.map(({ key }) => key);
    };
    expect(await keys(null)).toEqual(["2020-01"]);
    expect(await keys("Europe/Berlin")).toEqual(["2020-02"]);
  });
});

// ---- property tests -------------------------------------------------------------------------------------------------

const breakdowns: fc.Arbitrary<Breakdown> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("price", "paid", "ad.id").map((property) => ({ property })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Breakdown>(
      { attribute: "region" },
      { attribute: "tier" },
      { firstChannel: true },
      { started: "HOUR_OF_DAY" },
    ),
  },
);

/** The group of a journey by its definition: null if it has no value, undefined if it is in no group. */
function groupOf(
  log: Log,
  { attribute, firstChannel, property }: Breakdown,
  { customer, journey }: Scoped,
  deciding: Scoped["left"][number] | undefined,
): string | null | undefined {
  if (attribute != null) return log.histories.find(({ key }) => key === customer)!.attributes[attribute] ?? null;
  const [first] = journey.interactions;
  if (firstChannel) return log.catalogue.touchpoints.find(({ key }) => key === first!.touchpoint)!.channel;
  // All times of the logs are in the first second of 1970.
  if (property == null) return "00:00";
  if (deciding === undefined) return undefined;
  const values = valuesOf(deciding.attributes, property);
  fc.pre(values.length < 2);
  return values[0] ?? null;
}

/** The groups that an answer with `first` groups shows, with the journeys or handoffs of each. */
function grouped<T>(
  all: readonly T[],
  keyOf: (one: T) => string | null | undefined,
  first: number,
): { readonly group: GroupKey; readonly members: readonly T[] }[] {
  const found = new Map<string | null, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    if (key !== undefined) found.set(key, [...(found.get(key) ?? []), one]);
  }
  const rows = [...found]
    .map(([group, members]) => ({ group, members }))
    .sort((a, b) => b.members.length - a.members.length || compareKeys(a.group ?? "(none)", b.group ?? "(none)"));
  const [shown, hidden] = [rows.slice(0, first), rows.slice(first)];
  if (hidden.length === 0) return shown;
  const members = all.filter((one) => hidden.some((row) => row.members.includes(one)));
  return [...shown, { group: { otherThan: shown.map(({ group }) => group) }, members }];
}

async function count(projection: Projection, asked: object): Promise<number> {
  return (await runQuestion("drilldown", projection, asked as ParamsOf<"drilldown">)).journeys;
}

const fieldOf = (part: string) => part.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

/** Checks that the totals of each group, and the group itself, open as many journeys as they count. */
async function checkTotals(
  projection: Projection,
  question: string,
  params: object,
  groups: readonly (GroupResult & { readonly totals: object })[],
): Promise<void> {
  const keys = groupKeys(groups);
  for (const [i, { totals }] of groups.entries())
    for (const of of TOTALS_PARTS)
      expect(await count(projection, { question, params, row: { of, group: keys[i]! } }), of).toBe(
        (totals as Record<string, number>)[fieldOf(of)],
      );
}

const deals = fc.infiniteStream(fc.nat(2));
const split = (projection: Projection, deal: fc.Stream<number>) =>
  splitScanner(projection, 3, () => deal.next().value!);
const hides = fc.oneof(
  fc.constant([]),
  selectors.map((selector) => [selector]),
);
const firsts = fc.constantFrom(1, 2, 100);
/** Whether the log has the attribute or the property of the breakdown. Otherwise, the question is refused. */
const isBorne = (log: Log, { property, attribute }: Breakdown): boolean =>
  log.histories.some(
    ({ attributes, journeys }) =>
      (attribute == null || attributes[attribute] !== undefined) &&
      (property == null ||
        journeys.some(({ interactions }) => interactions.some((i) => valuesOf(i.attributes, property).length > 0))),
  );

describe("each group equals the oracle for its journeys, and opens what it counts, in", () => {
  it("ends", async () => {
    await fc.assert(
      fc.asyncProperty(
        logsWithProperties,
        breakdowns,
        hides,
        filters,
        firsts,
        firsts,
        fc.constantFrom(...JOURNEY_ENDS),
        deals,
        async (log, breakdown, hide, filter, first, firstGroups, groupedBy, deal) => {
          fc.pre(isBorne(log, breakdown));
          const options = { ...DEFAULT_PATH_OPTIONS, hide };
          const by = breakdown.property == null ? {} : { groupedBy };
          const params = { options, filter, first, breakdown, firstGroups, ...by };
          const expected = grouped(
            scopeOf(log, filter, hide),
            (scoped) => groupOf(log, breakdown, scoped, scoped.left.at(groupedBy === "FIRST" ? 0 : -1)),
            firstGroups,
          );
          const projection = await refinedFor(log, projectionOfLog(log, 5), params);
          const answer = await ends(projection, params);
          expect(groupKeys(answer.groups)).toEqual(expected.map(({ group }) => group));
          for (const [i, found] of answer.groups.entries()) {
            const { group, members } = expected[i]!;
            const oracle = oracleEnds(log, options, onlyJourneys(members.map(({ journey }) => journey)), first);
            expect(found.totals).toMatchObject(oracle.totals);
            for (const side of ["entries", "exits"] as const) {
              expect(found[side].map(({ label, ...row }) => ({ key: label.key, ...row }))).toEqual(oracle[side]);
              for (const { label, journeys, open } of found[side])
                for (const [of, counted] of [
                  ["JOURNEYS", journeys],
                  ["OPEN", open],
                ] as const) {
                  const row = { [side === "entries" ? "entry" : "exit"]: label.key, of, group };
                  expect(await count(projection, { question: "ends", params, row })).toBe(counted);
                }
            }
            for (const [of, counted] of [
              ["SHOWN", found.totals.shown],
              ["OTHER", found.totals.otherCount],
            ] as const)
              expect(await count(projection, { question: "ends", params, row: { of, group } })).toBe(counted);
          }
          await checkTotals(projection, "ends", params, answer.groups);
          expect(await ends(projection, params, split(projection, deal))).toEqual(answer);
        },
      ),
      { numRuns: 100 },
    );
  }, 60_000);

  it("interactionsToGoal", async () => {
    await fc.assert(
      fc.asyncProperty(
        logsWithProperties,
        breakdowns,
        selectors,
        hides,
        filters,
        fc.constantFrom(1, 3, 20),
        firsts,
        deals,
        async (log, breakdown, goal, hide, filter, upTo, firstGroups, deal) => {
          fc.pre(isBorne(log, breakdown));
          const params = { goal, hide, filter, upTo, breakdown, firstGroups };
          const expected = grouped(
            scopeOf(log, filter, hide),
            (scoped) =>
              groupOf(
                log,
                breakdown,
                scoped,
                scoped.left.find((i) => i.outcome !== "FAILED" && means(log.catalogue, goal, i)),
              ),
            firstGroups,
          );
          const projection = await refinedFor(log, projectionOfLog(log, 5), params);
          const answer = await interactionsToGoal(projection, params);
          expect(groupKeys(answer.groups)).toEqual(expected.map(({ group }) => group));
          for (const [i, found] of answer.groups.entries()) {
            const { group, members } = expected[i]!;
            const oracle = oracleToGoal(log, goal, hide, onlyJourneys(members.map(({ journey }) => journey)), upTo);
            expect(found.totals).toMatchObject(oracle.totals);
            expect(found.histogram).toEqual(oracle.rows);
            for (const { interactions, orMore, journeys } of found.histogram) {
              const row = { interactions, orMore, group };
              expect(await count(projection, { question: "interactionsToGoal", params, row })).toBe(journeys);
            }
          }
          await checkTotals(projection, "interactionsToGoal", params, answer.groups);
          expect(await interactionsToGoal(projection, params, split(projection, deal))).toEqual(answer);
        },
      ),
      { numRuns: 100 },
    );
  }, 60_000);

  it("timeToConvert", async () => {
    await fc.assert(
      fc.asyncProperty(
        logsWithProperties,
        breakdowns,
        funnels,
        firsts,
        deals,
        async (log, breakdown, some, firstGroups, deal) => {
          fc.pre(isBorne(log, breakdown));
          const drawn = completable(log, some);
          const params = { ...drawn, by: "WEEK" as const, breakdown, firstGroups };
          const scope = scopeOf(log, drawn.filter ?? null, drawn.options.hide);
          const matches = oracleMatches(log, drawn, scope);
          const matchOf = new Map(matches.map((match) => [match.scoped.journey, match]));
          const startOf = ({ journey, left }: Scoped) => {
            const made = matchOf.get(journey)?.made[0];
            return made == null ? undefined : left[made];
          };
          const expected = grouped(scope, (scoped) => groupOf(log, breakdown, scoped, startOf(scoped)), firstGroups);
          const projection = await refinedFor(log, projectionOfLog(log, 5), params);
          const answer = await timeToConvert(projection, params);
          expect(groupKeys(answer.groups)).toEqual(expected.map(({ group }) => group));
          const last = drawn.steps.length - 1;
          for (const [i, found] of answer.groups.entries()) {
            const { group, members } = expected[i]!;
            const made = members.flatMap(({ journey }) => matchOf.get(journey) ?? []);
            const completed = made.filter((match) => match.made.length > last);
            const durations = completed
              .filter(({ mature }) => mature)
              .map((match) => match.scoped.left[match.made[last]!]!.at - match.scoped.left[match.made[0]!]!.at);
            expect(found.totals).toMatchObject({
              journeys: members.length,
              customers: new Set(members.map(({ customer }) => customer)).size,
              matched: made.length,
              completed: completed.length,
              counted: durations.length,
            });
            expect([found.duration.n, found.duration.median]).toEqual([durations.length, quantile(durations, 0.5)]);
            const rows = [
              ...found.histogram.map((bucket, b) => [
                { longerThan: b === 0 ? null : bucket.from, upTo: bucket.upTo },
                bucket.journeys,
              ]),
              ...found.periods.map((period) => [
                { period: period.name, of: "MATURE_COMPLETED" },
                period.matureCompleted,
              ]),
            ] as const;
            for (const [row, counted] of rows)
              expect(
                await count(projection, { question: "timeToConvert", params, row: { ...(row as object), group } }),
              ).toBe(counted);
          }
          await checkTotals(projection, "timeToConvert", params, answer.groups);
          expect(await timeToConvert(projection, params, split(projection, deal))).toEqual(answer);
        },
      ),
      { numRuns: 100 },
    );
  }, 60_000);

  const sideOf = ({ key, kind }: Label) => (kind === "CHANNEL" ? { channel: key } : { touchpoint: key });

  function expectSame(found: HandoffCountsResult, wanted: OracleRow | undefined): void {
    const { failRateInterval, failRate, ...counts } = found;
    if (wanted === undefined) {
      expect(counts).toMatchObject({ count: 0, settled: 0, journeys: 0 });
      return;
    }
    const { observed, journeys, customers, pending, settled, failed, failedJourneys, failedCustomers } = wanted;
    expect(counts).toMatchObject({
      count: wanted.count,
      observed,
      journeys,
      customers,
      pending,
      settled,
      failed,
      failedJourneys,
      failedCustomers,
    });
    expect(failRate ?? -1).toBeCloseTo(wanted.failRate ?? -1, 9);
    expect(failRateInterval?.low ?? -1).toBeCloseTo(wanted.failRateInterval?.[0] ?? -1, 9);
    expect(failRateInterval?.high ?? -1).toBeCloseTo(wanted.failRateInterval?.[1] ?? -1, 9);
  }

  const ofHandoffs = fc.oneof(
    { weight: 3, arbitrary: fc.constant<Breakdown>({ property: "ad" }) },
    { weight: 1, arbitrary: fc.constant<Breakdown>({ firstChannel: true }) },
  );

  it("handoffs", async () => {
    await fc.assert(
      fc.asyncProperty(
        handoffWorlds,
        handoffSettings,
        ofHandoffs,
        fc.infiniteStream(fc.constantFrom(undefined, "x", "y", "z")),
        firsts,
        fc.constantFrom(2, 1_000),
        deals,
        async (world, drawn, breakdown, ads, firstGroups, first, deal) => {
          const settings = { ...drawn, baselineBy: "ALL" as const };
          const rows = world.rows.map((row): Row => ({ ...row, attributes: { ad: ads.next().value } }));
          rows.push({ ...rows[0]!, customer: "zed", attributes: { ad: "x" } });
          const log = logOfWorld({ ...world, rows });
          const params = { settings, first, breakdown, firstGroups };
          const journeyGroup = ({ journey, customer }: { journey: Journey; customer: string }) =>
            groupOf(log, breakdown, { journey, customer, left: [] }, undefined);
          const keyOf = ({ last, journey }: Occurrence): string | null | undefined =>
            breakdown.property == null
              ? journeyGroup({ journey, customer: "" })
              : (valuesOf(last.attributes, "ad")[0] ?? null);
          const handoffsOf = new Set<Occurrence>();
          handoffOracleOf(log, settings, (handoff) => {
            handoffsOf.add(handoff);
            return false;
          });
          const expected: { readonly group: GroupKey }[] =
            breakdown.property == null
              ? grouped(scopeOf(log, null, []), journeyGroup, firstGroups)
              : grouped([...handoffsOf], keyOf, firstGroups);
          const projection = await refinedFor(log, projectionOfLog(log, world.blockInteractions), params);
          const answer = await handoffs(projection, params);
          expect(groupKeys(answer.groups)).toEqual(expected.map(({ group }) => group));
          for (const [i, found] of answer.groups.entries()) {
            const { group } = expected[i]!;
            const isIn = (key: string | null | undefined): boolean =>
              typeof group === "object" && group !== null ? !group.otherThan.includes(key!) : key === group;
            const oracle = handoffOracleOf(log, settings, (handoff) => isIn(keyOf(handoff)));
            expectSame(found.totals, oracle.all);
            const shown = answer.handoffs.flatMap(({ from, to }) =>
              oracle.pairs.filter((pair) => pair.from === from.key && pair.to === to.key),
            );
            expect(found.handoffs.map(({ from, to }) => [from.key, to.key])).toEqual(
              shown.map(({ from, to }) => [from, to]),
            );
            found.handoffs.forEach((pair, p) => {
              expectSame(pair, shown[p]);
            });
            const journeysOf = (row: object) => count(projection, { question: "handoffs", params, row });
            expect(await journeysOf({ of: "COUNT", group })).toBe(found.totals.journeys);
            expect(await journeysOf({ of: "FAILED", group })).toBe(found.totals.failedJourneys);
            for (const { from, to, journeys, failedJourneys } of found.handoffs) {
              const row = { from: sideOf(from), to: sideOf(to), reason: null, group };
              expect(await journeysOf({ ...row, of: "COUNT" })).toBe(journeys);
              expect(await journeysOf({ ...row, of: "FAILED" })).toBe(failedJourneys);
            }
          }
          expect(await handoffs(projection, params, split(projection, deal))).toEqual(answer);
        },
      ),
      { numRuns: 50 },
    );
  }, 60_000);
});

it("a filter applies before groups are formed", async () => {
  const filter: JourneyFilter = { startedBefore: day(1) };
  const params = { ...ENDS, filter, breakdown: { firstChannel: true } };
  const { groups } = await ends(await refined(ROWS, params), params);
  expect(groups.map(({ key, totals }) => [key, totals.journeys])).toEqual([["search", 4]]);
});
