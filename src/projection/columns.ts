// Arrays that grow while a block is built and are cut to size when it is done. All lie on SharedArrayBuffer.

/** Bytes that this thread has taken and not replaced by a longer array; the engine counts no shared memory. */
let taken = 0;

function shared(bytes: number): SharedArrayBuffer {
  taken += bytes;
  return new SharedArrayBuffer(bytes);
}

/** Of use as a difference: what is no longer referred to is not taken off. */
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

/** A copy of the first `used` elements in an array of `length`, which takes its place; the rest is zero. */
export function resized<T extends Column>(array: T, used: number, length: number, make: (length: number) => T): T {
  const next = make(length);
  next.set(array.subarray(0, used) as Float64Array & Uint32Array & Int32Array & Uint16Array & Uint8Array);
  taken -= array.byteLength;
  return next;
}

/** Doubling keeps the cost of growing linear. */
export function grownCapacity(capacity: number, needed: number): number {
  return Math.max(needed, capacity * 2);
}
