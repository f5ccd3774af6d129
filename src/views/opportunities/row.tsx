// A finding in the list: its rank, strategy and sentence, the difference with its interval, its counts, and the
// customers who are affected.
import { format } from "../format.js";
import { IntervalLine } from "../interval.js";
import { Mark } from "../Mark.js";
import { Lines } from "../shapes.js";
import { LINE, SMALL, widthOf } from "../text.js";
import { countOpening, countText, customersText, detailsOf, type Finding, markOf, ofOpening } from "./finding.js";
import { COUNTS, CUSTOMERS, DOT, GAP, type Layout, RANK, type Row } from "./layout.js";
import { STRATEGIES, unitOf } from "./strategies.js";

interface RowProps {
  readonly row: Row;
  readonly layout: Layout;
  readonly rank: number;
  readonly isSelected: boolean;
}

export function FindingRow({ row, layout, rank, isSelected }: RowProps) {
  const { finding, top, lines, height } = row;
  const { wide, width, x } = layout;
  const below = top + 24 + lines.length * LINE;
  const plotY = wide ? top + height / 2 : below + 20;
  return (
    <g>
      <line x1={0} x2={width} y1={top} y2={top} style={{ stroke: "var(--tl-line)" }} />
      <Mark id={markOf(finding)} name={finding.sentence} value={finding.effect} details={detailsOf(finding)} selects>
        <rect
          className="tl-ring"
          x={-6}
          y={top + 1}
          width={width + 12}
          height={height - 2}
          rx={6}
          style={{ fill: isSelected ? "var(--tl-accent-soft)" : "transparent" }}
        />
        <text x={0} y={top + 20} className="tl-quiet">
          {rank}
        </text>
        <text x={RANK} y={top + 20} className="tl-small tl-strong" style={{ fill: "var(--tl-ink-2)" }}>
          {STRATEGIES[finding.strategy].name}
        </text>
        <Lines x={RANK} y={top + 20 + LINE} lines={lines} />
        <Effect finding={finding} x={x} y={plotY} />
        {!wide && (
          <text x={width} y={plotY + 5} textAnchor="end" className="tl-strong">
            {format.points(finding.effect)}
          </text>
        )}
        <Customers finding={finding} layout={layout} y={wide ? top + height / 2 : below + 62} />
      </Mark>
      <Counts finding={finding} layout={layout} row={row} />
    </g>
  );
}

/** The difference, its interval, and the line of no difference. */
function Effect({ finding, x, y }: { finding: Finding; x: Layout["x"]; y: number }) {
  const { effect, interval } = finding;
  return (
    <g>
      <line x1={x(0)} x2={x(0)} y1={y - 9} y2={y + 9} style={{ stroke: "var(--tl-ink)", strokeWidth: 2 }} />
      <line
        x1={x(0)}
        x2={x(interval.low)}
        y1={y}
        y2={y}
        style={{ stroke: "var(--tl-more-3)", strokeWidth: 4, strokeOpacity: 0.4 }}
      />
      <IntervalLine from={x(interval.low)} to={x(interval.high)} y={y} />
      <circle cx={x(effect)} cy={y} r={DOT} style={{ fill: "var(--tl-more-3)" }} />
    </g>
  );
}

/**
 * The counts of a finding, such as "1,291 of 3,457": how often something went wrong, and how often it could. Each
 * number opens its journeys.
 */
function Counts({ finding, layout, row }: { finding: Finding; layout: Layout; row: Row }) {
  const { wide, width } = layout;
  const unit = unitOf(finding);
  const count = format.count(finding.count);
  const of = `of ${format.count(finding.of)}`;
  const rate = `${format.percent(finding.rate)} of ${unit}`;
  const left = wide ? width - CUSTOMERS - GAP - COUNTS : RANK;
  const middle = row.top + row.height / 2;
  const [rateY, y] = wide
    ? [middle - 6, middle + 12]
    : [row.top + row.lines.length * LINE + 72, row.top + row.lines.length * LINE + 72];
  const countLeft = wide ? left : left + widthOf(rate) + 12;
  const ofLeft = countLeft + widthOf(count) + 6;
  // All marks of a row have the same vertical middle, so that arrow keys lead from row to row and from count to count.
  const hit = wide ? { y: row.top + 3, height: row.height - 6 } : { y: y - 15, height: 21 };
  return (
    <g>
      <text x={left} y={rateY} className={wide ? "tl-strong" : undefined}>
        {rate}
      </text>
      <Mark
        id={`${markOf(finding)}/count`}
        name={`${countText(finding)}: ${finding.sentence}`}
        value={finding.count}
        opening={countOpening(finding)}
      >
        <rect className="tl-ring" x={countLeft - 3} width={widthOf(count) + 5} rx={4} fill="transparent" {...hit} />
        <text x={countLeft} y={y} style={{ fill: "var(--tl-accent)" }}>
          {count}
        </text>
      </Mark>
      <Mark
        id={`${markOf(finding)}/of`}
        name={`All ${unit} in which it could go wrong`}
        value={finding.of}
        opening={ofOpening(finding)}
      >
        <rect className="tl-ring" x={ofLeft - 2} width={widthOf(of) + 5} rx={4} fill="transparent" {...hit} />
        <text x={ofLeft} y={y} style={{ fill: "var(--tl-accent)" }}>
          {of}
        </text>
      </Mark>
    </g>
  );
}

function Customers({ finding, layout, y }: { finding: Finding; layout: Layout; y: number }) {
  const { wide, width, most } = layout;
  const left = wide ? width - CUSTOMERS : RANK;
  const room = wide ? CUSTOMERS : Math.min(200, width - RANK - 130);
  const text = customersText(finding);
  return (
    <g>
      <rect
        x={left}
        y={wide ? y - 12 : y}
        width={Math.max(1.5, (finding.customers / most) * room)}
        height={7}
        rx={1.5}
        style={{ fill: "var(--tl-open)" }}
      />
      <text
        x={wide ? left : width}
        y={wide ? y + 12 : y + 8}
        textAnchor={wide ? "start" : "end"}
        className="tl-small"
        style={{ fontSize: SMALL }}
      >
        {text}
      </text>
    </g>
  );
}
