// Groups of journeys that are counted apart: by an attribute of the customer, by the channel of the first interaction, by
// the month or week of the start. They look at whole journeys, before anything is hidden, so that a group is what a
// filter would choose. The largest are shown, the others are one group; so groups are counted before anything else.

import { ThroughlineError } from "../model/errors.js";
import { compareKeys } from "../model/keys.js";
import type { Projection } from "../projection/projection.js";
import { compileFilter } from "./filter.js";
import { labelsOf } from "./label.js";
import { type Period, periodName, periodOf } from "./periods.js";
import type { JourneyFilter } from "./question.js";
import { eachJourney, type Scanner, type ScanTask } from "./scan.js";
import { unknownName } from "./selector.js";
import { firstRows } from "./totals.js";

/** One choice. */
export interface Breakdown {
  /** Key of an attribute of customers. */
  readonly attribute?: string | null;
  readonly firstChannel?: boolean | null;
  readonly started?: Period | null;
}

export const NO_VALUE = "(none)";

export interface CompiledBreakdown {
  /** A whole number, equal for journeys of one group. */
  groupOf(segment: Projection["segments"][number]["segment"], journey: number): number;
  key(group: number): string;
  name(group: number): string;
  /** Whether groups stand in order of their numbers, which is that of time. */
  readonly inTime: boolean;
}

const CHOICES = ["attribute", "firstChannel", "started"] as const;

export function compileBreakdown(projection: Projection, breakdown: Breakdown, at: string): CompiledBreakdown {
  const choices = CHOICES.filter((choice) => breakdown[choice] !== null && breakdown[choice] !== undefined);
  if (choices.length !== 1)
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` makes ${choices.length} choices.`, {
      at,
      remedy: "Give exactly one of the choices.",
      allowed: CHOICES,
    });
  const { attribute, firstChannel, started } = breakdown;
  if (attribute !== null && attribute !== undefined) return byAttribute(projection, attribute, `${at}.attribute`);
  if (started !== null && started !== undefined)
    return {
      groupOf: ({ at: times, offsets }, journey) => periodOf(started, times[offsets[journey]!]!),
      key: (group) => periodName(started, group),
      name: (group) => periodName(started, group),
      inTime: true,
    };
  if (firstChannel !== true)
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}.firstChannel\` can only be true.`, {
      at: `${at}.firstChannel`,
      remedy: "Leave the breakdown out, or make another choice.",
    });
  const { ofTouchpoint, keys, names } = labelsOf(projection, "CHANNEL");
  return {
    groupOf: ({ touchpoint, offsets }, journey) => ofTouchpoint[touchpoint[offsets[journey]!]!]!,
    key: (group) => keys[group]!,
    name: (group) => names[group]!,
    inTime: false,
  };
}

function byAttribute({ customers }: Projection, attribute: string, at: string): CompiledBreakdown {
  const column = customers.attributes.get(attribute);
  if (column === undefined) throw unknownName(attribute, "customer attribute", at, [...customers.attributes.keys()]);
  const { codes, values } = column;
  const nameOf = (group: number): string => (group === 0 ? NO_VALUE : values[group - 1]!);
  return {
    groupOf: ({ customer }, journey) => codes[customer[journey]!] ?? 0,
    key: nameOf,
    name: nameOf,
    inTime: false,
  };
}

export interface GroupArgs {
  readonly breakdown: Breakdown;
  readonly filter?: JourneyFilter | null;
}

interface CountedGroups {
  readonly groups: Int32Array;
  readonly journeys: Uint32Array;
}

export const countGroups: ScanTask<GroupArgs, CountedGroups> = {
  name: "breakdown.count",
  begin(projection, { breakdown, filter }) {
    const { groupOf } = compileBreakdown(projection, breakdown, "breakdown");
    const { test } = compileFilter(projection, filter, "filter");
    const counts = new Map<number, number>();
    return {
      visit(range) {
        eachJourney(projection, range, test, (segment, journey) => {
          const group = groupOf(segment, journey);
          counts.set(group, (counts.get(group) ?? 0) + 1);
        });
      },
      finish: () => ({ groups: Int32Array.from(counts.keys()), journeys: Uint32Array.from(counts.values()) }),
    };
  },
};

export interface ChosenGroups {
  /** Numbers of the groups shown, in order. */
  readonly shown: readonly number[];
  /** How many are not shown. */
  readonly others: number;
}

/** The `first` groups with the most journeys; ties by key. */
export async function chooseGroups(
  projection: Projection,
  args: GroupArgs,
  first: number,
  scanner: Scanner,
): Promise<ChosenGroups> {
  const { key, inTime } = compileBreakdown(projection, args.breakdown, "breakdown");
  const counts = new Map<number, number>();
  for (const { groups, journeys } of await scanner.scan(countGroups, args))
    groups.forEach((group, i) => {
      counts.set(group, (counts.get(group) ?? 0) + journeys[i]!);
    });
  const all = [...counts.keys()];
  const shown = firstRows(
    all.length,
    first,
    (a, b) => counts.get(all[b]!)! - counts.get(all[a]!)! || compareKeys(key(all[a]!), key(all[b]!)),
  ).map((i) => all[i]!);
  if (inTime) shown.sort((a, b) => a - b);
  return { shown, others: all.length - shown.length };
}

/** Row by group number; all others are in the row after the last. */
export class GroupRows {
  readonly rows: number;
  readonly #row: ReadonlyMap<number, number>;

  constructor(shown: readonly number[]) {
    this.rows = shown.length + 1;
    this.#row = new Map(shown.map((group, row) => [group, row]));
  }

  of(group: number): number {
    return this.#row.get(group) ?? this.rows - 1;
  }
}
