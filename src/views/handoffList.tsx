// The list of handoffs: pairs by excess failures. Each row has the fail rate on an axis that all rows share, with its 95 %
// interval and a tick at the baseline; the rate with its counts; and the handoffs of the pair, pending ones apart.
import { scaleLinear } from "d3-scale";
import { format } from "./format.js";
import {
  type Answer,
  detailsOf,
  excessText,
  failuresOpening,
  failuresText,
  handoffsBeyond,
  handoffsOpening,
  handoffsText,
  isTooFew,
  markOf,
  nameOf,
  type Pair,
  pendingOpening,
  sumOf,
  verdictOf,
} from "./handoffPair.js";
import { useChannelLook } from "./look.js";
import { BrokenSign, Mark, useHatch } from "./Picture.js";
import { LINE, SMALL, shorten, widthOf } from "./text.js";

/** Rows that are drawn; the table has all. */
const MOST_ROWS = 20;
const MOST_ROWS_NARROW = 10;
/** With less room, the parts of a row stand below each other. */
const WIDE = 780;

const HEAD = 44;
const ROW = 42;
const ROW_NARROW = 88;
/** Room of the columns at the right, and between columns. */
const VERDICT = 78;
const RATE = 158;
const EXCESS = 62;
const LEAST_VOLUME = 118;
const GAP = 18;
const BAR = 7;
const DOT = 4.5;
/** Room of the text of a tick. */
const TICK = 44;
/** Side of the square with the colour of a channel. */
const SWATCH = 9;

export interface ListLayout {
  readonly wide: boolean;
  readonly width: number;
  readonly rows: readonly Pair[];
  readonly others: readonly Pair[];
  readonly name: number;
  readonly plotLeft: number;
  readonly plotRoom: number;
  /** Room of the handoffs, pending ones apart. */
  readonly volume: number;
  readonly x: (rate: number) => number;
  readonly ticks: readonly number[];
  readonly head: number;
  /** Where each row begins; the last entry is where the last one ends. */
  readonly tops: readonly number[];
  readonly row: number;
  readonly hasOther: boolean;
  readonly height: number;
}

export function listLayout(answer: Answer, width: number): ListLayout {
  const wide = width >= WIDE;
  const most = wide ? MOST_ROWS : MOST_ROWS_NARROW;
  const rows = answer.handoffs.slice(0, most);
  const others = answer.handoffs.slice(most);
  const name = wide ? Math.round(Math.min(300, Math.max(140, width * 0.22))) : width - VERDICT;
  const plotLeft = wide ? name + VERDICT + GAP : 0;
  const volume = Math.max(
    LEAST_VOLUME,
    ...rows.map(({ count, pending }) => smallWidth(format.count(count)) + smallWidth(pendingText(pending)) + 16),
  );
  const plotRoom = wide ? width - plotLeft - RATE - EXCESS - volume - 3 * GAP : width;
  // The axis ends where the longest interval of a judged pair does.
  const ends = rows.flatMap((pair) =>
    isTooFew(pair) ? [] : [pair.failRateInterval?.high ?? pair.failRate ?? 0, pair.baseline ?? 0],
  );
  const scale = scaleLinear()
    .domain([0, Math.min(1, Math.max(0.02, ...ends))])
    .range([0, plotRoom - 2 * DOT])
    .nice(5);
  const hasOther = others.length > 0 || handoffsBeyond(answer) !== 0;
  const [head, row] = wide ? [HEAD, ROW] : [24, ROW_NARROW];
  const tops = [head];
  for (const pair of rows) tops.push(tops.at(-1)! + row + (!wide && !fitsOneLine(pair, name) ? LINE : 0));
  return {
    wide,
    width,
    rows,
    others,
    name,
    plotLeft,
    plotRoom,
    volume,
    x: (rate) => plotLeft + DOT + scale(rate),
    ticks: rows.some((pair) => !isTooFew(pair)) ? ticksIn(scale.ticks(5), plotRoom) : [],
    head,
    row,
    hasOther,
    tops,
    height: tops.at(-1)! + (hasOther ? ROW + (wide ? 0 : 8) : 0),
  };
}

/** Every tick, or every second, third… so that their texts have room. */
function ticksIn(ticks: readonly number[], room: number): readonly number[] {
  const step = Math.max(1, Math.ceil((ticks.length * TICK) / Math.max(1, room)));
  return ticks.filter((_, i) => i % step === 0);
}

interface ListProps {
  readonly answer: Answer;
  readonly layout: ListLayout;
  readonly selected: string | null;
}

export function HandoffList({ answer, layout, selected }: ListProps) {
  const most = Math.max(1, ...layout.rows.map(({ count }) => count));
  return (
    <g>
      <Head layout={layout} />
      {layout.rows.map((pair, i) => (
        <PairRow
          key={markOf(pair)}
          pair={pair}
          layout={layout}
          top={layout.tops[i + 1]! - layout.row}
          start={layout.tops[i]!}
          most={most}
          isSelected={markOf(pair) === selected}
        />
      ))}
      {layout.hasOther && <OtherRow answer={answer} layout={layout} top={layout.tops.at(-1)!} />}
    </g>
  );
}

