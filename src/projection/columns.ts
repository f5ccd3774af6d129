// Functions for arrays on SharedArrayBuffer, which threads can share, and for arrays that grow.

/**
 * The bytes that this thread has allocated, without arrays that longer ones have replaced. They are counted here,
 * because V8 does not count shared memory.
 */
let taken = 0;

function shared(bytes: number): SharedArrayBuffer {
  taken += bytes;
  return new SharedArrayBuffer(bytes);
}

/**
 * The bytes of shared memory that this thread has allocated. Only the difference between two calls is meaningful,
 * because memory that is no longer referenced is not subtracted.
 */
export function sharedBytesTaken(): number {
  return taken;
}

export function sharedFloat64(length: number): Float64Array {
  return new Float64Array(shared(length * 8));
}
export function sharedUint32(length: number): Uint32Array {
  return new Uint32Array(shared(length * 4));
}
export function sharedInt32(length: number): Int32Array {
  return new Int32Array(shared(length * 4));
}
export function sharedUint16(length: number): Uint16Array {
  return new Uint16Array(shared(length * 2));
}
export function sharedUint8(length: number): Uint8Array {
  return new Uint8Array(shared(length));
}

export type Column = Float64Array | Uint32Array | Int32Array | Uint16Array | Uint8Array;

export type TouchpointCodes = Uint8Array | Uint16Array;
/** The codes of the values of a property. */
export type PropertyCodes = Uint8Array | Uint16Array | Uint32Array;
/**
 * Milliseconds since the start of a journey. Float64Array is used only in blocks with a journey longer than 2^32 − 1
 * milliseconds (49.7 days).
 */
export type Elapsed = Uint32Array | Float64Array;

/**
 * Returns a new array of `length` elements that replaces `array`. Its first `used` elements are copied, and the others
 * are 0.
 */
export function resized<T extends Column>(array: T, used: number, length: number, make: (length: number) => T): T {
  const next = make(length);
  next.set(array.subarray(0, used) as Float64Array & Uint32Array & Int32Array & Uint16Array & Uint8Array);
  taken -= array.byteLength;
  return next;
}

/** Returns a longer array of the same type with the same elements. It is not shared, even if `array` is. */
export function grown<T extends Column>(array: T, length: number): T {
  const next = new (array.constructor as new (length: number) => T)(length);
  next.set(array as Float64Array & Uint32Array & Int32Array & Uint16Array & Uint8Array);
  return next;
}

/** Copies the first `used` elements of `array` to the beginning of `into`, and returns `into`. */
export function copied<T extends Column>(array: Column, used: number, into: T): T {
  into.set(array.subarray(0, used));
  return into;
}

/** Doubles the capacity, so the cost of growing stays linear. */
export function grownCapacity(capacity: number, needed: number): number {
  return Math.max(needed, capacity * 2);
}
