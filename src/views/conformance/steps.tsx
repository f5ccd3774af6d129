// The designed steps across the page, and under each one its counts: reached, missing, out of order, failed, late.
import { format } from "../format.js";
import { Mark } from "../Mark.js";
import { Lines } from "../shapes.js";
import { SMALL, widthOf } from "../text.js";
import { type Answer, PART_NAMES, PARTS, type Part, partMark, partOpening, type Step } from "./answer.js";
import { COUNT_ROW, columnCentre, itemTop, type Layout } from "./layout.js";

interface StepsProps {
  readonly answer: Answer;
  readonly layout: Layout;
}

export function Steps({ answer, layout }: StepsProps) {
  const { stepsTop, countsTop, width } = layout;
  const y = stepsTop + 12;
  return (
    <g>
      <text x={0} y={y + 4} className="tl-small tl-quiet">
        The design
      </text>
      {answer.steps.length > 1 && (
        <line
          x1={columnCentre(layout, 0)}
          x2={columnCentre(layout, answer.steps.length - 1)}
          y1={y}
          y2={y}
          style={{ stroke: "var(--tl-line-2)", strokeWidth: 2 }}
        />
      )}
      {answer.steps.map((step, i) => (
        <g key={step.key}>
          <StepNumber x={columnCentre(layout, i)} y={y} number={i + 1} />
          <Lines x={columnCentre(layout, i)} y={y + 32} lines={layout.names[i]!} className="tl-small" anchor="middle" />
        </g>
      ))}
      {PARTS.map((part, row) => (
        <g key={part}>
          <line
            x1={0}
            x2={width}
            y1={countsTop + row * COUNT_ROW}
            y2={countsTop + row * COUNT_ROW}
            style={{ stroke: "var(--tl-line)" }}
          />
          <text x={0} y={countsTop + row * COUNT_ROW + 20} className="tl-small">
            {PART_NAMES[part]}
          </text>
          {answer.steps.map((step, i) => (
            <Count
              key={step.key}
              step={step}
              part={part}
              journeys={answer.totals.journeys}
              x={columnCentre(layout, i) - layout.column / 2 + 3}
              y={countsTop + row * COUNT_ROW + 3}
              width={layout.column - 6}
            />
          ))}
        </g>
      ))}
      <Waits answer={answer} layout={layout} />
    </g>
  );
}

export function StepNumber({ x, y, number }: { x: number; y: number; number: number }) {
  return (
    <g>
      <circle cx={x} cy={y} r={11} style={{ fill: "var(--tl-accent-soft)", stroke: "var(--tl-accent)" }} />
      <text x={x} y={y + 4} textAnchor="middle" className="tl-small tl-strong">
        {number}
      </text>
    </g>
  );
}

function Waits({ answer, layout }: StepsProps) {
  const y = layout.countsTop + PARTS.length * COUNT_ROW;
  return (
    <g>
      <line x1={0} x2={layout.width} y1={y} y2={y} style={{ stroke: "var(--tl-line)" }} />
      <text x={0} y={y + 20} className="tl-small">
        Mean wait before step
      </text>
      {answer.steps.map(({ key, meanWait }, i) => {
        const text = format.duration(meanWait);
        return (
          <text key={key} x={columnCentre(layout, i)} y={y + 20} textAnchor="middle" className="tl-small tl-quiet">
            {widthOf(text, { size: SMALL }) <= layout.column - 4
              ? text
              : text.split("\u00a0").slice(0, 2).join("\u00a0")}
          </text>
        );
      })}
    </g>
  );
}

interface CountProps {
  readonly step: Step;
  readonly part: Part;
  readonly journeys: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** The shares of journeys at which the colour of a count of problems becomes stronger. */
const STRENGTHS = [0.05, 0.2, 0.5] as const;

/**
 * A count of a step. A count of problems, that is, every count except `reached`, has a stronger colour if it concerns
 * more of the journeys.
 */
function Count({ step, part, journeys, x, y, width }: CountProps) {
  const count = step[part];
  const share = journeys === 0 ? 0 : count / journeys;
  const strength = part === "reached" || count === 0 ? 0 : STRENGTHS.filter((bound) => share >= bound).length;
  return (
    <Mark
      id={partMark(step, part)}
      name={`${step.name}: ${format.count(count)} ${PART_NAMES[part].toLowerCase()}`}
      value={count}
      details={[`${format.rate(count, journeys)} of the journeys`]}
      opening={partOpening(step, part)}
    >
      <rect
        className="tl-ring"
        x={x}
        y={y}
        width={width}
        height={COUNT_ROW - 6}
        rx={4}
        style={{ fill: strength === 0 ? "transparent" : `var(--tl-more-${strength})` }}
      />
      {part === "reached" && (
        <rect
          x={x + 4}
          y={y + COUNT_ROW - 10}
          width={Math.max(count === 0 ? 0 : 1, share * (width - 8))}
          height={3}
          style={{ fill: "var(--tl-done)" }}
        />
      )}
      <text
        x={x + width / 2}
        y={y + 16}
        textAnchor="middle"
        className={count === 0 ? "tl-small tl-quiet" : "tl-small"}
        style={strength === 3 ? { fill: "var(--tl-on-more-3)" } : undefined}
      >
        {format.count(count)}
      </text>
    </Mark>
  );
}

/**
 * Draws the steps below each other, for a narrow page. Each step has the count `reached`, and those of its other counts
 * that are not 0.
 */
export function StepList({ answer, layout }: StepsProps) {
  const { width } = layout;
  return (
    <g>
      <text x={0} y={layout.stepsTop - 8} className="tl-small tl-quiet">
        The design, with the journeys that reach each step
      </text>
      {answer.steps.map((step, i) => {
        const top = itemTop(layout, i);
        const shown = PARTS.filter((part) => part === "reached" || step[part] > 0);
        const room = width / Math.max(2, shown.length);
        return (
          <g key={step.key}>
            <line x1={0} x2={width} y1={top} y2={top} style={{ stroke: "var(--tl-line)" }} />
            <StepNumber x={12} y={top + 19} number={i + 1} />
            <text x={32} y={top + 24} className="tl-strong">
              {layout.names[i]?.[0]}
            </text>
            {shown.map((part, at) => (
              <g key={part}>
                <text x={at * room + room / 2} y={top + 68} textAnchor="middle" className="tl-wait tl-quiet">
                  {PART_NAMES[part]}
                </text>
                <Count
                  step={step}
                  part={part}
                  journeys={answer.totals.journeys}
                  x={at * room + 2}
                  y={top + 34}
                  width={room - 4}
                />
              </g>
            ))}
          </g>
        );
      })}
    </g>
  );
}
