// Makes changes to one customer, with pure functions: records rows, and removes what a source recorded. Both stores
// (embedded/ and neo4j/) load a history, call one of these functions, and save what it returns. A null result means
// that nothing changes.
import {
  CONTENT_FIELDS,
  type IncomingInteraction,
  type Interaction,
  MAX_INTERACTIONS_PER_CUSTOMER,
  type Naming,
  sameContent,
} from "../../model/interaction.js";
import type { Journey } from "../../model/journey.js";
import { roundedJson } from "../../model/json.js";
import { compareKeys } from "../../model/keys.js";
import { leastSequence, type Sequence } from "../../model/sequence.js";
import type { RowProblem } from "../store.js";
import { assembleJourneys } from "./assemble.js";

/**
 * The largest distance of a time from 1970 in milliseconds, about 71,000 years. The wait between any two such times is
 * exact, both as a double and in the bytes of the embedded store.
 */
export const MAX_INSTANT = 2 ** 51;

export interface IncomingRow {
  /** The index of the row in the batch. */
  readonly index: number;
  readonly row: IncomingInteraction;
  /** The number of the row's origin in the store. */
  readonly origin: number;
}

export interface RecordingOptions {
  readonly journeyGap: number;
  readonly replace: boolean;
  /** Whether the store holds rows from format 1, in which ids and numbers were read differently. */
  readonly formerRows?: boolean;
}

export interface RowReport {
  accepted: number;
  duplicates: number;
  replaced: number;
  readonly conflicts: RowProblem[];
  readonly rejected: RowProblem[];
}

export function emptyReport(): RowReport {
  return { accepted: 0, duplicates: 0, replaced: 0, conflicts: [], rejected: [] };
}

/**
 * Returns the journeys after recording `rows`, or null if nothing changes. The outcomes are added to `report`. All
 * interactions and rows belong to one identity.
 */
export function recordRows(
  customer: string,
  journeys: readonly Journey[],
  rows: readonly IncomingRow[],
  options: RecordingOptions,
  report: RowReport,
): Journey[] | null {
  const byId = new Map<string, Interaction>();
  for (const journey of journeys) for (const interaction of journey.interactions) byId.set(interaction.id, interaction);
  return recordInto(customer, byId, rows, options, report)
    ? assembleJourneys(customer, [...byId.values()], options.journeyGap)
    : null;
}

/** Records `rows` of one identity, whose interactions are `byId`. Returns whether anything changes. */
export function recordInto(
  identity: string,
  byId: Map<string, Interaction>,
  rows: readonly IncomingRow[],
  options: RecordingOptions,
  report: RowReport,
): boolean {
  let changed = false;
  for (const { index, row, origin } of rows) {
    const known = byId.get(row.id) ?? (row.formerId == null ? undefined : byId.get(row.formerId));
    if (!Number.isInteger(row.at) || Math.abs(row.at) > MAX_INSTANT) {
      report.rejected.push({
        index,
        field: "at",
        code: "BAD_TIME",
        message: `The time ${row.at} is not an instant in milliseconds. Is its unit right?`,
      });
    } else if (known === undefined) {
      if (byId.size >= MAX_INTERACTIONS_PER_CUSTOMER) {
        report.rejected.push({
          index,
          field: "customer",
          code: "TOO_MANY_INTERACTIONS",
          message: `The customer has ${MAX_INTERACTIONS_PER_CUSTOMER} interactions, which is the limit. Do many people share this key?`,
        });
        continue;
      }
      byId.set(row.id, interactionOf(row, origin, identity));
      report.accepted++;
      changed = true;
    } else if (sameContent(known, row) || (!options.replace && isFormerOf(known, row, options))) {
      report.duplicates++;
      const merged = mergeDuplicate(known, origin, row.sequence, row.anonymous ?? null);
      if (merged !== null) {
        byId.set(known.id, merged);
        changed = true;
      }
    } else if (options.replace) {
      byId.set(known.id, { ...interactionOf(row, origin, identity), id: known.id });
      report.replaced++;
      changed = true;
    } else {
      const field = differingField(known, row);
      report.conflicts.push({
        index,
        field,
        code: "CONFLICT",
        message: `The interaction already exists with another ${field}; it was not changed. Use replace to apply this one.`,
      });
    }
  }
  return changed;
}

/**
 * Whether `known` is what format 1 would have stored for this row. Two things differed in format 1. A row without an id
 * got an id of another form. In the attributes of a row, numbers were rounded to the nearest double.
 */
function isFormerOf(known: Interaction, row: IncomingInteraction, { formerRows = false }: RecordingOptions): boolean {
  if (!formerRows || known.touchpoint !== row.touchpoint || known.at !== row.at) return false;
  if (known.id !== row.id) return true;
  return (
    row.attributes !== null &&
    sameContent(known, { ...row, attributes: known.attributes }) &&
    roundedJson(row.attributes) === known.attributes
  );
}

