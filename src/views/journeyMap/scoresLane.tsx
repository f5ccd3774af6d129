// The lane of scores that customers gave: satisfaction (CSAT), recommendation (NPS) and effort (CES), with intervals.
import { format } from "../format.js";
import { Mark } from "../Mark.js";
import { SMALL, SMALLEST, shorten, widthOf } from "../text.js";
import { nameOf, otherStage, type Score, type Scores, type Stage, someJourneys } from "./answer.js";
import { type Cell, fitting, grid, laneOf, type MakeLane, NOTHING } from "./cell.js";

interface Kind {
  readonly key: "csat" | "nps" | "ces";
  readonly name: string;
  /** The explanation of the score, which is shown in a tip. */
  readonly meaning: string;
  readonly least: number;
  readonly most: number;
  write(value: number): string;
}

const KINDS: readonly Kind[] = [
  { key: "csat", name: "CSAT", meaning: "share of 4 and 5 out of 5", least: 0, most: 1, write: format.percent },
  {
    key: "nps",
    name: "NPS",
    meaning: "share of promoters minus share of detractors",
    least: -1,
    most: 1,
    write: (value) => format.nps(value, 0),
  },
  {
    key: "ces",
    name: "CES",
    meaning: "mean ease, 1 (hard) to 7 (easy)",
    least: 1,
    most: 7,
    write: (value) => format.number(value, 1),
  },
];

export const scoresLane: MakeLane = (making) =>
  laneOf(
    { key: "scores", title: "Scores", note: "Satisfaction, recommendation and ease. Line: 95 % interval." },
    making,
    (stage) => {
      const scores = stage.performance?.scores ?? null;
      const other = otherStage(making.map, stage)?.performance?.scores ?? null;
      const { each } = fitting(making.width);
      return grid(
        KINDS.flatMap((kind) => [
          scoreCell(stage, kind, scores, each, other === null ? "" : "A", false),
          ...(other === null ? [] : [scoreCell(stage, kind, other, each, "B", true)]),
        ]),
        making.width,
        5,
      );
    },
  );

function scoreCell(stage: Stage, kind: Kind, scores: Scores | null, width: number, side: string, isB: boolean): Cell {
  const score: Score | null = scores?.[kind.key] ?? null;
  if (score === null || score.value === null) return NOTHING;
  const { value, interval, answers, customers, behind } = score;
  const at = (given: number) => (width * (given - kind.least)) / (kind.most - kind.least);
  const colour = isB ? "var(--tl-more-3)" : "var(--tl-done)";
  const text = kind.write(value);
  const few = `${format.count(answers)} answers`;
  const name = side === "" ? kind.name : `${kind.name} ${side}`;
  const start = at(Math.max(kind.least, 0));
  return {
    height: 27,
    draw: (x, y) => (
      <Mark
        id={`${stage.label.key}/${kind.key}${isB ? "/b" : ""}`}
        name={`${nameOf(stage)}: ${name}`}
        value={value}
        details={[
          `${text}: ${kind.meaning}`,
          `${format.plural(answers, "answer")} of ${format.plural(customers, "customer")}`,
          ...(interval === null ? [] : [`95 % interval: ${kind.write(interval.low)} to ${kind.write(interval.high)}`]),
        ]}
        opening={someJourneys(answers, "answer", `${nameOf(stage)}, ${kind.name}`, behind)}
      >
        <rect className="tl-ring" x={x} y={y} width={width} height={26} style={{ fill: "transparent" }} />
        <text x={x} y={y + 12} className="tl-small">
          {name}
        </text>
        <text x={x + widthOf(`${name}  `, { size: SMALL })} y={y + 12} className="tl-small tl-strong">
          {text}
        </text>
        <text x={x + width} y={y + 12} textAnchor="end" className="tl-wait tl-quiet">
          {shorten(few, Math.max(0, width - widthOf(`${name}  ${text}  `, { size: SMALL, weight: 600 })), {
            size: SMALLEST,
          })}
        </text>
        <rect x={x} y={y + 18} width={width} height={5} rx={2} style={{ fill: "var(--tl-line)" }} />
        <rect
          x={x + Math.min(start, at(value))}
          y={y + 18}
          width={Math.max(2, Math.abs(at(value) - start))}
          height={5}
          rx={2}
          style={{ fill: colour }}
        />
        {interval !== null && (
          <path
            d={`M${x + at(interval.low)} ${y + 20.5} H${x + at(interval.high)} M${x + at(interval.low)} ${y + 17} V${y + 24} M${x + at(interval.high)} ${y + 17} V${y + 24}`}
            style={{ fill: "none", stroke: "var(--tl-ink)", strokeWidth: 1.2 }}
          />
        )}
      </Mark>
    ),
  };
}
