// The picture of a funnel. Each step is a bar from one baseline, as long as the journeys that entered the step: those
// that completed it, those that skipped an optional step, those that dropped here, and those that can still get further.
// Under the step with the largest loss stand the labels that its dropped journeys went to.
import { scaleLinear } from "d3-scale";
import { useMemo } from "react";
import { format } from "./format.js";
import { FunnelPictureDocument, type FunnelViewFragment, FunnelViewFragmentDoc } from "./generated/graphql.js";
import { Lines, Mark, Picture, useHatch } from "./Picture.js";
import { LINE, SMALL, shorten, widthOf, wrap } from "./text.js";
import { opening, type PictureProps, type TableData, type TableRow, type View } from "./view.js";

type Answer = FunnelViewFragment;
type Step = Answer["steps"][number];
type After = Step["after"][number];

/** Steps that are drawn; the service refuses longer funnels. */
const MOST_STEPS = 20;
/** Labels under the largest loss. */
const MOST_AFTER = 5;
/** With less room, names stand above the bars. */
const WIDE = 640;

const BAR = 26;
const BAR_NARROW = 20;
const AFTER_BAR = 8;
const AFTER_ROW = 24;
/** So that a single journey of a million can be seen and focused. */
const LEAST_BAR = 2;

const PARTS = ["completed", "skipped", "dropped", "pending"] as const;
type Part = (typeof PARTS)[number];

const BEHIND = {
  completed: "behindCompleted",
  skipped: "behindSkipped",
  dropped: "behindDropped",
  pending: "behindPending",
} as const;

const FILL: Readonly<Record<Exclude<Part, "pending">, string>> = {
  completed: "var(--tl-done)",
  skipped: "var(--tl-bg)",
  dropped: "var(--tl-lost)",
};

interface Row {
  readonly step: Step;
  readonly top: number;
  readonly name: readonly string[];
  readonly after: readonly After[];
  readonly height: number;
}

interface Layout {
  readonly wide: boolean;
  /** Where bars begin, and the room for the longest. */
  readonly left: number;
  readonly room: number;
  readonly rows: readonly Row[];
  readonly height: number;
}

const COLUMN = 124;
const HEAD = 40;

function layoutOf(steps: readonly Step[], width: number): Layout {
  const wide = width >= WIDE;
  const left = wide ? Math.round(Math.min(240, Math.max(150, width * 0.22))) : 0;
  const room = wide ? width - left - 2 * COLUMN - 24 : width;
  const worst = largestLoss(steps);
  let top = wide ? HEAD : 32;
  const rows = steps.map((step): Row => {
    const name = wrap(nameOf(step), wide ? left - 24 : width, { weight: 600 });
    const after = step === worst ? step.after.slice(0, MOST_AFTER) : [];
    const below = after.length === 0 ? 0 : 30 + after.length * AFTER_ROW + 4;
    const own = wide ? BAR + 22 : name.length * LINE + 6 + BAR_NARROW + 22 + (step.step === 1 ? 0 : 2 * LINE);
    const row = { step, top, name, after, height: own + below };
    top += row.height + (wide ? 20 : 24);
    return row;
  });
  return { wide, left, room, rows, height: Math.max(0, top - 12) };
}

/** An en space keeps the number apart; SVG would shrink two spaces to one. */
const nameOf = ({ step, name }: Step): string => `${step}\u2002${name}`;

/** The step that loses the most journeys; null if none loses any. */
function largestLoss(steps: readonly Step[]): Step | null {
  return steps.reduce<Step | null>((worst, step) => (step.dropped > (worst?.dropped ?? 0) ? step : worst), null);
}

