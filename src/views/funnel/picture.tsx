// The picture of a funnel. Each step is a bar, and all bars start at the same line. The length of a bar shows the
// journeys that entered the step. The bar is divided into journeys that completed the step, that skipped it (if it is
// optional), that dropped here, and that can still complete it. Under the step with the largest loss are the labels
// with which the dropped journeys continued. The groups of a breakdown are below all steps.
import { scaleLinear } from "d3-scale";
import { useMemo } from "react";
import { format } from "../format.js";
import { useHatch } from "../frame.js";
import { Picture } from "../Picture.js";
import { SMALL, widthOf } from "../text.js";
import type { PictureProps } from "../view.js";
import { type Answer, PARTS, type Step } from "./answer.js";
import { Groups, groupsHeight } from "./groups.js";
import { COLUMN, type Layout, largestLoss, layoutOf } from "./layout.js";
import { FILL, StepRow } from "./step.js";

/** The number of steps that are drawn. The service refuses longer funnels. */
const MOST_STEPS = 20;

export function FunnelPicture({ answer, width, selected, onSelect, onOpen }: PictureProps<Answer>) {
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
      height={layout.height + groupsHeight(answer, layout.wide)}
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
      <Groups answer={answer} layout={layout} width={width} top={layout.height} />
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
