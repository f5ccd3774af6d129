// From the fields of a record to an interaction, or to the reason why it is rejected.
//
// A row's touchpoint is `slug(channel)/slug(kind)`. How a source spells it, with stage and intended channel, is an
// origin; a mapper numbers the origins in the order in which it meets them. The id is left empty where no column gives it.
import { parseAmount } from "../model/amount.js";
import { MAX_TOUCHPOINTS } from "../model/catalogue.js";
import { checkInteraction, checkKey, type FieldProblem, isBlank } from "../model/check.js";
import type { ErrorCode } from "../model/errors.js";
import { InstantReader, Zone } from "../model/instant.js";
import {
  INITIATORS,
  type IncomingInteraction,
  type Initiator,
  type OriginContent,
  OUTCOMES,
} from "../model/interaction.js";
import { canonicalJson } from "../model/json.js";
import { slug, touchpointKey, UNKNOWN_CHANNEL } from "../model/keys.js";
import { readSequence, type Sequence } from "../model/sequence.js";
import { globMatcher } from "./glob.js";
import { FIELDS, type Field, type Mapping, type ResolvedMapping } from "./mapping.js";

/** A file with free text as its kinds or stages would fill the memory with names. */
const MAX_ORIGINS = 4 * MAX_TOUCHPOINTS;

/** An origin before its source has a number. */
export type OriginNames = Omit<OriginContent, "source">;

/** Changed in place by the store's caller: `id` is filled in where no column gives it. */
export type MappedRow = { -readonly [K in keyof IncomingInteraction]: IncomingInteraction[K] };

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...["true", "t", "yes", "y", "1"].map((text) => [text, true] as const),
  ...["false", "f", "no", "n", "0"].map((text) => [text, false] as const),
]);

class Rejected extends Error {
  constructor(readonly problem: FieldProblem) {
    super(problem.message);
  }
}

export class RowMapper {
  /** By number. */
  readonly origins: OriginNames[] = [];
  /** Times without an offset, and of these the ones that occurred twice. */
  localTimes = 0;
  timesTwice = 0;
  readonly #originNumbers = new Map<string, number>();
  /** By the kind's name: the origin that it was part of last. */
  readonly #lastOfKind = new Map<string, { readonly names: OriginNames; readonly number: number }>();
  readonly #touchpoints = new Set<string>();
  /** Of each field its column, the text that stands for it in all rows, or null. */
  readonly #places: Readonly<Record<Field, number | string | null>>;
  readonly #mapping: ResolvedMapping;
  readonly #instants: InstantReader;
  readonly #initiators: readonly (readonly [Initiator, (kind: string) => boolean])[];
  readonly #now: number | null;

  /** `now` in UTC milliseconds; null allows times in the future. */
  constructor(resolved: ResolvedMapping, mapping: Mapping, now: number | null) {
    this.#mapping = resolved;
    this.#instants = new InstantReader(new Zone(mapping.zone));
    this.#initiators = INITIATORS.map((who) => [who, globMatcher(mapping.initiators[who] ?? [])] as const);
    this.#now = now;
    const places = {} as Record<Field, number | string | null>;
    for (const field of FIELDS) {
      const place = resolved.places[field];
      places[field] = place === undefined ? null : "column" in place ? place.column : place.constant;
    }
    this.#places = places;
  }

  /** True if a column gives the ids. */
  get hasId(): boolean {
    return typeof this.#places.id === "number";
  }

  /** `number` is the row's number in its file, from 1. */
  map(fields: readonly string[], number: number): MappedRow | FieldProblem {
    try {
      return this.#map(fields, number);
    } catch (cause) {
      if (cause instanceof Rejected) return cause.problem;
      throw cause;
    }
  }

  #map(fields: readonly string[], number: number): MappedRow | FieldProblem {
    const places = this.#places;
    const customer = textOf(fields, places.customer);
    if (customer === null) return missing("customer");
    const kind = textOf(fields, places.touchpoint);
    if (kind === null) return missing("touchpoint");
    const time = textOf(fields, places.at);
    if (time === null) return missing("at");
    const id = textOf(fields, places.id);
    if (id === null && this.hasId) return missing("id");
    const at = this.#instants.read(time);
    if (at.problem !== null) return timeProblem(at.problem, time);
    const intended = textOf(fields, places.intendedChannel);
    const origin = this.#origin(kind, textOf(fields, places.channel), textOf(fields, places.stage), intended);
    const value = textOf(fields, places.value);
    const cost = textOf(fields, places.cost);
    const row: MappedRow = {
      customer,
      // A stand-in where the id is a hash, which is never too long.
      id: id ?? "-",
      touchpoint: this.origins[origin]!.touchpoint,
      at: at.at,
      journey: textOf(fields, places.journey),
      caseId: textOf(fields, places.caseId),
      value: value === null ? null : parseAmount(value),
      cost: cost === null ? null : parseAmount(cost),
      initiatedBy: choiceOf(textOf(fields, places.initiatedBy), "initiatedBy", INITIATORS),
      outcome: choiceOf(textOf(fields, places.outcome), "outcome", OUTCOMES),
      resolved: booleanOf(textOf(fields, places.resolved), "resolved"),
      intendedChannel: intended === null ? null : slug(intended),
      contextCarried: booleanOf(textOf(fields, places.contextCarried), "contextCarried"),
      repeatedInfo: booleanOf(textOf(fields, places.repeatedInfo), "repeatedInfo"),
      referredBy: textOf(fields, places.referredBy),
      attributes: this.#attributes(fields),
      sequence: this.#sequence(fields, number),
      origin,
    };
    const problem = checkInteraction(row, this.#now);
    if (problem !== null) return problem;
    // Counted for good rows only.
    if (at.local) this.localTimes++;
    if (at.twice) this.timesTwice++;
    if (id === null) row.id = "";
    return row;
  }

