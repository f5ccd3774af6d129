import { describe, expect, it } from "vitest";
import { DEFAULT_PATH_OPTIONS } from "../../src/engine/terms.js";
import { DAY, HOUR, MINUTE } from "../../src/model/time.js";
import { type FunnelParams, funnel } from "../../src/questions/funnel/index.js";
import type { FunnelResult } from "../../src/questions/funnel/result.js";
import type { FunnelExclusion, FunnelStep } from "../../src/questions/funnel/shape.js";
import { nameOf } from "../../src/questions/funnel/shape.js";
import { bySegments } from "../support/funnels.js";
import {
  journeysFor,
  type LogOptions,
  logOf,
  projectionOf,
  projectionOfLog,
  type Row,
} from "../support/projectionOf.js";

/**
 * Makes steps from short texts: `a`, `b?` (optional), `>c` (directly after the previous step), or a pair of such a text
 * and a window.
 */
function steps(...texts: readonly (string | [string, number])[]): FunnelStep[] {
  return texts.map((given) => {
    const [text, within] = typeof given === "string" ? [given, null] : given;
    return {
      at: { kinds: [text.replace(/[>?]/g, "")] },
      name: null,
      adjacency: text.startsWith(">") ? "DIRECTLY" : "EVENTUALLY",
      within,
      optional: text.endsWith("?"),
    };
  });
}

function ask(rows: readonly Row[], params: Partial<FunnelParams> & Pick<FunnelParams, "steps">): Promise<FunnelResult> {
  return funnel(projectionOf(rows), {
    within: null,
    exclude: [],
    options: DEFAULT_PATH_OPTIONS,
    first: 20,
    rowsPerStep: 5,
    ...params,
  });
}

function countsOf({ steps: found }: FunnelResult): string[] {
  return found.map((s) => `${s.name} ${s.completed}/${s.entered} −${s.dropped} ?${s.pending} ~${s.skipped}`);
}

// All journeys are closed except zoe's, which is the newest.
const FIVE = journeysFor({
  ana: "a@09:00 x@09:10 b@09:20 c@10:20",
  bob: "a@09:00 b@09:30 x@09:40",
  cyd: "b@09:00 a@09:10 c@09:20",
  dan: "x@09:00",
  zoe: "a@60d09:00 b@60d09:05",
});

