// Tests of the handoffs of one journey. They are compared with cases that were worked out by hand and with a slow
// oracle. Their sums over all journeys are compared with the question `handoffs`.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CustomerHistory, Journey } from "../../src/model/journey.js";
import { HOUR } from "../../src/model/time.js";
import { DEFAULT_HANDOFF_SETTINGS, type HandoffSettings, handoffs } from "../../src/questions/handoffs/index.js";
import type { HandoffReason } from "../../src/questions/handoffs/settings.js";
import { HandoffJudge, type JourneyHandoff } from "../../src/service/journeyHandoffs.js";
import { type LoadedInteraction, type LoadedJourney, loadedJourney } from "../../src/service/views.js";
import { handoffSettings, handoffWorlds, logOfWorld } from "../support/handoffWorlds.js";
import { journeyHandoffsOracle } from "../support/journeyHandoffsOracle.js";
import { type Log, type LogOptions, logOf, projectionOfLog, type Row } from "../support/projectionOf.js";

const ZERO = Date.UTC(2020, 0, 1);

function row(customer: string, where: string, hours: number, more: Partial<Row> = {}): Row {
  const [channel, kind] = where.split("/") as [string, string];
  return { customer, channel, touchpoint: kind, at: ZERO + hours * HOUR, ...more };
}

function loaded({ key: customer }: CustomerHistory, journey: Journey): LoadedJourney {
  return loadedJourney({ customer, journey });
}

function all(judge: HandoffJudge, journey: LoadedJourney): JourneyHandoff[] {
  return judge.some(journey, 0, Number.MAX_SAFE_INTEGER);
}

const position = (interaction: LoadedInteraction | null): number | null => interaction?.position ?? null;
const hours = (time: number | null): number | null => (time === null ? null : (time - ZERO) / HOUR);

/** In words, with hours from day zero: `web → phone FAILED 1→2: ABANDONED 0–168 by –`. */
function words(rows: readonly Row[], settings: Partial<HandoffSettings> = {}, options: LogOptions = {}): string[] {
  const log = logOf([...rows, row("later", "web/look", 9_600), row("later", "web/buy", 9_601)], options);
  const judge = new HandoffJudge(projectionOfLog(log), {
    ...DEFAULT_HANDOFF_SETTINGS,
    goal: { kinds: ["buy"] },
    ...settings,
  });
  const history = log.histories.find(({ key }) => key === "c")!;
  return history.journeys.flatMap((journey) =>
    all(judge, loaded(history, journey)).map(
      ({ from, to, verdict, leaves, reaches, reasons, resolvedBy }) =>
        `${from.key} → ${to.key} ${verdict} ${leaves.position}→${position(reaches) ?? "–"}${
          resolvedBy === null ? "" : ` by ${resolvedBy.position}`
        }: ${reasons
          .map(
            ({ reason, since, until, interaction }) =>
              `${reason} ${hours(since)}–${hours(until)} ${position(interaction) ?? "–"}`,
          )
          .join(", ")}`,
    ),
  );
}

