// Writes a JSON row in a form that does not depend on the blanks between its members or on the order of the keys of
// each object. Everything else stays as written, byte by byte: `1` and `1.0` are different rows, and so are `"A"` and
// `"\u0041"`.
//
// The row is bytes and not a text, because every row without an id is hashed. Keys are compared as they are written.
// Members with the same key keep their order, because the last of them counts. Apart from the sorting of keys, the cost
// is O(bytes). The depth is limited where rows are read.
//
// The objects of a log have only a few different sets of keys. A `Shape` remembers the keys of an object in the order
// in which they occurred, together with their sorted order. An object with the same keys is then copied member by
// member without being sorted. Shapes, together with loops that keep their state in local variables, reduce the time to
// a quarter: from 1.30 µs to 0.30 µs for a row of 116 bytes.

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPENING_BRACKET = 91;
const BACKSLASH = 92;
const CLOSING_BRACKET = 93;
const OPENING_BRACE = 123;
const CLOSING_BRACE = 125;
const BLANK = 32;

/**
 * The number of marks for each member of an open object. The marks are the positions at which its key starts and ends,
 * and at which its value starts and ends.
 */
const PER_MEMBER = 4;
const marks = new Int32Array(1 << 14);
/** Objects with more members than MAX_MEMBERS, or nested deeper than MAX_DEPTH, are sorted each time they occur. */
const MAX_MEMBERS = 256;
const MAX_DEPTH = 8;

/** The keys of an object as they occurred, where each of them ends, and the order in which the members are written. */
interface Shape {
  readonly keys: Uint8Array;
  readonly ends: Uint16Array;
  readonly order: Uint8Array;
}

/** The number of slots for shapes. The hash of its keys selects the slot, and a newer shape replaces an older one. */
const SHAPES = 256;
/** If the keys of an object have more bytes than this, its shape is not remembered, because a row may have 4 MiB. */
const MAX_KEY_BYTES = 4_096;
const NO_SHAPE: Shape = { keys: new Uint8Array(0), ends: new Uint16Array(0), order: new Uint8Array(0) };
const shapes: Shape[] = new Array<Shape>(SHAPES).fill(NO_SHAPE);
/** The shape of the last object at each depth. The next object at this depth is expected to have the same shape. */
const expected: Shape[] = new Array<Shape>(MAX_DEPTH + 1).fill(NO_SHAPE);

/** Returned in place of a position if the object has too many members, or if the text is not JSON. */
const UNEXPECTED = -1;
/** Returned in place of the number of members if the members have the keys of the expected shape. */
const AS_EXPECTED = -2;

/** The state of the functions from `writeOther` on, which process one row at a time. */
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
  if (bytes[start] === OPENING_BRACE) {
    const after = writeObject(bytes, start, end, into, to, 0, 0);
    if (after >= 0) return after;
  }
  return writeOther(bytes, start, end, into, to);
}

// ---- objects whose keys are known -----------------------------------------------------------------------------------

/**
 * Writes the object at `start`. Returns the position after it in the target, or UNEXPECTED if the object is too large
 * or not JSON. `first` is the first free mark.
 */
function writeObject(
  bytes: Uint8Array,
  start: number,
  end: number,
  into: Uint8Array,
  to: number,
  first: number,
  depth: number,
): number {
  const like = expected[depth]!;
  const members = findMembers(bytes, start, end, first, like);
  if (members === UNEXPECTED) return UNEXPECTED;
  const shape = members === AS_EXPECTED ? like : shapeOf(bytes, first, members);
  expected[depth] = shape;
  const { order } = shape;
  const free = first + order.length * PER_MEMBER;
  let length = to;
  into[length++] = OPENING_BRACE;
  for (let m = 0; m < order.length; m++) {
    const mark = first + order[m]! * PER_MEMBER;
    if (m > 0) into[length++] = COMMA;
    const keyEnd = marks[mark + 1]!;
    const valueStart = marks[mark + 2]!;
    const valueEnd = marks[mark + 3]!;
    const opening = bytes[valueStart]!;
    const simple = opening !== OPENING_BRACE && opening !== OPENING_BRACKET;
    // If there is no blank around the colon, key and value are copied in one piece.
    let i = marks[mark]!;
    if (simple && valueStart === keyEnd + 1) {
      while (i < valueEnd) into[length++] = bytes[i++]!;
      continue;
    }
    while (i < keyEnd) into[length++] = bytes[i++]!;
    into[length++] = COLON;
    if (simple) for (i = valueStart; i < valueEnd; ) into[length++] = bytes[i++]!;
    else {
      length =
        opening === OPENING_BRACE && depth < MAX_DEPTH
          ? writeObject(bytes, valueStart, valueEnd, into, length, free, depth + 1)
          : writeOther(bytes, valueStart, valueEnd, into, length);
      if (length === UNEXPECTED) return UNEXPECTED;
    }
  }
  into[length++] = CLOSING_BRACE;
  return length;
}

