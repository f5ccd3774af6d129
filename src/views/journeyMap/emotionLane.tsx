// The emotion curve, from −2 (very bad) to +2 (very good). A dashed line is the emotion that was expected in the
// designed steps. A solid line is the emotion that customers reported about each stage, with its interval.
import { format } from "../format.js";
import { otherStage, type Score, type Stage } from "./answer.js";
import { type Cell, type Column, type Lane, type MakeLane, type Making, NOTHING, paragraph, stack } from "./cell.js";
import { curve, type Point } from "./curve.js";
import { Designed, Face, Measured } from "./emotionMarks.js";

const HEIGHT = 176;
const PAD = 30;
const ASIDE = 13;
/** The ends of the scale of emotions. */
const MOST = 2;

export const emotionLane: MakeLane = (making): Lane | null => {
  const { stages } = making;
  const isDesigned = stages.some(({ steps }) => steps.some(({ emotion }) => emotion !== null));
  const isMeasured = stages.some((stage) => emotionOf(stage)?.value != null);
  if (!isDesigned && !isMeasured) return null;
  return {
    key: "emotion",
    title: "Emotion",
    note: noteOf(isDesigned, isMeasured),
    // The faces of the scale are next to the note.
    noteIndent: 48,
    cells: stages.map((stage) => cellOf(making, stage)),
    across: {
      height: HEIGHT,
      draw: (columns, y) => <Curves making={making} columns={columns} y={y} />,
    },
  };
};

function noteOf(isDesigned: boolean, isMeasured: boolean): string {
  if (!isMeasured) return "Dashed: as expected. Nobody was asked yet.";
  return isDesigned ? "Solid: as answered. Dashed: as expected." : "What customers answered, from −2 to +2.";
}

const emotionOf = (stage: Stage | undefined): Score | null => stage?.performance?.scores.emotion ?? null;

/** In a narrow map, emotions are texts below each other. */
function cellOf(making: Making, stage: Stage): Cell {
  const measured = emotionOf(stage);
  const designed = stage.steps.filter(({ emotion }) => emotion !== null);
  const other = emotionOf(otherStage(making.map, stage));
  const texts = [
    ...(measured?.value == null
      ? []
      : [`Measured: ${emotionText(measured.value)} (${format.plural(measured.answers, "answer")})`]),
    ...(other?.value == null
      ? []
      : [`Side B: ${emotionText(other.value)} (${format.plural(other.answers, "answer")})`]),
    ...designed.map(({ name, emotion }) => `Expected in ${name}: ${emotionText(emotion!)}`),
  ];
  return texts.length === 0 ? NOTHING : stack(texts.map((text) => paragraph(text, making.width)));
}

/** An emotion from −2 to 2, with its sign. */
export const emotionText = (emotion: number): string => format.signed(emotion, 1);

function Curves({ making, columns, y }: { making: Making; columns: readonly Column[]; y: number }) {
  const { stages, map } = making;
  const [first, last] = [columns[0]!, columns.at(-1)!];
  const [left, right] = [first.x, last.x + last.width];
  const yOf = (emotion: number) => y + PAD + ((MOST - emotion) / (2 * MOST)) * (HEIGHT - 2 * PAD);
  const middleOf = ({ x, width }: Column) => x + width / 2;
  const measuredOn = (stageOf: (stage: Stage) => Stage | undefined, aside: number) =>
    stages.flatMap((stage, i) => {
      const score = emotionOf(stageOf(stage));
      return score?.value == null
        ? []
        : [{ stage, score, value: score.value, x: middleOf(columns[i]!) + aside, y: yOf(score.value) }];
    });
  // Two sides stand beside each other, so that equal emotions do not hide one of them.
  const aside = map.other === undefined ? 0 : ASIDE;
  const measured = measuredOn((stage) => stage, -aside);
  const other = map.other === undefined ? [] : measuredOn((stage) => otherStage(map, stage), aside);
  const designed = stages.flatMap((stage, i) => {
    const { x, width } = columns[i]!;
    const felt = stage.steps.filter(({ emotion }) => emotion !== null);
    return felt.map((step, n) => ({
      stage,
      step,
      x: x + (width * (n + 0.5)) / felt.length,
      y: yOf(step.emotion!),
    }));
  });
  return (
    <g>
      {[MOST, 0, -MOST].map((emotion) => (
        <g key={emotion}>
          <line
            x1={left}
            x2={right}
            y1={yOf(emotion)}
            y2={yOf(emotion)}
            style={{ stroke: "var(--tl-line)", strokeDasharray: emotion === 0 ? "none" : "2 4" }}
          />
          <Face x={left - 16} y={yOf(emotion)} emotion={emotion} />
        </g>
      ))}
      <Line points={designed} style={{ stroke: "var(--tl-accent)", strokeWidth: 1.5, strokeDasharray: "5 4" }} />
      <Line points={other} style={{ stroke: "var(--tl-more-3)", strokeWidth: 2.5 }} />
      <Line points={measured} style={{ stroke: "var(--tl-done)", strokeWidth: 3 }} />
      {designed.map(({ stage, step, x, y: at }) => (
        <Designed key={`${stage.label.key}/${step.key}`} stage={stage} step={step} x={x} y={at} />
      ))}
      {other.map((point) => (
        <Measured key={point.stage.label.key} {...point} yOf={yOf} isB name={map.sides?.[1] ?? "B"} />
      ))}
      {measured.map((point) => (
        <Measured key={point.stage.label.key} {...point} yOf={yOf} name={map.sides?.[0] ?? null} />
      ))}
    </g>
  );
}

function Line({ points, style }: { readonly points: readonly Point[]; readonly style: object }) {
  return points.length < 2 ? null : (
    <path d={curve(points)} style={{ fill: "none", strokeLinecap: "round", ...style }} />
  );
}
