// Tests the way from a number to its journeys over HTTP. With the `behind` of a row as a filter, there are as many
// journeys as the row counts.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { questionsBehind, writeReference } from "../../src/service/references.js";
import { startTestServer, type TestServer } from "../support/server.js";
import type { SmallLog } from "../support/smallLog.js";

const row = (customer: string, channel: string, kind: string, time: string) => ({
  customer,
  channel,
  kind,
  time: `2026-01-${time}:00Z`,
});
const LOG: SmallLog = {
  rows: [
    row("ana", "Web", "Ad", "01T09:00"),
    row("ana", "Web", "Cart", "01T09:10"),
    row("ana", "Store", "Visit", "02T09:00"),
    row("ana", "Web", "Buy", "02T10:00"),
    row("bob", "Web", "Ad", "01T09:00"),
    row("bob", "Store", "Visit", "01T12:00"),
    row("bob", "Web", "Cart", "01T12:30"),
    row("cyd", "App", "Ad", "03T09:00"),
    row("cyd", "Web", "Buy", "03T10:00"),
    row("dan", "Web", "Ad", "28T09:00"),
  ],
  attributes: { ana: { region: "north" } },
  catalogue: { goals: [{ key: "bought", name: "Bought", selector: { kinds: ["buy"] }, isDefault: true }] },
};
const JOURNEYS = `query($filter: JourneyFilter, $first: Int, $after: String) {
  journeys(filter: $filter, first: $first, after: $after) {
    totalCount nodes { customer { key } } pageInfo { hasNextPage endCursor } } }`;
const HANDOFFS = `handoffs(settings: { minSupport: 1 }) {
  totals { multiChannel: multiChannelJourneys handoffs settled failed MULTI_CHANNEL: behind(of: MULTI_CHANNEL)
    behind SETTLED: behind(of: SETTLED) FAILED: behind(of: FAILED) PENDING: behind(of: PENDING) }
  handoffs {
  from { key } to { key } journeys failedJourneys behind failed: behind(of: FAILED) reasons { count behind } } }`;
const STEP = `entered completed skipped pending dropped directly matureCompleted
  COMPLETED: behind ENTERED: behind(of: ENTERED) SKIPPED: behind(of: SKIPPED) PENDING: behind(of: PENDING)
  DROPPED: behind(of: DROPPED) DIRECTLY: behind(of: DIRECTLY) MATURE_COMPLETED: behind(of: MATURE_COMPLETED)`;

