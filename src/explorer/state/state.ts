// The state of the explorer, from which form, address, GraphQL document and picture are derived. It consists of a place
// (place.ts), the filter that all places share, the arguments of the place's question, and the presentation, which
// never changes the query.
import type { JourneyFilter } from "../../client/client.js";
import type { Place } from "./place.js";

export interface State {
  readonly place: Place;
  /** The filter bar. Empty means all journeys. */
  readonly filter: JourneyFilter;
  /** The other arguments of the place's question, by name. */
  readonly args: Args;
  /** The presentation: what is selected, sorted or open on the page. */
  readonly look: Look;
  /** In a shared link: the version of the data that the sender saw. */
  readonly version?: string;
}

export type Args = Readonly<Record<string, unknown>>;
export type Look = Readonly<Record<string, string>>;

export const START: State = { place: "overview", filter: {}, args: {}, look: {} };

/** The state at another place, with the same filter. */
export function stateAt(place: Place, filter: JourneyFilter, args: Args = {}, look: Look = {}): State {
  return { place, filter, args, look };
}

/** `record` with `name` set to `value`, or without it if the value is undefined. */
export function withField<R extends object>(record: R, name: string, value: unknown): R {
  const { [name]: _, ...rest } = record as Record<string, unknown>;
  return (value === undefined ? rest : { ...rest, [name]: value }) as R;
}
