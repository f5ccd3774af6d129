// The marks of the emotion curve: a face for each measured stage, and a ring for each designed step.
import { format } from "../format.js";
import { Mark } from "../Mark.js";
import { nameOf, type Score, type Stage, type Step, someJourneys } from "./answer.js";
import { emotionText } from "./emotionLane.js";

/** The radius of a face of the scale, and of a measured one. */
const FACE = 10;
const MEASURED = 11;
const OUTSIDE = 16;

/** A face whose mouth follows the emotion, from −2 to +2. */
export function Face({
  x,
  y,
  emotion,
  radius = FACE,
  colour = "var(--tl-ink-2)",
  fill = "var(--tl-bg)",
}: {
  readonly x: number;
  readonly y: number;
  readonly emotion: number;
  readonly radius?: number;
  readonly colour?: string;
  readonly fill?: string;
}) {
  const r = radius;
  const bend = (emotion / 2) * r * 0.5;
  const mouth = y + r * 0.35 - bend / 2;
  const line = { fill: "none", stroke: colour, strokeWidth: 1.4, strokeLinecap: "round" } as const;
  return (
    <g>
      <circle cx={x} cy={y} r={r} style={{ fill, stroke: colour, strokeWidth: 1.4 }} />
      <circle cx={x - r * 0.35} cy={y - r * 0.22} r={1.3} style={{ fill: colour }} />
      <circle cx={x + r * 0.35} cy={y - r * 0.22} r={1.3} style={{ fill: colour }} />
      <path d={`M${x - r * 0.45} ${mouth} Q${x} ${mouth + 2 * bend} ${x + r * 0.45} ${mouth}`} style={line} />
    </g>
  );
}

export function Designed({
  stage,
  step,
  x,
  y,
}: {
  readonly stage: Stage;
  readonly step: Step;
  readonly x: number;
  readonly y: number;
}) {
  return (
    <Mark
      id={`${stage.label.key}/step/${step.key}/emotion`}
      name={`${step.name}: expected emotion`}
      value={step.emotion}
      details={[emotionText(step.emotion ?? 0), ...(step.feels === null ? [] : [step.feels])]}
    >
      <circle
        className="tl-ring"
        cx={x}
        cy={y}
        r={5}
        style={{ fill: "var(--tl-bg)", stroke: "var(--tl-accent)", strokeWidth: 1.5 }}
      />
    </Mark>
  );
}

export function Measured({
  stage,
  score,
  value,
  x,
  y,
  yOf,
  name,
  isB = false,
}: {
  readonly stage: Stage;
  readonly score: Score;
  readonly value: number;
  readonly x: number;
  readonly y: number;
  readonly yOf: (emotion: number) => number;
  /** The name of the side; null if there is only one. */
  readonly name: string | null;
  readonly isB?: boolean;
}) {
  const colour = isB ? "var(--tl-more-3)" : "var(--tl-done)";
  const { interval, answers, customers, behind } = score;
  const what = `${nameOf(stage)}: emotion`;
  // The number is above the face and the interval. If two sides are compared, each number is beside its face, away from
  // the other side.
  const label =
    name === null
      ? { x, y: Math.min(y - MEASURED, yOf(interval?.high ?? value)) - 5, textAnchor: "middle" as const }
      : { x: x + (isB ? OUTSIDE : -OUTSIDE), y: y + 4, textAnchor: isB ? ("start" as const) : ("end" as const) };
  return (
    <Mark
      id={`${stage.label.key}/emotion${isB ? "/b" : ""}`}
      name={name === null ? what : `${what}, ${name}`}
      value={value}
      details={[
        `${emotionText(value)}, the mean of ${format.plural(answers, "answer")} of ${format.plural(customers, "customer")}`,
        ...(interval === null ? [] : [`95 % interval: ${emotionText(interval.low)} to ${emotionText(interval.high)}`]),
      ]}
      opening={someJourneys(answers, "answer", what, behind)}
    >
      {interval !== null && (
        <path
          d={`M${x} ${yOf(interval.low)} V${yOf(interval.high)} M${x - 4} ${yOf(interval.low)} H${x + 4} M${x - 4} ${yOf(interval.high)} H${x + 4}`}
          style={{ fill: "none", stroke: colour, strokeWidth: 1.5 }}
        />
      )}
      <g className="tl-ring">
        <Face x={x} y={y} emotion={value} radius={MEASURED} colour={colour} />
      </g>
      <text {...label} className="tl-small tl-strong tl-halo">
        {emotionText(value)}
      </text>
    </Mark>
  );
}
