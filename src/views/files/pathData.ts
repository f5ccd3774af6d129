// Reads the `d` of an SVG path as lines and cubic curves with absolute coordinates, because PDF has only these. Arcs
// are refused, because no picture has a path with arcs.

export type Segment =
  | readonly ["m" | "l", x: number, y: number]
  | readonly ["c", x1: number, y1: number, x2: number, y2: number, x: number, y: number]
  | readonly ["h"];

/** The number of numbers that each command takes. */
const NUMBERS: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, Z: 0 };

export function segmentsOf(d: string): readonly Segment[] {
  const found: Segment[] = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  // The last control point, which some commands mirror.
  let control: readonly [number, number] = [0, 0];
  for (const [, letter = "", rest = ""] of d.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const command = letter.toUpperCase();
    const size = NUMBERS[command];
    if (size === undefined) throw new Error(`The path command ${letter} cannot be written to a PDF file.`);
    const numbers = (rest.match(/-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?/gi) ?? []).map(Number);
    const isRelative = letter !== command;
    if (command === "Z") {
      found.push(["h"]);
      [x, y] = [startX, startY];
      continue;
    }
    for (let i = 0; i + size <= numbers.length; i += size) {
      const given = numbers.slice(i, i + size);
      const at = (n: number): readonly [number, number] =>
        isRelative ? [x + given[n]!, y + given[n + 1]!] : [given[n]!, given[n + 1]!];
      const mirrored: readonly [number, number] = [2 * x - control[0], 2 * y - control[1]];
      let end: readonly [number, number];
      let next: readonly [number, number] | null = null;
      if (command === "H") end = [isRelative ? x + given[0]! : given[0]!, y];
      else if (command === "V") end = [x, isRelative ? y + given[0]! : given[0]!];
      else end = at(size - 2);
      if (command === "C" || command === "S") {
        const first = command === "C" ? at(0) : mirrored;
        next = at(size - 4);
        found.push(["c", ...first, ...next, ...end]);
      } else if (command === "Q" || command === "T") {
        next = command === "Q" ? at(0) : mirrored;
        const third = (a: number, b: number) => a + (2 / 3) * (b - a);
        found.push(["c", third(x, next[0]), third(y, next[1]), third(end[0], next[0]), third(end[1], next[1]), ...end]);
      } else {
        // Further pairs of coordinates after a move are lines.
        const isMove = command === "M" && i === 0;
        if (isMove) [startX, startY] = end;
        found.push([isMove ? "m" : "l", ...end]);
      }
      [x, y] = end;
      control = next ?? end;
    }
  }
  return found;
}