function Head({ layout }: { layout: ListLayout }) {
  const { wide, width, x, ticks, plotLeft, plotRoom, head, tops } = layout;
  if (!wide)
    return (
      <text x={0} y={12} className="tl-small tl-quiet">
        {shorten("Fail rate with its 95 % interval; the tick is the baseline", width, { size: SMALL })}
      </text>
    );
  const [rate, excess] = columns(layout);
  return (
    <g>
      <text x={0} y={12} className="tl-small tl-quiet">
        Handoff
      </text>
      <text x={plotLeft} y={12} className="tl-small tl-quiet">
        {[
          "Fail rate with its 95 % interval; the tick is the baseline",
          "Fail rate, 95 % interval, baseline (tick)",
          "Fail rate; tick: baseline",
        ].find((text) => smallWidth(text) <= plotRoom) ?? "Fail rate"}
      </text>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={head - 8} y2={tops.at(-1)!} style={{ stroke: "var(--tl-line)" }} />
          <text x={x(tick)} y={head - 12} textAnchor="middle" className="tl-small tl-quiet">
            {tickText(tick)}
          </text>
        </g>
      ))}
      <text x={rate} y={12} textAnchor="end" className="tl-small tl-quiet">
        Failed
      </text>
      <text x={excess} y={12} textAnchor="end" className="tl-small tl-quiet">
        Excess
      </text>
      <text x={excess} y={12 + LINE} textAnchor="end" className="tl-small tl-quiet">
        failures
      </text>
      <text x={width - layout.volume} y={12} className="tl-small tl-quiet">
        Handoffs
      </text>
    </g>
  );
}

const tickText = (rate: number): string => `${format.number(rate * 100, 1)}\u00a0%`;

/** Where the columns right of the axis end. */
const columns = ({ width, volume }: ListLayout): readonly [number, number] => [
  width - volume - EXCESS - 2 * GAP,
  width - volume - GAP,
];

const pendingText = (pending: number): string => `${format.count(pending)} pending`;
const smallWidth = (text: string): number => widthOf(text, { size: SMALL });

interface RowProps {
  readonly pair: Pair;
  readonly layout: ListLayout;
  /** Where the lines below the name of one line begin; a second line of the name stands above. */
  readonly top: number;
  readonly start: number;
  readonly most: number;
  readonly isSelected: boolean;
}

