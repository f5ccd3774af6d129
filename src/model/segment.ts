// Segments of customers. A ruled segment is a filter over journeys that stands in the catalogue; who belongs to it follows
// from the data. A listed segment names its members: membership is kept with the customer, as an attribute of a name that no
// log can give, so that it is linked, erased and followed as attributes are.
import type { Attributes } from "./journey.js";

export interface Segment {
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
  /** A filter as it was given, plain JSON; null: listed. */
  readonly rule: SegmentRule | null;
}

/** `JourneyFilter` as it is asked with. */
export type SegmentRule = Readonly<Record<string, unknown>>;

/** A name of an attribute with this start is a membership, and refused where attributes are given. */
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

/** What a log or a mutation said of the customer. */
export function givenAttributes(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !name.startsWith(MEMBERSHIP)));
}
