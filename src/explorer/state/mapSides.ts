// The questions of the page of the journey map. They ask for one map, or for a comparison of two sides and for the
// separate map of side B.
import type { CompareSide, JourneyFilter } from "../../client/client.js";
import { format } from "../../views/format.js";
import { comparedWithEarlier } from "./earlier.js";

/** The second side of the map: another persona, or the previous period. */
export type Beside = { readonly persona: string } | { readonly earlier: true };

export interface Asked {
  readonly persona: string | null;
  readonly beside: Beside | null;
  readonly filter: JourneyFilter;
  /** The other arguments, such as `blueprint`. */
  readonly others: Readonly<Record<string, unknown>>;
}

export interface MapVariables {
  /** The arguments of the map, with `a` and `b` if two sides are compared. */
  readonly map: Readonly<Record<string, unknown>>;
  /** The arguments of side B as a separate map. */
  readonly other: Readonly<Record<string, unknown>> | null;
  readonly sides: readonly [a: string, b: string] | null;
}

/** `nameOf` gives the name of a persona; `oldest` and `newest` are the times of the first and the last interaction. */
export function mapVariables(
  { persona, beside, filter, others }: Asked,
  nameOf: (persona: string) => string,
  oldest: string | null,
  newest: string | null,
): MapVariables {
  const own = persona === null ? {} : { persona };
  const single = { map: { ...others, ...own, filter }, other: null, sides: null };
  if (beside === null) return single;
  if ("persona" in beside) {
    const a: CompareSide = {
      name: persona === null ? "All customers" : nameOf(persona),
      ...(persona === null ? {} : { filter: { persona } }),
    };
    const b: CompareSide = { name: nameOf(beside.persona), filter: { persona: beside.persona } };
    return {
      map: { ...others, filter, a, b },
      other: { ...others, filter, persona: beside.persona },
      sides: [a.name!, b.name!],
    };
  }
  const compared = comparedWithEarlier(filter, oldest, newest);
  if (compared === null) return single;
  const { startedFrom, startedBefore, startedWithin, ...rest } = compared.filter;
  const later = {
    ...(startedFrom == null ? {} : { startedFrom }),
    ...(startedBefore == null ? {} : { startedBefore }),
    ...(startedWithin == null ? {} : { startedWithin }),
  };
  const a: CompareSide = {
    name: `${format.date(compared.before)} to ${format.date(dayBefore(compared.from))}`,
    filter: { startedFrom: compared.before, startedBefore: compared.from },
  };
  const b: CompareSide = { name: `from ${format.date(compared.from)}`, filter: later };
  return {
    map: { ...others, ...own, filter: rest, a, b },
    other: { ...others, ...own, filter: { ...rest, ...later } },
    sides: [a.name!, b.name!],
  };
}

const dayBefore = (instant: string): string => new Date(Date.parse(instant) - 1).toISOString();
