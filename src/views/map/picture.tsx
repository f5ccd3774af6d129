// The map: what customers touch, on which channel and in which stage, and where they change channel. On a narrow page it
// is a list of channels, because curves between small circles could not be read.
import { ListMap } from "./list.js";
import type { MapProps } from "./marks.js";
import { WideMap } from "./wide.js";

/** With less room, the map is a list. */
const WIDE = 860;

export function JourneyMap(props: MapProps) {
  return props.width >= WIDE ? <WideMap {...props} /> : <ListMap {...props} />;
}
