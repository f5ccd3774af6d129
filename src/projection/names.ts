// Makes a projection without journeys from a catalogue. It is used where selectors and labels must be compiled, but no
// journey is read, for example to check the names in them.
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
    // Any time zone will do, because there are no journeys to group by time.
    timeZone: DEFAULT_TIME_ZONE,
  });
}
