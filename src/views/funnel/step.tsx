// A step of a funnel: its name, its bar with the parts, and the rates.
import { format } from "../format.js";
import { useHatch } from "../frame.js";
import { Mark } from "../Mark.js";
import { Lines } from "../shapes.js";
import { LINE, SMALL, widthOf } from "../text.js";
import { opening } from "../view.js";
import { AfterRows } from "./after.js";
import { BEHIND, PARTS, type Part, type Step } from "./answer.js";
import { BAR, BAR_NARROW, COLUMN, type Layout, LEAST_BAR, type Row } from "./layout.js";

export const FILL: Readonly<Record<Exclude<Part, "pending">, string>> = {
  completed: "var(--tl-done)",
  skipped: "var(--tl-bg)",
  dropped: "var(--tl-lost)",
};

interface StepRowProps {
  readonly row: Row;
  readonly layout: Layout;
  readonly width: number;
  readonly x: (journeys: number) => number;
  readonly isWorst: boolean;
  readonly first: Step | undefined;
}

export function StepRow({ row, layout, width, x, isWorst, first }: StepRowProps) {
  const { step, top, name } = row;
  const { wide, left } = layout;
  const barTop = wide ? top : top + name.length * LINE + 4;
  const bar = wide ? BAR : BAR_NARROW;
  const rates = step.step > 1;
  return (
    <g>
      <Lines x={0} y={wide ? top + (name.length > 1 ? 8 : 17) : top + 12} lines={name} className="tl-strong" />
      {step.isOptional && (
        <text
          x={wide ? 0 : width}
          y={wide ? top + (name.length > 1 ? 8 : 17) + name.length * LINE : top + 12}
          textAnchor={wide ? "start" : "end"}
          className="tl-small tl-quiet"
        >
          optional
        </text>
      )}
      <Bar step={step} left={left} top={barTop} height={bar} x={x} isWorst={isWorst} room={layout.room} />
      {rates && wide && (
        <>
          <RateText
            x={width - COLUMN - 24}
            y={top + 11}
            rate={step.shareOfPrevious}
            count={step.completed}
            of={step.entered}
          />
          <RateText x={width} y={top + 11} rate={step.shareOfFirst} count={step.completed} of={first?.completed ?? 0} />
        </>
      )}
      {rates && !wide && (
        <g>
          <RateLine
            y={barTop + bar + 17 + LINE + 2}
            width={width}
            name="of previous"
            count={step.completed}
            of={step.entered}
          />
          <RateLine
            y={barTop + bar + 17 + 2 * LINE + 2}
            width={width}
            name="of first"
            count={step.completed}
            of={first?.completed ?? 0}
          />
        </g>
      )}
      <AfterRows
        row={row}
        left={left}
        top={barTop + bar + (wide ? 22 : 22 + 2 * LINE)}
        room={wide ? layout.room : width}
      />
    </g>
  );
}

function Bar({
  step,
  left,
  top,
  height,
  x,
  isWorst,
  room,
}: {
  readonly step: Step;
  readonly left: number;
  readonly top: number;
  readonly height: number;
  readonly x: (journeys: number) => number;
  readonly isWorst: boolean;
  readonly room: number;
}) {
  const hatch = useHatch();
  let before = 0;
  let textAt = left;
  const parts = PARTS.filter((part) => part === "completed" || step[part] > 0);
  return parts.map((part) => {
    const journeys = step[part];
    const from = left + x(before);
    before += journeys;
    const to = Math.max(from + (journeys > 0 ? LEAST_BAR : 0), left + x(before));
    const text = `${format.count(journeys)} ${part}`;
    const textX = textAt;
    textAt += widthOf(text, { size: SMALL }) + 14;
    const outlined = step.isOptional && part === "completed";
    return (
      <Mark
        key={part}
        id={`${step.step}/${part}`}
        name={`${step.name}: ${format.count(journeys)} ${part}`}
        value={journeys}
        details={detailsOf(step, part)}
        opening={opening(`${format.plural(journeys, "journey")}: ${step.name}, ${part}`, journeys, step[BEHIND[part]])}
      >
        <rect
          className="tl-ring"
          x={from + (outlined ? 0.75 : 0)}
          y={top + (outlined ? 0.75 : 0)}
          width={Math.max(0, to - from - (outlined ? 1.5 : 0) - (before < step.entered ? 1 : 0))}
          height={height - (outlined ? 1.5 : 0)}
          rx={2}
          style={{
            fill:
              part === "pending"
                ? hatch
                : outlined
                  ? "var(--tl-accent-soft)"
                  : part === "dropped" && isWorst
                    ? "var(--tl-lost-most)"
                    : FILL[part],
            stroke: outlined ? "var(--tl-done)" : part === "skipped" || part === "pending" ? "var(--tl-open)" : "none",
            strokeWidth: outlined ? 1.5 : 1,
          }}
        />
        {textX + widthOf(text, { size: SMALL }) <= left + room + 1 && (
          <text x={textX} y={top + height + 15} className={part === "completed" ? "tl-small" : "tl-small tl-quiet"}>
            {text}
          </text>
        )}
      </Mark>
    );
  });
}

function detailsOf(step: Step, part: Part): readonly string[] {
  const lines = [`${format.rate(step[part], step.entered)} of the journeys that entered`];
  if (part === "completed") {
    if (step.step > 1 && step.wait.median != null)
      lines.push(`after ${format.duration(step.wait.median)} (median), ${format.duration(step.wait.p90)} (p90)`);
    lines.push(format.plural(step.customers, "customer"));
  }
  if (part === "pending") lines.push("they can still get to this step or a later one");
  return lines;
}

function RateText({
  x,
  y,
  rate,
  count,
  of,
}: {
  readonly x: number;
  readonly y: number;
  readonly rate: number | null | undefined;
  readonly count: number;
  readonly of: number;
}) {
  return (
    <g>
      <text x={x} y={y} textAnchor="end" className="tl-strong">
        {format.percent(rate ?? null)}
      </text>
      <text x={x} y={y + 16} textAnchor="end" className="tl-small tl-quiet">
        {format.fraction(count, of)}
      </text>
    </g>
  );
}

function RateLine({
  y,
  width,
  name,
  count,
  of,
}: {
  readonly y: number;
  readonly width: number;
  readonly name: string;
  readonly count: number;
  readonly of: number;
}) {
  return (
    <g>
      <text x={0} y={y} className="tl-small tl-quiet">
        {name}
      </text>
      <text x={width} y={y} textAnchor="end" className="tl-small">
        {format.rate(count, of)}
      </text>
    </g>
  );
}
