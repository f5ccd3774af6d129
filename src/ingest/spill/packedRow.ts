// Converts a mapped row to bytes for the spill files, and back. Reading these bytes is about ten times as fast as
// mapping the raw row again.
//
// All numbers are little endian. A row consists of the time (f64), the origin (u32), a word that says which values are
// known (u32, the bits below), and these values in the order of their bits. Amounts and the sequence are f64 (i64 for a
// sequence beyond 2^53), choices are u8, and texts are a length (u16) and UTF-8. The customer is stored in front of
// these bytes (spill.ts). The id is among the values only if a column gives it. The touchpoint is not stored, because
// the origin has it.
import { INITIATORS, OUTCOMES } from "../../model/interaction.js";
import type { MappedRow } from "../rows.js";

// Each of these bits says that the row has a value of this field.
export const ID = 1;
/** Set if the row has a sequence. Otherwise, the sequence is the row's number. */
export const SEQUENCE = 2;
export const VALUE = 4;
export const COST = 8;
export const INITIATED_BY = 16;
export const OUTCOME = 32;
/** Set if the boolean is known. The next bit is its value. */
export const RESOLVED = 64;
export const CONTEXT_CARRIED = 256;
export const REPEATED_INFO = 1024;
export const JOURNEY = 4096;
export const CASE_ID = 8192;
export const INTENDED_CHANNEL = 16_384;
export const REFERRED_BY = 32_768;
export const ATTRIBUTES = 65_536;
/** The sequence is a 64-bit integer that a double cannot hold. */
export const WIDE_SEQUENCE = 131_072;
export const ANONYMOUS = 262_144;
const TEXTS = [
  ["journey", JOURNEY],
  ["caseId", CASE_ID],
  ["intendedChannel", INTENDED_CHANNEL],
  ["referredBy", REFERRED_BY],
  ["attributes", ATTRIBUTES],
  ["anonymous", ANONYMOUS],
] as const;
/** Time, origin and the bits of the known values. */
export const FIXED_BYTES = 16;
/** The place of the origin in a row. */
export const ORIGIN_AT = 8;
/** The largest number of bytes that the values other than texts can take. */
const MOST_BYTES = FIXED_BYTES + 3 * 8 + 2;

/** An upper bound for the number of bytes that `packRow` writes. */
export function packedBytes(row: MappedRow): number {
  let characters = row.id.length;
  for (const [field] of TEXTS) characters += row[field]?.length ?? 0;
  return MOST_BYTES + 2 * (1 + TEXTS.length) + 3 * characters;
}

/** Returns the position after the row. `number` is the row's number in its file. */
export function packRow(row: MappedRow, number: number, into: Buffer, start: number): number {
  let known = 0;
  let at = start + FIXED_BYTES;
  if (row.id !== "") {
    known |= ID;
    at = writeText(row.id, into, at);
  }
  if (row.sequence !== number) {
    known |= SEQUENCE;
    if (typeof row.sequence === "bigint") {
      known |= WIDE_SEQUENCE;
      at = into.writeBigInt64LE(row.sequence, at);
    } else at = into.writeDoubleLE(row.sequence, at);
  }
  if (row.value !== null) {
    known |= VALUE;
    at = into.writeDoubleLE(row.value, at);
  }
  if (row.cost !== null) {
    known |= COST;
    at = into.writeDoubleLE(row.cost, at);
  }
  if (row.initiatedBy !== null) {
    known |= INITIATED_BY;
    at = into.writeUInt8(INITIATORS.indexOf(row.initiatedBy), at);
  }
  if (row.outcome !== null) {
    known |= OUTCOME;
    at = into.writeUInt8(OUTCOMES.indexOf(row.outcome), at);
  }
  if (row.resolved !== null) known |= row.resolved ? 3 * RESOLVED : RESOLVED;
  if (row.contextCarried !== null) known |= row.contextCarried ? 3 * CONTEXT_CARRIED : CONTEXT_CARRIED;
  if (row.repeatedInfo !== null) known |= row.repeatedInfo ? 3 * REPEATED_INFO : REPEATED_INFO;
  for (const [field, bit] of TEXTS) {
    const text = row[field];
    if (text == null) continue;
    known |= bit;
    at = writeText(text, into, at);
  }
  into.writeDoubleLE(row.at, start);
  into.writeUInt32LE(row.origin, start + ORIGIN_AT);
  into.writeUInt32LE(known, start + 12);
  return at;
}

/** The position of the next field of the row being read. */
let packedEnd = 0;

/**
 * Unpacks a row. `id` is used if no column gave one. `touchpoint` is left empty. The object is created by one literal,
 * whose fields are in the order in which they are read. Setting the fields one by one would take ten times as long,
 * both here and where the row is used.
 */
