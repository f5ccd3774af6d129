// Cases, worked out by hand, for situations that the shared cases (handoffs.data.test.ts) leave out. Day zero is
// 2020-01-01. A row more than a year later settles all handoffs, unless a case says otherwise.
import { describe, expect, it } from "vitest";
import { scannerOf } from "../../src/engine/scan.js";
import { DEFAULT_PATH_OPTIONS } from "../../src/engine/terms.js";
import type { ThroughlineError } from "../../src/model/errors.js";
import { DAY, HOUR } from "../../src/model/time.js";
import {
  DEFAULT_HANDOFF_SETTINGS,
  type HandoffSettings,
  type HandoffsParams,
  handoffs,
} from "../../src/questions/handoffs/index.js";
import type { HandoffsResult } from "../../src/questions/handoffs/result.js";
import { transitions } from "../../src/questions/transitions/index.js";
import { type LogOptions, projectionOf, type Row } from "../support/projectionOf.js";

const ZERO = Date.UTC(2020, 0, 1);

/** `where` is channel/kind; hours are from day zero. */
function row(customer: string, where: string, hours: number, more: Partial<Row> = {}): Row {
  const [channel, kind] = where.split("/") as [string, string];
  return { customer, channel, touchpoint: kind, at: ZERO + hours * HOUR, ...more };
}

const LATER = row("later", "web/look", 400 * 24);
/** Makes sure that `buy` exists even if nobody bought. */
const NOBODY_BOUGHT = row("later", "web/buy", 400 * 24 + 1);

interface Asked extends Partial<HandoffSettings> {
  readonly from?: HandoffsParams["from"];
  readonly to?: HandoffsParams["to"];
  readonly filter?: HandoffsParams["filter"];
  readonly first?: number;
}

function ask(rows: readonly Row[], asked: Asked = {}, options: LogOptions = {}): Promise<HandoffsResult> {
  const { from, to, filter, first, ...settings } = asked;
  return handoffs(projectionOf(rows, options), {
    settings: { ...DEFAULT_HANDOFF_SETTINGS, goal: { kinds: ["buy"] }, minSupport: 1, ...settings },
    from,
    to,
    filter,
    first: first ?? 100,
  });
}

/** Per row, in words: `web → phone 2 (1 failed, 1 pending): STALLED 1`. */
function words({ handoffs: rows }: HandoffsResult): string[] {
  return rows.map(({ from, to, count, failed, pending, reasons }) => {
    const named = reasons.filter((r) => r.count > 0).map((r) => ` ${r.reason} ${r.count}`);
    return `${from.key} → ${to.key} ${count} (${failed} failed, ${pending} pending):${named.join()}`;
  });
}

async function refusal(
  asked: Asked,
  options: LogOptions = {},
  rows: readonly Row[] = [LATER, NOBODY_BOUGHT],
): Promise<[string, string | undefined]> {
  const error = await ask(rows, asked, options).then(
    () => null,
    (e: unknown) => e as ThroughlineError,
  );
  return [error?.code ?? "no error", error?.at];
}

