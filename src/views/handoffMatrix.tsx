// The matrix of handoffs: from the rows to the columns, in the same order on both axes. The number of a cell is the fail
// rate, its colour the difference from the baseline; an outline marks broken pairs, a hatch those with too few handoffs.
// The diagonal is empty, because a handoff changes the channel. What is beyond the drawing limit is counted as Other.
import { format } from "./format.js";
import {
  type Answer,
  DIFFERENCE_BOUNDS,
  detailsOf,
  differenceStep,
  excessOf,
  handoffsBeyond,
  isTooFew,
  markOf,
  nameOf,
  type Pair,
  stepColour,
  stepInk,
  sumOf,
} from "./handoffPair.js";
import { useChannelLook } from "./look.js";
import { Lines, Mark, useHatch } from "./Picture.js";
import { LINE, SMALL, shorten, widthOf, wrap } from "./text.js";

/** Ends that are drawn on each axis; the others are Other. */
const MOST_ENDS = 20;
const LEAST_CELL = 31;
const MOST_CELL = 76;
/** A small matrix has larger cells. */
const MOST_CELL_OF_FEW = 110;
const FEW = 7;
const CELL_HEIGHT = 32;
/** Names that do not fit above a cell are turned. */
const HORIZONTAL_FROM = 58;
const MOST_TURNED = 118;
const OTHER = "(other)";
const SWATCH = 9;
const LEGEND_ROW = 22;

interface End {
  readonly key: string;
  readonly label: string;
  readonly channel: string | null;
}

export interface MatrixLayout {
  readonly ends: readonly End[];
  /** All pairs of a cell: one, or several where an axis is at Other. */
  readonly cells: ReadonlyMap<string, readonly Pair[]>;
  readonly size: number;
  readonly labels: number;
  readonly turned: boolean;
  readonly names: number;
  readonly intro: readonly string[];
  readonly legend: readonly (readonly LegendItem[])[];
  readonly head: number;
  readonly height: number;
}

const cellKey = (from: number, to: number): string => `${from}/${to}`;

/** Null if there is nothing that a matrix would show better than the list. */
export function matrixLayout(answer: Answer, width: number): MatrixLayout | null {
  const pairs = answer.handoffs;
  if (pairs.length < 2) return null;
  const all = endsOf(pairs);
  const labels = Math.round(
    Math.min(
      width < 560 ? 104 : 190,
      Math.max(...all.slice(0, MOST_ENDS).map(({ label }) => widthOf(label, { size: SMALL }))) + SWATCH + 16,
    ),
  );
  const fitting = Math.max(2, Math.min(MOST_ENDS, Math.floor((width - labels) / LEAST_CELL) - 1));
  const isFolded = all.length > fitting && all.length > Math.floor((width - labels) / LEAST_CELL);
  const shown = isFolded || all.length > MOST_ENDS ? all.slice(0, fitting) : all;
  const ends: End[] =
    shown.length < all.length ? [...shown, { key: OTHER, label: "Other", channel: null }] : [...shown];
  const index = new Map(shown.map(({ key }, i) => [key, i]));
  const at = (key: string) => index.get(key) ?? shown.length;
  const cells = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const key = cellKey(at(pair.from.key), at(pair.to.key));
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [pair]);
    else cell.push(pair);
  }
  const size = Math.min(ends.length <= FEW ? MOST_CELL_OF_FEW : MOST_CELL, Math.floor((width - labels) / ends.length));
  const turned = size < HORIZONTAL_FROM || ends.some(({ label }) => widthOf(label, { size: SMALL }) > size - 4);
  const names = turned
    ? Math.min(MOST_TURNED, Math.max(...ends.map(({ label }) => widthOf(label, { size: SMALL })))) + 10
    : LINE + 4;
  const legend = legendRows(width);
  const intro = wrap(introOf(answer), width, { size: SMALL }, 4);
  const head = 30 + intro.length * LINE + 6 + legend.length * LEGEND_ROW + 14 + names;
  return {
    ends,
    cells,
    size,
    labels,
    turned,
    names,
    intro,
    legend,
    head,
    height: head + ends.length * CELL_HEIGHT + 4,
  };
}

function introOf(answer: Answer): string {
  const among = handoffsBeyond(answer) === 0 ? "" : ` among the first ${format.count(answer.handoffs.length)} pairs`;
  return (
    "Rows hand over to columns. The number is the fail rate, the colour its difference from the baseline. " +
    `An empty cell has no handoffs${among}.`
  );
}

