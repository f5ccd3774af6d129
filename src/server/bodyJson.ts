// Parses the JSON of a request's body without holding the event loop. A large body is read value by value, and other
// work gets a turn every few milliseconds. JSON.parse would take 0.7 s for 4 MB of brackets or of distinct keys.
//
// The result equals that of `readJson`, at any depth: numbers that a double cannot hold become texts.
import { exactNumber, JsonProblem, readJson } from "../model/json.js";
import { ownTurn } from "../service/turns.js";

/** The number of characters read at a time, which takes at most 3 ms. */
const AT_ONCE = 64 * 1024;
/**
 * The largest number of values of a body. 10,000 interactions have about 200,000. Each value takes up to 100 bytes of
 * memory, even if it is short in the text.
 */
export const MAX_VALUES = 400_000;
/**
 * The largest number of keys of one object. An interaction has some dozens of attributes. Listing the keys of an object
 * with 200,000 keys holds the event loop for 50 ms, and every part of the service that reads the object lists them
 * again. This need not be checked for a body that is short enough to be read at once, because it cannot contain so many
 * keys.
 */
export const MAX_KEYS = 10_000;
/** The number of steps between two checks of the clock. */
const LOOK_EVERY = 500;
/** Milliseconds after which other work gets a turn. */
const TURN_MS = 8;

export class TooManyValues extends Error {}
export class TooManyKeys extends Error {}

/** Rejects with JsonProblem, TooManyValues or TooManyKeys. */
export async function readBodyJson(text: string): Promise<unknown> {
  if (text.length <= AT_ONCE) return readJson(text, null);
  const reading = readingOf(text);
  let began = performance.now();
  for (;;) {
    const { done, value } = reading.next();
    if (done) return value;
    if (performance.now() - began < TURN_MS) continue;
    await ownTurn();
    began = performance.now();
  }
}

type Holder = unknown[] | Record<string, unknown>;

/** Returns the value, and yields at intervals. The reader does not recurse, and reads each character once. */
export function* readingOf(text: string): Generator<undefined, unknown> {
  const tokens = new Tokens(text);
  const holders: Holder[] = [];
  const keys: string[] = [];
  /** The number of members of each open container. */
  const counts: number[] = [];
  let steps = 0;
  for (let count = 1; ; count++) {
    if (count > MAX_VALUES) throw new TooManyValues();
    if (++steps % LOOK_EVERY === 0) yield;
    let value: unknown;
    const opened = tokens.take("{") ? {} : tokens.take("[") ? [] : null;
    if (opened === null) value = tokens.scalar();
    else if (tokens.take(closing(opened))) value = opened;
    else {
      holders.push(opened);
      counts.push(0);
      if (!Array.isArray(opened)) keys.push(tokens.key());
      continue;
    }
    // `value` is complete, and is added to its container. The container may then be complete too, and is the next
    // `value`.
    for (;;) {
      if (++steps % LOOK_EVERY === 0) yield;
      const holder = holders.at(-1);
      if (holder === undefined) {
        tokens.end();
        return value;
      }
      if (Array.isArray(holder)) holder.push(value);
      else if (++counts[counts.length - 1]! > MAX_KEYS) throw new TooManyKeys();
      else set(holder, keys.pop()!, value);
      if (tokens.take(",")) {
        if (!Array.isArray(holder)) keys.push(tokens.key());
        break;
      }
      tokens.expect(closing(holder));
      holders.pop();
      counts.pop();
      value = holder;
    }
  }
}

function closing(holder: Holder): "]" | "}" {
  return Array.isArray(holder) ? "]" : "}";
}

/** A key named `__proto__` is an ordinary key in JSON. */
function set(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__")
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

const QUOTE = 34;
const BACKSLASH = 92;
const SPACE = 32;
const SPACES = /[\t\n\r ]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const WORDS = new Map<string, unknown>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** The tokens of a text, one after another. White space between them is skipped. */
class Tokens {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  take(sign: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  expect(sign: string): void {
    if (!this.take(sign)) throw noJson();
  }

  end(): void {
    this.#space();
    if (this.#at < this.#text.length) throw noJson();
  }

  key(): string {
    this.#space();
    if (this.#text.charCodeAt(this.#at) !== QUOTE) throw noJson();
    const key = this.#string();
    this.expect(":");
    return key;
  }

  scalar(): unknown {
    this.#space();
    if (this.#text.charCodeAt(this.#at) === QUOTE) return this.#string();
    const number = this.#match(NUMBER);
    if (number !== null) return exactNumber(number);
    const word = this.#match(WORD);
    if (word === null) throw noJson();
    return WORDS.get(word);
  }

  /**
   * JSON.parse copies the string. A slice of the text would keep the whole text in memory as long as the value exists.
   */
  #string(): string {
    const start = this.#at;
    let quote = this.#text.indexOf('"', start + 1);
    while (quote >= 0 && this.#isEscaped(quote)) quote = this.#text.indexOf('"', quote + 1);
    if (quote < 0) throw noJson();
    this.#at = quote + 1;
    try {
      return JSON.parse(this.#text.slice(start, this.#at)) as string;
    } catch (cause) {
      throw noJson(cause);
    }
  }

  #isEscaped(quote: number): boolean {
    let before = quote - 1;
    while (this.#text.charCodeAt(before) === BACKSLASH) before--;
    return (quote - before) % 2 === 0;
  }

  #match(expression: RegExp): string | null {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.#at += found.length;
    return found;
  }

  #space(): void {
    // Most tokens have no white space before them.
    if (this.#text.charCodeAt(this.#at) > SPACE) return;
    SPACES.lastIndex = this.#at;
    SPACES.test(this.#text);
    this.#at = SPACES.lastIndex;
  }
}

function noJson(cause?: unknown): JsonProblem {
  return new JsonProblem("SYNTAX", "The text is not JSON.", cause);
}