describe("goals, and who takes part", () => {
  it("does not count a failed purchase as a goal", async () => {
    const rows = [row("c", "web/look", 0), row("c", "store/buy", 1, { outcome: "FAILED" }), LATER];
    expect(words(await ask(rows))).toEqual(["web → store 1 (1 failed, 0 pending): ABANDONED 1, UNRESOLVED 1"]);
    rows[1] = { ...rows[1]!, outcome: "SUCCEEDED" };
    expect(words(await ask(rows))).toEqual(["web → store 1 (0 failed, 0 pending):"]);
  });

  it("accepts a goal by name, by touchpoints, by channel, or the default one", async () => {
    const rows = [row("c", "web/look", 0), row("c", "store/buy", 1), LATER];
    const bought = { key: "bought", name: "Bought", selector: { kinds: ["buy"] }, isDefault: true };
    const declared = { declared: { goals: [bought] } };
    for (const goal of [
      { goal: "bought" },
      { goal: "Bought" },
      { touchpoints: ["store/buy"] },
      { channels: ["store"] },
      { any: true },
      null,
    ])
      expect(words(await ask(rows, { goal }, declared))).toEqual(["web → store 1 (0 failed, 0 pending):"]);
    expect((await ask(rows, { goal: null }, declared)).remarks.settings.goal).toEqual({ goal: "bought" });
    expect(words(await ask(rows, { goal: { touchpoints: ["web/look"] } }))).toEqual([
      "web → store 1 (0 failed, 0 pending): UNRESOLVED 1",
    ]);
  });

  it("includes partners and peers, and the brand only if set", async () => {
    const rows = (initiatedBy: Row["initiatedBy"]): Row[] => [
      row("c", "web/look", 0),
      row("c", "post/parcel", 1, { initiatedBy }),
      row("c", "web/buy", 2),
      LATER,
    ];
    for (const initiatedBy of ["PARTNER", "PEER"] as const)
      expect(words(await ask(rows(initiatedBy)))).toEqual([
        "post → web 1 (0 failed, 0 pending):",
        "web → post 1 (0 failed, 0 pending):",
      ]);
    expect(words(await ask(rows("BRAND")))).toEqual([]);
    expect(words(await ask(rows("BRAND"), { includeBrandSent: true }))).toHaveLength(2);
  });

  it("prefers the row's own initiator to the touchpoint's", async () => {
    const rows = [
      row("c", "web/look", 0),
      row("c", "mail/news", 1, { initiatedBy: "CUSTOMER" }),
      row("c", "web/buy", 2),
      LATER,
    ];
    expect(words(await ask(rows, {}, { brand: ["news"] }))).toHaveLength(2);
    expect(words(await ask([rows[0]!, row("c", "mail/news", 1), rows[2]!, LATER], {}, { brand: ["news"] }))).toEqual(
      [],
    );
  });

  it("sees no repeat in an interaction of a partner, and a repeat in one of the customer", async () => {
    const rows = (initiatedBy: Row["initiatedBy"]): Row[] => [
      row("c", "web/look", 0),
      row("c", "chat/ask", 1, { caseId: "7" }),
      row("c", "phone/ask", 30, { caseId: "7", initiatedBy }),
      row("c", "phone/buy", 31),
      LATER,
    ];
    expect(words(await ask(rows("PARTNER")))[1]).toBe("web → chat 1 (0 failed, 0 pending):");
    expect(words(await ask(rows("CUSTOMER")))[0]).toBe("web → chat 1 (1 failed, 0 pending): REPEATED 1");
  });

  it("does not let a brand-sent mail follow B or end an episode", async () => {
    const rows = [
      row("c", "web/look", 0),
      row("c", "phone/ask", 1),
      row("c", "mail/news", 2),
      row("c", "phone/ask", 3),
      row("c", "mail/news", 4),
      LATER,
      NOBODY_BOUGHT,
    ];
    const result = await ask(rows, {}, { brand: ["news"] });
    expect(words(result)).toEqual(["web → phone 1 (1 failed, 0 pending): ABANDONED 1, UNRESOLVED 1"]);
    expect(result.totals.multiChannelJourneys).toBe(1);
  });
});

describe("the limit of a wait", () => {
  const rows = [row("c", "web/look", 0), row("c", "store/fetch", 30), row("c", "store/buy", 31), LATER];
  const levels = (serviceLevels: { from: string; to: string; wait: number }[]): LogOptions => ({
    declared: { serviceLevels },
  });
  const stalled = async (asked: Asked, options: LogOptions, log: readonly Row[] = rows): Promise<number> =>
    (await ask(log, asked, options)).handoffs[0]!.reasons.find((r) => r.reason === "STALLED")!.count;

  it("is the question's limit, or else the touchpoints' service level, or else the channels'", async () => {
    const channels = { from: "web", to: "store", wait: 30 * HOUR - 1 };
    const touchpoints = { from: "web/look", to: "store/fetch", wait: 30 * HOUR };
    expect(await stalled({}, {})).toBe(0);
    expect(await stalled({}, levels([channels]))).toBe(1);
    expect(await stalled({}, levels([channels, touchpoints]))).toBe(0);
    expect(await stalled({ stallAfter: 29 * HOUR }, levels([channels, touchpoints]))).toBe(1);
    expect(await stalled({ stallAfter: 30 * HOUR }, levels([channels]))).toBe(0);
    expect(await stalled({}, levels([{ from: "store", to: "web", wait: 0 }]))).toBe(0);
  });

  it("is the service level instead of the 24 h of an intent", async () => {
    const meant = [{ ...rows[0]!, intended: "store" }, ...rows.slice(1)];
    expect(await stalled({}, {}, meant)).toBe(1);
    expect(await stalled({}, levels([{ from: "web", to: "store", wait: 30 * HOUR }]), meant)).toBe(0);
  });

  it("settles an attempt when it is over, whatever the other windows", async () => {
    const log = (newest: number): Row[] => [
      row("c", "web/look", 0, { intended: "store" }),
      row("later", "web/buy", newest),
    ];
    expect(words(await ask(log(47.9), { stallAfter: 2 * DAY }))).toEqual(["web → store 1 (0 failed, 1 pending):"]);
    expect(words(await ask(log(48), { stallAfter: 2 * DAY }))).toEqual([
      "web → store 1 (1 failed, 0 pending): NEVER_ARRIVED 1",
    ]);
    expect(words(await ask(log(3), {}, levels([{ from: "web", to: "store", wait: 3 * HOUR }])))).toEqual([
      "web → store 1 (1 failed, 0 pending): NEVER_ARRIVED 1",
    ]);
  });
});