  #origin(kind: string, channel: string | null, stage: string | null, intended: string | null): number {
    // Most logs have one channel and stage a kind. Putting a text together to look it up takes three times as long.
    const last = this.#lastOfKind.get(kind);
    if (
      last !== undefined &&
      last.names.channel === channel &&
      last.names.stage === stage &&
      last.names.intended === intended
    )
      return last.number;
    const spelling = `${kind}\u0000${channel ?? ""}\u0000${stage ?? ""}\u0000${intended ?? ""}`;
    const known = this.#originNumbers.get(spelling);
    if (known !== undefined) {
      const names = this.origins[known]!;
      this.#lastOfKind.set(names.kind, { names, number: known });
      return known;
    }
    for (const [field, name] of [
      ["touchpoint", kind],
      ["channel", channel],
      ["stage", stage],
      ["intendedChannel", intended],
    ] as const) {
      const problem = name === null ? null : checkKey(field, name);
      if (problem !== null) throw new Rejected(problem);
    }
    const touchpoint = touchpointKey(channel === null ? UNKNOWN_CHANNEL : slug(channel), slug(kind));
    // NFKC can make a name longer.
    for (const [field, key] of [
      ["touchpoint", touchpoint],
      ["stage", stage && slug(stage)],
      ["intendedChannel", intended && slug(intended)],
    ] as const) {
      const problem = key === null ? null : checkKey(field, key);
      if (problem !== null) throw new Rejected(problem);
    }
    if (
      this.origins.length >= MAX_ORIGINS ||
      (this.#touchpoints.size >= MAX_TOUCHPOINTS && !this.#touchpoints.has(touchpoint))
    )
      throw new Rejected({
        field: "touchpoint",
        code: "TOO_MANY_TOUCHPOINTS",
        message: `The file has more than ${MAX_TOUCHPOINTS} touchpoints (or four times as many spellings). Is the column free text?`,
      });
    this.#touchpoints.add(touchpoint);
    const number = this.origins.length;
    this.#originNumbers.set(spelling, number);
    this.origins.push({
      touchpoint,
      kind: detached(kind),
      channel: channel === null ? null : detached(channel),
      stage: stage === null ? null : detached(stage),
      intended: intended === null ? null : detached(intended),
      initiatedBy: this.#initiators.find(([, matches]) => matches(kind))?.[0] ?? null,
    });
    return number;
  }

  #sequence(fields: readonly string[], number: number): Sequence {
    const { sequence } = this.#places;
    if (typeof sequence !== "number") return number;
    const text = textOf(fields, sequence);
    if (text === null) throw rejected("sequence", "MISSING_FIELD", "The sequence is missing.");
    // What is none is not a number, and so refused by the check of the row.
    return readSequence(text) ?? Number.NaN;
  }

  #attributes(fields: readonly string[]): string | null {
    const { attributes, attributesColumn } = this.#mapping;
    if (attributesColumn >= 0) return jsonAttributes(fields[attributesColumn]!);
    if (attributes.length === 0) return null;
    const known: Record<string, string> = {};
    for (const { name, column } of attributes) if (fields[column] !== "") known[name] = fields[column]!;
    return Object.keys(known).length === 0 ? null : canonicalJson(known);
  }
}

/** Null where nothing gives the field or the row leaves it blank. */
function textOf(fields: readonly string[], place: number | string | null): string | null {
  if (place === null) return null;
  const text = typeof place === "number" ? fields[place]! : place;
  return isBlank(text) ? null : text;
}

function choiceOf<T extends string>(text: string | null, field: Field, allowed: readonly T[]): T | null {
  if (text === null) return null;
  const choice = allowed.find((candidate) => candidate === text.trim().toUpperCase());
  if (choice === undefined) throw rejected(field, "BAD_VALUE", `"${shown(text)}" is none of ${allowed.join(", ")}.`);
  return choice;
}

function booleanOf(text: string | null, field: Field): boolean | null {
  if (text === null) return null;
  const value = BOOLEANS.get(text.trim().toLowerCase());
  if (value === undefined) throw rejected(field, "BAD_VALUE", `"${shown(text)}" is neither true nor false.`);
  return value;
}

function jsonAttributes(text: string): string | null {
  if (isBlank(text)) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw rejected("attributes", "BAD_JSON", "The attributes are not JSON.");
  }
  if (value === null) return null;
  if (typeof value !== "object" || Array.isArray(value))
    throw rejected("attributes", "BAD_VALUE", "The attributes are not a JSON object.");
  return Object.keys(value).length === 0 ? null : canonicalJson(value);
}

function timeProblem(code: "BAD_TIME" | "NONEXISTENT_TIME", text: string): FieldProblem {
  const message =
    code === "BAD_TIME"
      ? `"${shown(text)}" is not a time. Write it like 2017-01-07T18:55:24Z, or as an epoch.`
      : `"${shown(text)}" does not exist in the zone: the clocks were set forward.`;
  return { field: "at", code, message };
}

function missing(field: Field): FieldProblem {
  return { field, code: "MISSING_FIELD", message: `The ${field} is missing.` };
}

function rejected(field: string, code: ErrorCode, message: string): Rejected {
  return new Rejected({ field, code, message });
}

function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** A copy: a piece of a text keeps the whole block of the file in memory. */
function detached(text: string): string {
  return Buffer.from(text).toString();
}
