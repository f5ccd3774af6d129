// The matrix of handoffs. Handoffs lead from the channel of the row to the channel of the column. Both axes have the
// same order. The number in a cell is the fail rate, and its colour shows the difference from the baseline. Broken
// pairs, which fail significantly more often than others, have an outline. Pairs with too few handoffs are hatched. The
// diagonal is empty, because a handoff changes the channel. If there are too many channels, the rarest are combined
// into Other.
import { format } from "../format.js";
import { useHatch } from "../frame.js";
import { useChannelLook } from "../look.js";
import { Mark } from "../Mark.js";
import { Lines } from "../shapes.js";
import { LINE, SMALL, shorten, widthOf } from "../text.js";
import { BOX, CELL_HEIGHT, cellKey, type End, LEGEND_ROW, type MatrixLayout, OTHER, SWATCH } from "./matrixLayout.js";
import {
  type Answer,
  detailsOf,
  differenceStep,
  excessOf,
  isTooFew,
  markOf,
  nameOf,
  type Pair,
  stepColour,
  stepInk,
  sumOf,
} from "./pair.js";

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
  // If there is no space for the % sign, it is left out. The legend names the unit.
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