describe("intents", () => {
  it("make one attempt per channel, dated at the first mention; the observed handoff counts for the channel reached", async () => {
    const rows = [
      row("c", "web/look", 0, { intended: "store" }),
      row("c", "web/look", 1, { intended: "phone" }),
      row("c", "web/look", 2, { intended: "store" }),
      row("c", "web/look", 3, { intended: "web" }),
      row("c", "phone/buy", 4),
      LATER,
    ];
    const result = await ask(rows);
    expect(words(result)).toEqual([
      "web → store 1 (1 failed, 0 pending): NEVER_ARRIVED 1",
      "web → phone 1 (0 failed, 0 pending):",
    ]);
    expect(result.handoffs.map(({ count, observed, wait }) => [count, observed, wait.n])).toEqual([
      [1, 0, 0],
      [1, 1, 1],
    ]);
    expect(result.totals).toMatchObject({ handoffs: 2, settled: 2, multiChannelJourneys: 1 });
  });

  it("are judged again when the customer arrives after all, or first goes elsewhere", async () => {
    const begun = [row("c", "web/look", 0, { intended: "store" }), row("later", "web/buy", 72)];
    expect(words(await ask(begun))).toEqual(["web → store 1 (1 failed, 0 pending): NEVER_ARRIVED 1"]);
    expect(words(await ask([...begun, row("c", "store/fetch", 60)]))).toEqual(["web → store 1 (0 failed, 1 pending):"]);
    expect(words(await ask([...begun, row("c", "store/fetch", 60), LATER]))).toEqual([
      "web → store 1 (1 failed, 0 pending): STALLED 1, ABANDONED 1, UNRESOLVED 1",
    ]);
    expect(words(await ask([...begun, row("c", "phone/ask", 50), row("c", "store/buy", 60), LATER]))).toEqual([
      "web → store 1 (1 failed, 0 pending): NEVER_ARRIVED 1",
      "phone → store 1 (0 failed, 0 pending):",
      "web → phone 1 (0 failed, 0 pending):",
    ]);
  });

  it("make a new attempt in each episode that names the channel", async () => {
    const rows = [
      row("c", "web/look", 0, { intended: "store" }),
      row("c", "phone/ask", 1),
      row("c", "web/buy", 2, { intended: "store" }),
      LATER,
    ];
    expect(words(await ask(rows))[0]).toBe("web → store 2 (2 failed, 0 pending): NEVER_ARRIVED 2");
  });

  it("count all pairs and the ranked ones, also those beyond the first rows and those left out by from", async () => {
    // Two customers go from web to store, one of them back; one handoff from phone to web is the newest, and pending.
    const rows = [
      row("c", "web/look", 0),
      row("c", "store/buy", 1),
      row("c", "web/look", 2),
      row("d", "web/look", 0),
      row("d", "store/buy", 1),
      row("e", "phone/ask", 24 * 90 - 1),
      row("e", "web/look", 24 * 90),
    ];
    const counts = async (more: Parameters<typeof ask>[1]) => {
      const { totals, handoffs } = await ask(rows, { minSupport: 2, ...more });
      return [totals.pairs, totals.rankedPairs, handoffs.length];
    };
    expect(await counts({})).toEqual([3, 1, 3]);
    expect(await counts({ first: 1 })).toEqual([3, 1, 1]);
    expect(await counts({ from: { channels: ["phone"] } })).toEqual([3, 1, 1]);
    // A pair with only a pending handoff is counted, but not ranked.
    expect(await counts({ minSupport: 1 })).toEqual([3, 2, 3]);
  });

  it("pair an attempt by A's last touchpoint and the channel at touchpoint grain, without brand-sent intents", async () => {
    const rows = [
      row("c", "web/look", 0, { intended: "store" }),
      row("c", "web/buy", 1),
      row("d", "mail/news", 0, { intended: "store" }),
      row("d", "web/look", 1),
      LATER,
    ];
    const result = await ask(rows, { grain: "TOUCHPOINT" }, { brand: ["news"] });
    expect(result.handoffs.map(({ from, to }) => [from.kind, from.key, to.kind, to.key])).toEqual([
      ["TOUCHPOINT", "web/buy", "CHANNEL", "store"],
    ]);
    expect(result.totals.handoffs).toBe(1);
  });

  it("fail no attempt if NEVER_ARRIVED is not a failure, and still count the reason", async () => {
    const rows = [row("c", "web/buy", 0, { intended: "store" }), LATER];
    expect(words(await ask(rows, { failureReasons: ["STALLED"] }))).toEqual([
      "web → store 1 (0 failed, 0 pending): NEVER_ARRIVED 1",
    ]);
  });
});

