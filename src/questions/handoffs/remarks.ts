// Makes the remarks in an answer of handoffs: the settings that had an effect, and the warnings.

import { describeFilter, describeGoal, describeSelector, gapWarning } from "../../engine/totals.js";
import { UNKNOWN_CHANNEL } from "../../model/keys.js";
import { formatDuration } from "../../model/time.js";
import type { Projection } from "../../projection/projection.js";
import { describeGroups } from "../groups.js";
import type { HandoffsParams } from "./plan.js";
import type { HandoffResult } from "./result.js";
import type { HandoffSettings } from "./settings.js";

export function effectiveSettings(projection: Projection, params: HandoffsParams): Record<string, unknown> {
  const { settings, from, to, filter, first } = params;
  return {
    ...settings,
    goal: describeGoal(projection, settings.goal),
    stallAfter: settings.stallAfter === null ? null : formatDuration(settings.stallAfter),
    bounceWithin: formatDuration(settings.bounceWithin),
    repeatWithin: formatDuration(settings.repeatWithin),
    resolveWithin: formatDuration(settings.resolveWithin),
    from: describeSelector(from),
    to: describeSelector(to),
    filter: describeFilter(filter),
    first,
    ...describeGroups(projection, params),
    journeyGap: formatDuration(projection.journeyGap),
  };
}

/** `met` is true if an episode was on the channel `unknown`. */
export function unknownChannelWarning(met: boolean): string[] {
  if (!met) return [];
  return [`Some interactions have no channel; they are counted on a channel called "${UNKNOWN_CHANNEL}".`];
}

export function gapWarnings(projection: Projection, settings: HandoffSettings): string[] {
  return (["stallAfter", "bounceWithin", "repeatWithin", "resolveWithin"] as const).flatMap((name) =>
    gapWarning(projection, settings[name], `\`settings.${name}\``),
  );
}

/** With fewer settled handoffs than this, a share is not meaningful. */
const ENOUGH_SETTLED = 30;

/**
 * Warns if many settled handoffs are REPEATED. The log is then probably a case log, in which `caseId` names the whole
 * journey, so the fail rate says little.
 */
export function repeatedWarning({ failureReasons }: HandoffSettings, rows: readonly HandoffResult[]): string[] {
  if (!failureReasons.includes("REPEATED")) return [];
  const settled = rows.reduce((sum, row) => sum + row.settled, 0);
  const repeated = rows.reduce(
    (sum, { reasons }) => sum + (reasons.find(({ reason }) => reason === "REPEATED")?.count ?? 0),
    0,
  );
  if (settled < ENOUGH_SETTLED || repeated * 2 < settled) return [];
  return [
    `${repeated} of the ${settled} settled handoffs shown have the reason REPEATED. If \`caseId\` identifies the whole journey, as in a case log, nearly every later interaction counts as raising the same case again. If so, leave REPEATED out of \`settings.failureReasons\`.`,
  ];
}
