import { describe, expect, it } from "vitest";
import {
  anyOf,
  type CompiledSelector,
  compileGoal,
  compileSelector,
  NO,
  UNLESS_FAILED,
  YES,
} from "../../src/engine/selector.js";
import type { PointSelector } from "../../src/model/catalogue.js";
import { ThroughlineError } from "../../src/model/errors.js";
import type { Projection } from "../../src/projection/projection.js";
import { type LogOptions, projectionOf, type Row } from "../support/projectionOf.js";

const ROWS: Row[] = [
  { customer: "ana", touchpoint: "Live chat", channel: "Chat", stage: "Decide", at: 0 },
  { customer: "ana", touchpoint: "live-chat", channel: "Web", at: 1 },
  { customer: "ana", touchpoint: "Checkout", channel: "Web", stage: "Buy", at: 2 },
  { customer: "ana", touchpoint: "Checkout", channel: "web", stage: "Buy", at: 3 },
];
const DECLARED: LogOptions["declared"] = {
  channels: [{ key: "store", name: "Shop", medium: "OFFLINE", assisted: true }],
  goals: [
    { key: "bought", name: "A purchase", selector: { kinds: ["Checkout"] }, isDefault: true },
    { key: "returned", name: "Return", selector: { kinds: ["Return", "Checkout"] }, isDefault: false },
  ],
};
const projection = projectionOf(ROWS, { declared: DECLARED });

/** Keys of the touchpoints that the selector selects. */
function meant(selector: PointSelector, of: Projection = projection): string[] {
  const { byTouchpoint } = compileSelector(of, selector, "from");
  return of.dictionary.touchpoints.filter((_, code) => byTouchpoint[code] !== NO).sort();
}

function refusal(selector: PointSelector): Pick<ThroughlineError, "code" | "at" | "allowed"> {
  try {
    compileSelector(projection, selector, "from");
  } catch (error) {
    if (error instanceof ThroughlineError) return { code: error.code, at: error.at, allowed: error.allowed };
  }
  throw new Error("not refused");
}

describe("selectors", () => {
  it("accept keys, names and merged names", () => {
    expect(meant({ touchpoints: ["web/checkout"] })).toEqual(["web/checkout"]);
    expect(meant({ kinds: ["checkout"] })).toEqual(["web/checkout"]);
    expect(meant({ kinds: ["Checkout"] })).toEqual(["web/checkout"]);
    // "Live chat" and "live-chat" are one kind, so both spellings select it.
    expect(meant({ kinds: ["Live chat"] })).toEqual(["chat/live-chat", "web/live-chat"]);
    expect(meant({ kinds: ["live-chat"] })).toEqual(["chat/live-chat", "web/live-chat"]);
    expect(meant({ channels: ["Web"] })).toEqual(["web/checkout", "web/live-chat"]);
    expect(meant({ channels: ["web"] })).toEqual(["web/checkout", "web/live-chat"]);
    expect(meant({ stages: ["Buy", "decide"] })).toEqual(["chat/live-chat", "web/checkout"]);
    expect(meant({ any: true })).toHaveLength(3);
    // Here, the name of a touchpoint is also the name of its kind, and selects both.
    expect(meant({ touchpoints: ["Live chat"] })).toEqual(["chat/live-chat", "web/live-chat"]);
  });

  it("match nothing for names of the catalogue that no row has", () => {
    expect(meant({ channels: ["store"] })).toEqual([]);
    expect(meant({ channels: ["Shop"] })).toEqual([]);
  });

  it("prefer a key to a name", () => {
    const both = projectionOf(
      [
        { customer: "ana", touchpoint: "x", channel: "web", at: 0 },
        { customer: "ana", touchpoint: "y", channel: "app", at: 1 },
      ],
      { declared: { channels: [{ key: "web", name: "app", medium: null, assisted: false }] } },
    );
    expect(meant({ channels: ["app"] }, both)).toEqual(["app/y"]);
  });

  it("refuse names that do not exist, with the nearest names and the place", () => {
    expect(refusal({ kinds: ["Checkout", "Chekout"] })).toEqual({
      code: "UNKNOWN_NAME",
      at: "from.kinds[1]",
      allowed: ["Checkout"],
    });
    expect(refusal({ goal: "bougt" })).toEqual({ code: "UNKNOWN_NAME", at: "from.goal", allowed: ["bought"] });
    expect(refusal({ stages: ["zzzzzzzz"] })).toMatchObject({
      code: "UNKNOWN_NAME",
      at: "from.stages[0]",
      allowed: ["buy", "decide"],
    });
  });

  it("refuse no choice, two choices, an empty list and any: false", () => {
    expect(refusal({})).toMatchObject({ code: "AMBIGUOUS_SELECTOR", at: "from" });
    expect(refusal({ kinds: ["Checkout"], any: true })).toMatchObject({ code: "AMBIGUOUS_SELECTOR", at: "from" });
    expect(refusal({ kinds: [] })).toMatchObject({ code: "BAD_ARGUMENT", at: "from.kinds" });
    expect(refusal({ any: false })).toMatchObject({ code: "BAD_ARGUMENT", at: "from.any" });
    expect(meant({ kinds: ["Checkout"], goal: null, any: null })).toEqual(["web/checkout"]);
  });

  it("consider the outcome if a goal is given", () => {
    const failed = projectionOf(
      [
        { customer: "ana", touchpoint: "Checkout", channel: "web", at: 0, outcome: "FAILED" },
        { customer: "ana", touchpoint: "Checkout", channel: "web", at: 1, outcome: "SUCCEEDED" },
        { customer: "ana", touchpoint: "Checkout", channel: "web", at: 2 },
      ],
      { declared: DECLARED },
    );
    const { block } = failed.blocks[0]!;
    const all = (s: CompiledSelector) => [0, 1, 2].map((i) => s.matches(block, i));
    expect(all(compileSelector(failed, { kinds: ["Checkout"] }, "from"))).toEqual([true, true, true]);
    expect(all(compileSelector(failed, { goal: "bought" }, "from"))).toEqual([false, true, true]);
    expect(all(compileGoal(failed, { kinds: ["Checkout"] }, "goal"))).toEqual([false, true, true]);
    expect(all(compileGoal(failed, null, "goal"))).toEqual([false, true, true]);
    const either = anyOf([
      compileSelector(failed, { goal: "bought" }, "a"),
      compileSelector(failed, { kinds: ["Checkout"] }, "b"),
    ])!;
    expect(all(either)).toEqual([true, true, true]);
    expect([...either.byTouchpoint]).toEqual([YES]);
    expect([...compileGoal(failed, { any: true }, "goal").byTouchpoint]).toEqual([UNLESS_FAILED]);
  });

  it("warn of a goal that names something that does not exist yet", () => {
    const returned = compileSelector(projection, { goal: "Return" }, "from");
    expect(returned.byTouchpoint.filter((byte) => byte === UNLESS_FAILED)).toHaveLength(1);
    expect(returned.warnings).toEqual([`The goal "returned" names things that do not exist: Return.`]);
  });

  it("require a default goal if none is given", () => {
    const none = projectionOf(ROWS, {
      declared: { goals: DECLARED.goals!.map((goal) => ({ ...goal, isDefault: false })) },
    });
    expect(() => compileGoal(none, null, "settings.goal")).toThrowError(
      expect.objectContaining({ code: "GOAL_REQUIRED", at: "settings.goal", allowed: ["bought", "returned"] }),
    );
  });
});