describe("windows", () => {
  it("look back only to A for an episode, so that a channel that occurs again starts again", async () => {
    // web, store, web, store: the second web episode is B of one handoff and A of the next.
    const rows = [
      row("c", "web/look", 0),
      row("c", "store/look", 1),
      row("c", "web/look", 2),
      row("c", "store/look", 3),
      LATER,
      NOBODY_BOUGHT,
    ];
    expect(words(await ask(rows))).toEqual([
      "web → store 2 (2 failed, 0 pending): ABANDONED 1, BOUNCED_BACK 1, UNRESOLVED 2",
      "store → web 1 (1 failed, 0 pending): BOUNCED_BACK 1, UNRESOLVED 1",
    ]);
  });

  it("settle in a closed journey before they are over", async () => {
    const rows = [row("c", "web/look", 0), row("c", "store/look", 1), row("later", "web/buy", 25)];
    expect(words(await ask(rows))).toEqual(["web → store 1 (0 failed, 1 pending):"]);
    expect(words(await ask(rows, {}, { journeyGap: DAY }))).toEqual([
      "web → store 1 (1 failed, 0 pending): ABANDONED 1, UNRESOLVED 1",
    ]);
  });

  it("cause a warning if they are longer than the gap, and rows without a channel cause one too", async () => {
    const rows = [row("c", "web/look", 0), { customer: "c", touchpoint: "buy", at: ZERO + HOUR }, LATER];
    const { handoffs: found, remarks } = await ask(rows, {}, { journeyGap: 2 * DAY });
    expect(found.map(({ from, to }) => [from.key, to.key])).toEqual([["web", "unknown"]]);
    expect(remarks.warnings.filter((text) => text.includes("unknown"))).toHaveLength(1);
    expect(remarks.warnings.filter((text) => text.includes("journeyGap"))).toHaveLength(2);
    expect((await ask([row("c", "web/buy", 0), LATER])).remarks.warnings).toEqual([]);
  });

  it("have example journeys for each reason, latest first", async () => {
    const rows = [0, 1, 2].flatMap((n) => [
      row(`c${n}`, "web/look", 48 * n),
      row(`c${n}`, "store/look", 48 * n + 1),
      ...(n === 1 ? [row(`c${n}`, "store/buy", 48 * n + 2)] : []),
    ]);
    const projection = await ask([...rows, LATER]);
    const [found] = projection.handoffs;
    const abandoned = found!.reasons.find((r) => r.reason === "ABANDONED")!;
    expect(found!.examples).toHaveLength(3);
    expect(abandoned.examples).toEqual([found!.examples[0], found!.examples[2]]);
  });
});

