// Reads JSON without loss and in linear time. It does not recurse, so that hostile input cannot overflow the stack.
//
// A number whose decimal value a double cannot hold (12345678901234567890, 0.1234567890123456789, 1e400) becomes a
// text, which is the literal as written. Every other number is read as usual. `JSON.parse` does the parsing, because it
// is iterative. Only a text that may contain such a number is rewritten first.

/**
 * The deepest nesting of arrays and objects that is accepted. Code that writes or compares JSON may recurse, and this
 * limit keeps it from overflowing the stack.
 */
export const MAX_JSON_DEPTH = 100;

export type JsonObject = Readonly<Record<string, unknown>>;

/** Why a text was refused: because it is not JSON, or because it is nested deeper than MAX_JSON_DEPTH. */
export class JsonProblem extends Error {
  constructor(
    readonly kind: "SYNTAX" | "DEPTH",
    message: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "JsonProblem";
  }
}

/**
 * Returns the value of a JSON text. Numbers that a double cannot hold become texts. If `maxDepth` is null, any depth is
 * accepted. Callers may pass null if they do not recurse into unknown values. Throws JsonProblem. O(length).
 */
export function readJson(text: string, maxDepth: number | null = MAX_JSON_DEPTH): unknown {
  if (maxDepth !== null && textDeeperThan(text, maxDepth))
    throw new JsonProblem("DEPTH", `The JSON is nested deeper than ${maxDepth} levels.`);
  try {
    return JSON.parse(mayHoldNumberBeyond(text) ? quoteNumbers(text) : text);
  } catch (cause) {
    throw new JsonProblem("SYNTAX", "The text is not JSON.", cause);
  }
}

/**
 * Like `readJson`, for a text that must be one object. Returns null if the text is JSON of another type. Throws
 * JsonProblem.
 */
export function readJsonObject(text: string): JsonObject | null {
  const value = readJson(text);
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** The number that a JSON literal denotes, or the literal itself if a double cannot hold its value. */
export function exactNumber(literal: string): number | string {
  const number = Number(literal);
  return isKept(literal, number) ? number : literal;
}

/** Whether a text is a JSON number that a double cannot hold. `readJson` returns such texts. */
export function isNumberBeyond(text: string): boolean {
  return LITERAL.test(text) && typeof exactNumber(text) === "string";
}

/**
 * Returns DEPTH if a value is nested deeper than `levels`, LENGTH if its JSON text is certainly longer than `bytes`,
 * and null otherwise. It stops reading after that many bytes, so that a large value costs no more than a value of the
 * largest allowed size.
 */
export function excessOf(value: unknown, levels: number, bytes: number): "DEPTH" | "LENGTH" | null {
  const rest: { readonly value: unknown; readonly levels: number }[] = [{ value, levels }];
  let length = 0;
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { value: one, levels: left } = next;
    if (typeof one === "string") length += one.length + 2;
    else if (typeof one !== "object" || one === null) length += 1;
    else if (left === 0) return "DEPTH";
    else if (Array.isArray(one)) {
      // The text has brackets, and at least a comma for each member.
      length += one.length + 1;
      if (length <= bytes) for (const member of one as unknown[]) rest.push({ value: member, levels: left - 1 });
    } else
      for (const key in one) {
        // Each member adds two quotes, a colon, and a comma or brace.
        length += key.length + 4;
        if (length > bytes) break;
        rest.push({ value: (one as Record<string, unknown>)[key], levels: left - 1 });
      }
    if (length > bytes) return "LENGTH";
  }
  return null;
}

/** JSON text with the keys of every object sorted, so that equal attributes are equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : part,
  );
}

/**
 * Canonical JSON in its former version, in which each number is rounded to the nearest double. (Today, numbers that a
 * double cannot hold are kept as texts.)
 */
export function roundedJson(text: string): string {
  return canonicalJson(
    JSON.parse(text, (_key, value: unknown) =>
      typeof value === "string" && isNumberBeyond(value) ? Number(value) : value,
    ),
  );
}

/** A double can hold every number that has fewer characters than this and at most two digits in its exponent. */
const MAY_BE_BEYOND = 16;
const LONG_EXPONENT = /\d[eE][+-]?\d{3}/;

/**
 * Whether a text may contain a number that a double cannot hold: 16 digits in a row (a decimal point may be among
 * them), or an exponent of more than two digits. Of 16 characters in a row, one is at a multiple of 16, so the search
 * skips most characters. A regular expression, which reads all of them, took a third of the time of JSON.parse.
 */