/**
 * Removes the interactions that only these origins recorded. Returns the remaining journeys, or null if nothing
 * changes.
 */
export function withoutOrigins(
  customer: string,
  journeys: readonly Journey[],
  origins: ReadonlySet<number>,
  journeyGap: number,
): Journey[] | null {
  const kept = keptOf(
    journeys.flatMap((journey) => journey.interactions),
    origins,
  );
  return kept === null ? null : assembleJourneys(customer, kept, journeyGap);
}

/**
 * Removes what these origins recorded. Interactions that other origins recorded too are kept, without these origins.
 * Returns null if these origins recorded none of the interactions.
 */
export function keptOf(interactions: readonly Interaction[], origins: ReadonlySet<number>): Interaction[] | null {
  let changed = false;
  const kept: Interaction[] = [];
  for (const interaction of interactions) {
    if (!interaction.origins.some((origin) => origins.has(origin))) {
      kept.push(interaction);
      continue;
    }
    changed = true;
    const left = interaction.origins
      .map((origin, i): [number, Sequence] => [origin, interaction.sequences[i]!])
      .filter(([origin]) => !origins.has(origin));
    if (left.length === 0) continue;
    const named = namings((interaction.named ?? []).filter(({ origin }) => !origins.has(origin)));
    kept.push({ ...withOrigins(interaction, left), named });
  }
  return changed ? kept : null;
}

/**
 * The interactions without the anonymous keys for which `isErased` is true; null if no interaction names such a key.
 */
export function withoutNamings(
  interactions: readonly Interaction[],
  isErased: (anonymous: string) => boolean,
): Interaction[] | null {
  let changed = false;
  const after = interactions.map((interaction) => {
    if (interaction.named?.some(({ anonymous }) => isErased(anonymous)) !== true) return interaction;
    changed = true;
    return { ...interaction, named: namings(interaction.named.filter(({ anonymous }) => !isErased(anonymous))) };
  });
  return changed ? after : null;
}

function namings(list: readonly Naming[]): readonly Naming[] | null {
  return list.length === 0 ? null : list;
}

/**
 * Adds to an interaction what an equal row contributes: the origin of the row, its sequence, and the anonymous key that
 * it names. For each origin, only the smallest sequence is kept. Returns null if nothing is new.
 */
function mergeDuplicate(
  known: Interaction,
  origin: number,
  sequence: Sequence,
  anonymous: string | null,
): Interaction | null {
  let after = known;
  const place = known.origins.indexOf(origin);
  if (place < 0 || sequence < known.sequences[place]!) {
    const pairs = known.origins.map((other, i): [number, Sequence] => [other, known.sequences[i]!]);
    if (place < 0) pairs.push([origin, sequence]);
    else pairs[place] = [origin, sequence];
    after = withOrigins(known, pairs);
  }
  const named = known.named ?? [];
  if (anonymous !== null && !named.some((one) => one.anonymous === anonymous && one.origin === origin))
    after = { ...after, named: [...named, { anonymous, origin }].sort(compareNamings) };
  return after === known ? null : after;
}

function compareNamings(a: Naming, b: Naming): number {
  return compareKeys(a.anonymous, b.anonymous) || a.origin - b.origin;
}

function withOrigins(interaction: Interaction, pairs: [origin: number, sequence: Sequence][]): Interaction {
  pairs.sort((a, b) => a[0] - b[0]);
  const sequences = pairs.map(([, sequence]) => sequence);
  return { ...interaction, origins: pairs.map(([origin]) => origin), sequences, sequence: leastSequence(sequences) };
}

/**
 * Returns the interaction that is stored for a row of this origin. Fields are assigned one by one, because using rest
 * and spread for every row took a third of the time of a recording.
 */
export function interactionOf(row: IncomingInteraction, origin: number, identity: string = row.customer): Interaction {
  return {
    id: row.id,
    identity,
    named: row.anonymous == null ? null : [{ anonymous: row.anonymous, origin }],
    touchpoint: row.touchpoint,
    at: row.at,
    sequence: row.sequence,
    journey: row.journey,
    caseId: row.caseId,
    value: row.value,
    cost: row.cost,
    initiatedBy: row.initiatedBy,
    outcome: row.outcome,
    resolved: row.resolved,
    intendedChannel: row.intendedChannel,
    contextCarried: row.contextCarried,
    repeatedInfo: row.repeatedInfo,
    referredBy: row.referredBy,
    attributes: row.attributes,
    origins: [origin],
    sequences: [row.sequence],
  };
}

/** Returns the first field in which the two interactions differ. Fields are in the order of the model. */
function differingField(a: Interaction, b: IncomingInteraction): string {
  return CONTENT_FIELDS.find((field) => a[field] !== b[field]) ?? "content";
}