export function unpackRow(
  customer: string,
  id: string,
  formerId: string | null,
  number: number,
  bytes: Buffer,
  start: number,
): MappedRow {
  const known = bytes.readUInt32LE(start + 12);
  packedEnd = start + FIXED_BYTES;
  return {
    customer,
    id: known & ID ? readText(bytes) : id,
    formerId,
    touchpoint: "",
    at: bytes.readDoubleLE(start),
    origin: bytes.readUInt32LE(start + ORIGIN_AT),
    sequence: known & SEQUENCE ? (known & WIDE_SEQUENCE ? readWide(bytes) : readDouble(bytes)) : number,
    value: known & VALUE ? readDouble(bytes) : null,
    cost: known & COST ? readDouble(bytes) : null,
    initiatedBy: known & INITIATED_BY ? INITIATORS[bytes[packedEnd++]!]! : null,
    outcome: known & OUTCOME ? OUTCOMES[bytes[packedEnd++]!]! : null,
    resolved: known & RESOLVED ? (known & (2 * RESOLVED)) !== 0 : null,
    contextCarried: known & CONTEXT_CARRIED ? (known & (2 * CONTEXT_CARRIED)) !== 0 : null,
    repeatedInfo: known & REPEATED_INFO ? (known & (2 * REPEATED_INFO)) !== 0 : null,
    journey: known & JOURNEY ? readText(bytes) : null,
    caseId: known & CASE_ID ? readText(bytes) : null,
    intendedChannel: known & INTENDED_CHANNEL ? readText(bytes) : null,
    referredBy: known & REFERRED_BY ? readText(bytes) : null,
    attributes: known & ATTRIBUTES ? readText(bytes) : null,
    anonymous: known & ANONYMOUS ? readText(bytes) : null,
  };
}

/** The fields that determine journeys. */
export interface RowPlace {
  at: number;
  /**
   * The positions where the bytes of the id, including its length, start and end. Both are equal if no column gave an
   * id.
   */
  idStart: number;
  idEnd: number;
  journey: string | null;
  caseId: string | null;
}

/** The text that was read last, and where it is. */
interface Repeated {
  bytes: Buffer | null;
  start: number;
  length: number;
  text: string;
}

const lastJourney: Repeated = { bytes: null, start: 0, length: 0, text: "" };
const lastCase: Repeated = { bytes: null, start: 0, length: 0, text: "" };
const place: RowPlace = { at: 0, idStart: 0, idEnd: 0, journey: null, caseId: null };
const EIGHT_BYTES = [SEQUENCE, VALUE, COST] as const;

/** Reads only these fields of the packed row at `start`. The result is valid until the next call. */
export function readPlace(bytes: Buffer, start: number): RowPlace {
  const known = bytes.readUInt32LE(start + 12);
  packedEnd = start + FIXED_BYTES;
  place.at = bytes.readDoubleLE(start);
  place.idStart = packedEnd;
  if (known & ID) packedEnd += 2 + bytes.readUInt16LE(packedEnd);
  place.idEnd = packedEnd;
  place.journey = null;
  place.caseId = null;
  if ((known & (JOURNEY | CASE_ID)) === 0) return place;
  for (const bit of EIGHT_BYTES) if (known & bit) packedEnd += 8;
  if (known & INITIATED_BY) packedEnd++;
  if (known & OUTCOME) packedEnd++;
  if (known & JOURNEY) place.journey = readRepeated(bytes, lastJourney);
  if (known & CASE_ID) place.caseId = readRepeated(bytes, lastCase);
  return place;
}

function writeText(text: string, into: Buffer, at: number): number {
  const length = into.write(text, at + 2);
  into.writeUInt16LE(length, at);
  return at + 2 + length;
}

function readText(bytes: Buffer): string {
  const start = packedEnd + 2;
  packedEnd = start + bytes.readUInt16LE(packedEnd);
  return bytes.toString("utf8", start, packedEnd);
}

/** Like `readText`. The rows of a customer often have the same text, of which only one string is created. */
function readRepeated(bytes: Buffer, before: Repeated): string {
  const start = packedEnd + 2;
  const length = bytes.readUInt16LE(packedEnd);
  packedEnd = start + length;
  if (length === before.length && bytes === before.bytes) {
    let i = 0;
    while (i < length && bytes[start + i] === bytes[before.start + i]) i++;
    if (i === length) return before.text;
  }
  before.bytes = bytes;
  before.start = start;
  before.length = length;
  before.text = bytes.toString("utf8", start, packedEnd);
  return before.text;
}

function readWide(bytes: Buffer): bigint {
  const value = bytes.readBigInt64LE(packedEnd);
  packedEnd += 8;
  return value;
}

function readDouble(bytes: Buffer): number {
  const value = bytes.readDoubleLE(packedEnd);
  packedEnd += 8;
  return value;
}