function mayHoldNumberBeyond(text: string): boolean {
  for (let at = MAY_BE_BEYOND - 1; at < text.length; at += MAY_BE_BEYOND) {
    if (!isOfDecimal(text.charCodeAt(at))) continue;
    let start = at;
    while (start > 0 && isOfDecimal(text.charCodeAt(start - 1))) start--;
    let end = at + 1;
    while (end < text.length && isOfDecimal(text.charCodeAt(end))) end++;
    if (end - start >= MAY_BE_BEYOND) return true;
  }
  return LONG_EXPONENT.test(text);
}

const LITERAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const PARTS = /^-?(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
/**
 * No double needs more than 767 digits, so a literal with more digits than this has a value that no double can hold.
 */
const MAX_DIGITS = 800;

function isKept(literal: string, number: number): boolean {
  if (!Number.isFinite(number)) return false;
  const shortest = String(number);
  if (shortest === literal) return true;
  if (literal.length > MAX_DIGITS && literal.replace(/^-?0\.0*|0+$/g, "").length > MAX_DIGITS) return false;
  return decimal(literal) === decimal(shortest);
}

/**
 * Returns the digits without zeros at the ends, and the power of ten of the last digit. Two literals have the same
 * value, apart from the sign, if both the digits and the power are equal.
 */
function decimal(literal: string): string {
  const [, whole = "", fraction = "", exponent = "0"] = PARTS.exec(literal) ?? [];
  const digits = whole + fraction;
  let first = 0;
  while (first < digits.length && digits.charCodeAt(first) === ZERO) first++;
  let end = digits.length;
  while (end > first && digits.charCodeAt(end - 1) === ZERO) end--;
  if (first === end) return "0";
  return `${digits.slice(first, end)}e${Number(exponent) - fraction.length + (digits.length - end)}`;
}

const QUOTE = 34;
const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
const COLON = 58;
const OPENING_BRACKET = 91;
const BACKSLASH = 92;
const CLOSING_BRACKET = 93;
const OPENING_BRACE = 123;
const CLOSING_BRACE = 125;

/** The text with quotes around each number that a double cannot hold. A text that is not JSON stays invalid. */
function quoteNumbers(text: string): string {
  let result = "";
  let copied = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = afterString(text, at);
      continue;
    }
    if (code !== MINUS && !isDigit(code)) {
      at++;
      continue;
    }
    const start = at++;
    while (at < text.length && isOfNumber(text.charCodeAt(at))) at++;
    const literal = text.slice(start, at);
    // A number in the place of a key is invalid JSON, and quotes would make it valid.
    if (!isNumberBeyond(literal) || nextCode(text, at) === COLON) continue;
    result += `${text.slice(copied, start)}"${literal}"`;
    copied = at;
  }
  return result + text.slice(copied);
}

/** The index at which the string that starts at `at` ends, or the end of the text if the string is not closed. */
function afterString(text: string, at: number): number {
  for (let quote = text.indexOf('"', at + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let before = quote - 1;
    while (text.charCodeAt(before) === BACKSLASH) before--;
    if ((quote - before) % 2 === 1) return quote + 1;
  }
  return text.length;
}

function nextCode(text: string, at: number): number {
  let next = at;
  while (next < text.length && text.charCodeAt(next) <= 32) next++;
  return text.charCodeAt(next);
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

function isOfDecimal(code: number): boolean {
  return isDigit(code) || code === POINT;
}

function isOfNumber(code: number): boolean {
  return isDigit(code) || code === POINT || code === PLUS || code === MINUS || code === 69 || code === 101;
}

function textDeeperThan(text: string, limit: number): boolean {
  // A text cannot be nested deeper than it has opening brackets. Most texts have few, so the check usually ends here.
  if (!occursOftener(text, limit)) return false;
  let depth = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = afterString(text, at);
      continue;
    }
    if (code === OPENING_BRACE || code === OPENING_BRACKET) {
      if (++depth > limit) return true;
    } else if (code === CLOSING_BRACE || code === CLOSING_BRACKET) depth--;
    at++;
  }
  return false;
}

function occursOftener(text: string, limit: number): boolean {
  if (text.length <= limit) return false;
  let left = limit;
  for (const opening of ["{", "["])
    for (let at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, at + 1)) if (left-- === 0) return true;
  return false;
}
