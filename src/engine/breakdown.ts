// Divides journeys into groups that are counted separately: by a customer attribute, by the channel of the first
// interaction, by the month or week of the start, or by segment. Groups are formed from whole journeys, before `hide`
// removes interactions, so a group has the same journeys as a filter with the same condition.
//
// Groups never overlap, so that each journey is counted once. The rows of the answer may overlap, because a customer
// can be in any number of segments. In a breakdown by segments, a group therefore consists of the journeys of customers
// who are in the same combination of segments, and the row of a segment is the sum of its groups. All groups are
// counted before the rows are formed, because only then is it known which rows are the largest.

import { ThroughlineError } from "../model/errors.js";
import { NO_STAGE } from "../model/keys.js";
import { MEMBERSHIP, type Segment } from "../model/segment.js";
import type { Block, Projection } from "../projection/projection.js";
import { labelsOf } from "./label.js";
import { calendarOf, type Period } from "./periods.js";
import { unknownName } from "./selector.js";
import { givenOf } from "./totals.js";

/** The criterion by which journeys are grouped. Exactly one of these fields is set. */
export interface Breakdown {
  /** Key of a customer attribute. */
  readonly attribute?: string | null;
  readonly firstChannel?: boolean | null;
  readonly started?: Period | null;
  /** The key of a property. The question decides which interaction of a journey supplies the value. */
  readonly property?: string | null;
  /** The time zone of `started`. Null means the time zone of the store. */
  readonly timeZone?: string | null;
  /** Keys or names of segments. Their members are in `memberBits`, which the service computes. */
  readonly segments?: readonly string[] | null;
  /**
   * The members of `segments`, in shared memory. The index is the number of a customer. Bit i is set if the customer is
   * in segment i.
   */
  readonly memberBits?: Uint16Array | null;
}

/** The key and the label of the row of journeys without a value. */
export const NO_VALUE = NO_STAGE;
/**
 * Customers in the same combination of segments form a group. Ten segments have 1,024 combinations, and each group has
 * counts for every step.
 */
export const MAX_BREAKDOWN_SEGMENTS = 10;

export interface BreakdownRow {
  /**
   * The key of the row. Null for the row `(none)`, which has the customers without a value or in none of the segments.
   */
  readonly key: string | null;
  readonly label: string;
}

export interface CompiledBreakdown {
  /** The number of the journey's group. */
  groupOf(block: Block, journey: number): number;
  /** The rows that count a group. There is exactly one, unless rows overlap. */
  rowsOf(group: number): readonly BreakdownRow[];
  /** Rows that take part in the answer even if they have no journeys, such as the segments that were named. */
  readonly named: readonly BreakdownRow[];
  /** Whether rows are in chronological order, which is the order of their groups' numbers. */
  readonly inTime: boolean;
}

const CHOICES = ["attribute", "firstChannel", "started", "segments", "property"] as const;

/**
 * Compiles a breakdown. Returns null for a breakdown by property, in which the group does not depend on the journey
 * alone.
 */
export function compileBreakdown(projection: Projection, breakdown: Breakdown, at: string): CompiledBreakdown | null {
  const choices = CHOICES.filter((choice) => breakdown[choice] !== null && breakdown[choice] !== undefined);
  if (choices.length !== 1)
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` makes ${choices.length} choices.`, {
      at,
      remedy: "Give exactly one of the choices.",
      allowed: CHOICES,
    });
  const { attribute, firstChannel, started, segments, property } = breakdown;
  if (property !== null && property !== undefined) return null;
  if (attribute !== null && attribute !== undefined) return byAttribute(projection, attribute, `${at}.attribute`);
  if (segments !== null && segments !== undefined)
    return bySegment(segmentsOf(projection, segments, `${at}.segments`), breakdown.memberBits!);
  if (started !== null && started !== undefined) {
    const calendar = calendarOf(projection, started, breakdown.timeZone);
    return {
      ...PARTED,
      groupOf: ({ start }, journey) => calendar.of(start[journey]!),
      rowsOf: (group) => [rowOf(calendar.name(group))],
      inTime: true,
    };
  }
  if (firstChannel !== true)
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}.firstChannel\` can only be true.`, {
      at: `${at}.firstChannel`,
      remedy: "Leave the breakdown out, or choose another one.",
    });
  const { ofTouchpoint, keys, names } = labelsOf(projection, { grain: "CHANNEL", property: null, groups: [] });
  return {
    ...PARTED,
    groupOf: ({ touchpoint, offsets }, journey) => ofTouchpoint[touchpoint[offsets[journey]!]!]!,
    rowsOf: (group) => [{ key: keys[group]!, label: names[group]! }],
  };
}