function FunnelPicture({ answer, width, selected, onSelect, onOpen }: PictureProps<Answer>) {
  const steps = answer.steps.slice(0, MOST_STEPS);
  const layout = useMemo(() => layoutOf(steps, width), [steps, width]);
  const most = Math.max(1, ...steps.map(({ entered }) => entered));
  const x = scaleLinear().domain([0, most]).range([0, layout.room]);
  const worst = largestLoss(steps);
  const { totals } = answer;
  return (
    <Picture
      label={`Funnel of ${steps.length} steps: ${format.plural(totals.completed, "journey")} of ${format.count(totals.matched)} completed the last step.`}
      width={width}
      height={layout.height}
      selected={selected}
      onSelect={onSelect}
      onOpen={onOpen}
    >
      <Legend layout={layout} steps={steps} />
      {layout.wide && (
        <g>
          <text x={width - COLUMN - 24} y={12} textAnchor="end" className="tl-small tl-quiet">
            of previous
          </text>
          <text x={width} y={12} textAnchor="end" className="tl-small tl-quiet">
            of first
          </text>
        </g>
      )}
      {layout.rows.map((row) => (
        <StepRow
          key={row.step.step}
          row={row}
          layout={layout}
          width={width}
          x={x}
          isWorst={row.step === worst}
          first={steps[0]}
        />
      ))}
    </Picture>
  );
}

function Legend({ layout, steps }: { layout: Layout; steps: readonly Step[] }) {
  const hatch = useHatch();
  let x = layout.left;
  return PARTS.filter((part) => part === "completed" || steps.some((step) => step[part] > 0)).map((part) => {
    const at = x;
    x += 18 + widthOf(part, { size: SMALL }) + 16;
    return (
      <g key={part}>
        <rect
          x={at}
          y={2}
          width={11}
          height={11}
          rx={2}
          style={{
            fill: part === "pending" ? hatch : FILL[part],
            stroke: part === "skipped" || part === "pending" ? "var(--tl-open)" : "none",
          }}
        />
        <text x={at + 18} y={12} className="tl-small tl-quiet">
          {part}
        </text>
      </g>
    );
  });
}

interface StepRowProps {
  readonly row: Row;
  readonly layout: Layout;
  readonly width: number;
  readonly x: (journeys: number) => number;
  readonly isWorst: boolean;
  readonly first: Step | undefined;
}

