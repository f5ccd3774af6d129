// The map shows the touchpoints by channel and stage, and the changes of channel between them. On a narrow page, it is
// a list of channels, because curves between small circles would be unreadable.
import { ListMap } from "./list.js";
import type { MapProps } from "./marks.js";
import { WideMap } from "./wide.js";

/** If there is less space, the map is a list. */
const WIDE = 860;

export function JourneyMap(props: MapProps) {
  return props.width >= WIDE ? <WideMap {...props} /> : <ListMap {...props} />;
}
