// The map shows the touchpoints by channel and stage, and the changes of channel between them. On a narrow page, it is
// a list of channels, because curves between small circles would be unreadable.
import { memo } from "react";
import { ListMap } from "./list.js";
import type { MapProps } from "./marks.js";
import { WideMap } from "./wide.js";

/** The least width of the wide map. With less space, the map is a list. */
const WIDE = 860;

/** `memo` keeps the map from being drawn again when the page around it changes. */
export const JourneyMap = memo((props: MapProps) =>
  props.width >= WIDE ? <WideMap {...props} /> : <ListMap {...props} />,
);