/** Channels or touchpoints, those with the most handoffs in the answer first. */
function endsOf(pairs: readonly Pair[]): readonly End[] {
  const ends = new Map<string, End & { count: number }>();
  for (const { from, to, count } of pairs)
    for (const { key, label, channel } of [from, to]) {
      const end = ends.get(key) ?? { key, label, channel: channel?.key ?? null, count: 0 };
      end.count += count;
      ends.set(key, end);
    }
  return [...ends.values()].sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
}

interface MatrixProps {
  readonly answer: Answer;
  readonly layout: MatrixLayout;
  readonly top: number;
  readonly selected: string | null;
}

export function HandoffMatrix({ answer, layout, top, selected }: MatrixProps) {
  const { ends, cells, size, labels, turned, names, intro, head } = layout;
  const look = useChannelLook();
  const left = (column: number) => labels + column * size;
  const y = (row: number) => top + head + row * CELL_HEIGHT;
  const unit = answer.handoffs[0]?.from.channel?.key === answer.handoffs[0]?.from.key ? "channel" : "touchpoint";
  return (
    <g>
      <text x={0} y={top + 22} className="tl-strong">
        {`From each ${unit} to each other ${unit}`}
      </text>
      <Lines x={0} y={top + 22 + LINE + 2} lines={intro} className="tl-small tl-quiet" />
      <Legend layout={layout} top={top + 30 + intro.length * LINE + 6} />
      {ends.map((end, i) => {
        const isOther = end.key === OTHER;
        const middle = left(i) + size / 2;
        const base = top + head - 8;
        const text = isOther ? "tl-small tl-quiet" : "tl-small";
        return (
          <g key={end.key}>
            {turned ? (
              <text x={0} y={0} className={text} transform={`translate(${middle + 4} ${base}) rotate(-90)`}>
                {shorten(end.label, names - 10, { size: SMALL })}
              </text>
            ) : (
              <text x={middle} y={base} textAnchor="middle" className={text}>
                {end.label}
              </text>
            )}
            {!isOther && (
              <rect
                x={0}
                y={y(i) + (CELL_HEIGHT - SWATCH) / 2}
                width={SWATCH}
                height={SWATCH}
                rx={2}
                style={{ fill: look(end.channel).colour }}
              />
            )}
            <text x={SWATCH + 6} y={y(i) + CELL_HEIGHT / 2 + 4} className={text}>
              {shorten(end.label, labels - SWATCH - 14, { size: SMALL })}
            </text>
          </g>
        );
      })}
      {ends.flatMap((from, row) =>
        ends.map((to, column) => (
          <Cell
            key={`${from.key}→${to.key}`}
            pairs={cells.get(cellKey(row, column)) ?? []}
            from={from}
            to={to}
            x={left(column)}
            y={y(row)}
            size={size}
            selected={selected}
          />
        )),
      )}
    </g>
  );
}

interface CellProps {
  readonly pairs: readonly Pair[];
  readonly from: End;
  readonly to: End;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly selected: string | null;
}

function Cell({ pairs, from, to, x, y, size, selected }: CellProps) {
  const hatch = useHatch();
  const box = { x: x + 1, y: y + 1, width: size - 2, height: CELL_HEIGHT - 2, rx: 3 };
  const isOther = from.key === OTHER || to.key === OTHER;
  const [pair] = pairs;
  if (pair === undefined)
    return from.key === to.key && !isOther ? null : <rect {...box} style={{ fill: "var(--tl-surface)" }} />;
  if (isOther) {
    const sum = sumOf(pairs);
    return (
      <Mark
        id={`cell:${from.key}→${to.key}`}
        name={`${from.label} → ${to.label}`}
        value={sum.settled === 0 ? null : sum.failed / sum.settled}
        details={[
          format.plural(sum.pairs, "pair"),
          `${format.rate(sum.failed, sum.settled)} failed`,
          format.plural(sum.count, "handoff"),
        ]}
      >
        <rect className="tl-ring" {...box} style={{ fill: "var(--tl-surface)" }} />
        <Rate x={x + size / 2} y={y} size={size} rate={sum.settled < 30 ? null : sum.failed / sum.settled} isQuiet />
      </Mark>
    );
  }
  const tooFew = isTooFew(pair);
  const excess = excessOf(pair);
  const step = excess === null ? 0 : differenceStep(excess);
  const isSelected = markOf(pair) === selected;
  const broken = pair.significant === true;
  return (
    <Mark
      id={`cell:${markOf(pair)}`}
      name={nameOf(pair)}
      value={pair.failRate}
      details={detailsOf(pair)}
      selects={markOf(pair)}
    >
      <rect
        className="tl-ring"
        {...box}
        style={{
          fill: tooFew ? hatch : stepColour(step),
          fillOpacity: tooFew ? 0.45 : 1,
        }}
      />
      {!tooFew && (
        <Rate x={x + size / 2} y={y} size={size} rate={pair.failRate} ink={stepInk(step)} isStrong={broken} />
      )}
      {(broken || isSelected) && (
        <rect
          {...box}
          style={{
            fill: "none",
            stroke: isSelected ? "var(--tl-accent)" : "var(--tl-ink)",
            strokeWidth: isSelected ? 3 : 2,
            pointerEvents: "none",
          }}
        />
      )}
    </Mark>
  );
}

