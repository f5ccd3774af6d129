// Answers the question handoffs in the store itself. The store supports the grain CHANNEL, all reasons, and filtering
// by period and by customers, but no statistical tests. Fields that result from comparing pairs are null, so rows are
// ordered by `ranked`, `count` and label only.

import { compileGoal } from "../../engine/selector.js";
import type { Label } from "../../engine/terms.js";
import { ratio } from "../../engine/totals.js";
import type { FoundHandoff, HandoffsAsked, HandoffsFound, StoreAnswer, World } from "../../graph/questions.js";
import { UNKNOWN_CHANNEL } from "../../model/keys.js";
import { namesOf } from "../../projection/names.js";
import { NO_BREAKDOWN } from "../../questions/groups.js";
import type { HandoffsParams } from "../../questions/handoffs/index.js";
import {
  effectiveSettings,
  gapWarnings,
  repeatedWarning,
  unknownChannelWarning,
} from "../../questions/handoffs/remarks.js";
import type { HandoffResult, HandoffsResult } from "../../questions/handoffs/result.js";
import { compileLabelTest } from "../../questions/handoffs/rows.js";
import { handoffRules, INTENDED_WAIT } from "../../questions/handoffs/rules.js";
import { checkHandoffQuestion, DEFAULT_HANDOFF_SETTINGS, HANDOFF_REASONS } from "../../questions/handoffs/settings.js";
import { type InStore, inStore, pointsOf, scopeOf, supportOnly, waitsOf } from "./inStore.js";

const SUPPORTED = [
  "goal",
  "stallAfter",
  "bounceWithin",
  "repeatWithin",
  "resolveWithin",
  "minSupport",
  "failureReasons",
  "includeBrandSent",
] as const;

export function handoffsInStore(params: HandoffsParams): InStore<HandoffsResult> {
  return inStore(
    "handoffs",
    (world) => asked(params, world),
    (answer) => result(params, answer),
  );
}

function asked(params: HandoffsParams, world: World): HandoffsAsked {
  const { settings, from, to, filter, first } = params;
  checkHandoffQuestion(settings, filter ?? {}, first);
  supportOnly(params, ["settings", "from", "to", "filter", "first", "wanted"], { firstGroups: params.firstGroups }, "");
  supportOnly(settings, SUPPORTED, DEFAULT_HANDOFF_SETTINGS, "settings");
  const names = namesOf(world);
  const goal = compileGoal(names, settings.goal, "settings.goal");
  // With the grain CHANNEL, the code of a label is the code of its channel.
  const rules = handoffRules(names, settings, goal.byTouchpoint);
  const chosen = (selector: HandoffsParams["from"], at: string) => {
    const test = compileLabelTest(names, rules, selector ?? null, at);
    return test && rules.channels.filter((_, code) => test(code));
  };
  const { touchpoints, serviceLevels } = world.catalogue;
  const { stallAfter, bounceWithin, repeatWithin, resolveWithin, minSupport, failureReasons, includeBrandSent } =
    settings;
  return {
    scope: scopeOf(names, filter),
    channels: Object.fromEntries(touchpoints.map(({ key, channel }) => [key, channel])),
    initiators: Object.fromEntries(
      touchpoints.flatMap(({ key, initiatedBy }) => (initiatedBy === "CUSTOMER" ? [] : [[key, initiatedBy]])),
    ),
    goal: pointsOf(names, goal).touchpoints,
    levels: serviceLevels,
    stallAfter,
    intendedWait: INTENDED_WAIT,
    bounceWithin,
    repeatWithin,
    resolveWithin,
    minSupport,
    failureReasons,
    includeBrandSent,
    unknown: UNKNOWN_CHANNEL,
    from: chosen(from, "from"),
    to: chosen(to, "to"),
    first,
  };
}

function result(params: HandoffsParams, { world, found }: StoreAnswer<HandoffsAsked, HandoffsFound>): HandoffsResult {
  const names = namesOf(world);
  const goal = compileGoal(names, params.settings.goal, "settings.goal");
  const channels = new Map(world.catalogue.channels.map(({ key, name }) => [key, name]));
  const label = (key: string): Label => ({ key, label: channels.get(key) ?? key, kind: "CHANNEL" });
  const {
    journeys,
    customers,
    multiChannelJourneys,
    pairs,
    rankedPairs,
    handoffs,
    settled,
    failed,
    unknownChannel,
    rows,
  } = found;
  // These two settings affect only the statistical tests.
  const { minEffect: _, baselineBy: __, ...settings } = effectiveSettings(names, params);
  const shown = rows.map((row) => handoffOf(row, label, params.settings.minSupport));
  return {
    totals: {
      journeys,
      customers,
      multiChannelJourneys,
      pairs,
      rankedPairs,
      handoffs,
      settled,
      pending: handoffs - settled,
      failed,
      failRate: ratio(failed, settled),
    },
    handoffs: shown,
    ...NO_BREAKDOWN,
    remarks: {
      settings,
      warnings: [
        ...new Set([
          ...goal.warnings,
          ...unknownChannelWarning(unknownChannel),
          ...gapWarnings(names, params.settings),
          ...repeatedWarning(params.settings, shown),
        ]),
      ],
    },
  };
}

function handoffOf(row: FoundHandoff, label: (key: string) => Label, minSupport: number): HandoffResult {
  const { count, observed, journeys, customers, settled, failed, failedJourneys, failedCustomers } = row;
  return {
    from: label(row.from),
    to: label(row.to),
    count,
    observed,
    journeys,
    customers,
    pending: count - settled,
    settled,
    failed,
    failedJourneys,
    failedCustomers,
    failRate: ratio(failed, settled),
    failRateInterval: null,
    baseline: null,
    excessRate: null,
    excessFailures: null,
    pValue: null,
    ranked: row.settledCustomers >= minSupport,
    significant: null,
    reasons: HANDOFF_REASONS.map((reason) => ({
      reason,
      count: row.reasons[reason]!,
      rate: ratio(row.reasons[reason]!, settled),
      examples: row.examplesByReason[reason]!,
    })),
    wait: waitsOf(row.wait),
    examples: row.examples,
  };
}
