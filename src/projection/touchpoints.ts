// Finds the catalogue's touchpoint for each touchpoint code, once per projection.
import type { Touchpoint } from "../model/catalogue.js";
import type { Projection } from "./projection.js";

const byCode = new WeakMap<Projection, readonly (Touchpoint | undefined)[]>();

/**
 * Returns the touchpoint of each code. It is undefined if the touchpoint is no longer in the catalogue. No live
 * interaction has such a code.
 */
export function touchpointsByCode(projection: Projection): readonly (Touchpoint | undefined)[] {
  let touchpoints = byCode.get(projection);
  if (touchpoints === undefined) {
    const byKey = new Map(projection.catalogue.touchpoints.map((touchpoint) => [touchpoint.key, touchpoint]));
    touchpoints = projection.dictionary.touchpoints.map((key) => byKey.get(key));
    byCode.set(projection, touchpoints);
  }
  return touchpoints;
}
