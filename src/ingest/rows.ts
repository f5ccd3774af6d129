// Converts the fields of a record to an interaction, or to the reason why it is rejected.
//
// A row's touchpoint is `channelSlug(channel)/slug(kind)`. An origin is one way in which a source writes a touchpoint:
// the spelling, the stage and the intended channel. The mapper numbers the origins in order of their first occurrence.
// If no column contains ids, the id of the interaction is left empty.
//
// A bad value of an optional field is left out and counted, unless bad values are configured to reject the row.

import type { Statement } from "../graph/store.js";
import { MAX_TOUCHPOINTS } from "../model/catalogue.js";
import { checkCustomer, checkInteraction, checkKey, checkTime, type FieldProblem, isBlank } from "../model/check.js";
import { parseDateFormat } from "../model/dateFormat.js";
import type { ErrorCode } from "../model/errors.js";
import { type InstantProblem, InstantReader, Zone } from "../model/instant.js";
import {
  INITIATORS,
  type IncomingInteraction,
  type Initiator,
  type OriginContent,
  OUTCOMES,
} from "../model/interaction.js";
import { channelSlug, slug, touchpointKey, UNKNOWN_CHANNEL } from "../model/keys.js";
import { isPlaceholder, whyNobody } from "../model/placeholders.js";
import { MAX_ATTRIBUTE_BYTES, MEMBERSHIP } from "../model/segment.js";
import { readSequence, type Sequence } from "../model/sequence.js";
import { amountHint, type DecimalMark, readAmount } from "./amounts.js";
import { globMatcher } from "./glob.js";
import { LeftOut, type LeftOutValue, type LeftOutValues } from "./leftOut.js";
import { FIELDS, type Field, type Mapping, type ResolvedMapping } from "./mapping/mapping.js";
import { RowRules } from "./mapping/rowRules.js";
import { RowProperties } from "./rowProperties.js";
import type { StatedInRow } from "./segment.js";

/**
 * The largest number of origins of a file. Without this limit, a file whose kinds or stages are free text would fill
 * the memory.
 */
const MAX_ORIGINS = 4 * MAX_TOUCHPOINTS;

/** An origin without its source, because the source has no number yet. */
export type OriginNames = Omit<OriginContent, "source">;

/** The interaction of a row. The caller fills in `id` if no column gives it. */
export type MappedRow = { -readonly [K in keyof IncomingInteraction]: IncomingInteraction[K] };

/** A row that declares or describes an identity. */
export interface StatedRow {
  readonly statement: Statement;
}

export interface RowOptions {
  /** The current time in UTC milliseconds, because times in the future are invalid; null allows them. */
  readonly now: number | null;
  /** If true, an invalid optional value rejects its row instead of being left out. */
  readonly strict: boolean;
  /** Whether the rows are JSON objects. The default is false. */
  readonly isJson?: boolean;
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...["true", "t", "yes", "y", "1"].map((text) => [text, true] as const),
  ...["false", "f", "no", "n", "0"].map((text) => [text, false] as const),
]);

/** Optional fields in which `checkInteraction` may find a problem. */
const OPTIONAL = [
  "anonymous",
  "journey",
  "caseId",
  "intendedChannel",
  "referredBy",
  "value",
  "cost",
  "attributes",
] as const satisfies readonly (keyof MappedRow)[];

class Rejected extends Error {
  constructor(readonly problem: FieldProblem) {
    super(problem.message);
  }
}

/** What was found in the rows that were mapped. */
export interface MappedRows {
  /** The origins. The index is their id. */
  readonly origins: readonly OriginNames[];
  /** For the id of each origin, the number of its good rows. */
  readonly originRows: readonly number[];
  /** The number of good rows whose time has no offset. */
  readonly localTimes: number;
  /** The number of good rows whose local time occurred twice, because the clock was set back. */
  readonly timesTwice: number;
  /** The number of good rows whose customer had blanks at its ends. */
  readonly trimmedCustomers: number;
  readonly leftOut: readonly LeftOutValues[];
}

