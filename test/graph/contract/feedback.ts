// Tests of answers. They are recorded, repeated, replaced and erased like interactions, and removed when their import
// is undone. They belong to the customer of their identity when identities are linked. They find their interaction even
// if it arrives later.
import { expect } from "vitest";
import type { GraphStore } from "../../../src/graph/store.js";
import { DAY } from "../../../src/model/time.js";
import { answersFor, joinedTexts } from "../../support/answers.js";
import { batchFor, instant } from "../../support/histories.js";
import type { Cases } from "../store.contract.js";
import { dump, Mirror, routes } from "./support.js";

const source = async (store: GraphStore, name: string): Promise<number> =>
  (await store.openSource({ name, hash: `hash of ${name}`, mapping: "{}" }, 1)).number;

/** `id: touchpoint identity/interaction` for each answer of a customer. */
const joined = async (store: GraphStore, customer: string): Promise<string[]> => {
  const [history] = await store.customers([customer]);
  return history == null ? [] : joinedTexts(history);
};

/** The values that a visitor receives: the index of the interaction, and the touchpoint. */
const visited = async (store: GraphStore): Promise<(readonly unknown[])[]> => {
  const seen: (readonly unknown[])[] = [];
  const ignore = () => {};
  await store.stream({
    customer: ignore,
    journey: ignore,
    interaction: ignore,
    known: ignore,
    gone: ignore,
    answer: (index, touchpoint, ordinal, { csat, nps }) => seen.push([index, touchpoint, ordinal, csat ?? nps]),
  });
  return seen;
};

