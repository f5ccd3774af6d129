// The wide form of a distribution: a column for each range, and above the columns the curve of the share that is
// reached up to the end of each range. The dashed line is the median, and the band is the middle half.
import { format } from "../format.js";
import { Mark } from "../Mark.js";
import { SMALL, widthOf } from "../text.js";
import type { Bin, Distribution, Layout } from "./distribution.js";

const HEAD = 34;
const CURVE = 110;
const BETWEEN = 44;
const COLUMNS = 120;
const AXIS = 22;
export const columnsHeight = HEAD + CURVE + BETWEEN + COLUMNS + AXIS + 16;

interface ColumnsProps {
  readonly distribution: Distribution;
  readonly layout: Layout;
  readonly top: number;
}

export function Columns({ distribution, layout, top }: ColumnsProps) {
  const { bins, middle, title, curveTitle } = distribution;
  const { left, cell, x } = layout;
  const right = left + bins.length * cell;
  const curveTop = top + HEAD;
  const curveBottom = curveTop + CURVE;
  const bottom = curveBottom + BETWEEN + COLUMNS;
  const curveY = (share: number) => curveBottom - share * CURVE;
  const most = Math.max(...bins.map(({ share }) => share));
  const points = [
    `${left},${curveBottom}`,
    ...bins.map(({ shareUpTo }, i) => `${left + (i + 1) * cell},${curveY(shareUpTo)}`),
  ];
  const { lower, median, upper } = middle;
  return (
    <g>
      {lower !== null && upper !== null && (
        <rect
          x={x(lower)}
          y={curveTop}
          width={Math.max(1, x(upper) - x(lower))}
          height={bottom - curveTop}
          style={{ fill: "var(--tl-accent-soft)" }}
        />
      )}
      <text x={left} y={top + 12} className="tl-small tl-quiet">
        {curveTitle}
      </text>
      <text x={left} y={curveBottom + 22} className="tl-small tl-quiet">
        {title}
      </text>
      {[curveTop, curveBottom, bottom].map((y) => (
        <line key={y} x1={left} x2={right} y1={y} y2={y} style={{ stroke: "var(--tl-line)" }} />
      ))}
      {[0, 0.5, 1].map((share) => (
        <text key={share} x={left - 8} y={curveY(share) + 4} textAnchor="end" className="tl-small tl-quiet">
          {`${share * 100}\u00a0%`}
        </text>
      ))}
      <polyline points={points.join(" ")} style={{ fill: "none", stroke: "var(--tl-done)", strokeWidth: 2 }} />
      {median !== null && (
        <line
          x1={x(median)}
          x2={x(median)}
          y1={curveY(reachedAt(distribution, median))}
          y2={curveBottom}
          style={{ stroke: "var(--tl-ink-2)", strokeDasharray: "3 3" }}
        />
      )}
      {bins.map((bin, i) => (
        <Column
          key={bin.key}
          bin={bin}
          x={left + i * cell}
          cell={cell}
          dotY={curveY(bin.shareUpTo)}
          top={curveTop}
          bottom={bottom}
          height={most === 0 ? 0 : (bin.share / most) * (COLUMNS - 18)}
        />
      ))}
    </g>
  );
}

/** The height of the curve at a value. */
function reachedAt({ bins, at }: Distribution, value: number): number {
  const place = Math.min(bins.length, Math.max(0, at(value)));
  const whole = Math.min(bins.length - 1, Math.floor(place));
  const bin = bins[whole];
  return bin === undefined ? 0 : bin.shareUpTo - bin.share * (whole + 1 - place);
}

interface ColumnProps {
  readonly bin: Bin;
  readonly x: number;
  readonly cell: number;
  readonly dotY: number;
  readonly top: number;
  readonly bottom: number;
  readonly height: number;
}

function Column({ bin, x, cell, dotY, top, bottom, height }: ColumnProps) {
  const count = format.count(bin.journeys);
  const reached = format.percent(bin.shareUpTo);
  const fits = (text: string) => widthOf(text, { size: SMALL }) <= cell - 8;
  return (
    <Mark id={`bin/${bin.key}`} name={bin.name} value={bin.journeys} details={binDetails(bin)} opening={bin.opening}>
      <rect className="tl-ring" x={x + 1} y={top} width={cell - 2} height={bottom - top + AXIS} fill="transparent" />
      <circle cx={x + cell} cy={dotY} r={3.5} style={{ fill: "var(--tl-done)" }} />
      {fits(reached) && (
        <text x={x + cell - 5} y={dotY - 8} textAnchor="end" className="tl-small">
          {reached}
        </text>
      )}
      {bin.journeys > 0 && (
        <rect
          x={x + 2}
          y={bottom - Math.max(2, height)}
          width={cell - 4}
          height={Math.max(2, height)}
          rx={2}
          style={{ fill: "var(--tl-done)" }}
        />
      )}
      {bin.journeys > 0 && fits(count) && (
        <text x={x + cell / 2} y={bottom - height - 5} textAnchor="middle" className="tl-small">
          {count}
        </text>
      )}
      <text x={x + cell / 2} y={bottom + 16} textAnchor="middle" className="tl-small tl-quiet">
        {bin.label}
      </text>
    </Mark>
  );
}

export function binDetails({ journeys, share, shareUpTo }: Bin): readonly string[] {
  return [`${format.plural(journeys, "journey")}, ${format.percent(share)}`, `${format.percent(shareUpTo)} up to here`];
}