const PARTED = { named: [], inTime: false } as const;
/** The row of the journeys without a value, or of the customers in none of the segments. */
export const NONE: BreakdownRow = { key: null, label: NO_VALUE };

/**
 * The row of a value. If the value itself is the text `(none)`, it is shown in quotation marks, so that it differs from
 * the row of those without a value.
 */
export function rowOf(key: string): BreakdownRow {
  return { key, label: key === NO_VALUE ? `"${key}"` : key };
}

function byAttribute({ customers }: Projection, attribute: string, at: string): CompiledBreakdown {
  const known = [...customers.attributes.keys()].filter((key) => !key.startsWith(MEMBERSHIP));
  const column = customers.attributes.get(attribute);
  if (column === undefined || !known.includes(attribute)) throw unknownName(attribute, "customer attribute", at, known);
  const { codes, values } = column;
  return {
    ...PARTED,
    groupOf: ({ customer }, journey) => codes[customer[journey]!] ?? 0,
    rowsOf: (group) => [group === 0 ? NONE : rowOf(values[group - 1]!)],
  };
}

function bySegment(segments: readonly Segment[], memberBits: Uint16Array): CompiledBreakdown {
  const named = segments.map(({ key, name }) => ({ key, label: name }));
  return {
    ...PARTED,
    groupOf: ({ customer }, journey) => memberBits[customer[journey]!]!,
    rowsOf: (group) => (group === 0 ? [NONE] : named.filter((_, i) => ((group >> i) & 1) === 1)),
    named,
  };
}

/** Finds a segment by its key, or else by its name. Throws UNKNOWN_NAME at `at`. */
export function segmentNamed({ catalogue: { segments } }: Projection, name: string, at: string): Segment {
  const segment = segments.find((s) => s.key === name) ?? segments.find((s) => s.name === name);
  if (segment !== undefined) return segment;
  const known = segments.map(({ key }) => key);
  throw unknownName(name, "segment", at, known);
}

/**
 * Returns the segments that a breakdown names by key or name. Each may be named only once. `at` is the path of the
 * list.
 */
export function segmentsOf(projection: Projection, asked: readonly string[], at: string): Segment[] {
  if (asked.length === 0 || asked.length > MAX_BREAKDOWN_SEGMENTS)
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` names ${asked.length} segments.`, {
      at,
      remedy: `Name 1 to ${MAX_BREAKDOWN_SEGMENTS}, and ask about the others in another question: the row of a segment does not depend on the other segments.`,
    });
  const found: Segment[] = [];
  for (const [i, name] of asked.entries()) {
    const place = `${at}[${i}]`;
    const segment = segmentNamed(projection, name, place);
    if (found.includes(segment))
      throw new ThroughlineError("BAD_ARGUMENT", `\`${place}\` names "${segment.key}" again.`, {
        at: place,
        remedy: "Name each segment once.",
      });
    found.push(segment);
  }
  return found;
}

/** The breakdown as an answer reports it, with the time zone if it groups by time. */
export function describeBreakdown(
  { timeZone: ofStore }: Projection,
  { memberBits: _, timeZone, ...breakdown }: Breakdown,
): Record<string, unknown> {
  return {
    breakdown: Object.fromEntries(givenOf(breakdown)),
    ...(breakdown.started == null ? {} : { timeZone: timeZone ?? ofStore }),
  };
}
