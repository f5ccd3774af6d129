// Segments of customers. A ruled segment has a rule, which is a filter of journeys: its members are the customers with
// a journey that passes the filter. A listed segment names its members. Memberships of listed segments are stored as
// attributes of the customer, so that linking, erasing and the change feed need no special code for them. The names of
// these attributes are refused in logs and mutations.
import type { Attributes } from "./journey.js";

export interface Segment {
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
  /** A filter as given, in plain JSON; null if the segment is listed. */
  readonly rule: SegmentRule | null;
}

/** A `JourneyFilter` as a client gives it. */
export type SegmentRule = Readonly<Record<string, unknown>>;

/**
 * An attribute whose name starts like this is a membership. Such names are refused in the attributes that clients give.
 */
export const MEMBERSHIP = "segment:";
const MEMBER = "1";

export function membership(segment: string, member: boolean): Attributes {
  return { [MEMBERSHIP + segment]: member ? MEMBER : "" };
}

/** Keys of the listed segments that the customer is a member of, in code-point order. */
export function listedSegments(attributes: Attributes): string[] {
  return Object.keys(attributes)
    .filter((name) => name.startsWith(MEMBERSHIP))
    .map((name) => name.slice(MEMBERSHIP.length));
}

/** The attributes that come from a log or a mutation, without memberships. */
export function givenAttributes(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !name.startsWith(MEMBERSHIP)));
}

/** The largest size of an attribute's value. Attributes are for filtering, so long texts are rejected. */
export const MAX_ATTRIBUTE_BYTES = 4_096;
