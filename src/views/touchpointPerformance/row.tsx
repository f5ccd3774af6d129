// A touchpoint in the ranking: its name, the chosen measure as a bar with its interval, the value with its counts, and
// the change after a date.
import { format } from "../format.js";
import { IntervalLine } from "../interval.js";
import { useChannelLook } from "../look.js";
import { Mark } from "../Mark.js";
import { SMALL, shorten, widthOf } from "../text.js";
import { markOf, nameOf } from "./answer.js";
import { CHANGE, type DrawnRow, GAP, type Layout, NAME, numberOf, ROW, ROW_NARROW, VALUE } from "./layout.js";
import { valueText } from "./measures.js";

const BAR = 14;
const SWATCH = 9;

interface RowProps {
  readonly drawn: DrawnRow;
  readonly layout: Layout;
  readonly isSelected: boolean;
}

export function TouchpointRow({ drawn, layout, isSelected }: RowProps) {
  const { row, measured, top, changed } = drawn;
  const { wide, width, measure, x, zero } = layout;
  const look = useChannelLook();
  const colour = look(row.label.channel?.key).colour;
  const value = numberOf(measured.value);
  const height = wide ? ROW : ROW_NARROW + (layout.hasChange ? 22 : 0);
  const y = wide ? top + ROW / 2 : top + 34;
  const text = valueText(measure, measured);
  const details = [
    `${measure.name} ${text}${measured.basis === null ? "" : `, ${measured.basis}`}`,
    ...(measured.interval === null
      ? []
      : [
          `95 % interval ${valueText(measure, { value: measured.interval.low })} to ${valueText(measure, { value: measured.interval.high })}`,
        ]),
    ...(changed === null ? [] : [changed.sentence]),
  ];
  const textLeft = SWATCH + 7;
  return (
    <g>
      <line x1={0} x2={width} y1={top} y2={top} style={{ stroke: "var(--tl-line)" }} />
      <Mark id={markOf(row)} name={nameOf(row)} value={measured.value} details={details} selects>
        <rect
          className="tl-ring"
          x={-6}
          y={top + 1}
          width={width + 12}
          height={height - 2}
          rx={6}
          style={{ fill: isSelected ? "var(--tl-accent-soft)" : "transparent" }}
        />
        <rect
          x={0}
          y={(wide ? y + 5 : top + 19) - SWATCH}
          width={SWATCH}
          height={SWATCH}
          rx={2}
          style={{ fill: colour }}
        />
        <text x={textLeft} y={wide ? y + 4 : top + 18}>
          {shorten(nameOf(row), (wide ? NAME : width - 90) - textLeft)}
        </text>
        {value !== null && (
          <rect
            x={Math.min(zero, x(value))}
            y={y - BAR / 2}
            width={Math.max(1.5, Math.abs(x(value) - zero))}
            height={BAR}
            rx={2}
            style={{ fill: colour, fillOpacity: 0.85 }}
          />
        )}
        {measured.interval !== null && (
          <IntervalLine
            from={x(measured.interval.low)}
            to={x(measured.interval.high)}
            y={y}
            half={5}
            colour="var(--tl-ink)"
          />
        )}
        <text
          x={wide ? layout.plotLeft + layout.plotRoom + GAP + 84 : width}
          y={wide ? y + 4 : top + 18}
          textAnchor="end"
          className="tl-strong"
        >
          {text}
        </text>
        {changed !== null && <Change drawn={drawn} layout={layout} y={wide ? y + 4 : top + 80} />}
      </Mark>
      <Basis drawn={drawn} layout={layout} y={wide ? y + 4 : top + 57} />
    </g>
  );
}

/** The data on which the value is based. A click opens the journeys. */
function Basis({ drawn: { row, measured, top }, layout, y }: { drawn: DrawnRow; layout: Layout; y: number }) {
  const { wide, width, plotLeft, plotRoom } = layout;
  if (measured.basis === null && measured.opening === null) return null;
  const left = wide ? plotLeft + plotRoom + GAP + 94 : 0;
  const room = wide ? VALUE - 94 : width;
  const full = measured.basis ?? "show the journeys";
  const fits = measured.parts === undefined || widthOf(full, { size: SMALL }) <= room;
  const text = shorten(fits ? full : format.fraction(measured.parts?.count ?? 0, measured.parts?.of ?? 0), room, {
    size: SMALL,
  });
  if (measured.count === null)
    return (
      <text x={left} y={y} className="tl-small tl-quiet">
        {text}
      </text>
    );
  return (
    <Mark
      id={`${markOf(row)}/count`}
      name={`${nameOf(row)}: ${measured.basis ?? measured.count}`}
      value={measured.count}
      opening={measured.opening}
    >
      <rect
        className="tl-ring"
        x={left - 3}
        width={widthOf(text, { size: SMALL }) + 6}
        y={wide ? top + 3 : y - 14}
        height={wide ? ROW - 6 : 20}
        rx={4}
        fill="transparent"
      />
      <text x={left} y={y} className="tl-small" style={measured.opening === null ? {} : { fill: "var(--tl-accent)" }}>
        {text}
      </text>
    </Mark>
  );
}

const VERDICTS = {
  better: "▲ better",
  worse: "▼ worse",
  different: "◆ different",
  "no clear change": "no clear change",
};

/** The verdict on the change, in a word and a sign. */
function Change({ drawn: { changed }, layout, y }: { drawn: DrawnRow; layout: Layout; y: number }) {
  if (changed === null) return null;
  const { wide, width } = layout;
  const { verdict } = changed;
  return (
    <text
      x={wide ? width - CHANGE : 0}
      y={y}
      className={verdict === "no clear change" ? "tl-small tl-quiet" : "tl-small tl-strong"}
      style={verdict === "worse" ? { fill: "var(--tl-more-ink)" } : undefined}
    >
      {`${wide ? "" : "Since the change: "}${VERDICTS[verdict]}`}
    </text>
  );
}
