// The narrow form of a distribution: a row for each range. The dark part of its bar is the share of this range, and the
// light part before it is the share of all ranges before. The bar therefore ends at the share that is reached so far.
import { format } from "../format.js";
import { Mark } from "../Mark.js";
import { Lines } from "../shapes.js";
import { LINE, SMALL, wrap } from "../text.js";
import { binDetails } from "./columns.js";
import type { Distribution } from "./distribution.js";

const HINT = "Dark: this range. The bar ends at the share that is reached so far.";
const ROW = 40;
const BAR = 12;

const linesOf = (title: string, width: number) => wrap(`${title}. ${HINT}`, width, { size: SMALL }, 3);

export const stepsHeight = ({ bins, title }: Distribution, width: number): number =>
  linesOf(title, width).length * LINE + 10 + bins.length * ROW + 12;

interface StepsProps {
  readonly distribution: Distribution;
  readonly width: number;
  readonly top: number;
}

export function Steps({ distribution: { bins, title }, width, top }: StepsProps) {
  const lines = linesOf(title, width);
  const head = lines.length * LINE + 10;
  return (
    <g>
      <Lines x={0} y={top + 14} lines={lines} className="tl-small tl-quiet" />
      {bins.map((bin, i) => {
        const y = top + head + i * ROW;
        const before = (bin.shareUpTo - bin.share) * width;
        const count = `${format.count(bin.journeys)} (${format.percent(bin.share)})`;
        return (
          <Mark
            key={bin.key}
            id={`bin/${bin.key}`}
            name={bin.name}
            value={bin.journeys}
            details={binDetails(bin)}
            opening={bin.opening}
          >
            <rect className="tl-ring" x={0} y={y} width={width} height={ROW - 4} rx={3} fill="transparent" />
            <text x={0} y={y + 15} className="tl-small">
              {bin.label}
            </text>
            <text x={width} y={y + 15} textAnchor="end" className="tl-small tl-quiet">
              {count}
            </text>
            <rect x={0} y={y + 21} width={width} height={BAR} rx={2} style={{ fill: "var(--tl-surface)" }} />
            <rect x={0} y={y + 21} width={Math.max(0, before)} height={BAR} style={{ fill: "var(--tl-accent-soft)" }} />
            {bin.journeys > 0 && (
              <rect
                x={Math.min(before, width - 2)}
                y={y + 21}
                width={Math.max(2, bin.share * width)}
                height={BAR}
                rx={1}
                style={{ fill: "var(--tl-done)" }}
              />
            )}
          </Mark>
        );
      })}
    </g>
  );
}