export class RowMapper {
  readonly origins: OriginNames[] = [];
  readonly originRows: number[] = [];
  localTimes = 0;
  timesTwice = 0;
  trimmedCustomers = 0;
  readonly leftOut = new LeftOut();
  readonly #originNumbers = new Map<string, number>();
  /** By the name of a kind: the last origin with this kind. */
  readonly #lastOfKind = new Map<string, { readonly names: OriginNames; readonly number: number }>();
  readonly #touchpoints = new Set<string>();
  /** For each field, its column, or the text for all rows, or null. */
  readonly #places: Readonly<Record<Field, number | string | null>>;
  /** The column of the time of day, if it is separate from the date; otherwise −1. */
  readonly #timeColumn: number;
  readonly #statementColumn: number;
  readonly #instants: InstantReader;
  readonly #decimal: DecimalMark | null;
  readonly #initiators: readonly (readonly [Initiator, (kind: string) => boolean])[];
  readonly #options: RowOptions;
  readonly #rules: RowRules;
  readonly #properties: RowProperties;
  /** Values left out of the current row, which may still be rejected. */
  #leaving: LeftOutValue[] = [];

  constructor(resolved: ResolvedMapping, mapping: Mapping, options: RowOptions) {
    this.#instants = new InstantReader(new Zone(mapping.zone), {
      dateFormat: mapping.dateFormat === null ? null : parseDateFormat(mapping.dateFormat),
      epoch: mapping.epoch,
    });
    this.#decimal = mapping.decimal;
    this.#initiators = INITIATORS.map((who) => [who, globMatcher(mapping.initiators[who] ?? [])] as const);
    this.#options = options;
    this.#rules = new RowRules(mapping.rules);
    this.#properties = new RowProperties(resolved, options.isJson === true);
    const places = {} as Record<Field, number | string | null>;
    for (const field of FIELDS) {
      const place = resolved.places[field];
      places[field] = place === undefined ? null : "column" in place ? place.column : place.constant;
    }
    this.#places = places;
    this.#timeColumn = resolved.timeColumn;
    this.#statementColumn = resolved.statementColumn;
  }

  /** Whether a column gives the ids. */
  get hasId(): boolean {
    return typeof this.#places.id === "number";
  }

  /**
   * Adds what another mapper has found in the second half of the file. `lines` is the number of lines before this half.
   * Returns, for each origin of the other mapper, its number in this mapper. If both mappers together have more origins
   * or touchpoints than a file may have, nothing is added and the result is null, because some rows that the other
   * mapper accepted must then be rejected.
   */
  join(other: MappedRows, lines: number): Uint32Array | null {
    const spellings = other.origins.map(spellingOf);
    const added = spellings.filter((spelling) => !this.#originNumbers.has(spelling)).length;
    const touchpoints = new Set([...this.#touchpoints, ...other.origins.map(({ touchpoint }) => touchpoint)]);
    if (this.origins.length + added > MAX_ORIGINS || touchpoints.size > MAX_TOUCHPOINTS) return null;
    const numbers = other.origins.map((names, i) => this.#originNumbers.get(spellings[i]!) ?? this.#addOrigin(names));
    other.originRows.forEach((rows, i) => {
      this.originRows[numbers[i]!] = (this.originRows[numbers[i]!] ?? 0) + rows;
    });
    this.localTimes += other.localTimes;
    this.timesTwice += other.timesTwice;
    this.trimmedCustomers += other.trimmedCustomers;
    this.leftOut.join(other.leftOut, lines);
    return Uint32Array.from(numbers);
  }

  /** What this mapper has found. */
  get found(): MappedRows {
    const { origins, originRows, localTimes, timesTwice, trimmedCustomers } = this;
    return { origins, originRows, localTimes, timesTwice, trimmedCustomers, leftOut: this.leftOut.all() };
  }

  /** `number` is the row's number in its file, from 1. `line` is its first line. */
  map(fields: readonly string[], number: number, line: number): MappedRow | StatedRow | FieldProblem {
    try {
      if (this.#leaving.length > 0) this.#leaving = [];
      const stated = this.#statementColumn < 0 ? "" : fields[this.#statementColumn]!;
      const row = stated === "" ? this.#map(fields, number) : this.#state(fields, JSON.parse(stated) as StatedInRow);
      if (!("code" in row)) for (const value of this.#leaving) this.leftOut.add(value, line);
      return row;
    } catch (cause) {
      if (cause instanceof Rejected) return cause.problem;
      throw cause;
    }
  }

  /**
   * Returns the id of the origin of a row with these texts, or a negative number if one of the texts is invalid.
   * `PlainRows` uses this method for the rows that it reads itself, which the counts of this mapper do not include.
   */
  usualOrigin(kind: string | null, channel: string | null, stage: string | null): number {
    const given = (field: Field, text: string | null): string | null => {
      const place = this.#places[field];
      const known = typeof place === "string" ? place : text;
      return known === null || isBlank(known) ? null : known;
    };
    const known = given("touchpoint", kind);
    if (known === null) return -1;
    this.#leaving = [];
    try {
      const origin = this.#origin(known, given("channel", channel), given("stage", stage), null);
      return this.#leaving.length > 0 ? -1 : origin;
    } catch (cause) {
      if (cause instanceof Rejected) return -1;
      throw cause;
    }
  }

  #map(fields: readonly string[], number: number): MappedRow | FieldProblem {
    const places = this.#places;
    const anonymous = this.#anonymousOf(fields);
    const given = textOf(fields, places.identity) ?? this.#customerOf(fields, anonymous) ?? anonymous;
    if (given === null) return missing("customer");
    const customer = given.trim();
    const named = textOf(fields, places.touchpoint);
    if (named === null) return missing("touchpoint");
    const time = this.#timeText(fields);
    if (time === null) return missing("at");
    const id = textOf(fields, places.id);
    if (id === null && this.hasId) return missing("id");
    const at = this.#instants.read(time);
    if (at.problem !== null) return this.#timeProblem(at.problem, time);
    const intended = textOf(fields, places.intendedChannel);
    const written = { kind: named, channel: textOf(fields, places.channel), stage: textOf(fields, places.stage) };
    const { kind, channel, stage } = this.#rules.none
      ? written
      : this.#rules.namesOf(written, this.#attributes(fields));
    const origin = this.#origin(kind, channel, stage, intended);
    const names = this.origins[origin]!;
    const row: MappedRow = {
      customer,
      anonymous: anonymous === customer ? null : anonymous,
      // An id that will be computed as a hash is never too long, so any valid text is checked in its place.
      id: id ?? "-",
      touchpoint: names.touchpoint,
      at: at.at,
      journey: this.#caseOf(fields, "journey", given, customer),
      caseId: this.#caseOf(fields, "caseId", given, customer),
      value: this.#amount(fields, "value"),
      cost: this.#amount(fields, "cost"),
      initiatedBy: this.#choice(fields, "initiatedBy", INITIATORS),
      outcome: this.#choice(fields, "outcome", OUTCOMES),
      resolved: this.#boolean(fields, "resolved"),
      intendedChannel: names.intended === null ? null : channelSlug(names.intended),
      contextCarried: this.#boolean(fields, "contextCarried"),
      repeatedInfo: this.#boolean(fields, "repeatedInfo"),
      referredBy: textOf(fields, places.referredBy),
      attributes: this.#attributes(fields),
      sequence: this.#sequence(fields, number),
      origin,
    };
    for (;;) {
      const problem = checkInteraction(row, this.#options.now);
      if (problem === null) break;
      const field = OPTIONAL.find((candidate) => candidate === problem.field);
      if (field === undefined || this.#options.strict) return problem;
      this.#leaving.push({ problem, text: String(row[field]) });
      row[field] = null;
    }
    // Only valid rows count.
    if (at.local) this.localTimes++;
    if (at.twice) this.timesTwice++;
    if (given !== customer) this.trimmedCustomers++;
    this.originRows[origin] = (this.originRows[origin] ?? 0) + 1;
    if (id === null) row.id = "";
    return row;
  }

  /** Reads a row that has a statement about an identity in place of an interaction. */
  #state(fields: readonly string[], { previous, traits }: StatedInRow): StatedRow | FieldProblem {
    const anonymous = previous ?? this.#anonymousOf(fields);
    const customer = this.#customerOf(fields, anonymous)?.trim() ?? null;
    if (customer === null && anonymous === null) return missing("customer");
    const problem =
      (customer === null ? null : checkCustomer(customer)) ??
      (anonymous === null ? null : checkCustomer(anonymous, "anonymous"));
    if (problem !== null) return problem;
    const time = this.#timeText(fields);
    if (time === null) return missing("at");
    const at = this.#instants.read(time);
    if (at.problem !== null) return this.#timeProblem(at.problem, time);
    const future = checkTime(at.at, this.#options.now);
    if (future !== null) return future;
    const known: [string, string][] = [];
    for (const [name, value] of Object.entries(traits)) {
      if (value === null || value === "") continue;
      const text = typeof value === "object" ? JSON.stringify(value) : String(value);
      const problem = traitProblem(name, text);
      if (problem === null) known.push([name, text]);
      else this.#leave(problem, text);
    }
    return { statement: { customer, anonymous, at: at.at, traits: Object.fromEntries(known) } };
  }

  /** The anonymous key without blanks at its ends; null if there is none, or if the text is only a placeholder. */
  #anonymousOf(fields: readonly string[]): string | null {
    const text = textOf(fields, this.#places.anonymous);
    if (text === null) return null;
    const key = text.trim();
    const why = whyNobody(key);
    if (why === null) return key;
    const message = `The anonymous key "${shown(key)}" ${why}.`;
    return this.#leave({ field: "anonymous", code: "BAD_VALUE", message }, key);
  }

  /**
   * The customer. If the row has an anonymous key, a placeholder in place of a customer is left out. If it has no
   * anonymous key, the placeholder is returned, and the check of the row refuses it.
   */
  #customerOf(fields: readonly string[], anonymous: string | null): string | null {
    const text = textOf(fields, this.#places.customer);
    if (text === null || anonymous === null || !isPlaceholder(text.trim())) return text;
    const message = `The customer "${shown(text)}" means that there is no value, so the row is recorded under its anonymous key.`;
    return this.#leave({ field: "customer", code: "BAD_VALUE", message }, text);
  }

  #timeText(fields: readonly string[]): string | null {
    const text = textOf(fields, this.#places.at);
    if (this.#timeColumn < 0 || text === null) return text;
    const time = textOf(fields, this.#timeColumn);
    return time === null ? text : `${text.trim()} ${time.trim()}`;
  }

  #timeProblem(code: InstantProblem, text: string): FieldProblem {
    const hint = this.#instants.explain(text);
    const message =
      code === "NONEXISTENT_TIME"
        ? `"${shown(text)}" does not exist in the zone: the clocks were set forward.`
        : code === "AMBIGUOUS_TIME"
          ? `"${shown(text)}" is ambiguous: ${hint}.`
          : `"${shown(text)}" is not a time${hint === null ? ". Write it like 2017-01-07T18:55:24Z, or as an epoch." : `: ${hint}.`}`;
    return { field: "at", code, message };
  }

  /** Leaves a bad value out, or rejects its row if this is configured. */
  #leave(problem: FieldProblem, text: string): null {
    if (this.#options.strict) throw new Rejected(problem);
    this.#leaving.push({ problem, text });
    return null;
  }

  /**
   * Reads the key of a journey or of a case. If its column is that of the customer too, the key of the customer is
   * returned, which has no blanks at its ends.
   */
  #caseOf(fields: readonly string[], field: "journey" | "caseId", given: string, customer: string): string | null {
    const text = textOf(fields, this.#places[field]);
    if (text === null) return null;
    if (text === given && this.#places[field] === this.#places.customer) return customer;
    if (!isPlaceholder(text)) return text;
    const message = `The ${field} "${text}" means that there is no value.`;
    return this.#leave({ field, code: "BAD_VALUE", message }, text);
  }

  #amount(fields: readonly string[], field: "value" | "cost"): number | null {
    const text = textOf(fields, this.#places[field]);
    if (text === null) return null;
    const amount = readAmount(text, this.#decimal);
    if (!Number.isNaN(amount)) return amount;
    const hint = this.#decimal === null ? amountHint(text) : null;
    const mark = this.#decimal === "," ? "comma" : "point";
    const message = `"${shown(text)}" is not a number with a decimal ${mark}${hint === null ? "" : `; ${hint}`}.`;
    return this.#leave({ field, code: "BAD_NUMBER", message }, text);
  }

  #choice<T extends string>(fields: readonly string[], field: Field, allowed: readonly T[]): T | null {
    const text = textOf(fields, this.#places[field]);
    if (text === null) return null;
    const choice = allowed.find((candidate) => candidate === text.trim().toUpperCase());
    if (choice !== undefined) return choice;
    const message = `"${shown(text)}" is none of ${allowed.join(", ")}.`;
    return this.#leave({ field, code: "BAD_VALUE", message }, text);
  }

  #boolean(fields: readonly string[], field: Field): boolean | null {
    const text = textOf(fields, this.#places[field]);
    if (text === null) return null;
    const value = readBoolean(text);
    if (value !== null) return value;
    const message = `"${shown(text)}" is neither true nor false.`;
    return this.#leave({ field, code: "BAD_VALUE", message }, text);
  }

  #origin(kind: string, channel: string | null, stage: string | null, intended: string | null): number {
    // Most logs have one channel and one stage per kind, so the last origin of the kind is compared first. Building a
    // text for a look-up takes three times as long.
    const last = this.#lastOfKind.get(kind);
    if (
      last !== undefined &&
      last.names.channel === channel &&
      last.names.stage === stage &&
      last.names.intended === intended
    )
      return last.number;
    const spelling = spellingOf({ kind, channel, stage, intended });
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
      const problem = name === null ? null : (checkKey(field, name) ?? checkKey(field, slug(name)));
      if (problem === null) continue;
      if (field === "touchpoint") throw new Rejected(problem);
      const without = { channel, stage, intendedChannel: intended, [field]: this.#leave(problem, name!) };
      return this.#origin(kind, without.channel, without.stage, without.intendedChannel);
    }
    const touchpoint = touchpointKey(channel === null ? UNKNOWN_CHANNEL : channelSlug(channel), slug(kind));
    const tooLong = checkKey("touchpoint", touchpoint);
    if (tooLong !== null) throw new Rejected(tooLong);
    if (
      this.origins.length >= MAX_ORIGINS ||
      (this.#touchpoints.size >= MAX_TOUCHPOINTS && !this.#touchpoints.has(touchpoint))
    )
      throw new Rejected({
        field: "touchpoint",
        code: "TOO_MANY_TOUCHPOINTS",
        message: `The file has more than ${MAX_TOUCHPOINTS} touchpoints (or four times as many spellings). Is the column free text?`,
      });
    return this.#addOrigin({
      touchpoint,
      kind: detached(kind),
      channel: channel === null ? null : detached(channel),
      stage: stage === null ? null : detached(stage),
      intended: intended === null ? null : detached(intended),
      initiatedBy: this.#initiators.find(([, matches]) => matches(kind))?.[0] ?? null,
    });
  }

  #addOrigin(names: OriginNames): number {
    this.#touchpoints.add(names.touchpoint);
    this.#originNumbers.set(spellingOf(names), this.origins.length);
    return this.origins.push(names) - 1;
  }

  #sequence(fields: readonly string[], number: number): Sequence {
    const { sequence } = this.#places;
    if (typeof sequence !== "number") return number;
    const text = textOf(fields, sequence);
    if (text === null) throw rejected("sequence", "MISSING_FIELD", "The sequence is missing.");
    // A text that is not a sequence becomes NaN, which the check of the row refuses.
    return readSequence(text) ?? Number.NaN;
  }

  #attributes(fields: readonly string[]): string | null {
    return this.#properties.of(fields, (problem, text) => this.#leave(problem, text));
  }
}

function spellingOf({ kind, channel, stage, intended }: Omit<OriginNames, "touchpoint" | "initiatedBy">): string {
  return `${kind}\u0000${channel ?? ""}\u0000${stage ?? ""}\u0000${intended ?? ""}`;
}

function traitProblem(name: string, text: string): FieldProblem | null {
  const problem = checkKey("traits", name);
  if (problem !== null) return problem;
  const refused = (message: string): FieldProblem => ({ field: "traits", code: "BAD_VALUE", message });
  if (name.startsWith(MEMBERSHIP)) return refused(`The name of a trait must not begin with "${MEMBERSHIP}".`);
  if (Buffer.byteLength(text) > MAX_ATTRIBUTE_BYTES)
    return refused(`The value of ${shown(name)} is longer than ${MAX_ATTRIBUTE_BYTES} bytes.`);
  return null;
}

/** The text of a field in a row; null if no column or constant gives the field, or if the row leaves it blank. */
function textOf(fields: readonly string[], place: number | string | null): string | null {
  if (place === null) return null;
  const text = typeof place === "number" ? fields[place]! : place;
  return isBlank(text) ? null : text;
}

/** The boolean that a text means; null if it means neither true nor false. */
export function readBoolean(text: string): boolean | null {
  return BOOLEANS.get(text.trim().toLowerCase()) ?? null;
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

/** The text is copied, because a substring would keep the whole block of the file in memory. */
function detached(text: string): string {
  return Buffer.from(text).toString();
}
