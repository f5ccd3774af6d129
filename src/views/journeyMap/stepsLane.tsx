// The lane of the designed steps. It shows how many journeys reached each step in time, reached it late, or missed it.
import { format } from "../format.js";
import { useHatch } from "../frame.js";
import { Mark } from "../Mark.js";
import { SMALL, SMALLEST, shorten, wrap } from "../text.js";
import { journeysOf, otherStage, type Step } from "./answer.js";
import { type Cell, fitting, grid, laneOf, type MakeLane, ROW, SmallLines } from "./cell.js";
import { Dot } from "./dot.js";

const PAD = 8;

export const stepsLane: MakeLane = (making) =>
  laneOf(
    { key: "steps", title: "Steps", note: "Designed steps, and how many journeys reached or missed them." },
    making,
    (stage) => {
      const { map, width } = making;
      const beside = otherStage(map, stage)?.steps;
      const { each } = fitting(width);
      return grid(
        stage.steps.map((step) =>
          stepCell(
            stage.label.key,
            factsOf(step, map.totals.journeys, map.other === undefined ? null : "A"),
            factsOf(
              beside?.find(({ key }) => key === step.key),
              map.other?.totals.journeys ?? 0,
              "B",
            ),
            step,
            each,
            map.totals.journeys,
          ),
        ),
        width,
      );
    },
  );

interface Fact {
  readonly part: "reached" | "late" | "missing";
  /** Null if there is only one side. */
  readonly side: "A" | "B" | null;
  readonly count: number;
  readonly behind: string | null;
  readonly details: readonly string[];
}

/** The counts of a step on one side. Counts of 0 are left out. */
function factsOf(step: Step | undefined, journeys: number, side: Fact["side"]): readonly Fact[] {
  if (step === undefined) return [];
  const all: readonly Omit<Fact, "side" | "details">[] = [
    { part: "reached", count: step.reached, behind: step.behindReached },
    { part: "late", count: step.late, behind: step.behindLate },
    { part: "missing", count: step.missing, behind: step.behindMissing },
  ];
  return all
    .filter(({ part, count }) => part === "reached" || count > 0)
    .map((fact) => ({ ...fact, side, details: detailsOf(step, fact.part, journeys) }));
}

function stepCell(
  stage: string,
  own: readonly Fact[],
  beside: readonly Fact[],
  step: Step,
  width: number,
  journeys: number,
): Cell {
  const inner = width - 2 * PAD;
  const name = wrap(step.name, inner, { weight: 600, size: SMALL });
  const where = wrap(placesOf(step), inner - 14, { size: SMALLEST }, 2);
  const facts = [...own, ...beside];
  const due = step.expectedWait === null ? null : `due within ${format.duration(step.expectedWait)}`;
  const head = PAD + (name.length + where.length) * ROW;
  const bar = head + 4;
  const height = bar + 8 + facts.length * 17 + (due === null ? 0 : ROW) + 4;
  return {
    height,
    draw: (x, y) => (
      <g>
        <rect
          x={x + 0.5}
          y={y + 0.5}
          width={width - 1}
          height={height - 1}
          rx={6}
          style={{
            fill: "var(--tl-raised)",
            stroke: "var(--tl-accent)",
            strokeWidth: 1,
            strokeDasharray: step.isOptional ? "4 3" : "none",
          }}
        />
        <SmallLines x={x + PAD} y={y + PAD + 10} lines={name} className="tl-small tl-strong" />
        <Dot x={x + PAD + 4} y={y + PAD + name.length * ROW + 6} channel={step.touchpoints[0]?.channel?.key} />
        <SmallLines x={x + PAD + 14} y={y + PAD + name.length * ROW + 10} lines={where} className="tl-wait tl-quiet" />
        <StepBar step={step} journeys={journeys} x={x + PAD} y={y + bar} width={inner} />
        {facts.map(({ part, side, count, behind, details }, i) => (
          <Mark
            key={`${part}${side}`}
            id={`${stage}/step/${step.key}/${part}${side === "B" ? "/b" : ""}`}
            name={`${step.name}: ${part}${side === null ? "" : `, side ${side}`}`}
            value={count}
            details={details}
            opening={journeysOf(count, `${step.name}, ${part}`, behind)}
          >
            <rect
              className="tl-ring"
              x={x + PAD - 4}
              y={y + bar + 8 + i * 17}
              width={inner + 8}
              height={17}
              style={{ fill: "transparent" }}
            />
            <Key part={part} x={x + PAD} y={y + bar + 12 + i * 17} />
            <text
              x={x + PAD + 16}
              y={y + bar + 20 + i * 17}
              className={part === "reached" ? "tl-small" : "tl-small tl-lost"}
            >
              {shorten(`${side === null ? "" : `${side}: `}${format.count(count)} ${part}`, inner - 16, {
                size: SMALL,
              })}
            </text>
          </Mark>
        ))}
        {due !== null && (
          <text x={x + PAD} y={y + bar + 19 + facts.length * 17} className="tl-wait tl-quiet">
            {shorten(due, inner, { size: SMALLEST })}
          </text>
        )}
      </g>
    ),
  };
}

const placesOf = (step: Step): string => {
  const places = step.touchpoints.map(({ label }) => label).join(" or ");
  return step.isOptional ? `${places} (optional)` : places;
};

function detailsOf(step: Step, part: string, journeys: number): readonly string[] {
  if (part === "missing") return [`${format.plural(step.missing, "journey")} should have taken the step and did not`];
  if (part === "late")
    return [
      `${format.rate(step.late, step.reached)} of the journeys that reached it`,
      `expected within ${format.duration(step.expectedWait)}, mean wait ${format.duration(step.meanWait)}`,
    ];
  return [
    `${format.rate(step.reached, journeys)} of the journeys`,
    ...(step.outOfOrder > 0 ? [`${format.plural(step.outOfOrder, "journey")} took it out of order`] : []),
    ...(step.failed > 0 ? [`failed in ${format.plural(step.failed, "journey")}`] : []),
    ...(step.meanWait === null ? [] : [`mean wait ${format.duration(step.meanWait)}`]),
  ];
}

/** Reached in time, late, and missing, as parts of all journeys. */
function StepBar({
  step,
  journeys,
  x,
  y,
  width,
}: {
  step: Step;
  journeys: number;
  x: number;
  y: number;
  width: number;
}) {
  const hatch = useHatch();
  const of = Math.max(1, journeys);
  const scale = (count: number) => (width * Math.min(count, of)) / of;
  const inTime = scale(step.reached - step.late);
  return (
    <g>
      <rect x={x} y={y} width={width} height={5} rx={2} style={{ fill: "var(--tl-line)" }} />
      <rect x={x} y={y} width={inTime} height={5} rx={2} style={{ fill: "var(--tl-done)" }} />
      <rect x={x + inTime} y={y} width={scale(step.late)} height={5} style={{ fill: "var(--tl-lost-most)" }} />
      <rect x={x + scale(step.reached)} y={y} width={scale(step.missing)} height={5} style={{ fill: hatch }} />
    </g>
  );
}

/** The style of a part of the bar. */
export function Key({ part, x, y }: { readonly part: string; readonly x: number; readonly y: number }) {
  const hatch = useHatch();
  const fill = part === "reached" ? "var(--tl-done)" : part === "late" ? "var(--tl-lost-most)" : hatch;
  return (
    <rect
      x={x}
      y={y}
      width={10}
      height={8}
      rx={2}
      style={{ fill, stroke: part === "missing" ? "var(--tl-open)" : "none" }}
    />
  );
}