function StepRow({ row, layout, width, x, isWorst, first }: StepRowProps) {
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

/** Where the dropped journeys went directly after the last step they met. */
function AfterRows({ row, left, top, room }: { row: Row; left: number; top: number; room: number }) {
  const { step, after } = row;
  if (after.length === 0) return null;
  const labelRoom = Math.min(220, room * 0.36);
  const numberRoom = Math.min(160, room * 0.46);
  const barRoom = Math.max(0, Math.min(240, room - labelRoom - numberRoom - 16));
  const most = Math.max(...after.map(({ journeys }) => journeys));
  return (
    <g>
      <text x={left} y={top + 18} className="tl-small tl-quiet">
        {shorten(`The largest loss. What ${format.plural(step.dropped, "dropped journey")} did next:`, room, {
          size: SMALL,
        })}
      </text>
      {after.map(({ point, journeys, behind }, i) => {
        const y = top + 30 + i * AFTER_ROW;
        const label = point.isEnd ? "nothing more" : point.label;
        const length = Math.max(LEAST_BAR, (journeys / most) * barRoom);
        return (
          <Mark
            key={point.isEnd ? "END" : point.key}
            id={`${step.step}/after/${point.isEnd ? "END" : point.key}`}
            name={`${step.name}, dropped: ${label}`}
            value={journeys}
            details={[`${format.rate(journeys, step.dropped)} of the journeys that dropped here`]}
            opening={opening(
              `${format.plural(journeys, "journey")} dropped before ${step.name}: then ${label}`,
              journeys,
              behind,
            )}
          >
            <rect className="tl-ring" x={left} y={y} width={room} height={AFTER_ROW} fill="transparent" rx={3} />
            <text x={left} y={y + 16} className="tl-small">
              {shorten(label, labelRoom, { size: SMALL })}
            </text>
            <rect
              x={left + labelRoom + 8}
              y={y + (AFTER_ROW - AFTER_BAR) / 2}
              width={length}
              height={AFTER_BAR}
              rx={2}
              style={{ fill: point.isEnd ? "var(--tl-open)" : "var(--tl-lost-most)" }}
            />
            <text
              x={left + labelRoom + 8 + barRoom + 8 + numberRoom}
              y={y + 16}
              textAnchor="end"
              className="tl-small tl-quiet"
            >
              {format.rate(journeys, step.dropped)}
            </text>
          </Mark>
        );
      })}
    </g>
  );
}

function table({ steps, totals }: Answer): TableData {
  const first = steps[0]?.completed ?? 0;
  return {
    caption: `Funnel of ${steps.length} steps, from ${format.plural(totals.matched, "journey")}`,
    columns: [
      { key: "name", name: "Step", unit: null, kind: "text" },
      { key: "after", name: "Dropped, then", unit: null, kind: "text" },
      { key: "entered", name: "Entered", unit: "journeys", kind: "count" },
      { key: "completed", name: "Completed", unit: "journeys", kind: "count" },
      { key: "customers", name: "Completed", unit: "customers", kind: "count" },
      { key: "skipped", name: "Skipped", unit: "journeys", kind: "count" },
      { key: "dropped", name: "Dropped", unit: "journeys", kind: "count" },
      { key: "pending", name: "Pending", unit: "journeys", kind: "count" },
      { key: "shareOfPrevious", name: "Of previous", unit: "of entered", kind: "rate" },
      { key: "shareOfFirst", name: "Of first", unit: "of step 1", kind: "rate" },
      { key: "median", name: "Wait, median", unit: null, kind: "duration" },
      { key: "p90", name: "Wait, p90", unit: null, kind: "duration" },
    ],
    rows: steps.flatMap((step) => [stepRow(step, first), ...step.after.map((after) => afterRow(step, after))]),
  };
}

function stepRow(step: Step, first: number): TableRow {
  const opens = (part: Part) =>
    opening(`${format.plural(step[part], "journey")}: ${step.name}, ${part}`, step[part], step[BEHIND[part]]);
  return {
    key: String(step.step),
    values: {
      name: `${step.step}. ${step.name}`,
      after: null,
      entered: step.entered,
      completed: step.completed,
      customers: step.customers,
      skipped: step.skipped,
      dropped: step.dropped,
      pending: step.pending,
      shareOfPrevious: step.shareOfPrevious ?? null,
      shareOfFirst: step.shareOfFirst ?? null,
      median: step.wait.median ?? null,
      p90: step.wait.p90 ?? null,
    },
    parts: {
      shareOfPrevious: { count: step.completed, of: step.entered },
      shareOfFirst: { count: step.completed, of: first },
    },
    opens: {
      entered: opening(
        `${format.plural(step.entered, "journey")}: ${step.name}, entered`,
        step.entered,
        step.behindEntered,
      ),
      completed: opens("completed"),
      skipped: opens("skipped"),
      dropped: opens("dropped"),
      pending: opens("pending"),
    },
  };
}

function afterRow(step: Step, { point, journeys, behind }: After): TableRow {
  const label = point.isEnd ? "nothing more" : point.label;
  return {
    key: `${step.step}/after/${point.isEnd ? "END" : point.key}`,
    values: { name: `${step.step}. ${step.name}`, after: label, dropped: journeys },
    opens: {
      dropped: opening(
        `${format.plural(journeys, "journey")} dropped before ${step.name}: then ${label}`,
        journeys,
        behind,
      ),
    },
  };
}

export const view: View<Answer, never> = {
  question: "funnel",
  title: "Funnel",
  query: FunnelPictureDocument as View<Answer, never>["query"],
  fragment: FunnelViewFragmentDoc,
  Picture: FunnelPicture,
  table,
};
