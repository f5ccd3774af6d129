// Used to merge the parts of a scan: each thread returns a part, which consists of numbers and columns.

/** The sum of a number over all parts. */
export function sumOf<Part>(parts: readonly Part[], of: (part: Part) => number): number {
  return parts.reduce((sum, part) => sum + of(part), 0);
}

/** Makes an object with these fields. `of` returns the value of a field. */
export function recordOf<Name extends string, Value>(
  names: readonly Name[],
  of: (name: Name) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, Value>;
}

/** The sums of the named numbers over all parts. */
export function sumsOf<Name extends string>(
  names: readonly Name[],
  parts: readonly Readonly<Record<Name, number>>[],
): Record<Name, number> {
  return recordOf(names, (name) => sumOf(parts, (part) => part[name]));
}

/** Adds up columns element by element. The sum is as long as the longest column. */
export function sumOfColumns<Column extends Uint32Array | Float64Array>(columns: readonly Column[]): Column {
  const longest = columns.reduce((a, b) => (b.length > a.length ? b : a));
  const sums = new (longest.constructor as new (length: number) => Column)(longest.length);
  for (const column of columns) for (let i = 0; i < column.length; i++) sums[i]! += column[i]!;
  return sums;
}

/**
 * Adds rows of `width` columns to other rows: row r of `from` is added to row `rowOf[r]` of `into`. If `rowOf` is null,
 * it is added to row r.
 */
export function addRows<T extends Uint32Array | Float64Array>(
  into: T,
  from: T,
  rowOf: Uint32Array | null,
  width: number,
): void {
  for (let at = 0; at < from.length; at += width) {
    const to = rowOf === null ? at : rowOf[at / width]! * width;
    for (let c = 0; c < width; c++) into[to + c]! += from[at + c]!;
  }
}
