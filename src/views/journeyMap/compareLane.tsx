// The lane that compares two sides. It shows the differences of their rates and scores with their intervals, each on a
// line whose middle is zero.
import { format } from "../format.js";
import { Mark } from "../Mark.js";
import { SMALL, shorten, widthOf } from "../text.js";
import { type Change, journeysOf, nameOf, type Stage, someJourneys } from "./answer.js";
import { type Cell, fitting, grid, laneOf, type MakeLane, NOTHING } from "./cell.js";

interface Measure {
  readonly key: "reach" | "dropOff" | "conversion" | "failure" | "csat" | "nps" | "ces" | "emotion";
  readonly name: string;
  /** The lines of all measures with the same scale end at the same values. */
  readonly scale: "points" | "NPS" | "CES" | "emotion";
  /** The ends of the line are at least this far from zero, and further if an interval would not fit. */
  readonly least: number;
  write(value: number): string;
  writeDifference(value: number): string;
}

const POINTS = {
  scale: "points",
  least: 0.05,
  write: format.percent,
  writeDifference: format.points,
} as const satisfies Partial<Measure>;
const nps = (value: number) => format.nps(value, 0);
const mean = (value: number) => format.number(value, 1);
const signedMean = (value: number) => format.signed(value, 1);

const MEASURES: readonly Measure[] = [
  { key: "reach", name: "Reach", ...POINTS },
  { key: "dropOff", name: "Drop-off", ...POINTS },
  { key: "conversion", name: "Conversion", ...POINTS },
  { key: "failure", name: "Failure", ...POINTS },
  { key: "csat", name: "CSAT", ...POINTS },
  { key: "nps", name: "NPS", scale: "NPS", least: 0.1, write: nps, writeDifference: nps },
  { key: "ces", name: "CES", scale: "CES", least: 0.5, write: mean, writeDifference: signedMean },
  { key: "emotion", name: "Emotion", scale: "emotion", least: 0.5, write: signedMean, writeDifference: signedMean },
];

export const compareLane: MakeLane = (making) => {
  const changes = making.stages.flatMap(({ performance }) => performance?.change ?? []);
  /** The difference at the ends of the lines of a scale. */
  const endOf = (scale: Measure["scale"]): number =>
    Math.max(
      ...MEASURES.filter((measure) => measure.scale === scale).flatMap(({ key, least }) => [
        least,
        ...changes.flatMap((change) => [
          Math.abs(change[key].interval?.low ?? 0),
          Math.abs(change[key].interval?.high ?? 0),
        ]),
      ]),
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
        MEASURES.map((measure) => differenceCell(stage, change, measure, each, endOf(measure.scale))),
        making.width,
        4,
      );
    },
  );
};

/** Reach and drop-off count journeys, conversion and failure count visits, and scores count answers. */
function openingOf({ key, name }: Measure, stage: Stage, side: Change[Measure["key"]]["b"]) {
  const what = `${nameOf(stage)}, ${inText(name)} on side B`;
  if ("answers" in side) return someJourneys(side.answers, "answer", what, side.behind);
  return key === "reach" || key === "dropOff"
    ? journeysOf(side.count, what, side.behind)
    : someJourneys(side.count, "visit", what, side.behind);
}

/** The name of a measure in a sentence. Abbreviations stay in capitals. */
const inText = (name: string): string => (name === name.toUpperCase() ? name : name.toLowerCase());

function sideText(measure: Measure, side: Change[Measure["key"]]["a"]): string {
  if (!("answers" in side)) return format.rate(side.count, side.of);
  return `${side.value === null ? "–" : measure.write(side.value)} (${format.plural(side.answers, "answer")})`;
}

function differenceCell(stage: Stage, change: Change, measure: Measure, width: number, scale: number): Cell {
  const { key, name } = measure;
  const { a, b, difference, interval, significant } = change[key];
  if (difference === null) return NOTHING;
  const at = (value: number) => width / 2 + (Math.max(-scale, Math.min(scale, value)) / scale) * (width / 2 - 4);
  const text = measure.writeDifference(difference);
  const colour = significant ? (difference < 0 ? "var(--tl-less-3)" : "var(--tl-more-3)") : "var(--tl-open)";
  return {
    height: 30,
    draw: (x, y) => (
      <Mark
        id={`${stage.label.key}/change/${key}`}
        name={`${nameOf(stage)}: ${inText(name)}, B minus A`}
        value={difference}
        details={[
          text,
          `A: ${sideText(measure, a)}`,
          `B: ${sideText(measure, b)}`,
          ...(interval === null
            ? []
            : [`95 % interval: ${measure.writeDifference(interval.low)} to ${measure.writeDifference(interval.high)}`]),
          significant ? "more than chance" : "may be chance",
        ]}
        opening={openingOf(measure, stage, b)}
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