/** Marks the members of the object at `start`. Returns their number, AS_EXPECTED or UNEXPECTED. */
function findMembers(bytes: Uint8Array, start: number, end: number, first: number, { keys, ends }: Shape): number {
  let members = 0;
  let mark = first;
  /** The position in the expected keys up to which the keys are the same; −1 once they differ. */
  let k = 0;
  let i = start + 1;
  while (i < end && bytes[i]! <= BLANK) i++;
  if (i < end && bytes[i] === CLOSING_BRACE) return 0;
  for (;;) {
    if (members >= MAX_MEMBERS || mark + PER_MEMBER > marks.length) return UNEXPECTED;
    if (i >= end || bytes[i] !== QUOTE) return UNEXPECTED;
    marks[mark] = i;
    if (members >= ends.length) k = -1;
    if (k >= 0) {
      const keyEnd = ends[members]!;
      let at = i;
      while (k < keyEnd && bytes[at] === keys[k]) {
        at++;
        k++;
      }
      if (k === keyEnd && at <= end) i = at;
      else k = -1;
    }
    if (k < 0) {
      i = endOfText(bytes, i, end);
      if (i < 0) return UNEXPECTED;
    }
    members++;
    marks[mark + 1] = i;
    while (i < end && bytes[i]! <= BLANK) i++;
    if (i >= end || bytes[i] !== COLON) return UNEXPECTED;
    i++;
    while (i < end && bytes[i]! <= BLANK) i++;
    marks[mark + 2] = i;
    i = endOfValue(bytes, i, end);
    if (i < 0) return UNEXPECTED;
    marks[mark + 3] = i;
    mark += PER_MEMBER;
    while (i < end && bytes[i]! <= BLANK) i++;
    if (i >= end) return UNEXPECTED;
    const next = bytes[i++]!;
    if (next === CLOSING_BRACE) return k >= 0 && members === ends.length ? AS_EXPECTED : members;
    if (next !== COMMA) return UNEXPECTED;
    while (i < end && bytes[i]! <= BLANK) i++;
  }
}

/** Returns the end of the text that starts with the quote at `start`, or UNEXPECTED. */
function endOfText(bytes: Uint8Array, start: number, end: number): number {
  for (let i = start + 1; i < end; i++) {
    const byte = bytes[i]!;
    if (byte === QUOTE) return i + 1;
    if (byte === BACKSLASH) i++;
  }
  return UNEXPECTED;
}

/** Returns the end of the value that starts at `start`, or UNEXPECTED. */
function endOfValue(bytes: Uint8Array, start: number, end: number): number {
  if (start >= end) return UNEXPECTED;
  const opening = bytes[start]!;
  if (opening === QUOTE) return endOfText(bytes, start, end);
  let i = start;
  if (opening !== OPENING_BRACE && opening !== OPENING_BRACKET) {
    for (; i < end; i++) {
      const byte = bytes[i]!;
      if (byte <= BLANK || byte === COMMA || byte === CLOSING_BRACKET || byte === CLOSING_BRACE) break;
    }
    return i;
  }
  let depth = 0;
  while (i < end) {
    const byte = bytes[i]!;
    if (byte === QUOTE) {
      i = endOfText(bytes, i, end);
      if (i < 0) return UNEXPECTED;
      continue;
    }
    i++;
    if (byte === OPENING_BRACE || byte === OPENING_BRACKET) depth++;
    else if ((byte === CLOSING_BRACE || byte === CLOSING_BRACKET) && --depth === 0) return i;
  }
  return UNEXPECTED;
}

/** The shape of an object whose members are marked. */
function shapeOf(bytes: Uint8Array, first: number, members: number): Shape {
  let hash = members;
  const last = first + members * PER_MEMBER;
  for (let mark = first; mark < last; mark += PER_MEMBER)
    for (let i = marks[mark]!, end = marks[mark + 1]!; i < end; i++) hash = (Math.imul(hash, 31) + bytes[i]!) | 0;
  const slot = (hash ^ (hash >>> 16)) & (SHAPES - 1);
  const known = shapes[slot]!;
  if (isShape(known, bytes, first, members)) return known;
  const shape = newShape(bytes, first, members);
  if (shape.keys.length > MAX_KEY_BYTES) return { ...NO_SHAPE, order: shape.order };
  shapes[slot] = shape;
  return shape;
}

/**
 * Whether the marked members have the keys of this shape. Each key includes its quotes, so two different lists of keys
 * never have the same bytes.
 */
function isShape({ keys, order }: Shape, bytes: Uint8Array, first: number, members: number): boolean {
  if (order.length !== members) return false;
  let k = 0;
  for (let mark = first, last = first + members * PER_MEMBER; mark < last; mark += PER_MEMBER)
    for (let i = marks[mark]!, end = marks[mark + 1]!; i < end; i++) if (bytes[i] !== keys[k++]) return false;
  return k === keys.length;
}

function newShape(bytes: Uint8Array, first: number, members: number): Shape {
  const list = Array.from({ length: members }, (_, member) => {
    const mark = first + member * PER_MEMBER;
    return Buffer.from(bytes.subarray(marks[mark]!, marks[mark + 1]!));
  });
  let length = 0;
  const ends = list.map((key) => {
    length += key.length;
    return length;
  });
  const order = list.map((_, member) => member).sort((a, b) => Buffer.compare(list[a]!, list[b]!) || a - b);
  return { keys: Buffer.concat(list), ends: Uint16Array.from(ends), order: Uint8Array.from(order) };
}

// ---- everything else ------------------------------------------------------------------------------------------------

/** Writes a value from `start` to `end` with the functions that follow. */
function writeOther(bytes: Uint8Array, start: number, end: number, into: Uint8Array, to: number): number {
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
  /** The position in the target where each member starts. */
  const starts: number[] = [];
  /** The position in the target where the key of each member ends. */
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
    // Copies the colon.
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

/** Sorts the members, each of which includes its comma. */
function sort(first: number, starts: readonly number[], keyEnds: readonly number[]): void {
  const order = starts.map((_, member) => member);
  order.sort((a, b) => compareKeys(starts[a]!, keyEnds[a]!, starts[b]!, keyEnds[b]!) || a - b);
  // This makes a copy, because the buffer's own `slice` would share its memory.
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