function Rate({
  x,
  y,
  size,
  rate,
  ink,
  isStrong = false,
  isQuiet = false,
}: {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly rate: number | null;
  readonly ink?: string;
  readonly isStrong?: boolean;
  readonly isQuiet?: boolean;
}) {
  if (rate === null) return null;
  const full = format.percent(rate);
  // Without the sign where there is no room for it: the legend names the unit.
  const text = widthOf(full, { size: SMALL, weight: 600 }) <= size - 8 ? full : full.replace(/\u00a0%$/, "");
  return (
    <text
      x={x}
      y={y + CELL_HEIGHT / 2 + 4}
      textAnchor="middle"
      className={isQuiet ? "tl-small tl-quiet" : "tl-small"}
      style={{
        ...(ink === undefined ? {} : { fill: ink }),
        ...(isStrong ? { fontWeight: 600 } : {}),
        letterSpacing: size < 36 ? -0.3 : 0,
      }}
    >
      {text}
    </text>
  );
}

interface LegendItem {
  readonly sort: "step" | "broken" | "too few" | "text";
  readonly step?: number;
  readonly text: string;
  readonly x: number;
}

const BOX = 18;

function legendRows(width: number): readonly (readonly LegendItem[])[] {
  const pp = (share: number) => format.number(share * 100, 0);
  const [small, medium, large] = DIFFERENCE_BOUNDS;
  const items: Omit<LegendItem, "x">[] = [
    { sort: "step", step: -3, text: `−${pp(large)} pp` },
    { sort: "step", step: -2, text: `−${pp(medium)}` },
    { sort: "step", step: -1, text: `−${pp(small)}` },
    { sort: "step", step: 0, text: "as the baseline" },
    { sort: "step", step: 1, text: `+${pp(small)}` },
    { sort: "step", step: 2, text: `+${pp(medium)}` },
    { sort: "step", step: 3, text: `+${pp(large)} pp and more` },
    { sort: "broken", text: "broken" },
    { sort: "too few", text: "too few" },
  ];
  const rows: LegendItem[][] = [[]];
  let x = 0;
  for (const item of items) {
    const room = BOX + 5 + widthOf(item.text, { size: SMALL });
    if (x > 0 && x + room > width) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1)!.push({ ...item, x });
    x += room + 12;
  }
  return rows;
}

function Legend({ layout, top }: { layout: MatrixLayout; top: number }) {
  const hatch = useHatch();
  return layout.legend.map((items, row) =>
    items.map(({ sort, step, text, x }) => (
      <g key={text}>
        <rect
          x={x + 1}
          y={top + row * LEGEND_ROW + 1}
          width={BOX - 2}
          height={12}
          rx={2}
          style={{
            fill: sort === "too few" ? hatch : sort === "broken" ? "none" : stepColour(step ?? 0),
            fillOpacity: sort === "too few" ? 0.45 : 1,
            stroke: sort === "broken" ? "var(--tl-ink)" : "none",
            strokeWidth: 2,
          }}
        />
        <text x={x + BOX + 5} y={top + row * LEGEND_ROW + 11} className="tl-small tl-quiet">
          {text}
        </text>
      </g>
    )),
  );
}
