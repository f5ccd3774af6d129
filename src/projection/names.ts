// A projection without journeys. It is used to compile selectors and labels from the catalogue alone, whether or not
// interactions have these names.
import { DEFAULT_TIME_ZONE } from "../model/zone.js";
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
  const nobody = { attributes: new Map() };
  return projectionOf(version, [], { dictionary, customers: nobody, customerNumbers: 0 }, catalogue, {
    journeyGap,
    // Nothing is grouped by time without journeys.
    timeZone: DEFAULT_TIME_ZONE,
  });
}