export function feedbackCases(test: Cases): void {
  test("feedback: joined to the latest interaction at the touchpoint, or to the one that it names", async (store) => {
    await store.record(
      batchFor({ ana: "web/buy@09:00#1 web/help@09:10#2 web/buy@09:20#3 web/buy@d3T09:00#4 store/buy@d20T09:00#5" }),
    );
    const outcome = await store.recordFeedback(
      answersFor({
        ana: "web/buy@09:30+nps=9 web/buy^1@d2T10:00+csat=2 ^2@08:00+emotion=-2 web/buy@08:59+ces=7 web/buy@d9T10:00+nps=0 store/buy^9@d20T10:00+csat=4 web/survey@d20T11:00+fine",
      }),
    );
    expect(outcome).toMatchObject({ accepted: 7, duplicates: 0, replaced: 0, conflicts: [], rejected: [] });
    expect(outcome.created).toEqual({ touchpoints: ["web/survey"], channels: [], stages: [] });
    expect(await joined(store, "ana")).toEqual([
      "3: web/help ana/2",
      "4: web/buy -",
      "1: web/buy ana/3",
      "2: web/buy ana/1",
      "5: web/buy ana/4",
      "6: store/buy -",
      "7: web/survey -",
    ]);
    expect(await visited(store)).toEqual([
      [1, "web/help", 0, null],
      [-1, "web/buy", 1, null],
      [2, "web/buy", 2, 9],
      [0, "web/buy", 3, 2],
      [3, "web/buy", 4, 0],
      [-1, "store/buy", 5, 4],
      [-1, "web/survey", 6, null],
    ]);
    // An answer changes no interaction, journey or time.
    expect(await routes(store, "ana")).toEqual(["web/buy web/help web/buy web/buy store/buy"]);
  });

  test("feedback: seven days are the limit, the limit included", async (store) => {
    await store.record(batchFor({ ana: "web/buy@09:00#1" }));
    const at = instant("09:00") + 7 * DAY;
    const { origins, rows, ...rest } = answersFor({ ana: "web/buy@09:00#a+nps=9 web/buy@09:00#b+nps=9" });
    await store.recordFeedback({
      ...rest,
      origins,
      rows: rows.map((row, i) => ({ ...row, at: at + i })),
    });
    expect(await joined(store, "ana")).toEqual(["a: web/buy ana/1", "b: web/buy -"]);
  });

  test("feedback before the interactions: the order of arrival does not matter", async (store) => {
    await store.recordFeedback(answersFor({ ana: "web/buy@09:30+nps=9 ^2@09:40+csat=1" }));
    expect(await joined(store, "ana")).toEqual(["1: web/buy -", "2: - -"]);
    expect((await store.customers(["ana"]))[0]).toMatchObject({ key: "ana", journeys: [] });
    expect(await store.status()).toMatchObject({ customers: 1, journeys: 0, answers: 2 });
    const mirror = new Mirror();
    await mirror.build(store);
    await store.record(batchFor({ ana: "web/buy@09:00#1 web/help@09:10#2" }));
    expect(await joined(store, "ana")).toEqual(["1: web/buy ana/1", "2: web/help ana/2"]);
    expect((await mirror.refresh(store)).changed).toHaveLength(1);
  });

  test("feedback: repeated, in conflict, replaced", async (store) => {
    const [a, b] = [await source(store, "a"), await source(store, "b")];
    await store.recordFeedback(answersFor({ ana: "web/buy@09:30+nps=9+csat=5" }, { source: a }));
    const before = await store.version();
    const again = await store.recordFeedback(answersFor({ ana: "web/buy@09:30+nps=9+csat=5" }, { source: a }));
    expect(again).toMatchObject({ accepted: 0, duplicates: 1, version: before });
    const other = answersFor({ ana: "web/buy@09:30+nps=9+csat=4" }, { source: b });
    const refused = await store.recordFeedback(other);
    expect(refused).toMatchObject({ accepted: 0, version: before });
    expect(refused.conflicts).toMatchObject([{ index: 0, field: "csat", code: "CONFLICT" }]);
    expect(await store.recordFeedback({ ...other, replace: true })).toMatchObject({ replaced: 1, accepted: 0 });
    expect((await store.customers(["ana"]))[0]!.kept!.answers).toMatchObject([{ csat: 4, nps: 9 }]);
    expect((await store.sources()).map(({ name, answers }) => [name, answers])).toEqual([
      ["a", 0],
      ["b", 1],
    ]);
  });

  test("feedback: forgotten by source, and what only it brought is gone", async (store) => {
    const [log, survey] = [await source(store, "log"), await source(store, "survey")];
    await store.record(batchFor({ ana: "web/buy@09:00#1" }, { source: log }));
    await store.setAttributes([{ customer: "ana", attributes: { tier: "gold" } }]);
    const clean = await dump(store);
    const answers = { ana: "web/buy@09:30+nps=9 web/survey@09:31+csat=1", ben: "web/buy@09:00+nps=1" };
    await store.recordFeedback(answersFor(answers, { source: survey }));
    expect((await store.catalogue()).touchpoints.map(({ key }) => key)).toEqual(["web/buy", "web/survey"]);
    // Data that both sources recorded remain with the log.
    await store.recordFeedback(answersFor({ ben: "web/buy@09:00+nps=1" }, { source: log }));
    expect(await store.forget(survey)).toMatchObject({ found: true, customers: 2, interactions: 0, answers: 2 });
    expect((await store.status()).answers).toBe(1);
    expect((await store.customers(["ana"]))[0]!.attributes).toEqual({ tier: "gold" });
    expect((await store.catalogue()).touchpoints.map(({ key }) => key)).toEqual(["web/buy"]);
    expect(await store.forget(log)).toMatchObject({ found: true, interactions: 1, answers: 1 });
    expect((await store.status()).answers).toBe(0);
    expect(clean).not.toEqual(await dump(store));
  });

  test("feedback: erased with the customer, moved by link and unlink", async (store) => {
    await store.record(batchFor({ cookie: "web/buy@09:00#1", card: "web/buy@09:10#1" }));
    await store.recordFeedback(
      answersFor({ cookie: "web/buy@09:30#x+nps=9 ^1@09:31#y+csat=1", card: "web/buy@09:32#x+nps=1" }),
    );
    const apart = await dump(store);
    await store.link(["cookie"], "card");
    // The latest interaction at the touchpoint is now one of `card`. An answer that names an id prefers the interaction
    // of its own identity.
    expect(await joined(store, "cookie")).toEqual(["x: web/buy card/1", "y: web/buy cookie/1", "x: web/buy card/1"]);
    await store.unlink("cookie", "card");
    expect(await dump(store)).toEqual(apart);
    expect(await joined(store, "cookie")).toEqual(["x: web/buy cookie/1", "y: web/buy cookie/1"]);
    await store.link(["cookie"], "card");
    await store.setAttributes([{ customer: "cookie", attributes: { tier: "gold" } }]);
    expect((await store.status()).answers).toBe(3);
    expect(await store.erase("cookie")).toMatchObject({ found: true, interactions: 2, answers: 3 });
    expect(await store.status()).toMatchObject({ customers: 0, answers: 0 });
    expect((await store.catalogue()).touchpoints).toEqual([]);
  });

  test("feedback: attributes and a new gap leave the answers", async (store) => {
    await store.record(batchFor({ ana: "web/buy@09:00#1 web/buy@10:00#2" }));
    await store.recordFeedback(answersFor({ ana: "web/buy@09:30+nps=9" }));
    await store.setAttributes([{ customer: "ana", attributes: { tier: "gold" } }]);
    await store.updateSettings({ journeyGap: 60_000 });
    await store.setAttributes([{ customer: "ana", attributes: { tier: "" } }]);
    expect(await routes(store, "ana")).toEqual(["web/buy", "web/buy"]);
    expect(await joined(store, "ana")).toEqual(["1: web/buy ana/1"]);
    await store.record(batchFor({ ana: "web/buy@09:20#3" }));
    expect(await joined(store, "ana")).toEqual(["1: web/buy ana/3"]);
  });

  test("feedback: names are created only if the batch may", async (store) => {
    await store.record(batchFor({ ana: "web/buy@09:00#1" }));
    const batch = answersFor(
      { ana: "web/buy@09:30+nps=9 web/bye@09:30+nps=9 ^1@09:31+csat=1" },
      { createNames: false },
    );
    const outcome = await store.recordFeedback(batch);
    expect(outcome).toMatchObject({ accepted: 2, created: { touchpoints: [] } });
    expect(outcome.rejected).toMatchObject([{ index: 1, field: "touchpoint", code: "UNKNOWN_TOUCHPOINT" }]);
    expect(await joined(store, "ana")).toEqual(["1: web/buy ana/1", "3: web/buy ana/1"]);
  });
}