describe("the handoffs of a journey, by hand", () => {
  it("names the return of a bounce, and no more than the missing help of the handoff before", () => {
    expect(words([row("c", "web/look", 0), row("c", "phone/ask", 1), row("c", "web/look", 3)])).toEqual([
      "web → phone FAILED 1→2: BOUNCED_BACK 1–25 3, UNRESOLVED 1–169 –",
      "phone → web FAILED 2→3: ABANDONED 3–171 –, UNRESOLVED 3–171 –",
    ]);
  });

  it("names what came too late", () => {
    expect(
      words([row("c", "web/look", 0), row("c", "phone/ask", 1), row("c", "store/buy", 200)], {
        resolveWithin: 24 * HOUR,
        failureReasons: ["UNRESOLVED", "ABANDONED"],
      }),
    ).toEqual(["web → phone FAILED 1→2: ABANDONED 1–25 3, UNRESOLVED 1–25 3", "phone → store SUCCEEDED 2→3 by 3: "]);
  });

  it("names the intent of an attempt that never arrived, before the handoff that took its place", () => {
    const rows = [
      row("c", "web/look", 0),
      row("c", "web/ask", 1, { intended: "phone" }),
      row("c", "web/ask", 2, { intended: "phone" }),
      row("c", "store/buy", 5),
    ];
    expect(words(rows)).toEqual(["web → phone FAILED 3→–: NEVER_ARRIVED 1–25 2", "web → store SUCCEEDED 3→4 by 4: "]);
    expect(words(rows, { grain: "TOUCHPOINT" })[0]).toBe("web/ask → phone FAILED 3→–: NEVER_ARRIVED 1–25 2");
  });

  it("names B's late arrival, and by when it was promised", () => {
    const rows = [row("c", "web/look", 0, { intended: "store" }), row("c", "store/buy", 30)];
    expect(words(rows)).toEqual(["web → store FAILED 1→2 by 2: STALLED 0–24 2"]);
    const declared = { serviceLevels: [{ from: "web", to: "store", wait: 2 * HOUR }] };
    expect(words(rows, {}, { declared })).toEqual(["web → store FAILED 1→2 by 2: STALLED 0–2 2"]);
    expect(words([row("c", "web/look", 0), row("c", "store/buy", 30)])).toEqual(["web → store SUCCEEDED 1→2 by 2: "]);
  });

  it("names the first repetition of a case, and skips what the brand sent", () => {
    const rows = [
      row("c", "web/look", 0),
      row("c", "chat/ask", 1, { caseId: "7" }),
      row("c", "mail/news", 2, { caseId: "7" }),
      row("c", "phone/ask", 3),
      row("c", "phone/ask", 4, { caseId: "7" }),
      row("c", "phone/ask", 5, { caseId: "7" }),
      row("c", "phone/buy", 6),
    ];
    expect(words(rows, {}, { brand: ["news"] })).toEqual([
      "web → chat FAILED 1→2 by 7: REPEATED 1–169 5",
      "chat → phone SUCCEEDED 2→4 by 7: ",
    ]);
  });

  it("lists reasons that are no failures, and says so", () => {
    const log = logOf([row("c", "web/look", 0), row("c", "phone/ask", 1), row("later", "web/buy", 9_600)]);
    const settings = { ...DEFAULT_HANDOFF_SETTINGS, goal: { kinds: ["buy"] }, failureReasons: ["STALLED"] as const };
    const [history] = log.histories;
    const judge = new HandoffJudge(projectionOfLog(log), settings);
    const [handoff] = all(judge, loaded(history!, history!.journeys[0]!));
    expect(handoff).toMatchObject({
      verdict: "SUCCEEDED",
      reasons: [
        { reason: "ABANDONED", isFailure: false },
        { reason: "UNRESOLVED", isFailure: false },
      ],
    });
  });

  it("says until when a handoff is pending: the end of its windows, or of its journey", () => {
    const until = (journeyGap: number): (number | null)[] => {
      const log = logOf([row("c", "web/look", 0), row("c", "phone/ask", 10), row("later", "web/buy", 50)], {
        journeyGap,
      });
      const judge = new HandoffJudge(projectionOfLog(log), { ...DEFAULT_HANDOFF_SETTINGS, goal: { kinds: ["buy"] } });
      const [history] = log.histories;
      return all(judge, loaded(history!, history!.journeys[0]!)).map(({ verdict, pendingUntil, reasons }) => {
        expect(verdict).toBe("PENDING");
        expect(reasons).toEqual([]);
        return hours(pendingUntil);
      });
    };
    expect(until(30 * 24 * HOUR)).toEqual([10 + 7 * 24]);
    expect(until(48 * HOUR)).toEqual([58]);
  });

  it("gives a window without an end where the end cannot be written", () => {
    const log = logOf([row("c", "web/look", 0), row("c", "phone/ask", 1), row("later", "web/buy", 9_600)]);
    const settings = { ...DEFAULT_HANDOFF_SETTINGS, goal: { kinds: ["buy"] }, resolveWithin: Number.MAX_SAFE_INTEGER };
    const [history] = log.histories;
    const judge = new HandoffJudge(projectionOfLog(log), settings);
    const [handoff] = all(judge, loaded(history!, history!.journeys[0]!));
    expect(handoff!.reasons.map(({ reason, until }) => [reason, until])).toEqual([
      ["ABANDONED", null],
      ["UNRESOLVED", null],
    ]);
  });

  it("refuses settings that make no sense, and needs a goal", () => {
    const projection = projectionOfLog(logOf([row("c", "web/look", 0)]));
    expect(() => new HandoffJudge(projection, { ...DEFAULT_HANDOFF_SETTINGS, minSupport: 0 })).toThrow(
      expect.objectContaining({ code: "BAD_ARGUMENT", at: "settings.minSupport" }),
    );
    expect(() => new HandoffJudge(projection, DEFAULT_HANDOFF_SETTINGS)).toThrow(
      expect.objectContaining({ code: "GOAL_REQUIRED", at: "settings.goal" }),
    );
  });
});

