// What the page gives the map, and the mark of a change of channel.
import type { MapTransitionsViewFragment, MapVisitsViewFragment } from "../generated/graphql.js";

export interface MapProps {
  readonly visits: MapVisitsViewFragment;
  readonly transitions: MapTransitionsViewFragment;
  readonly width: number;
  /** The key of a touchpoint: its changes of channel are drawn, and no others. */
  readonly selected: string | null;
  onSelect(touchpoint: string | null): void;
  onEdge(from: string, to: string): void;
}

export const edgeMark = (from: string, to: string): string => `${from}→${to}`;
