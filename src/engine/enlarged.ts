// Copies a column into a longer one.

export function enlarged<T extends Uint8Array | Int32Array | Uint32Array | Float64Array>(column: T, length: number): T {
  const next = new (column.constructor as new (length: number) => T)(length);
  next.set(column);
  return next;
}
