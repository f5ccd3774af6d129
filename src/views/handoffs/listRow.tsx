// The row of a pair in the list of handoffs: its name with the colours of both channels, its verdict, its fail rate
// with the interval and the baseline, and its counts.
import { IntervalLine } from "../interval.js";
import { useChannelLook } from "../look.js";
import { Mark } from "../Mark.js";
import { BrokenSign } from "../shapes.js";
import { LINE, shorten, widthOf } from "../text.js";
import { Failures, Volume } from "./listCounts.js";
import { columns, DOT, fitsOneLine, GAP, type ListLayout, NAME_FONT, SWATCH } from "./listLayout.js";
import { detailsOf, excessText, isTooFew, markOf, nameOf, type Pair, verdictOf } from "./pair.js";

interface RowProps {
  readonly pair: Pair;
  readonly layout: ListLayout;
  /**
   * The position where the lines below the name begin. If the name takes two lines, its second line is just above.
   */
  readonly top: number;
  readonly start: number;
  readonly most: number;
  readonly isSelected: boolean;
}

export function PairRow({ pair, layout, top, start, most, isSelected }: RowProps) {
  const { wide, width, row, name } = layout;
  const id = markOf(pair);
  return (
    <g>
      <line x1={0} x2={width} y1={top + row} y2={top + row} style={{ stroke: "var(--tl-line)" }} />
      <Mark id={id} name={nameOf(pair)} value={pair.failRate} details={detailsOf(pair)} selects>
        <rect
          className="tl-ring"
          x={-6}
          y={start + 1}
          width={width + 12}
          height={top + row - start - 2}
          rx={6}
          style={{ fill: isSelected ? "var(--tl-accent-soft)" : "transparent" }}
        />
        <Name pair={pair} y={wide ? top + row / 2 + 4 : start + 18} room={name} wide={wide} />
        <VerdictText
          pair={pair}
          x={wide ? name + GAP / 2 : width}
          y={wide ? top + row / 2 + 4 : start + 18}
          anchor={wide ? "start" : "end"}
        />
        <Plot pair={pair} layout={layout} y={wide ? top + row / 2 : top + 37} />
        {pair.excessFailures !== null && !isTooFew(pair) && (
          <text
            x={wide ? columns(layout)[1] : width}
            y={wide ? top + row / 2 + 4 : top + 62}
            textAnchor="end"
            className={pair.excessFailures === 0 ? "tl-quiet" : undefined}
          >
            {excessText(pair.excessFailures)}
            {wide ? "" : " excess"}
          </text>
        )}
      </Mark>
      <Failures pair={pair} layout={layout} top={top} />
      <Volume pair={pair} layout={layout} top={top} most={most} />
    </g>
  );
}

/**
 * The name of a pair, such as "App → Web", with the colours of both channels. It takes two lines if it does not fit on
 * one.
 */
function Name({ pair, y, room, wide }: { pair: Pair; y: number; room: number; wide: boolean }) {
  const look = useChannelLook();
  const font = NAME_FONT;
  const [from, to] = [pair.from, pair.to];
  const ownRoom = room - SWATCH - 6;
  const toAt = SWATCH + 6 + widthOf(`${from.label}`, font) + widthOf(" → ", font);
  const swatch = (x: number, baseline: number, end: Pair["from"]) => (
    <rect
      x={x}
      y={baseline - SWATCH}
      width={SWATCH}
      height={SWATCH}
      rx={2}
      style={{ fill: look(end.channel?.key).colour }}
    />
  );
  if (fitsOneLine(pair, room))
    return (
      <g>
        {swatch(0, y, from)}
        <text x={SWATCH + 6} y={y} className="tl-strong">
          {from.label}
        </text>
        <text x={toAt - widthOf("→ ", font)} y={y} className="tl-quiet">
          →
        </text>
        {swatch(toAt, y, to)}
        <text x={toAt + SWATCH + 6} y={y} className="tl-strong">
          {to.label}
        </text>
      </g>
    );
  const first = wide ? y - LINE / 2 : y;
  const arrow = widthOf(" →", font);
  const fromText = shorten(from.label, ownRoom - arrow, font);
  return (
    <g>
      {swatch(0, first, from)}
      <text x={SWATCH + 6} y={first} className="tl-strong">
        {fromText} →
      </text>
      {swatch(0, first + LINE, to)}
      <text x={SWATCH + 6} y={first + LINE} className="tl-strong">
        {shorten(to.label, ownRoom, font)}
      </text>
    </g>
  );
}

function VerdictText({ pair, x, y, anchor }: { pair: Pair; x: number; y: number; anchor: "start" | "end" }) {
  const verdict = verdictOf(pair);
  if (verdict === null) return null;
  if (verdict === "too few")
    return (
      <text x={x} y={y} textAnchor={anchor} className="tl-small tl-quiet">
        too few
      </text>
    );
  const left = anchor === "start" ? x : x - widthOf("Broken", { weight: 600 }) - 19;
  return (
    <g>
      <BrokenSign x={left} y={y - 12} size={15} />
      <text x={left + 19} y={y} className="tl-strong" style={{ fill: "var(--tl-more-ink)" }}>
        Broken
      </text>
    </g>
  );
}

function Plot({ pair, layout, y }: { pair: Pair; layout: ListLayout; y: number }) {
  const { x } = layout;
  const { failRate, failRateInterval: interval, baseline } = pair;
  if (isTooFew(pair) || failRate === null) return null;
  const broken = pair.significant === true;
  const colour = "var(--tl-more-3)";
  return (
    <g>
      {interval !== null && <IntervalLine from={x(interval.low)} to={x(interval.high)} y={y} />}
      {baseline !== null && broken && (
        <line
          x1={x(baseline)}
          x2={x(interval?.low ?? failRate)}
          y1={y}
          y2={y}
          style={{ stroke: colour, strokeWidth: 4, strokeOpacity: 0.45 }}
        />
      )}
      {baseline !== null && (
        <line
          x1={x(baseline)}
          x2={x(baseline)}
          y1={y - 9}
          y2={y + 9}
          style={{ stroke: "var(--tl-ink)", strokeWidth: 2 }}
        />
      )}
      <circle
        cx={x(failRate)}
        cy={y}
        r={DOT}
        style={{
          fill: broken ? colour : "var(--tl-bg)",
          stroke: broken ? colour : "var(--tl-ink-2)",
          strokeWidth: 1.8,
        }}
      />
    </g>
  );
}
