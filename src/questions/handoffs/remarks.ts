// The remarks of an answer about handoffs: the settings that had an effect, and warnings.

import { describeFilter, describeSelector, gapWarning } from "../../engine/totals.js";
import { UNKNOWN_CHANNEL } from "../../model/keys.js";
import { formatDuration } from "../../model/time.js";
import type { Projection } from "../../projection/projection.js";
import type { HandoffsParams } from "./plan.js";
import type { HandoffSettings } from "./settings.js";

export function effectiveSettings(
  projection: Projection,
  { settings, from, to, filter, first }: HandoffsParams,
): Record<string, unknown> {
  return {
    ...settings,
    goal: describeSelector(settings.goal) ?? { goal: projection.catalogue.goals.find((goal) => goal.isDefault)!.key },
    stallAfter: settings.stallAfter === null ? null : formatDuration(settings.stallAfter),
    bounceWithin: formatDuration(settings.bounceWithin),
    repeatWithin: formatDuration(settings.repeatWithin),
    resolveWithin: formatDuration(settings.resolveWithin),
    from: describeSelector(from),
    to: describeSelector(to),
    filter: describeFilter(filter),
    first,
    journeyGap: formatDuration(projection.journeyGap),
  };
}

/** `met`: an episode lay on the channel of interactions that have no channel. */
export function unknownChannelWarning(met: boolean): string[] {
  if (!met) return [];
  return [`Some interactions have no channel; they count as being on a channel of their own, "${UNKNOWN_CHANNEL}".`];
}

export function gapWarnings(projection: Projection, settings: HandoffSettings): string[] {
  return (["stallAfter", "bounceWithin", "repeatWithin", "resolveWithin"] as const).flatMap((name) =>
    gapWarning(projection, settings[name], `\`settings.${name}\``),
  );
}
