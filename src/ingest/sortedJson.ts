// A JSON row in a form that does not depend on the blanks between its members or on the order of the keys of each
// object. Everything else stays as written, byte by byte: `1` and `1.0` are different rows, and so are `"A"` and
// `"\u0041"`.
//
// It works on bytes and not on texts, because every row without an id is hashed. Keys are compared as they are written.
// Members with the same key keep their order, because the last of them counts. Apart from the sorting of keys, the cost
// is O(bytes). The depth is limited where rows are read.

const QUOTE = 34;
const COMMA = 44;
const OPENING_BRACKET = 91;
const BACKSLASH = 92;
const CLOSING_BRACKET = 93;
const OPENING_BRACE = 123;
const CLOSING_BRACE = 125;
const BLANK = 32;

/** State of the functions below, for one row at a time. */
let source: Uint8Array = new Uint8Array(0);
let at = 0;
let target: Uint8Array = new Uint8Array(0);
let written = 0;
/** The end of the row. Nothing beyond it is read. */
let limit = 0;

/**
 * Writes the row between `start` and `end` into `into`, beginning at `to`. `into` must have space for as many bytes.
 * Returns the position after the row. The row must be JSON.
 */
export function writeSorted(bytes: Uint8Array, start: number, end: number, into: Uint8Array, to: number): number {
  source = bytes;
  at = start;
  limit = end;
  target = into;
  written = to;
  value();
  return written;
}

function value(): void {
  skipBlanks();
  const byte = source[at]!;
  if (byte === OPENING_BRACE) object();
  else if (byte === OPENING_BRACKET) array();
  else if (byte === QUOTE) text();
  else literal();
  skipBlanks();
}

function array(): void {
  take();
  skipBlanks();
  while (source[at] !== CLOSING_BRACKET) {
    mustGoOn();
    value();
    if (source[at] === COMMA) take();
  }
  take();
}

function object(): void {
  take();
  const first = written;
  /** The positions in the target where each member starts and where its key ends. */
  const starts: number[] = [];
  const keyEnds: number[] = [];
  let sorted = true;
  skipBlanks();
  while (source[at] !== CLOSING_BRACE) {
    mustGoOn();
    starts.push(written);
    skipBlanks();
    text();
    keyEnds.push(written);
    const n = starts.length;
    if (n > 1 && compareKeys(starts[n - 2]!, keyEnds[n - 2]!, starts[n - 1]!, written) > 0) sorted = false;
    skipBlanks();
    // The colon.
    take();
    value();
    if (source[at] === COMMA) at++;
    target[written++] = COMMA;
  }
  at++;
  if (!sorted) sort(first, starts, keyEnds);
  // The closing brace overwrites the last comma.
  if (starts.length > 0) written--;
  target[written++] = CLOSING_BRACE;
}

/** Each member with its comma. */
function sort(first: number, starts: readonly number[], keyEnds: readonly number[]): void {
  const order = starts.map((_, member) => member);
  order.sort((a, b) => compareKeys(starts[a]!, keyEnds[a]!, starts[b]!, keyEnds[b]!) || a - b);
  // A copy. The buffer's own `slice` would share its memory.
  const members = Uint8Array.prototype.slice.call(target, first, written);
  let to = first;
  for (const member of order) {
    const end = member + 1 < starts.length ? starts[member + 1]! : written;
    for (let from = starts[member]! - first; from < end - first; from++) target[to++] = members[from]!;
  }
}

function compareKeys(a: number, aEnd: number, b: number, bEnd: number): number {
  const length = Math.min(aEnd - a, bEnd - b);
  for (let i = 0; i < length; i++) {
    const difference = target[a + i]! - target[b + i]!;
    if (difference !== 0) return difference;
  }
  return aEnd - a - (bEnd - b);
}

function text(): void {
  take();
  for (;;) {
    mustGoOn();
    const byte = source[at]!;
    take();
    if (byte === QUOTE) return;
    if (byte === BACKSLASH) take();
  }
}

/** A number, true, false or null. */
function literal(): void {
  while (at < limit) {
    const byte = source[at]!;
    if (byte <= BLANK || byte === COMMA || byte === CLOSING_BRACKET || byte === CLOSING_BRACE) return;
    take();
  }
}

function take(): void {
  target[written++] = source[at++]!;
}

function skipBlanks(): void {
  while (at < limit && source[at]! <= BLANK) at++;
}

function mustGoOn(): void {
  if (at >= limit) throw new Error("A row that is not JSON cannot be hashed.");
}
