// The distributions of periods or groups, one below the other on the axis of the whole: small columns for the ranges,
// a bar for the middle half, a tick for the median, and a thin line up to the 90th percentile.
import { format, NOTHING } from "../format.js";
import { Mark } from "../Mark.js";
import { Lines } from "../shapes.js";
import { LINE, SMALL, shorten, widthOf, wrap } from "../text.js";
import { CONVERTED, type Distribution, type Layout, MEDIAN, type Range, type Section } from "./distribution.js";

/** The height of title and axis. The lines of the hint are between them. */
const HEAD = 50;
const COLUMNS = 24;
const BAR = 26;
const NARROW_TEXT = 38;
const GAP = 8;

const rowHeight = ({ bins }: Range, { wide }: Layout): number =>
  (bins === null ? 0 : COLUMNS) + BAR + (wide ? 0 : NARROW_TEXT) + GAP;

const hintOf = ({ hint }: Section, { width }: Layout) => wrap(hint, width, { size: SMALL });

export function rangesHeight(section: Section, layout: Layout): number {
  const { ranges, beyond } = section;
  if (ranges.length === 0) return 0;
  return (
    HEAD +
    hintOf(section, layout).length * LINE +
    ranges.reduce((sum, range) => sum + rowHeight(range, layout), 0) +
    (beyond > 0 ? 24 : 0) +
    12
  );
}

interface RangesProps {
  readonly section: Section;
  readonly distribution: Distribution;
  readonly layout: Layout;
  readonly top: number;
}

export function Ranges({ section, distribution, layout, top }: RangesProps) {
  const { title, ranges, beyond } = section;
  const { wide, width, left, cell } = layout;
  if (ranges.length === 0) return null;
  const hint = hintOf(section, layout);
  const head = top + HEAD + hint.length * LINE;
  let y = head;
  const right = left + distribution.bins.length * cell;
  return (
    <g>
      <text x={0} y={top + 18} className="tl-strong">
        {shorten(title, width, { weight: 600 })}
      </text>
      <Lines x={0} y={top + 36} lines={hint} className="tl-small tl-quiet" />
      <Axis distribution={distribution} layout={layout} y={head - 6} />
      {wide && (
        <g className="tl-heads">
          <text x={right + MEDIAN} y={head - 6} textAnchor="end" className="tl-small tl-quiet">
            Median
          </text>
          <text x={right + MEDIAN + CONVERTED} y={head - 6} textAnchor="end" className="tl-small tl-quiet">
            Converted
          </text>
        </g>
      )}
      {ranges.map((range) => {
        const at = y;
        y += rowHeight(range, layout);
        return <RangeRow key={range.id} range={range} distribution={distribution} layout={layout} top={at} />;
      })}
      {beyond > 0 && (
        <text x={0} y={y + 16} className="tl-small tl-quiet">
          {shorten(`The table has ${format.count(beyond)} more.`, width, { size: SMALL })}
        </text>
      )}
    </g>
  );
}

/** The names of the ranges; on a narrow page only those that have space beside each other. */
function Axis({ distribution: { bins }, layout, y }: { distribution: Distribution; layout: Layout; y: number }) {
  const { left, cell } = layout;
  let free = Number.NEGATIVE_INFINITY;
  return bins.map(({ key, label }, i) => {
    const room = widthOf(label, { size: SMALL });
    const middle = Math.max(room / 2, Math.min(layout.width - room / 2, left + (i + 0.5) * cell));
    if (middle - room / 2 < free) return null;
    free = middle + room / 2 + 8;
    return (
      <text key={key} x={middle} y={y} textAnchor="middle" className="tl-small tl-quiet">
        {label}
      </text>
    );
  });
}

interface RangeRowProps {
  readonly range: Range;
  readonly distribution: Distribution;
  readonly layout: Layout;
  readonly top: number;
}

function RangeRow({ range, distribution, layout, top }: RangeRowProps) {
  const { id, name, isOther, middle, counted, opening, converted, bins } = range;
  const { wide, width, left, cell, x } = layout;
  const { text } = distribution;
  const height = rowHeight(range, layout) - GAP;
  const right = left + distribution.bins.length * cell;
  const plotTop = top + (wide ? 0 : NARROW_TEXT);
  const barY = plotTop + (bins === null ? 0 : COLUMNS) + BAR / 2;
  const textY = wide ? plotTop + (height + 9) / 2 : top + 15;
  const most = Math.max(1, ...(bins ?? []));
  const { lower, median, upper, p90 } = middle;
  const show = (value: number | null) => (value === null ? NOTHING : text(value));
  const rate = format.rate(converted.count, converted.of);
  return (
    <Mark
      id={id}
      name={name}
      value={counted}
      details={[
        `median ${show(median)}`,
        `middle half ${show(lower)} to ${show(upper)}`,
        `${format.plural(counted, "journey")} measured`,
        `${rate} converted`,
      ]}
      opening={opening}
    >
      <rect
        className="tl-ring"
        x={0}
        y={top}
        width={wide ? right + MEDIAN + CONVERTED : width}
        height={height}
        rx={3}
        fill="transparent"
      />
      <text x={0} y={textY} className={isOther ? "tl-quiet" : undefined}>
        {shorten(name, wide ? left - 16 : width - 110)}
      </text>
      <text x={wide ? right + MEDIAN : width} y={textY} textAnchor="end" className="tl-strong">
        {show(median)}
      </text>
      <text
        x={wide ? right + MEDIAN + CONVERTED : 0}
        y={wide ? textY : top + 32}
        textAnchor={wide ? "end" : "start"}
        className="tl-small tl-quiet"
      >
        {wide ? rate : `${rate} converted`}
      </text>
      <line x1={left} x2={right} y1={top + height + 2} y2={top + height + 2} style={{ stroke: "var(--tl-line)" }} />
      {bins?.map((journeys, i) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a range has no identity but its position.
          key={i}
          x={left + i * cell + 1}
          y={plotTop + COLUMNS - (journeys / most) * (COLUMNS - 4)}
          width={Math.max(1, cell - 2)}
          height={(journeys / most) * (COLUMNS - 4)}
          style={{ fill: "var(--tl-rate-3)" }}
        />
      ))}
      {lower !== null && median !== null && upper !== null && p90 !== null && (
        <g>
          <line x1={x(lower)} x2={x(p90)} y1={barY} y2={barY} style={{ stroke: "var(--tl-ink-2)" }} />
          <rect
            x={x(lower)}
            y={barY - 4}
            width={Math.max(2, x(upper) - x(lower))}
            height={8}
            rx={2}
            style={{ fill: isOther ? "var(--tl-open)" : "var(--tl-done)" }}
          />
          <line
            x1={x(median)}
            x2={x(median)}
            y1={barY - 8}
            y2={barY + 8}
            style={{ stroke: "var(--tl-ink)", strokeWidth: 2 }}
          />
        </g>
      )}
    </Mark>
  );
}