describe("refusals", () => {
  it("name the argument", async () => {
    expect(await refusal({ bounceWithin: -1 })).toEqual(["BAD_ARGUMENT", "settings.bounceWithin"]);
    expect(await refusal({ stallAfter: Number.NaN })).toEqual(["BAD_ARGUMENT", "settings.stallAfter"]);
    expect(await refusal({ minSupport: 0 })).toEqual(["BAD_ARGUMENT", "settings.minSupport"]);
    expect(await refusal({ minEffect: 1.1 })).toEqual(["BAD_ARGUMENT", "settings.minEffect"]);
    expect(await refusal({ minEffect: Number.NaN })).toEqual(["BAD_ARGUMENT", "settings.minEffect"]);
    expect(await refusal({ failureReasons: [] })).toEqual(["BAD_ARGUMENT", "settings.failureReasons"]);
    expect(await refusal({ first: 0 })).toEqual(["BAD_ARGUMENT", "first"]);
    expect(await refusal({ first: 1001 })).toEqual(["BAD_ARGUMENT", "first"]);
    expect(await refusal({ baselineBy: "EARLIER" })).toEqual(["BAD_ARGUMENT", "settings.baselineBy"]);
    expect(await refusal({ goal: { kinds: ["bye"] } })).toEqual(["UNKNOWN_NAME", "settings.goal.kinds[0]"]);
    expect(await refusal({ goal: null })).toEqual(["GOAL_REQUIRED", "settings.goal"]);
    expect(await refusal({ from: { channels: ["shop"] } })).toEqual(["UNKNOWN_NAME", "from.channels[0]"]);
    expect(await refusal({ to: { kinds: ["buy"] } })).toEqual(["OPTION_DOES_NOT_APPLY", "to"]);
    expect(await refusal({ to: { kinds: ["buy"], channels: ["web"] } })).toEqual(["AMBIGUOUS_SELECTOR", "to"]);
  });

  it("do not include empty data, which gives an empty answer; an aborted question stops", async () => {
    const declared = { goals: [{ key: "g", name: "G", selector: { kinds: ["buy"] }, isDefault: true }] };
    expect((await ask([], { goal: null }, { declared })).totals).toEqual({
      journeys: 0,
      customers: 0,
      multiChannelJourneys: 0,
      pairs: 0,
      rankedPairs: 0,
      handoffs: 0,
      settled: 0,
      pending: 0,
      failed: 0,
      failRate: null,
    });
    const projection = projectionOf([LATER]);
    const stopped = handoffs(
      projection,
      { settings: { ...DEFAULT_HANDOFF_SETTINGS, goal: { any: true } }, first: 1 },
      scannerOf(projection, AbortSignal.abort(new Error("stop"))),
    );
    await expect(stopped).rejects.toThrow("stop");
  });
});

describe("choosing rows by label", () => {
  const rows = [
    row("c", "web/look", 0, { intended: "kiosk" }),
    row("c", "store/fetch", 1),
    row("c", "web/pay", 2),
    row("d", "store/look", 0),
    row("d", "web/buy", 1),
    LATER,
  ];
  const pairs = async (asked: Asked): Promise<string[]> =>
    (await ask(rows, { grain: "TOUCHPOINT", ...asked })).handoffs
      .map(({ from, to }) => `${from.key} → ${to.key}`)
      .sort();

  it("accepts any choice at touchpoint grain; a channel in `to` finds handoffs that never arrived", async () => {
    expect(await pairs({ from: { kinds: ["look"] } })).toEqual([
      "store/look → web/buy",
      "web/look → kiosk",
      "web/look → store/fetch",
    ]);
    expect(await pairs({ from: { channels: ["web"] }, to: { channels: ["kiosk"] } })).toEqual(["web/look → kiosk"]);
    expect(await pairs({ to: { touchpoints: ["web/pay"] } })).toEqual(["store/fetch → web/pay"]);
    expect(await pairs({ to: { any: true } })).toHaveLength(4);
    expect(await pairs({ from: { goal: "bought" } }).catch((error: ThroughlineError) => error.code)).toBe(
      "UNKNOWN_NAME",
    );
  });

  it("accepts channels at channel grain, also one that only intents name", async () => {
    expect(words(await ask(rows, { to: { channels: ["kiosk"] } }))).toEqual([
      "web → kiosk 1 (1 failed, 0 pending): NEVER_ARRIVED 1",
    ]);
    expect(words(await ask(rows, { from: { channels: ["store"] }, to: { any: true } }))).toHaveLength(1);
  });
});

