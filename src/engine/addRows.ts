// Used to merge the parts of a scan: the results of several threads, each with the same columns, are added row by row.

/** Adds each row of `from` to its row of `into`. */
export function addRows<T extends Uint32Array | Float64Array>(
  into: T,
  from: T,
  rowOf: Uint32Array,
  width: number,
): void {
  for (let row = 0; row < rowOf.length; row++)
    for (let c = 0; c < width; c++) into[rowOf[row]! * width + c]! += from[row * width + c]!;
}
