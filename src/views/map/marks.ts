// The properties of the map, and the mark of a change of channel.
import { format } from "../format.js";
import type { MapTransitionsViewFragment, MapVisitsViewFragment } from "./generated/graphql.js";
import type { MapLayout, MapOther } from "./layout.js";

export interface MapProps {
  readonly visits: MapVisitsViewFragment;
  readonly transitions: MapTransitionsViewFragment;
  readonly width: number;
  /** The key of a touchpoint. If it is set, only the changes of channel at this touchpoint are drawn. */
  readonly selected: string | null;
  onSelect(touchpoint: string | null): void;
  onEdge(from: string, to: string): void;
}

export const edgeMark = (from: string, to: string): string => `${from}→${to}`;

export const otherText = ({ touchpoints, interactions }: MapOther): string =>
  `Other (${format.plural(touchpoints, "touchpoint")}, ${format.plural(interactions, "interaction")})`;

export const otherChannelsText = ({ otherChannels, otherInteractions }: MapLayout): string =>
  `Other: ${format.plural(otherChannels, "channel")} with ${format.plural(otherInteractions, "interaction")}`;