describe("baselines", () => {
  // Of 40 customers each, web → store fails for 20, web → phone for 4, chat → store for 8. A failing handoff is
  // abandoned.
  const handed = (name: string, from: string, to: string, customers: number, failing: number, startHour = 0): Row[] =>
    Array.from({ length: customers }, (_, c) => [
      row(`${name}${c}`, `${from}/look`, startHour),
      row(`${name}${c}`, `${to}/ask`, startHour + 1),
      ...(c < failing ? [] : [row(`${name}${c}`, `${to}/buy`, startHour + 2)]),
    ]).flat();
  const rows = [
    ...handed("a", "web", "store", 40, 20),
    ...handed("b", "web", "phone", 40, 4),
    ...handed("c", "chat", "store", 40, 8),
    LATER,
  ];
  const rowOf = (result: HandoffsResult, from: string, to: string) =>
    result.handoffs.find((r) => r.from.key === from && r.to.key === to)!;

  it("compare with all others, except those found significant", async () => {
    const result = await ask(rows, { minSupport: 30 });
    const a = rowOf(result, "web", "store");
    expect(a).toMatchObject({ failRate: 0.5, baseline: 12 / 80, excessFailures: 14, significant: true });
    expect(a.excessRate!.low).toBeCloseTo(a.failRateInterval!.low - 12 / 80, 12);
    // Without the fault, the others are compared with each other.
    expect(rowOf(result, "web", "phone")).toMatchObject({ baseline: 8 / 40, significant: false });
    expect(rowOf(result, "chat", "store")).toMatchObject({ baseline: 4 / 40, excessFailures: 4 });
  });

  it("compare with others into the same channel", async () => {
    const result = await ask(rows, { minSupport: 30, baselineBy: "TARGET" });
    expect(rowOf(result, "web", "store")).toMatchObject({ baseline: 8 / 40, significant: true });
    expect(rowOf(result, "web", "phone")).toMatchObject({
      baseline: null,
      pValue: null,
      excessRate: null,
      excessFailures: 0,
      ranked: true,
      significant: false,
    });
    // The handoffs with which it would be compared were set aside.
    expect(rowOf(result, "chat", "store")).toMatchObject({ baseline: null, pValue: null });
  });

  it("compare with the same pair in the earlier span of equal length", async () => {
    const log = [
      ...handed("before", "web", "store", 40, 4, 10),
      ...handed("x", "web", "store", 40, 20, 48),
      ...handed("y", "web", "phone", 40, 20, 48),
      ...handed("old", "web", "phone", 40, 0, 10 - 48),
      LATER,
    ];
    const filter = { startedFrom: ZERO + 48 * HOUR, startedBefore: ZERO + 96 * HOUR };
    const result = await ask(log, { minSupport: 30, baselineBy: "EARLIER", filter });
    expect(result.totals).toMatchObject({ journeys: 80, customers: 80, handoffs: 80 });
    expect(rowOf(result, "web", "store")).toMatchObject({ count: 40, failRate: 0.5, baseline: 0.1, significant: true });
    expect(rowOf(result, "web", "phone")).toMatchObject({
      count: 40,
      baseline: null,
      pValue: null,
      significant: false,
    });
  });

  it("make nothing significant that is less than minEffect above the others", async () => {
    // 50 % compared with 15 %: an effect of exactly 0.35.
    expect(rowOf(await ask(rows, { minEffect: 0.35 }), "web", "store").significant).toBe(true);
    expect(rowOf(await ask(rows, { minEffect: 0.351 }), "web", "store").significant).toBe(false);
  });

  it("rank by customers, not handoffs, with unranked pairs last", async () => {
    const busy = Array.from({ length: 29 }, (_, c) =>
      [0, 1, 2].flatMap((k) => [
        row(`z${c}`, "kiosk/look", 100 * k, { journey: `${k}` }),
        row(`z${c}`, "web/ask", 100 * k + 1, { journey: `${k}` }),
      ]),
    ).flat();
    const result = await ask([...rows, ...busy], { minSupport: 30 });
    expect(result.handoffs.at(-1)).toMatchObject({
      from: { key: "kiosk" },
      count: 87,
      customers: 29,
      ranked: false,
      significant: false,
      pValue: null,
    });
    expect((await ask([...rows, ...busy], { minSupport: 29 })).handoffs[0]).toMatchObject({
      from: { key: "kiosk" },
      significant: true,
    });
  });
});