function PairRow({ pair, layout, top, start, most, isSelected }: RowProps) {
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

const NAME_FONT = { weight: 600 };
const fitsOneLine = ({ from, to }: Pair, room: number): boolean =>
  2 * (SWATCH + 6) + [from.label, " → ", to.label].reduce((sum, text) => sum + widthOf(text, NAME_FONT), 0) <= room;

/** "App → Web" with the colours of both channels; in two lines if one is too narrow. */
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
      {interval !== null && (
        <g style={{ stroke: "var(--tl-ink-2)", strokeWidth: 1.5 }}>
          <line x1={x(interval.low)} x2={x(interval.high)} y1={y} y2={y} />
          <line x1={x(interval.low)} x2={x(interval.low)} y1={y - 4} y2={y + 4} />
          <line x1={x(interval.high)} x2={x(interval.high)} y1={y - 4} y2={y + 4} />
        </g>
      )}
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

function Failures({ pair, layout, top }: { pair: Pair; layout: ListLayout; top: number }) {
  const { wide, row } = layout;
  const right = columns(layout)[0];
  const y = wide ? top + row / 2 + 4 : top + 62;
  const [rate, counts] = rateTexts(pair);
  const room = wide ? RATE : widthOf(`${rate} ${counts}`, { weight: 600 }) + 8;
  const left = wide ? right - RATE : 0;
  return (
    <Mark
      id={`${markOf(pair)}/failed`}
      name={`${nameOf(pair)}: ${failuresText(pair)}`}
      value={pair.failed}
      details={[`${format.rate(pair.failed, pair.settled)} of the settled handoffs`]}
      opening={failuresOpening(pair)}
    >
      <rect
        className="tl-ring"
        x={left}
        y={wide ? top + 1 : y - 15}
        width={room}
        height={wide ? row - 2 : 22}
        rx={4}
        fill="transparent"
      />
      {wide ? (
        <text x={right} y={y} textAnchor="end">
          <tspan className={isTooFew(pair) ? "" : "tl-strong"} style={{ fontWeight: isTooFew(pair) ? 400 : 600 }}>
            {rate}
          </tspan>{" "}
          <tspan style={{ fill: "var(--tl-accent)" }}>{counts}</tspan>
        </text>
      ) : (
        <text x={0} y={y}>
          <tspan style={{ fontWeight: isTooFew(pair) ? 400 : 600 }}>{rate}</tspan>{" "}
          <tspan style={{ fill: "var(--tl-accent)" }}>{counts}</tspan>
        </text>
      )}
    </Mark>
  );
}

/** "37.3 %" and "(1,291 of 3,457)"; no rate of too few. */
function rateTexts(pair: Pair): readonly [string, string] {
  const fraction = format.fraction(pair.failed, pair.settled);
  return isTooFew(pair) || pair.failRate === null ? ["", fraction] : [format.percent(pair.failRate), `(${fraction})`];
}

/** The handoffs of a pair: settled ones as a bar, pending ones hatched behind it. They are no part of the rate. */
function Volume({ pair, layout, top, most }: { pair: Pair; layout: ListLayout; top: number; most: number }) {
  const hatch = useHatch();
  const { wide, width, row, volume } = layout;
  const left = wide ? width - volume : 0;
  const settled = (pair.settled / most) * volume;
  const pending = pair.pending === 0 ? 0 : Math.max(3, (pair.pending / most) * volume);
  const y = wide ? top + row / 2 + 13 : top + 81;
  const count = wide ? format.count(pair.count) : format.plural(pair.count, "handoff");
  const waiting = pendingText(pair.pending);
  const countWidth = widthOf(count, { size: SMALL });
  const pendingLeft = wide ? width - widthOf(waiting, { size: SMALL }) - 2 : countWidth + 34;
  const [hitTop, hitHeight] = wide ? [top + 1, row - 2] : [y - 14, 20];
  return (
    <g>
      <Mark
        id={`${markOf(pair)}/count`}
        name={`${nameOf(pair)}: ${handoffsText(pair)}`}
        value={pair.count}
        details={[`${format.count(pair.settled)} settled, ${format.count(pair.pending)} pending`]}
        opening={handoffsOpening(pair)}
      >
        <rect
          className="tl-ring"
          x={left}
          y={hitTop}
          width={wide ? Math.max(30, pendingLeft - left - 4) : countWidth + 4}
          height={hitHeight}
          rx={4}
          fill="transparent"
        />
        {wide && (
          <rect
            x={left}
            y={top + 10}
            width={Math.max(1.5, settled)}
            height={BAR}
            rx={1.5}
            style={{ fill: "var(--tl-open)" }}
          />
        )}
        <text x={left} y={y} className="tl-small">
          {count}
        </text>
      </Mark>
      {pair.pending > 0 && (
        <Mark
          id={`${markOf(pair)}/pending`}
          name={`${nameOf(pair)}: ${format.plural(pair.pending, "pending handoff")}`}
          value={pair.pending}
          details={["their windows are not over, so they are not judged yet"]}
          opening={pendingOpening(pair)}
        >
          <rect
            className="tl-ring"
            x={pendingLeft - (wide ? 2 : 16)}
            y={hitTop}
            width={widthOf(waiting, { size: SMALL }) + (wide ? 4 : 20)}
            height={hitHeight}
            rx={4}
            fill="transparent"
          />
          <rect
            x={wide ? Math.min(left + settled + 1, width - pending) : pendingLeft - 15}
            y={wide ? top + 10 : y - 9}
            width={wide ? pending : 10}
            height={wide ? BAR : 10}
            style={{ fill: hatch, stroke: "var(--tl-open)", strokeWidth: 0.75 }}
          />
          <text x={pendingLeft} y={y} className="tl-small tl-quiet">
            {waiting}
          </text>
        </Mark>
      )}
    </g>
  );
}

/** Pairs beyond the rows, counted. */
function OtherRow({ answer, layout, top }: { answer: Answer; layout: ListLayout; top: number }) {
  const { others, wide, width } = layout;
  const { pairs, count, settled, failed } = sumOf(others);
  const beyond = handoffsBeyond(answer);
  const parts: string[] = [];
  if (pairs > 0) parts.push(`${format.plural(pairs, "other pair")}: ${format.plural(count, "handoff")}`);
  if (beyond === null) parts.push(`${pairs > 0 ? "more" : "other"} pairs may follow`);
  else if (beyond > 0)
    parts.push(`${format.plural(beyond, "handoff")} of pairs beyond the first ${format.count(answer.handoffs.length)}`);
  const rate = pairs > 0 ? format.rate(failed, settled) : "";
  const text = parts.join("; ");
  const y = top + 25;
  const oneLine = wide || widthOf(`${text} ${rate}`) < width;
  return (
    <Mark
      id="other"
      name="Other pairs"
      value={count + (beyond ?? 0)}
      details={[
        ...parts,
        ...(rate === "" ? [] : [`${rate} of the other pairs failed`]),
        "the table has every pair of the answer",
      ]}
    >
      <rect className="tl-ring" x={-6} y={top + 1} width={width + 12} height={ROW - 2} rx={6} fill="transparent" />
      <text x={0} y={oneLine ? y : top + 16} className="tl-quiet">
        {shorten(text, wide ? columns(layout)[0] - RATE - GAP : width)}
      </text>
      {rate !== "" && (
        <text
          x={wide ? columns(layout)[0] : oneLine ? width : 0}
          y={oneLine ? y : top + 16 + LINE}
          textAnchor={oneLine ? "end" : "start"}
          className="tl-quiet"
        >
          {rate}
        </text>
      )}
    </Mark>
  );
}
