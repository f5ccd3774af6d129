// A smooth curve through points from left to right. Between two neighbouring points, it stays between their heights.
// F. N. Fritsch, R. E. Carlson, "Monotone Piecewise Cubic Interpolation", SIAM Journal on Numerical Analysis 17 (1980),
// doi:10.1137/0717021, with the harmonic mean of the slopes beside a point as the slope at the point.

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The `d` of an SVG path. Points have increasing x. */
export function curve(points: readonly Point[]): string {
  const [first] = points;
  if (first === undefined) return "";
  const slope = (i: number) => (points[i + 1]!.y - points[i]!.y) / (points[i + 1]!.x - points[i]!.x);
  const tangent = (i: number): number => {
    if (i === 0 || i === points.length - 1) return points.length < 2 ? 0 : slope(i === 0 ? 0 : i - 1);
    const [before, after] = [slope(i - 1), slope(i)];
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  };
  let path = `M${at(first)}`;
  for (let i = 0; i < points.length - 1; i++) {
    const [a, b] = [points[i]!, points[i + 1]!];
    const third = (b.x - a.x) / 3;
    path += ` C${at({ x: a.x + third, y: a.y + third * tangent(i) })} ${at({ x: b.x - third, y: b.y - third * tangent(i + 1) })} ${at(b)}`;
  }
  return path;
}

const at = ({ x, y }: Point): string => `${round(x)} ${round(y)}`;

const round = (value: number): number => Math.round(value * 10) / 10;
