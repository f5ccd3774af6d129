// Shapes that several pictures use: texts of several lines, and the symbol of a broken pair.
import { LINE, TEXT } from "./text.js";

/** Lines of text. The baseline of the first line is at `y`. */
export function Lines({
  x,
  y,
  lines,
  className,
  anchor = "start",
}: {
  readonly x: number;
  readonly y: number;
  readonly lines: readonly string[];
  readonly className?: string;
  readonly anchor?: "start" | "middle" | "end";
}) {
  return (
    <text x={x} y={y} className={className} textAnchor={anchor} data-label-box="">
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text have no other identity.
        <tspan key={i} x={x} dy={i === 0 ? 0 : LINE}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

/** A circle with a crack: the symbol of a broken pair, which fails significantly more often than others. */
export function BrokenSign({ x, y, size = TEXT }: { readonly x: number; readonly y: number; readonly size?: number }) {
  return (
    <g transform={`translate(${x} ${y}) scale(${size / 16})`}>
      <circle cx="8" cy="8" r="7" style={{ fill: "none", stroke: "var(--tl-more-ink)", strokeWidth: 1.8 }} />
      <path
        d="M9.5 1 L6.5 6 L9.5 9 L6.5 15"
        style={{ fill: "none", stroke: "var(--tl-more-ink)", strokeWidth: 1.8, strokeLinejoin: "round" }}
      />
    </g>
  );
}
