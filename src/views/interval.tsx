// A 95 % interval as a line with a short line across each of its ends.

interface IntervalLineProps {
  /** The positions of the lower and of the upper end. */
  readonly from: number;
  readonly to: number;
  readonly y: number;
  /** Half the length of the lines across the ends. */
  readonly half?: number;
  readonly colour?: string;
}

export function IntervalLine({ from, to, y, half = 4, colour = "var(--tl-ink-2)" }: IntervalLineProps) {
  return (
    <g style={{ stroke: colour, strokeWidth: 1.5 }}>
      <line x1={from} x2={to} y1={y} y2={y} />
      <line x1={from} x2={from} y1={y - half} y2={y + half} />
      <line x1={to} x2={to} y1={y - half} y2={y + half} />
    </g>
  );
}