/** Every journey of the log with its handoffs. */
function judged(log: Log, settings: HandoffSettings) {
  const judge = new HandoffJudge(projectionOfLog(log), settings);
  return log.histories.flatMap((history) =>
    history.journeys.map((journey) => {
      const view = loaded(history, journey);
      const found = all(judge, view);
      expect(judge.count(view)).toBe(found.length);
      return { journey, found };
    }),
  );
}

describe("the handoffs of all journeys", () => {
  it("add up to what handoffs counts, for each pair and each reason", async () => {
    await fc.assert(
      fc.asyncProperty(handoffWorlds, handoffSettings, async (world, settings) => {
        const log = logOfWorld(world);
        const one = { ...settings, baselineBy: "ALL" as const };
        const { handoffs: rows, totals } = await handoffs(projectionOfLog(log), { settings: one, first: 1_000 });
        const found = judged(log, settings).flatMap((journey) => journey.found);
        expect(found.length).toBe(totals.handoffs);
        const sums = new Map<string, { count: number; observed: number; pending: number; failed: number }>();
        const reasons = new Map<string, number>();
        for (const { from, to, verdict, reaches, reasons: given } of found) {
          const pair = `${from.key} ${to.kind} ${to.key}`;
          const sum = sums.get(pair) ?? { count: 0, observed: 0, pending: 0, failed: 0 };
          sums.set(pair, {
            count: sum.count + 1,
            observed: sum.observed + Number(reaches !== null),
            pending: sum.pending + Number(verdict === "PENDING"),
            failed: sum.failed + Number(verdict === "FAILED"),
          });
          for (const { reason } of given) reasons.set(`${pair} ${reason}`, (reasons.get(`${pair} ${reason}`) ?? 0) + 1);
        }
        expect(sums.size).toBe(rows.length);
        for (const { from, to, count, observed, pending, failed, reasons: counted } of rows) {
          const pair = `${from.key} ${to.kind} ${to.key}`;
          expect(sums.get(pair)).toEqual({ count, observed, pending, failed });
          for (const { reason, count: n } of counted) expect(reasons.get(`${pair} ${reason}`) ?? 0).toBe(n);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("lie where the oracle finds them, and show what it finds", () => {
    fc.assert(
      fc.property(handoffWorlds, handoffSettings, (world, settings) => {
        const log = logOfWorld(world);
        const newest = Math.max(...world.rows.map(({ at }) => Number(at)));
        for (const { journey, found } of judged(log, settings)) {
          const failing = (reason: HandoffReason) => settings.failureReasons.includes(reason);
          expect(
            found.map((handoff) => ({
              from: handoff.from.key,
              to: handoff.to.key,
              verdict: handoff.verdict,
              leaves: handoff.leaves.position,
              reaches: position(handoff.reaches),
              intent: position(handoff.intent),
              resolvedBy: position(handoff.resolvedBy),
              pendingUntil: handoff.pendingUntil,
              reasons: handoff.reasons.map(({ reason, isFailure, since, until, interaction }) => {
                expect(isFailure).toBe(failing(reason));
                return `${reason} ${since} ${until} ${position(interaction)}`;
              }),
            })),
          ).toEqual(journeyHandoffsOracle(log, settings, journey, newest));
          found.forEach(({ leaves, reaches, wait }, i) => {
            expect(found[i]!.position).toBe(i + 1);
            expect(wait).toBe(reaches === null ? null : reaches.at - leaves.at);
          });
        }
      }),
      { numRuns: 300 },
    );
  });
});
