// Writes an answer as JSON, exactly as JSON.stringify does, without holding the event loop. A large answer is written
// in pieces, and other work gets a turn every few milliseconds.
//
// A piece is a part of the answer of about 64 KB, which JSON.stringify itself writes. To find the pieces, the code
// estimates the size of values, and stops when a value is larger than one piece. This costs about a tenth of the
// writing.
import { tooLarge } from "../resolvers/meter.js";
import { ownTurn } from "../service/turns.js";

/** Approximate characters per piece. Writing one takes well under a millisecond. */
const PIECE = 64 * 1024;
/** Milliseconds after which other work gets a turn. */
const TURN_MS = 8;
/**
 * No answer of this schema is nested deeper than this. A deeper value is JSON that a client recorded, and is written as
 * a whole.
 */
const DEEPEST = 200;
/**
 * The estimated number of characters of a number, a boolean or null, and of the key and punctuation around any value.
 */
const WEIGHT = 6;

/** Large answers that have been written, but whose bytes have not been claimed yet. */
const written = new Map<string, readonly Buffer[]>();
let claims = 0;

/**
 * Apollo Server's `stringifyResult`: the text of an answer or, for a large answer, a token with which to claim its
 * bytes. Apollo passes the text on unchanged. A single string of 32 MB would have to be copied, which takes longer than
 * everything else here.
 */
export async function answerText(value: object, mostBytes = Number.POSITIVE_INFINITY): Promise<string> {
  if (isLight(value, PIECE)) return JSON.stringify(value);
  const bytes = await bytesOf(value, mostBytes);
  if (bytes === null) {
    const { message, extensions } = tooLarge(mostBytes);
    return JSON.stringify({ data: null, errors: [{ message, extensions }] });
  }
  const claim = `answer ${++claims}`;
  written.set(claim, bytes);
  return claim;
}

/** The bytes of an answer, from the result of `answerText`. Can be called once per answer. */
export function claimed(text: string): readonly Buffer[] {
  const bytes = written.get(text);
  written.delete(text);
  return bytes ?? [Buffer.from(text)];
}

/**
 * Returns the bytes of the answer, or null if there are more than `most`. This size is exact. The size that is counted
 * while an answer is built is approximate.
 */
async function bytesOf(value: object, most: number): Promise<Buffer[] | null> {
  const bytes: Buffer[] = [];
  let size = 0;
  let text = "";
  let began = performance.now();
  for (const piece of piecesOf(value)) {
    text += piece;
    if (text.length < PIECE) continue;
    const slice = Buffer.from(text);
    size += slice.length;
    if (size > most) return null;
    bytes.push(slice);
    text = "";
    if (performance.now() - began < TURN_MS) continue;
    await ownTurn();
    began = performance.now();
  }
  if (text !== "") bytes.push(Buffer.from(text));
  return bytes;
}

/** Yields pieces that together equal `JSON.stringify(value)`. Each has at most about `size` characters. */
export function* piecesOf(value: unknown, size = PIECE, depth = 0): Generator<string> {
  if (depth > DEEPEST || !isPlain(value) || isLight(value, size)) yield JSON.stringify(value) ?? "null";
  else if (Array.isArray(value)) yield* piecesOfList(value, size, depth);
  else yield* piecesOfObject(value as Readonly<Record<string, unknown>>, size, depth);
}

function* piecesOfList(list: readonly unknown[], size: number, depth: number): Generator<string> {
  let comma = "[";
  let from = 0;
  let left = size;
  // Small elements are written together.
  for (let i = 0; i <= list.length; i++) {
    const after = i < list.length ? weighed(list[i], left, depth) : -1;
    if (after >= 0) {
      left = after;
      continue;
    }
    if (i > from) {
      yield comma + JSON.stringify(list.slice(from, i)).slice(1, -1);
      comma = ",";
    }
    from = i;
    left = size;
    if (i === list.length) break;
    const alone = weighed(list[i], left, depth);
    if (alone >= 0) {
      left = alone;
      continue;
    }
    yield comma;
    comma = ",";
    yield* piecesOf(list[i], size, depth + 1);
    from = i + 1;
  }
  yield comma === "[" ? "[]" : "]";
}

function* piecesOfObject(object: Readonly<Record<string, unknown>>, size: number, depth: number): Generator<string> {
  let text = "{";
  let first = true;
  for (const name of Object.keys(object)) {
    const member = object[name];
    const light = !isPlain(member) || isLight(member, size) ? JSON.stringify(member) : null;
    // JSON omits members whose value is undefined or a function.
    if (light === undefined) continue;
    text += `${first ? "" : ","}${JSON.stringify(name)}:${light ?? ""}`;
    first = false;
    if (light !== null && text.length < size) continue;
    yield text;
    text = "";
    if (light === null) yield* piecesOf(member, size, depth + 1);
  }
  yield `${text}}`;
}

/**
 * Whether the value is a list or a plain object. A date, for example, is neither: JSON has the result of its `toJSON`
 * instead.
 */
function isPlain(value: unknown): boolean {
  return typeof value === "object" && value !== null && typeof (value as { toJSON?: unknown }).toJSON !== "function";
}

function isLight(value: unknown, most: number): boolean {
  return weighed(value, most, 0) >= 0;
}

/**
 * Returns `most` minus the estimated size of the value. If the result is negative, the value is larger than `most`, and
 * the examination stopped early.
 */
function weighed(value: unknown, most: number, depth: number): number {
  if (typeof value === "string") return most - value.length - WEIGHT;
  let left = most - WEIGHT;
  if (typeof value !== "object" || value === null || depth > DEEPEST) return left;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length && left >= 0; i++) left = weighed(value[i], left, depth + 1);
    return left;
  }
  for (const name in value) {
    left = weighed((value as Record<string, unknown>)[name], left - name.length - WEIGHT, depth + 1);
    if (left < 0) return left;
  }
  return left;
}
