// The state of the explorer, from which form, address, GraphQL document and picture are derived. It consists of a place
// (place.ts), the filter that all places share, the arguments of the place's question, and the presentation, which
// never changes the query.
import type { JourneyFilter, Unit } from "../../client/client.js";
import { type Place, TAKES_UNIT } from "./place.js";

export interface State {
  readonly place: Place;
  /** The filter bar. Empty means all journeys. */
  readonly filter: JourneyFilter;
  /** The unit of analysis of every question that takes one. Null means the stored journey. */
  readonly unit: Unit | null;
  /** The other arguments of the place's question. The keys are their names. */
  readonly args: Args;
  /** The presentation: what is selected, sorted or open on the page. It does not affect the query. */
  readonly look: Look;
  /** The version of the data that the sender of a shared link saw. */
  readonly version?: string;
}

export type Args = Readonly<Record<string, unknown>>;
export type Look = Readonly<Record<string, string>>;

/** Where a link leads. If it names no unit, the unit stays as it is. */
export type Target = Omit<State, "unit"> & Partial<Pick<State, "unit">>;

export const START: State = { place: "overview", filter: {}, unit: null, args: {}, look: {} };

/** A link target at another place. The unit stays as it is. */
export function stateAt(place: Place, filter: JourneyFilter, args: Args = {}, look: Look = {}): Target {
  return { place, filter, args, look };
}

/** The arguments that all questions about paths share: the filter, and the unit if it is not the stored journey. */
export function scopeOf({ place, filter, unit }: State): { readonly filter: JourneyFilter; readonly unit?: Unit } {
  return unit === null || !TAKES_UNIT.has(place) ? { filter } : { filter, unit };
}

/** Returns `record` with `name` set to `value`, or without `name` if the value is undefined. */
export function withField<R extends object>(record: R, name: string, value: unknown): R {
  const { [name]: _, ...rest } = record as Record<string, unknown>;
  return (value === undefined ? rest : { ...rest, [name]: value }) as R;
}
