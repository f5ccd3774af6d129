// A projection without journeys, for compiling selectors and labels if only the names of the catalogue matter, whether
// or not any interaction has them.
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
  return projectionOf(version, [], { dictionary, customers: nobody, customerNumbers: 0 }, catalogue, journeyGap);
}