describe("behind", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ log: LOG });
  });
  afterAll(() => server.close());

  async function ask(query: string, variables?: Record<string, unknown>) {
    const { data, errors } = await server.ask(query, variables);
    expect(errors).toBeUndefined();
    return data;
  }
  const count = async (behind: string, filter: object = {}): Promise<number> =>
    (await ask(JOURNEYS, { filter: { ...filter, behind } })).journeys.totalCount;
  const customersOf = async (filter: object): Promise<string[]> =>
    (await ask(JOURNEYS, { filter })).journeys.nodes.map((j: { customer: { key: string } }) => j.customer.key).sort();
  const refused = async (filter: object) => (await server.ask(JOURNEYS, { filter })).errors![0]!.extensions;
  const read = (name: string): unknown[] => {
    const [question, args, of, side] = JSON.parse(Buffer.from(name, "base64url").toString());
    return [question, side === undefined ? args : { ...args, side }, of];
  };
  // In a reference, the filter of a side is separate from the arguments of the question.
  const named = (question: string, asked: object, of: unknown): string => {
    const { side, ...args } = asked as { side?: unknown };
    const parts = [question, Array.isArray(asked) ? asked : args, of, ...(side === undefined ? [] : [side])];
    return Buffer.from(JSON.stringify(parts)).toString("base64url");
  };

  it("has references on each row and each total of every question", async () => {
    const {
      commonRoutes,
      transitions,
      eventually,
      handoffs,
      flow,
      pathMatches,
      ends,
      interactionsToGoal,
      loops,
      funnel,
      timeToConvert,
    } = await ask(`{
      commonRoutes(from: { kinds: ["ad"] }, to: { kinds: ["Buy"] }, options: { within: "P1D", repeats: COLLAPSE, grain: CHANNEL }) {
        totals { journeys matched completed counted dropped pending open mature matureCompleted
          JOURNEYS: behind(of: JOURNEYS) MATURE: behind(of: MATURE) MATURE_COMPLETED: behind(of: MATURE_COMPLETED)
          MATCHED: behind(of: MATCHED) COMPLETED: behind(of: COMPLETED) COUNTED: behind DROPPED: behind(of: DROPPED)
          PENDING: behind(of: PENDING) OPEN: behind(of: OPEN) }
        routes { label journeys behind } }
      transitions(previous: { channels: ["web"] }, from: { channels: ["web"] }, options: { hide: [{ kinds: ["cart"] }] }) {
        edges { journeys behind } totals { open behind(of: OPEN) } }
      eventually: transitions(adjacency: EVENTUALLY, filter: { avoids: [{ channels: ["app"] }] }) { edges { journeys behind } }
      ${HANDOFFS}
      flow(anchor: { kinds: ["ad"] }, rowsPerStep: 1) {
        totals { counted behind }
        steps { journeys dropOff behind DROP_OFF: behind(of: DROP_OFF) nodes { point { key } journeys dropOff behind DROP_OFF: behind(of: DROP_OFF) } }
        edges { journeys behind } }
      ends { totals { open behind(of: OPEN) } entries { journeys behind } exits { journeys: open behind(of: OPEN) } }
      loops(options: { grain: CHANNEL }) { totals { counted behind } labels { journeys: againJourneys behind } returns { journeys behind } }
      interactionsToGoal(upTo: 2) { totals { dropped behind(of: DROPPED) } histogram { journeys behind } }
      funnel(steps: [{ at: { kinds: ["ad"] } }, { at: { kinds: ["cart"] }, optional: true }, { at: { goal: "bought" } }]
        within: "P2D", breakdown: { firstChannel: true }, first: 1) {
        totals { matched pending MATCHED: behind(of: MATCHED) PENDING: behind(of: PENDING) }
        steps { ${STEP} between { journeys behind } after { journeys behind } }
        groups { totals { journeys matched behind(of: MATCHED) } steps { ${STEP} } behind } }
      timeToConvert(steps: [{ at: { kinds: ["ad"] } }, { at: { goal: "bought" } }], by: WEEK) {
        totals { counted behind } histogram { journeys behind }
        periods { matched completed mature matureCompleted
          MATCHED: behind(of: MATCHED) COMPLETED: behind(of: COMPLETED) MATURE: behind(of: MATURE) MATURE_COMPLETED: behind } }
      pathMatches(pattern: "kind:ad .* channel:store") { totals { matched open behind OPEN: behind(of: OPEN) } steps { journeys behind } }
    }`);
    const cut = await ask(`{
      cutRoutes: commonRoutes(first: 1) { totals { ...cut } }
      cutEnds: ends(first: 1, options: { grain: KIND }) { totals { ...cut } }
      cutFlow: flow(anchor: { any: true }, rowsPerStep: 1, steps: 2) { totals { ...cut } }
      cutTransitions: transitions(first: 1, from: { channels: ["web"] }) { totals { ...cut } }
      cutFunnel: funnel(steps: [{ at: { kinds: ["ad"] } }, { at: { goal: "bought" } }]) { totals { ...cut } }
    }
    fragment cut on Totals { shown otherCount SHOWN: behind(of: SHOWN) OTHER: behind(of: OTHER) }`);
    const parts = (row: any, ...names: string[]) =>
      names.map((name) => ({
        journeys: row[name],
        behind: row[name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()],
      }));
    const stepParts = ["entered", "completed", "skipped", "pending", "dropped", "directly", "matureCompleted"];
    const rows: { journeys: number; behind: string }[] = [
      ...parts(commonRoutes.totals, "journeys", "matched", "completed", "counted", "dropped", "pending", "open"),
      ...parts(commonRoutes.totals, "mature", "matureCompleted"),
      ...commonRoutes.routes,
      ...Object.values(cut).flatMap(({ totals: { shown, otherCount, SHOWN, OTHER } }: any) => [
        { journeys: shown, behind: SHOWN },
        { journeys: otherCount, behind: OTHER },
      ]),
      ...transitions.edges,
      { journeys: transitions.totals.open, behind: transitions.totals.behind },
      ...eventually.edges,
      ...handoffs.handoffs,
      ...handoffs.handoffs.map((h: any) => ({ journeys: h.failedJourneys, behind: h.failed })),
      ...parts(handoffs.totals, "multiChannel"),
      ...flow.steps,
      ...flow.steps.flatMap((step: any) => parts(step, "dropOff")),
      ...parts(funnel.totals, "matched", "pending"),
      ...[funnel, ...funnel.groups].flatMap(({ steps }: any) =>
        steps.flatMap((step: any) => parts(step, ...stepParts)),
      ),
      ...funnel.steps.flatMap(({ between, after }: any) => [...between, ...after]),
      ...funnel.groups.flatMap(({ totals, behind }: any) => [
        { journeys: totals.journeys, behind },
        { journeys: totals.matched, behind: totals.behind },
      ]),
      { journeys: timeToConvert.totals.counted, behind: timeToConvert.totals.behind },
      ...timeToConvert.histogram,
      ...timeToConvert.periods.flatMap((row: any) => parts(row, "matched", "completed", "mature", "matureCompleted")),
      ...flow.steps.flatMap(({ nodes }: any) =>
        nodes.flatMap((n: any) => [n, { journeys: n.dropOff, behind: n.DROP_OFF }]),
      ),
      ...flow.edges,
      { journeys: flow.totals.counted, behind: flow.totals.behind },
      { journeys: pathMatches.totals.matched, behind: pathMatches.totals.behind },
      { journeys: pathMatches.totals.open, behind: pathMatches.totals.OPEN },
      ...pathMatches.steps,
      { journeys: loops.totals.counted, behind: loops.totals.behind },
      ...loops.labels,
      ...loops.returns,
      ...ends.entries,
      ...ends.exits,
      { journeys: ends.totals.open, behind: ends.totals.behind },
      ...interactionsToGoal.histogram,
      { journeys: interactionsToGoal.totals.dropped, behind: interactionsToGoal.totals.behind },
    ];
    expect(flow.steps.flatMap(({ nodes }: any) => nodes.map(({ point }: any) => point.key))).toContain("OTHER");
    expect(Object.values(cut).map(({ totals }: any) => totals.otherCount > 0)).toEqual([true, true, true, true, false]);
    expect(funnel.groups.map(({ key }: any) => key)).toHaveLength(2);
    expect(rows.filter(({ journeys }) => journeys > 0).length).toBeGreaterThan(60);
    for (const { journeys, behind } of rows)
      expect(await count(behind), Buffer.from(behind, "base64url").toString()).toBe(journeys);
  });

  it("has references on each count of each side of a comparison", async () => {
    const { compareRoutes, compareTransitions, eventually, compareFunnel } = await ask(`{
      compareRoutes(from: { kinds: ["ad"] }, to: { kinds: ["Buy"] }, options: { within: "P1D" }
        a: { filter: { touches: [{ channels: ["web"] }] } }, b: { name: "shops", filter: { touches: [{ channels: ["store"] }] } }) {
        totals { ...totals } completionRate { ...rate } routes { share { ...rate } } }
      compareTransitions(filter: { avoids: [{ channels: ["app"] }] }, options: { grain: CHANNEL, repeats: COLLAPSE }
        a: {}, b: { filter: { startedBefore: "2026-01-15T00:00:00Z" } }) {
        totals { ...totals } edges { from { key } probability { ...rate } } }
      eventually: compareTransitions(adjacency: EVENTUALLY, a: {}, b: { filter: { customers: ["ana"] } }) {
        totals { ...totals } edges { probability { ...rate } } }
      compareFunnel(steps: [{ at: { kinds: ["ad"] } }, { at: { kinds: ["cart"] }, optional: true }, { at: { goal: "bought" } }]
        within: "P2D", a: { filter: { attributes: [{ key: "region", in: ["north"] }] } }, b: { filter: { minInteractions: 2 } }) {
        totals { ...totals }
        steps { shareOfFirst { ...rate } shareOfPrevious { ...rate } shareOfAll { ...rate } completionRate { ...rate } } }
    }
    fragment totals on ComparedTotals { a { ...side } b { ...side } inBoth { journeys behind } }
    fragment side on ComparedSide { journeys matched counted behind JOURNEYS: behind(of: JOURNEYS) MATCHED: behind(of: MATCHED) }
    fragment rate on ComparedRate { a { ...counts } b { ...counts } }
    fragment counts on SideRate { count of behind OF: behind(of: OF) }`);
    const answers = [compareRoutes, compareTransitions, eventually, compareFunnel];
    const rates = [
      compareRoutes.completionRate,
      ...compareRoutes.routes.map(({ share }: any) => share),
      // Every journey has exactly one transition out of START.
      ...compareTransitions.edges.flatMap(({ from, probability }: any) => (from.key === "START" ? [probability] : [])),
      ...eventually.edges.map(({ probability }: any) => probability),
      ...compareFunnel.steps.flatMap((step: any) => Object.values(step)),
    ];
    const rows: { journeys: number; behind: string }[] = [
      ...answers.flatMap(({ totals: { a, b, inBoth } }: any) => [
        inBoth,
        ...[a, b].flatMap((side) => [
          { journeys: side.counted, behind: side.behind },
          { journeys: side.journeys, behind: side.JOURNEYS },
          { journeys: side.matched, behind: side.MATCHED },
        ]),
      ]),
      ...rates.flatMap(({ a, b }: any) =>
        [a, b].flatMap(({ count, of, behind, OF }) => [
          { journeys: count, behind },
          { journeys: of, behind: OF },
        ]),
      ),
    ];
    expect(answers.map(({ totals }: any) => totals.inBoth.journeys)).toEqual([2, 2, 1, 1]);
    expect(rows.filter(({ journeys }) => journeys > 0).length).toBeGreaterThan(60);
    for (const { journeys, behind } of rows)
      expect(await count(behind), Buffer.from(behind, "base64url").toString()).toBe(journeys);

    // Ana goes from web to the store and back: two exits in one journey.
    const web = compareTransitions.edges.filter(({ from }: any) => from.key === "web");
    expect(web[0].probability.b.of).toBe(4);
    expect(await customersOf({ behind: web[0].probability.b.OF })).toEqual(["ana", "bob"]);
    expect(read(web[0].probability.b.OF)).toEqual([
      "transitions",
      {
        options: { grain: "CHANNEL", repeats: "COLLAPSE", startAt: "FIRST" },
        adjacency: "DIRECTLY",
        filter: { avoids: [{ channels: ["app"] }] },
        side: { startedBefore: "2026-01-15T00:00:00Z" },
      },
      { exitsOf: "web" },
    ]);
  });

  it("applies and checks both filters of a side: nesting, segments with a rule, cost", async () => {
    const COMPARE = `query($filter: JourneyFilter, $b: JourneyFilter) {
      compareTransitions(filter: $filter, a: {}, b: { filter: $b }) { totals { b { journeys behind(of: JOURNEYS) } } } }`;
    const behindB = async (b: object, filter = {}): Promise<string> =>
      (await ask(COMPARE, { filter, b })).compareTransitions.totals.b.behind;
    const once = await behindB({ touches: [{ channels: ["store"] }] });
    const twice = await behindB({ behind: once });
    const thrice = await behindB({ behind: twice }, { behind: once });
    expect(await customersOf({ behind: thrice })).toEqual(["ana", "bob"]);
    expect(await refused({ behind: await behindB({ behind: thrice }) })).toMatchObject({
      code: "BAD_ARGUMENT",
      argument: "filter.behind",
    });
    // The reference has three levels. Four questions must be computed: its own, two in `side`, and one in `filter`.
    expect(questionsBehind({ behind: thrice })).toBe(4);

    const UPSERT = `mutation($segments: [SegmentInput!]!) { upsertSegments(segments: $segments) { key } }`;
    await ask(UPSERT, { segments: [{ key: "ruled", rule: { touches: [{ channels: ["store"] }] } }] });
    const ofRuled = await behindB({ segments: ["ruled"] });
    expect(await customersOf({ behind: ofRuled })).toEqual(["ana", "bob"]);
    const { errors } = await server.ask(UPSERT, { segments: [{ key: "other", rule: { behind: ofRuled } }] });
    expect(errors![0]!.extensions).toMatchObject({ code: "UNKNOWN_NAME", argument: "segments[0].rule.behind" });
    await ask(`mutation { removeSegment(key: "ruled") }`);
    expect(await refused({ behind: ofRuled })).toMatchObject({ code: "UNKNOWN_NAME", argument: "filter.behind" });
  });

  it("identifies a row by the question, the arguments that matter to it, and its keys", async () => {
    const { funnel, timeToConvert, handoffs, flow } = await ask(`{
      funnel(steps: [{ at: { kinds: ["ad"] } }, { at: { goal: "bought" } }], within: "P2D", breakdown: { firstChannel: true }, first: 1, rowsPerStep: 1) {
        totals { behind } steps { behind(of: DROPPED) between { behind } after { behind } }
        groups { behind isOther steps { behind } totals { behind(of: OPEN) } } }
      timeToConvert(steps: [{ at: { kinds: ["ad"] } }, { at: { goal: "bought" } }], within: "P7D", by: WEEK) {
        histogram { behind } periods { behind(of: MATCHED) } }
      handoffs(first: 1) { totals { behind(of: FAILED) } }
      flow(anchor: { kinds: ["ad"] }, rowsPerStep: 1) { steps { behind(of: DROP_OFF_OPEN) } }
    }`);
    const step = (at: object) => ({ at, adjacency: "EVENTUALLY", optional: false });
    const steps = [step({ kinds: ["ad"] }), step({ goal: "bought" })];
    const match = { steps, within: "P2D" };
    const apart = { ...match, breakdown: { firstChannel: true } };
    expect(read(funnel.totals.behind)).toEqual(["funnel", match, { of: "COUNTED" }]);
    expect(read(funnel.steps[1].behind)).toEqual(["funnel", match, { step: 2, of: "DROPPED" }]);
    expect(read(funnel.steps[1].between[0].behind)).toEqual(["funnel", match, { step: 2, between: "store/visit" }]);
    expect(read(funnel.steps[1].after[0].behind)).toEqual(["funnel", match, { step: 2, after: "store/visit" }]);
    expect(funnel.groups.map((row: any) => read(row.behind))).toEqual([
      ["funnel", apart, { of: "JOURNEYS", group: "web" }],
      ["funnel", apart, { of: "JOURNEYS", group: { otherThan: ["web"] } }],
    ]);
    expect(read(funnel.groups[0].steps[0].behind)).toEqual([
      "funnel",
      apart,
      { step: 1, of: "COMPLETED", group: "web" },
    ]);
    expect(read(funnel.groups[0].totals.behind)).toEqual(["funnel", apart, { of: "OPEN", group: "web" }]);
    const within = { steps, within: "P7D" };
    expect(read(timeToConvert.histogram[0].behind)).toEqual([
      "timeToConvert",
      within,
      { longerThan: null, upTo: 60_000 },
    ]);
    expect(read(timeToConvert.histogram.at(-1).behind)).toEqual([
      "timeToConvert",
      within,
      { longerThan: 365 * 86_400_000, upTo: null },
    ]);
    expect(read(timeToConvert.periods[0].behind)).toEqual([
      "timeToConvert",
      { ...within, by: "WEEK" },
      { period: "2026-W01", of: "MATCHED" },
    ]);
    expect(read(handoffs.totals.behind)).toEqual(["handoffs", {}, { of: "FAILED" }]);
    const { transitions, ends } = await ask(`{
      transitions(first: 1, from: { channels: ["web"] }) { totals { behind other: behind(of: OTHER) } }
      ends(first: 2) { totals { behind shown: behind(of: SHOWN) } } }`);
    expect(read(transitions.totals.behind)).toEqual(["transitions", { adjacency: "DIRECTLY" }, { of: "COUNTED" }]);
    expect(read(transitions.totals.other)).toEqual([
      "transitions",
      { adjacency: "DIRECTLY", first: 1, from: { channels: ["web"] } },
      { of: "OTHER" },
    ]);
    expect(read(ends.totals.behind)).toEqual(["ends", {}, { of: "COUNTED" }]);
    expect(read(ends.totals.shown)).toEqual(["ends", { first: 2 }, { of: "SHOWN" }]);
    expect(read(flow.steps[0].behind)[2]).toEqual({ step: 1, of: "DROP_OFF_OPEN" });
  });

  it("refers to rows of segments: customers in one, in several, in none; a rule may not contain one that names a ruled segment", async () => {
    const UPSERT = `mutation($segments: [SegmentInput!]!) { upsertSegments(segments: $segments) { key } }`;
    await ask(UPSERT, {
      segments: [
        { key: "store", name: "Shoppers", rule: { touches: [{ channels: ["store"] }] } },
        { key: "some", customers: ["ana", "dan"] },
      ],
    });
    const ASK = `query($segments: [String!]!, $first: Int) {
      funnel(steps: [{ at: { kinds: ["ad"] } }, { at: { goal: "bought" } }], breakdown: { segments: $segments }, first: $first) {
        groups { key isNone isOther totals { journeys } steps { completed behind } behind } answer { settings } } }`;
    const { groups, answer } = (await ask(ASK, { segments: ["Shoppers", "some"] })).funnel;
    expect(answer.settings.breakdown).toEqual({ segments: ["Shoppers", "some"] });
    expect(groups.map((row: any) => [row.key, row.totals.journeys])).toEqual([
      ["some", 2],
      ["store", 2],
      ["(none)", 1],
    ]);
    const [some, store, none] = groups;
    expect(await customersOf({ behind: some.behind })).toEqual(["ana", "dan"]);
    expect(await customersOf({ behind: store.behind })).toEqual(["ana", "bob"]);
    expect(await customersOf({ behind: none.behind })).toEqual(["cyd"]);
    expect(await customersOf({ behind: store.steps[1].behind })).toEqual(["ana"]);
    const [, other] = (await ask(ASK, { segments: ["store", "some"], first: 1 })).funnel.groups;
    expect([other.key, other.isOther, other.totals.journeys]).toEqual(["OTHER", true, 3]);
    expect(await customersOf({ behind: other.behind })).toEqual(["ana", "bob", "cyd"]);

    const { errors } = await server.ask(UPSERT, { segments: [{ key: "store", rule: { behind: store.behind } }] });
    expect(errors![0]!.extensions).toMatchObject({ code: "UNKNOWN_NAME", argument: "segments[0].rule.behind" });
    const only = (await ask(ASK, { segments: ["some"] })).funnel.groups.find((row: any) => row.key === "some");
    await ask(UPSERT, { segments: [{ key: "store", rule: { behind: only.behind } }] });
    expect(await customersOf({ segments: ["store"] })).toEqual(["ana", "dan"]);

    const cases: [string[], string, string][] = [
      [[], "BAD_ARGUMENT", "breakdown.segments"],
      [Array.from({ length: 11 }, (_, i) => `s${i}`), "BAD_ARGUMENT", "breakdown.segments"],
      [["some", "nope"], "UNKNOWN_NAME", "breakdown.segments[1]"],
      [["store", "Shoppers"], "BAD_ARGUMENT", "breakdown.segments[1]"],
    ];
    for (const [segments, code, argument] of cases)
      expect((await server.ask(ASK, { segments })).errors![0]!.extensions).toMatchObject({ code, argument });
    await ask(`mutation { a: removeSegment(key: "store") b: removeSegment(key: "some") }`);
    expect(await refused({ behind: some.behind })).toMatchObject({ code: "UNKNOWN_NAME", argument: "filter.behind" });
  });

  it("adds the questions of a filter to a query's cost", async () => {
    const PART = `transitions(filter: $filter) { totals { behind } edges { from { key } } }`;
    const nested: string[] = [];
    for (let i = 0; i < 3; i++) {
      const filter = i === 0 ? {} : { behind: nested[i - 1] };
      nested.push((await ask(`query($filter: JourneyFilter) { ${PART} }`, { filter })).transitions.totals.behind);
    }
    const many = `query($filter: JourneyFilter) { ${Array.from({ length: 50 }, (_, i) => `a${i}: ${PART}`).join(" ")} }`;
    expect((await server.ask(many, { filter: { behind: nested[0] } })).errors).toBeUndefined();
    expect((await server.ask(many, { filter: { behind: nested[2] } })).errors![0]!.extensions).toMatchObject({
      code: "QUERY_TOO_EXPENSIVE",
    });
  });

  it("lists them in pages, and limits further questions, also to rows of such answers", async () => {
    const { flow } = await ask(`{ flow(anchor: { any: true }) { totals { behind } } }`);
    const { behind } = flow.totals;
    const filter = { behind };
    const first = (await ask(JOURNEYS, { filter, first: 3 })).journeys;
    expect([first.totalCount, first.nodes.length, first.pageInfo.hasNextPage]).toEqual([4, 3, true]);
    const next = (await ask(JOURNEYS, { filter, first: 3, after: first.pageInfo.endCursor })).journeys;
    expect([next.totalCount, next.nodes.length, next.pageInfo.hasNextPage]).toEqual([4, 1, false]);

    const ROUTES = `query($filter: JourneyFilter) { commonRoutes(filter: $filter, from: { kinds: ["ad"] }, to: { kinds: ["buy"] }) {
      totals { journeys counted behind answered: behind(of: COMPLETED) } answer { settings } } }`;
    const once = (await ask(ROUTES, { filter: { behind, touches: [{ channels: ["store"] }] } })).commonRoutes;
    expect([once.totals.journeys, once.totals.counted]).toEqual([2, 1]);
    expect(once.answer.settings.filter).toEqual({ behind, touches: [{ channels: ["store"] }] });
    const twice = (await ask(ROUTES, { filter: { behind: once.totals.behind } })).commonRoutes;
    expect(twice.totals).toMatchObject({ journeys: 1, counted: 1 });
    expect(await customersOf({ behind: twice.totals.behind })).toEqual(["ana"]);
    const thrice = (await ask(ROUTES, { filter: { behind: twice.totals.behind } })).commonRoutes;
    expect(await refused({ behind: thrice.totals.behind })).toMatchObject({
      code: "BAD_ARGUMENT",
      argument: "filter.behind",
    });
  });

  it("reflects changes of the data", async () => {
    const { transitions } = await ask(
      `{ transitions(from: { kinds: ["ad"] }, to: { channels: ["store"] }) { edges { journeys behind } } }`,
    );
    const [edge] = transitions.edges;
    expect([edge.journeys, await count(edge.behind)]).toEqual([1, 1]);
    await ask(`mutation { recordInteractions(interactions: [
      { customer: "eve", touchpoint: "web/ad", at: "2026-01-10T09:00:00Z" }
      { customer: "eve", touchpoint: "store/visit", at: "2026-01-10T10:00:00Z" }]) { accepted } }`);
    expect(await customersOf({ behind: edge.behind })).toEqual(["bob", "eve"]);
    await ask(`mutation { eraseCustomer(key: "eve") { found } }`);
    expect(await customersOf({ behind: edge.behind })).toEqual(["bob"]);
  });

  it("can be the rule of a segment of the customers of these journeys", async () => {
    const { handoffs } = (await ask(`{ ${HANDOFFS} }`)).handoffs;
    const broken = handoffs.find((h: any) => h.from.key === "web" && h.to.key === "store");
    expect([broken.journeys, broken.failedJourneys]).toEqual([2, 1]);
    const UPSERT = `mutation($segments: [SegmentInput!]!) { upsertSegments(segments: $segments) { key size customers { nodes { key } } } }`;
    const rule = { behind: broken.failed };
    const [segment] = (await ask(UPSERT, { segments: [{ key: "lost", rule }] })).upsertSegments;
    expect(segment).toEqual({ key: "lost", size: 1, customers: { nodes: [{ key: "bob" }] } });
    expect(await customersOf({ segments: ["lost"] })).toEqual(["bob"]);
    expect((await ask(`{ segments { key rule } }`)).segments).toEqual([{ key: "lost", rule }]);

    // This rule would refer to itself: the question of its row is filtered by the same segment.
    const { transitions } = await ask(`{ transitions(filter: { segments: ["lost"] }) { totals { behind } } }`);
    const back = { key: "lost", rule: { behind: transitions.totals.behind } };
    const { errors } = await server.ask(UPSERT, { segments: [back] });
    expect(errors![0]!.extensions).toMatchObject({ code: "UNKNOWN_NAME", argument: "segments[0].rule.behind" });
    expect(await customersOf({ behind: transitions.totals.behind })).toEqual(["bob"]);
  });

  it("has references on the rows and the totals of attribution", async () => {
    const { attribution } = await ask(`{ attribution(models: [FIRST, MARKOV], by: KIND, within: "P7D") {
      totals { journeys convertedJourneys nullJourneys pendingJourneys JOURNEYS: behind(of: JOURNEYS) CONVERTED: behind
        NULL: behind(of: NULL) PENDING: behind(of: PENDING) }
      rows { key journeys behind } } }`);
    const { totals, rows } = attribution;
    expect(await count(totals.JOURNEYS)).toBe(totals.journeys);
    expect(await count(totals.CONVERTED)).toBe(totals.convertedJourneys);
    expect(await count(totals.NULL)).toBe(totals.nullJourneys);
    expect(await count(totals.PENDING)).toBe(totals.pendingJourneys);
    expect(rows.length).toBeGreaterThan(1);
    for (const { key, journeys, behind } of rows) expect(await count(behind), key).toBe(journeys);
  });

  it("refuses a text that refers to no row, and reports errors in the question within", async () => {
    const totals = { of: "COUNTED" };
    const steps = [{ at: { any: true } }, { at: { goal: "bought" } }];
    for (const behind of [
      "",
      "nonsense",
      "x".repeat(10_000),
      named("members", {}, totals),
      named("__proto__", {}, totals),
      named("transitions", {}, { of: "ALL" }),
      named("transitions", { first: 3 }, totals),
      named("transitions", { filter: { touches: "web" } }, totals),
      named("transitions", { filter: { touches: [{ any: 1 }] } }, totals),
      named("transitions", { options: { grain: "CITY" } }, totals),
      named("transitions", [], totals),
      named("transitions", { side: { touches: "web" } }, totals),
      named("transitions", { side: [] }, totals),
      named("transitions", { side: { behind: "nonsense" } }, totals),
      named("transitions", {}, { exitsOf: 1 }),
      named("transitions", {}, { exitsOf: "web", to: null }),
      named("ends", { side: {} }, totals),
      named("compareTransitions", { a: {}, b: {} }, totals),
      named("flow", {}, totals),
      named("pathMatches", { pattern: null }, { of: "MATCHED" }),
      named("handoffs", {}, { from: "web", to: "store", of: "COUNT", reason: null }),
      named("handoffs", {}, { of: "COUNT" }),
      named("loops", {}, { of: "SHOWN" }),
      named("ends", { first: "1" }, { of: "SHOWN" }),
      named("ends", { first: 1 }, { entries: ["web"], exits: [] }),
      named("commonRoutes", {}, { routes: [] }),
      named("interactionsToGoal", { upTo: 1 }, { of: "OTHER" }),
      named("flow", { anchor: { any: true } }, { step: 1.5, of: "JOURNEYS" }),
      named("flow", { anchor: { any: true } }, { step: 1, of: "MATCHED" }),
      named("funnel", {}, totals),
      named("funnel", { steps: [{}] }, totals),
      named("funnel", { steps, first: 3 }, totals),
      named("funnel", { steps: [{ ...steps[0], first: true }, steps[1]] }, totals),
      named("funnel", { steps, exclude: [{ at: { any: true }, after: 1 }] }, totals),
      named("funnel", { steps, breakdown: { attribute: 1 } }, { ...totals, group: "north" }),
      named("funnel", { steps }, { group: "web" }),
      named("funnel", { steps }, { ...totals, group: 1 }),
      named("funnel", { steps }, { ...totals, group: { otherThan: "web" } }),
      named("funnel", { steps }, { step: 1, of: "JOURNEYS" }),
      named("funnel", { steps }, { step: 1, between: null }),
      named("funnel", { steps }, { step: 1, after: null, group: "web" }),
      named("timeToConvert", { steps, by: "DAY" }, totals),
      named("timeToConvert", { steps }, { longerThan: "P1D", upTo: null }),
      named("timeToConvert", { steps }, { period: "2026-01" }),
    ])
      expect(await refused({ behind }), behind.slice(0, 80)).toMatchObject({
        code: "BAD_ARGUMENT",
        argument: "filter.behind",
      });
    const unknown = named("transitions", { filter: { touches: [{ channels: ["wep"] }] } }, totals);
    expect(await refused({ behind: unknown })).toMatchObject({ code: "UNKNOWN_NAME", argument: "filter.behind" });
    const ofSide = named("transitions", { filter: {}, side: { touches: [{ channels: ["wep"] }] } }, totals);
    expect(await refused({ behind: ofSide })).toMatchObject({ code: "UNKNOWN_NAME", argument: "filter.behind" });
    // No journey has a label that does not exist (any more).
    expect(await count(named("transitions", {}, { from: "fax/order", to: null }))).toBe(0);
    expect(await count(named("transitions", {}, { exitsOf: "fax/order" }))).toBe(0);
    expect(await count(named("transitions", { adjacency: "EVENTUALLY" }, { exitsOf: null }))).toBe(0);
    expect(await count(named("funnel", { steps }, { of: "JOURNEYS", group: "web" }))).toBe(0);
    expect(await count(named("funnel", { steps }, { step: 2, between: "fax/order" }))).toBe(0);
    expect(await count(named("timeToConvert", { steps }, { period: "1999-12", of: "MATCHED" }))).toBe(0);
  });

  it("is null if it would be too long to be sent back; the rest is answered", async () => {
    const many = Array.from({ length: 20 }, () => ["web/ad", "web/cart", "web/buy"]).flat();
    const touches = Array.from({ length: 20 }, () => ({ touchpoints: many }));
    const asked = await server.ask(
      `query($filter: JourneyFilter) { transitions(filter: $filter) { totals { counted behind } } }`,
      { filter: { touches } },
    );
    expect(asked.data.transitions.totals).toEqual({ counted: 4, behind: null });
    expect(asked.errors).toHaveLength(1);
    expect(asked.errors![0]!.path).toEqual(["transitions", "totals", "behind"]);
    expect(asked.errors![0]!.extensions).toMatchObject({
      code: "QUERY_TOO_EXPENSIVE",
      argument: "behind",
      remedy: expect.stringContaining("shorter filter"),
    });
    // A reference to Other lists the labels that are shown.
    const otherThan = Array.from({ length: 1_000 }, (_, i) => `region ${i}`);
    const row = { of: "JOURNEYS", group: { otherThan } } as const;
    const steps = [{ at: { any: true } }, { at: { goal: "bought" } }];
    expect(() => writeReference({ question: "funnel", args: { steps }, row })).toThrow(
      expect.objectContaining({ code: "QUERY_TOO_EXPENSIVE", remedy: expect.stringContaining("`first`") }),
    );
  });
});