describe("funnel", () => {
  it("counts per step who entered, completed, is pending and dropped, and what came between and after", async () => {
    const found = await ask(FIVE, { steps: steps("a", "b", "c") });
    expect(countsOf(found)).toEqual(["a 4/4 −0 ?0 ~0", "b 3/4 −1 ?0 ~0", "c 1/3 −1 ?1 ~0"]);
    const [, b, c] = found.steps;
    expect(b).toMatchObject({ shareOfFirst: 0.75, shareOfPrevious: 0.75, shareOfAll: 0.6, customers: 3, directly: 2 });
    expect(b!.wait).toMatchObject({ n: 3, mean: (20 + 30 + 5) * (MINUTE / 3), median: 20 * MINUTE });
    const labels = (rows: typeof b extends undefined ? never : NonNullable<typeof b>["after"]) =>
      rows.map(({ point, journeys, share }) => `${point.key} ${journeys} ${share.toFixed(2)}`);
    expect(labels(b!.between)).toEqual(["web/x 1 0.33"]);
    // cyd went on to c without b.
    expect(labels(b!.after)).toEqual(["web/c 1 1.00"]);
    expect(labels(c!.after)).toEqual(["web/x 1 1.00"]);
    expect(found.totals).toMatchObject({
      journeys: 5,
      customers: 5,
      matched: 4,
      completed: 1,
      counted: 1,
      pending: 1,
      dropped: 2,
      open: 1,
      mature: 4,
      completionRate: 0.25,
    });
    expect(found.duration).toMatchObject({ n: 1, median: 80 * MINUTE });
  });

  it("uses a later start if only that satisfies the window, like commonRoutes", async () => {
    const rows = journeysFor({ ana: "a@09:00 a@11:00 b@11:30 b@11:40" });
    const found = await ask(rows, { steps: steps("a", ["b", HOUR]) });
    expect(found.duration).toMatchObject({ n: 1, median: 30 * MINUTE });
    // With two steps, a window of the whole funnel and a window of the step are the same.
    expect(await ask(rows, { steps: steps("a", "b"), within: HOUR })).toMatchObject({ duration: found.duration });
  });

  it("includes the end of a window", async () => {
    const rows = journeysFor({ ana: "a@09:00 b@10:00" });
    expect((await ask(rows, { steps: steps("a", ["b", HOUR]) })).totals.completed).toBe(1);
    expect((await ask(rows, { steps: steps("a", ["b", HOUR - 1]) })).totals.completed).toBe(0);
  });

  it("revises an earlier choice if the remaining steps would not fit", async () => {
    // The first b after a is not directly followed by c, but the second b is.
    const rows = journeysFor({ ana: "a@09:00 b@09:10 x@09:20 b@09:30 c@09:40" });
    const found = await ask(rows, { steps: steps("a", "b", ">c") });
    expect(found.steps.map(({ wait }) => wait.median)).toEqual([null, 30 * MINUTE, 10 * MINUTE]);
  });

  it("prefers the furthest step to an early start", async () => {
    // A match from the first a would contain only b, because c is after the window of the whole funnel. A match from
    // the second a contains b and c.
    const rows = journeysFor({ ana: "a@0d b@1d a@2d b@3d c@4d" });
    const found = await ask(rows, { steps: steps("a", "b", "c"), within: 2 * DAY });
    expect(countsOf(found)).toEqual(["a 1/1 −0 ?0 ~0", "b 1/1 −0 ?0 ~0", "c 1/1 −0 ?0 ~0"]);
    expect(found.duration.median).toBe(2 * DAY);
  });

  it("skips optional steps, and includes them where they fit", async () => {
    const rows = journeysFor({
      ana: "a@09:00 c@09:10 b@09:20 c@09:30",
      bob: "a@09:00 c@09:10",
      cyd: "a@09:00 b@09:10",
    });
    const found = await ask(rows, { steps: steps("a", "b?", "c") });
    // ana's match contains b, although a c came before it; cyd's match ends there.
    expect(countsOf(found)).toEqual(["a 3/3 −0 ?0 ~0", "b 2/3 −0 ?0 ~1", "c 2/3 −0 ?1 ~0"]);
    expect(found.steps[2]!.wait).toMatchObject({ n: 2, mean: 10 * MINUTE });
  });

  it("leaves an optional step out if the whole window would otherwise be exceeded", async () => {
    const rows = journeysFor({ ana: "a@09:00 c@09:10 b@09:20 c@09:30" });
    const found = await ask(rows, { steps: steps("a", "b?", "c"), within: 20 * MINUTE });
    expect(countsOf(found)).toEqual(["a 1/1 −0 ?0 ~0", "b 0/1 −0 ?0 ~1", "c 1/1 −0 ?0 ~0"]);
  });

  it("uses a later optional step if the earlier one leads to an excluded interaction", async () => {
    // b@09:10 could only continue across x, which is also a step. b@09:20 is directly followed by c.
    const rows = journeysFor({ ana: "a@09:00 b@09:10 b@09:20 c@09:30 x@09:40 c@09:50" });
    const asked = { steps: steps("a", "b?", "x?", ">c"), exclude: [{ at: { kinds: ["x"] }, after: 1, before: 4 }] };
    const found = await ask(rows, asked);
    expect(found.steps.map(({ wait }) => wait.median)).toEqual([null, 20 * MINUTE, null, 10 * MINUTE]);
  });

  it("forbids matches with an excluded interaction strictly between two steps", async () => {
    const rows = journeysFor({
      ana: "a@09:00 x@09:10 b@09:20 c@09:30",
      bob: "x@09:00 a@09:10 b@09:20 c@09:30 x@09:40",
    });
    const found = await ask(rows, {
      steps: steps("a", "b", "c"),
      exclude: [{ at: { kinds: ["x"] }, after: 1, before: 3 }],
    });
    // ana reaches b. An exclusion up to c does not affect a match that ends before c.
    expect(countsOf(found)).toEqual(["a 2/2 −0 ?0 ~0", "b 2/2 −0 ?0 ~0", "c 1/2 −1 ?0 ~0"]);
    const elsewhere = await ask(rows, {
      steps: steps("a", "b", "c"),
      exclude: [{ at: { kinds: ["x"] }, after: 2, before: 3 }],
    });
    expect(elsewhere.totals.completed).toBe(2);
    // An interaction that is itself a step is not between steps.
    const itself = await ask(rows, {
      steps: steps("a", "b", "c"),
      exclude: [{ at: { kinds: ["b"] }, after: 1, before: 2 }],
    });
    expect(itself.totals.completed).toBe(2);
  });

  it("refuses an exclusion that forbids every interaction of a required step in its span", async () => {
    // mia's journey is open and has a and b, so it would be pending for ever.
    const rows = journeysFor({ ana: "a@09:00 shop/b@09:20 c@09:30", mia: "a@60d09:00 app/b@60d09:10 x@60d09:20" });
    const excluding = (at: FunnelExclusion["at"], middle = "b", { after = 1, before = 3 } = {}) =>
      ask(rows, { steps: steps("a", middle, "c"), exclude: [{ at, after, before }] });
    for (const at of [
      { kinds: ["b"] },
      { kinds: ["x", "b"] },
      { touchpoints: ["shop/b", "app/b"] },
      { channels: ["shop", "app"] },
      { any: true },
    ])
      await expect(excluding(at)).rejects.toMatchObject({
        code: "BAD_ARGUMENT",
        at: "exclude[0].at",
        message: expect.stringContaining("step 2 is required between steps 1 and 3"),
        remedy: expect.stringContaining("make step 2 optional"),
      });
    // One of b's touchpoints is left, b may be skipped, or b is not within the span.
    expect((await excluding({ touchpoints: ["app/b"] })).totals).toMatchObject({ completed: 1, pending: 0 });
    expect((await excluding({ touchpoints: ["shop/b"] })).totals).toMatchObject({ completed: 0, pending: 1 });
    expect((await excluding({ kinds: ["b"] }, "b?")).totals.completed).toBe(0);
    expect((await excluding({ kinds: ["b"] }, "b", { before: 2 })).totals.completed).toBe(1);
    expect((await excluding({ kinds: ["b"] }, "b", { after: 2 })).totals.completed).toBe(1);
  });

  it("considers outcomes and touchpoints without interactions when it checks exclusions", async () => {
    const declared = {
      goals: [{ key: "sold", name: "Sold", description: null, isDefault: false, selector: { kinds: ["b"] } }],
      touchpoints: [
        { key: "web/fax", name: "Fax", kind: "fax", kindKey: "fax", channel: "web", stage: null, declared: true },
      ],
    } as unknown as LogOptions["declared"];
    const projection = projectionOf(journeysFor({ ana: "a@09:00 b@09:20 c@09:30" }), { declared });
    const excluding = (middle: FunnelStep["at"], at: FunnelExclusion["at"]) => {
      const [first, , last] = steps("a", "b", "c");
      return funnel(projection, {
        steps: [first!, { ...first!, at: middle }, last!],
        within: null,
        exclude: [{ at, after: 1, before: 3 }],
        options: DEFAULT_PATH_OPTIONS,
        first: 20,
        rowsPerStep: 5,
      });
    };
    const refused = { code: "BAD_ARGUMENT", at: "exclude[0].at" };
    await expect(excluding({ goal: "sold" }, { kinds: ["b"] })).rejects.toMatchObject(refused);
    await expect(excluding({ goal: "sold" }, { goal: "sold" })).rejects.toMatchObject(refused);
    // A failed b counts as the step but does not reach the goal.
    expect((await excluding({ kinds: ["b"] }, { goal: "sold" })).totals.completed).toBe(0);
    await expect(excluding({ touchpoints: ["web/fax"] }, { kinds: ["fax"] })).rejects.toMatchObject(refused);
  });

  it("assigns two steps at one touchpoint to two interactions, in order of position if times are equal", async () => {
    const rows = journeysFor({ ana: "a@09:00", bob: "a@09:00 a@09:00" });
    const found = await ask(rows, { steps: steps("a", ["a", 0]) });
    expect(countsOf(found)).toEqual(["a 2/2 −0 ?0 ~0", "a 1/2 −1 ?0 ~0"]);
  });

  it("a goal reached in a later journey changes no number of an earlier one", async () => {
    const one = journeysFor({ ana: "a@0d", bob: "a@0d b@1d" });
    const more = [...one, ...journeysFor({ ana: "b@50d", bob: "b@51d" })];
    const found = await ask(more, { steps: steps("a", "b") });
    expect(countsOf(found)).toEqual(["a 2/2 −0 ?0 ~0", "b 1/2 −1 ?0 ~0"]);
    expect(found.totals).toMatchObject({ journeys: 4, matched: 2, completed: 1 });
  });

  it("counts young journeys in no rate, and those that can still complete as pending", async () => {
    // The newest interaction is on day 60. ana's window is over, cyd's and dan's are not. eve's is over, although the
    // journey is open.
    const rows = journeysFor({ ana: "a@0d b@1d", cyd: "a@58d b@59d", dan: "a@59d", eve: "a@50d x@60d" });
    const found = await ask(rows, { steps: steps("a", ["b", 5 * DAY]) });
    expect(countsOf(found)).toEqual(["a 4/4 −0 ?0 ~0", "b 2/4 −1 ?1 ~0"]);
    expect(found.totals).toMatchObject({ mature: 2, matureCompleted: 1, completionRate: 0.5, open: 3, pending: 1 });
    expect(found.steps.map((s) => [s.matureCompleted, s.completionRate])).toEqual([
      [2, 1],
      [1, 0.5],
    ]);
  });

  it("a step that must follow directly is pending only as long as nothing else has come, and never after an exclusion", async () => {
    const rows = journeysFor({ ana: "a@09:00", bob: "a@09:00 x@09:10", dan: "b@09:00" });
    expect(countsOf(await ask(rows, { steps: steps("a", ">b") }))[1]).toBe("b 0/2 −1 ?1 ~0");
    const exclude = [{ at: { kinds: ["x"] }, after: 1, before: 2 }];
    const excluding = await ask([...rows, ...journeysFor({ cyd: "a@09:00 b@09:01" })], {
      steps: steps("a", "b"),
      exclude,
    });
    expect(countsOf(excluding)[1]).toBe("b 1/3 −1 ?1 ~0");
  });

  it("considers outcomes of goals, hides interactions, and names labels at a grain", async () => {
    const rows = journeysFor({ ana: "web/a@09:00 app/x@09:10 store/b@09:20", bob: "web/a@09:00 store/b@09:10" });
    const failed = rows.map((row, i): Row => (i === 2 ? { ...row, outcome: "FAILED" } : row));
    const goals = [{ key: "won", name: "Won", selector: { kinds: ["b"] }, isDefault: true }];
    const params = { within: null, exclude: [], first: 20, rowsPerStep: 5 };
    const [a] = steps("a");
    const toGoal = [a!, { ...a!, at: { goal: "won" }, adjacency: "DIRECTLY" as const }];
    const options = { ...DEFAULT_PATH_OPTIONS, grain: "CHANNEL" as const };
    const found = await funnel(projectionOf(failed, { declared: { goals } }), { ...params, options, steps: toGoal });
    expect(countsOf(found)).toEqual(["a 2/2 −0 ?0 ~0", "won 1/2 −1 ?0 ~0"]);
    expect(found.steps[1]!.after.map(({ point }) => point)).toEqual([{ key: "app", label: "app", kind: "CHANNEL" }]);
    const hidden = { ...options, hide: [{ kinds: ["x"] }] };
    const without = await funnel(projectionOf(rows, { declared: { goals } }), {
      ...params,
      options: hidden,
      steps: toGoal,
    });
    expect(without.totals.completed).toBe(2);
  });

  it("breaks down by attribute, first channel, month and week", async () => {
    const rows = journeysFor({
      ana: "app/a@0d b@1d | web/a@31d",
      bob: "web/x@0d a@5d b@5d",
      cyd: "app/a@40d",
    });
    const projection = projectionOf(rows, { attributes: { ana: { region: "north" }, cyd: { region: "south" } } });
    const by = async (
      breakdown: NonNullable<FunnelParams["breakdown"]>,
      first = 20,
      timeZone: string | null = null,
    ) => {
      const asked = {
        steps: steps("a", "b"),
        within: null,
        exclude: [],
        options: DEFAULT_PATH_OPTIONS,
        rowsPerStep: 5,
      };
      const { groups, otherGroups } = await funnel(projection, { ...asked, breakdown, timeZone, first });
      const named = groups.map(
        ({ label, totals, steps: [a, b] }) => `${label} ${totals.journeys}: ${a!.completed} ${b!.completed}`,
      );
      return [...named, ...(otherGroups > 0 ? [`${otherGroups} more`] : [])];
    };
    expect(await by({ attribute: "region" })).toEqual(["north 2: 2 1", "(none) 1: 1 1", "south 1: 1 0"]);
    expect(await by({ firstChannel: true })).toEqual(["app 2: 2 1", "web 2: 2 1"]);
    expect(await by({ started: "MONTH" })).toEqual(["2020-01 2: 2 2", "2020-02 2: 2 0"]);
    expect(await by({ started: "WEEK" })).toEqual(["2020-W01 2: 2 2", "2020-W05 1: 1 0", "2020-W07 1: 1 0"]);
    expect(await by({ started: "WEEKDAY" })).toEqual(["Monday 1: 1 0", "Wednesday 2: 2 2", "Saturday 1: 1 0"]);
    expect(await by({ started: "HOUR_OF_DAY" })).toEqual(["00:00 4: 4 2"]);
    expect(await by({ started: "MONTH" }, 20, "America/New_York")).toEqual([
      "2019-12 2: 2 2",
      "2020-01 1: 1 0",
      "2020-02 1: 1 0",
    ]);
    await expect(by({ attribute: "region" }, 20, "America/New_York")).rejects.toMatchObject({
      code: "OPTION_DOES_NOT_APPLY",
      at: "timeZone",
    });
    await expect(by({ started: "WEEK" }, 20, "New York")).rejects.toMatchObject({
      code: "UNKNOWN_NAME",
      at: "timeZone",
      allowed: expect.arrayContaining(["America/New_York"]),
    });
    expect(await by({ attribute: "region" }, 1)).toEqual(["north 2: 2 1", "Other 2: 2 1", "2 more"]);
  });

  it("breaks down by segments, whose rows overlap; the totals are not their sum", async () => {
    const log = logOf(
      journeysFor({
        ana: "a@0d b@1d | a@31d",
        bob: "a@0d b@2d",
        cyd: "a@5d",
        dan: "x@0d a@5d b@6d",
        eve: "x@40d",
      }),
    );
    // The customers in order of arrival: ana is in both segments, bob and cyd are in one each, dan and eve in none.
    const { projection, breakdown } = bySegments(log, projectionOfLog(log), {
      gold: ["ana", "bob"],
      new: ["ana", "cyd"],
    });
    const by = async (first: number) => {
      const { totals, groups, otherGroups } = await funnel(projection, {
        steps: steps("a", "b"),
        within: null,
        exclude: [],
        options: DEFAULT_PATH_OPTIONS,
        rowsPerStep: 5,
        breakdown,
        first,
      });
      const row = (name: string, { journeys, customers, matched, completed }: typeof totals) =>
        `${name} ${journeys} of ${customers}: ${matched} ${completed}`;
      return [row("all", totals), ...groups.map(({ label, totals: of }) => row(label, of)), `${otherGroups} more`];
    };
    const all = "all 6 of 5: 5 3";
    expect(await by(20)).toEqual([all, "GOLD 3 of 2: 3 2", "NEW 3 of 2: 3 1", "(none) 2 of 2: 1 1", "0 more"]);
    // ana's journeys are in a group that is not shown, but also in the row of GOLD.
    expect(await by(1)).toEqual([all, "GOLD 3 of 2: 3 2", "Other 5 of 4: 4 2", "2 more"]);
  });

  it("answers for empty data", async () => {
    const empty = await funnel(projectionOf([]), {
      steps: steps("a", "b").map((step) => ({ ...step, at: { any: true } })),
      within: 1,
      exclude: [],
      options: DEFAULT_PATH_OPTIONS,
      breakdown: { started: "MONTH" },
      first: 1,
      rowsPerStep: 1,
    });
    expect(empty).toMatchObject({ groups: [], otherGroups: 0, duration: { n: 0, median: null } });
    expect(empty.totals).toMatchObject({ journeys: 0, matched: 0, completed: 0, completionRate: null });
    expect(empty.steps[1]).toMatchObject({
      entered: 0,
      completed: 0,
      shareOfFirst: null,
      shareOfAll: null,
      between: [],
    });
  });

  it("computes only selected details", async () => {
    const wanted = { quantiles: false, examples: false, shown: false, labels: false };
    const { steps: found, duration } = await ask(FIVE, { steps: steps("a", "b", "c"), wanted });
    expect(found[1]).toMatchObject({
      wait: { n: 3, median: null },
      between: [],
      after: [],
      examples: [],
      droppedExamples: [],
    });
    expect(duration).toMatchObject({ n: 1, mean: 80 * MINUTE, median: null });
  });

  it.each([
    ["one step", { steps: steps("a") }, "BAD_ARGUMENT", "steps"],
    ["21 steps", { steps: steps(...new Array(21).fill("a")) }, "BAD_ARGUMENT", "steps"],
    ["a window before the first step", { steps: steps(["a", 1], "b") }, "OPTION_DOES_NOT_APPLY", "steps[0].within"],
    ["an adjacency of the first step", { steps: steps(">a", "b") }, "OPTION_DOES_NOT_APPLY", "steps[0].adjacency"],
    ["an optional first step", { steps: steps("a?", "b") }, "OPTION_DOES_NOT_APPLY", "steps[0].optional"],
    ["an optional last step", { steps: steps("a", "b?") }, "OPTION_DOES_NOT_APPLY", "steps[1].optional"],
    ["a negative window", { steps: steps("a", ["b", -1]) }, "BAD_ARGUMENT", "steps[1].within"],
    ["a negative window of the whole", { steps: steps("a", "b"), within: -1 }, "BAD_ARGUMENT", "within"],
    ["an unknown name", { steps: steps("a", "nope") }, "UNKNOWN_NAME", "steps[1].at.kinds[0]"],
    [
      "an unknown excluded name",
      { exclude: [{ at: { kinds: ["nope"] }, after: 1, before: 2 }] },
      "UNKNOWN_NAME",
      "exclude[0].at.kinds[0]",
    ],
    [
      "an exclusion after the last step",
      { exclude: [{ at: { any: true }, after: 1, before: 3 }] },
      "BAD_ARGUMENT",
      "exclude[0].before",
    ],
    [
      "an exclusion between one step",
      { exclude: [{ at: { any: true }, after: 2, before: 2 }] },
      "BAD_ARGUMENT",
      "exclude[0].after",
    ],
    [
      "an exclusion at an optional step",
      { steps: steps("a", "b?", "c"), exclude: [{ at: { any: true }, after: 2, before: 3 }] },
      "OPTION_DOES_NOT_APPLY",
      "exclude[0].after",
    ],
    [
      "11 exclusions",
      { exclude: new Array(11).fill({ at: { any: true }, after: 1, before: 2 }) },
      "BAD_ARGUMENT",
      "exclude",
    ],
    [
      "repeats",
      { options: { ...DEFAULT_PATH_OPTIONS, repeats: "COLLAPSE" as const } },
      "OPTION_DOES_NOT_APPLY",
      "options.repeats",
    ],
    [
      "a window among the options",
      { options: { ...DEFAULT_PATH_OPTIONS, within: 1 } },
      "OPTION_DOES_NOT_APPLY",
      "options.within",
    ],
    ["no choice of a breakdown", { breakdown: {} }, "BAD_ARGUMENT", "breakdown"],
    [
      "two choices of a breakdown",
      { breakdown: { attribute: "region", firstChannel: true } },
      "BAD_ARGUMENT",
      "breakdown",
    ],
    ["an unknown attribute", { breakdown: { attribute: "region" } }, "UNKNOWN_NAME", "breakdown.attribute"],
    ["rowsPerStep out of range", { rowsPerStep: 0 }, "BAD_ARGUMENT", "rowsPerStep"],
    ["first out of range", { first: 0 }, "BAD_ARGUMENT", "first"],
  ])("refuses %s", async (_, given, code, at) => {
    await expect(ask(FIVE, { steps: steps("a", "b"), ...given })).rejects.toMatchObject({ code, at });
  });
});

describe("the name of a step", () => {
  it("says what the selector selects, whatever its form", () => {
    expect(nameOf({ touchpoints: ["web/cart", "web/basket"] })).toBe("web/cart or web/basket");
    const spring = { property: { key: "campaign", in: ["spring", "summer"] } };
    expect(nameOf(spring)).toBe("campaign: spring or summer");
    expect(nameOf({ all: [{ anyOf: [{ channels: ["web"] }, { any: true }] }, { not: spring }] })).toBe(
      "(web or any) and not campaign: spring or summer",
    );
    expect(nameOf({ property: { key: "price", atLeast: 5, atMost: 9 } })).toBe("price: at least 5 and at most 9");
  });
});
