// The lane that compares two sides. It shows the difference of their rates with its interval, on a line whose middle is
// zero.
import { format } from "../format.js";
import { Mark } from "../Picture.js";
import { SMALL, shorten, widthOf } from "../text.js";
import { type Compared, journeysOf, nameOf, type Performance, type Stage, someJourneys } from "./answer.js";
import { type Cell, fitting, grid, laneOf, type MakeLane, NOTHING } from "./cell.js";

type Measure = "reach" | "dropOff" | "conversion" | "failure";

const MEASURES: readonly (readonly [measure: Measure, name: string])[] = [
  ["reach", "Reach"],
  ["dropOff", "Drop-off"],
  ["conversion", "Conversion"],
  ["failure", "Failure"],
];

/** The smallest difference at the ends of the line. It is larger if an interval would not fit. */
const LEAST_SCALE = 0.05;

export const compareLane: MakeLane = (making) => {
  const changes = making.stages.flatMap(({ performance }) => performance?.change ?? []);
  const scale = Math.max(
    LEAST_SCALE,
    ...changes.flatMap((change) =>
      MEASURES.flatMap(([measure]) => [
        Math.abs(change[measure].interval?.low ?? 0),
        Math.abs(change[measure].interval?.high ?? 0),
      ]),
    ),
  );
  const [a, b] = making.map.sides ?? ["A", "B"];
  return laneOf(
    { key: "compare", title: "B against A", note: `${b} minus ${a}, with 95 % intervals. Bold: more than chance.` },
    making,
    (stage) => {
      const change = stage.performance?.change ?? null;
      if (change === null) return NOTHING;
      const { each } = fitting(making.width);
      return grid(
        MEASURES.map(([measure, name]) => differenceCell(stage, change, measure, name, each, scale)),
        making.width,
        4,
      );
    },
  );
};

/** Reach and drop-off count journeys; conversion and failure count visits. */
function openingOf(measure: Measure, what: string, { count, behind }: Compared["b"]) {
  return measure === "reach" || measure === "dropOff"
    ? journeysOf(count, what, behind)
    : someJourneys(count, "visit", what, behind);
}

function differenceCell(
  stage: Stage,
  change: NonNullable<Performance["change"]>,
  measure: Measure,
  name: string,
  width: number,
  scale: number,
): Cell {
  const { a, b, difference, interval, significant }: Compared = change[measure];
  if (difference === null) return NOTHING;
  const at = (value: number) => width / 2 + (Math.max(-scale, Math.min(scale, value)) / scale) * (width / 2 - 4);
  const text = format.points(difference);
  const colour = significant ? (difference < 0 ? "var(--tl-less-3)" : "var(--tl-more-3)") : "var(--tl-open)";
  return {
    height: 30,
    draw: (x, y) => (
      <Mark
        id={`${stage.label.key}/change/${measure}`}
        name={`${nameOf(stage)}: ${name.toLowerCase()}, B minus A`}
        value={difference}
        details={[
          text,
          `A: ${format.rate(a.count, a.of)}`,
          `B: ${format.rate(b.count, b.of)}`,
          ...(interval === null
            ? []
            : [`95 % interval: ${format.points(interval.low)} to ${format.points(interval.high)}`]),
          significant ? "more than chance" : "may be chance",
        ]}
        opening={openingOf(measure, `${nameOf(stage)}, ${name.toLowerCase()} on side B`, b)}
      >
        <rect className="tl-ring" x={x} y={y} width={width} height={29} style={{ fill: "transparent" }} />
        <text x={x} y={y + 12} className="tl-small">
          {shorten(name, width - widthOf(text, { size: SMALL, weight: 600 }) - 6, { size: SMALL })}
        </text>
        <text
          x={x + width}
          y={y + 12}
          textAnchor="end"
          className={significant ? "tl-small tl-strong" : "tl-small tl-quiet"}
        >
          {text}
        </text>
        <line x1={x} x2={x + width} y1={y + 22} y2={y + 22} style={{ stroke: "var(--tl-line)" }} />
        <line x1={x + width / 2} x2={x + width / 2} y1={y + 17} y2={y + 27} style={{ stroke: "var(--tl-line-2)" }} />
        {interval !== null && (
          <line
            x1={x + at(interval.low)}
            x2={x + at(interval.high)}
            y1={y + 22}
            y2={y + 22}
            style={{ stroke: colour, strokeWidth: 2 }}
          />
        )}
        <circle cx={x + at(difference)} cy={y + 22} r={4} style={{ fill: colour }} />
      </Mark>
    ),
  };
}
