// An answer as JSON, as JSON.stringify gives it, without holding the event loop: a large one is written piece by piece, and
// every few milliseconds all else that waits has its turn.
//
// A piece is a part of the answer of some 64 KB, which JSON.stringify itself writes. To find the pieces, values are weighed,
// but never further than one piece weighs: that costs about a tenth of the writing.
import { tooLarge } from "../resolvers/meter.js";
import { ownTurn } from "../service/turns.js";

/** Characters of a piece, about; well under a millisecond of writing. */
const PIECE = 64 * 1024;
/** After so many milliseconds others have their turn. */
const TURN_MS = 8;
/** What is nested deeper than any answer of this schema is a JSON value that was recorded, and is written whole. */
const DEEPEST = 200;
/** Of a number, a boolean or null, and of what stands around a value. */
const WEIGHT = 6;

/** Large answers that have been written and not yet been claimed. */
const written = new Map<string, readonly Buffer[]>();
let claims = 0;

/**
 * `stringifyResult` of Apollo Server: the text of an answer, or, of a large one, what to claim its bytes by. Apollo hands on
 * what it is given without looking at it; one string of 32 MB would cost a copy that takes longer than all else here.
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

/** The bytes of an answer, from what `answerText` gave for it; once. */
export function claimed(text: string): readonly Buffer[] {
  const bytes = written.get(text);
  written.delete(text);
  return bytes ?? [Buffer.from(text)];
}

/** Null where they are more than `most`: what is counted while an answer is made is about right, this is exact. */
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

/** Joined they are `JSON.stringify(value)`; each is of about `size` characters at most. */
export function* piecesOf(value: unknown, size = PIECE, depth = 0): Generator<string> {
  if (depth > DEEPEST || !isPlain(value) || isLight(value, size)) yield JSON.stringify(value) ?? "null";
  else if (Array.isArray(value)) yield* piecesOfList(value, size, depth);
  else yield* piecesOfObject(value as Readonly<Record<string, unknown>>, size, depth);
}

function* piecesOfList(list: readonly unknown[], size: number, depth: number): Generator<string> {
  let comma = "[";
  let from = 0;
  let left = size;
  // Light elements are written together.
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
    // Undefined and functions have no text in JSON.
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

/** Lists and objects that stand for themselves; a date, say, is written as what its toJSON gives. */
function isPlain(value: unknown): boolean {
  return typeof value === "object" && value !== null && typeof (value as { toJSON?: unknown }).toJSON !== "function";
}

function isLight(value: unknown, most: number): boolean {
  return weighed(value, most, 0) >= 0;
}

/** What is left of `most` when the value has been written; negative: it is heavier, and was not looked at to its end. */
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
