// The catalogue by touchpoint code, computed once per projection.
import type { Touchpoint } from "../model/catalogue.js";
import type { Projection } from "./projection.js";

const byCode = new WeakMap<Projection, readonly (Touchpoint | undefined)[]>();

/** Undefined where the touchpoint left the catalogue with its last interaction: no live interaction has that code. */
export function touchpointsByCode(projection: Projection): readonly (Touchpoint | undefined)[] {
  let touchpoints = byCode.get(projection);
  if (touchpoints === undefined) {
    const byKey = new Map(projection.catalogue.touchpoints.map((touchpoint) => [touchpoint.key, touchpoint]));
    touchpoints = projection.dictionary.touchpoints.map((key) => byKey.get(key));
    byCode.set(projection, touchpoints);
  }
  return touchpoints;
}
