// Makes a projection without journeys. With it, selectors and labels are compiled from the catalogue alone, even for
// names that no interaction has.
import { DEFAULT_TIME_ZONE } from "../model/zone.js";
import { NO_LOOSE_ANSWERS } from "./answers.js";
import { projectionOf } from "./build.js";
import type { Projection } from "./projection.js";

export function namesOf({
  version,
  catalogue,
  journeyGap,
}: Pick<Projection, "version" | "catalogue" | "journeyGap">): Projection {
  const dictionary = {
    touchpoints: catalogue.touchpoints.map(({ key }) => key),
    channels: catalogue.channels.map(({ key }) => key),
  };
  const nobody = { customers: { attributes: new Map() }, customerNumbers: 0, looseAnswers: NO_LOOSE_ANSWERS };
  return projectionOf(version, [], { dictionary, ...nobody }, catalogue, {
    journeyGap,
    // Nothing is grouped by time without journeys.
    timeZone: DEFAULT_TIME_ZONE,
  });
}