describe("handoffs and transitions", () => {
  it("agree between two channels on a log without intents, with brand-sent interactions", async () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const rows = Array.from(
      { length: 3_000 },
      (_, i): Row =>
        row(
          `c${random(120)}`,
          `${["web", "store", "phone", "app"][random(4)]}/${["look", "buy", "news"][random(3)]}`,
          random(24 * 200),
          { id: `${i}` },
        ),
    );
    const projection = projectionOf(rows, { brand: ["news"] });
    const found = await handoffs(projection, {
      settings: { ...DEFAULT_HANDOFF_SETTINGS, goal: { kinds: ["buy"] }, includeBrandSent: true },
      first: 1000,
    });
    const { edges } = await transitions(projection, {
      options: { ...DEFAULT_PATH_OPTIONS, grain: "CHANNEL", repeats: "COLLAPSE" },
      first: 1000,
    });
    const between = edges.filter(({ from, to }) => from.kind === "CHANNEL" && to.kind === "CHANNEL");
    expect(between.length).toBe(12);
    for (const { from, to, count, journeys, customers, wait, examples } of between)
      expect(found.handoffs.find((r) => r.from.key === from.key && r.to.key === to.key)).toMatchObject({
        from,
        to,
        count,
        observed: count,
        journeys,
        customers,
        wait,
        examples,
      });
    expect(found.handoffs.length).toBe(between.length);
  });
});

describe("a customer with more interactions than a chunk holds", () => {
  it("is counted in full, and so are the customers before and after", async () => {
    const changes = 80_000;
    const few = (customer: string) => [row(customer, "web/look", 0), row(customer, "store/look", 1)];
    const rows = [
      ...few("before"),
      ...Array.from({ length: changes + 1 }, (_, i) => row("many", i % 2 === 0 ? "web/look" : "store/look", i / 60)),
      ...few("past"),
      LATER,
      NOBODY_BOUGHT,
    ];
    // The loop runs twice: without a customer with this key, and with one.
    for (const _ of [1, 2])
      expect(words(await ask(rows, { failureReasons: ["BOUNCED_BACK"] }))).toEqual([
        `store → web ${changes / 2} (${changes / 2 - 1} failed, 0 pending): ABANDONED 1, BOUNCED_BACK ${changes / 2 - 1}, UNRESOLVED ${changes / 2}`,
        `web → store ${changes / 2 + 2} (${changes / 2} failed, 0 pending): ABANDONED 2, BOUNCED_BACK ${changes / 2}, UNRESOLVED ${changes / 2 + 2}`,
      ]);
    expect(words(await ask(few("one").concat(LATER, NOBODY_BOUGHT)))).toEqual([
      "web → store 1 (1 failed, 0 pending): ABANDONED 1, UNRESOLVED 1",
    ]);
  });
});

describe("cases that name whole journeys", () => {
  const visits = (customers: number): Row[] =>
    Array.from({ length: customers }, (_, c) =>
      ["web/look", "store/look", "web/look", "store/look"].map((where, i) =>
        row(`c${c}`, where, i * 30, { caseId: `case ${c}` }),
      ),
    ).flat();

  it("cause a warning, because nearly every return repeats them", async () => {
    const { totals, remarks } = await ask([...visits(20), LATER, NOBODY_BOUGHT]);
    expect(totals).toMatchObject({ settled: 60 });
    expect(remarks.warnings).toContainEqual(
      expect.stringMatching(/^40 of the 60 settled handoffs shown have the reason REPEATED/),
    );
    const without = await ask([...visits(20), LATER, NOBODY_BOUGHT], { failureReasons: ["ABANDONED"] });
    expect(without.remarks.warnings.join()).not.toContain("REPEATED");
    // There are too few handoffs for a statement.
    expect((await ask([...visits(5), LATER, NOBODY_BOUGHT])).remarks.warnings.join()).not.toContain("REPEATED");
  });
});
