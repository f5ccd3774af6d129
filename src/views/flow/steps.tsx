// The flow on a narrow page: a list of its steps, with the labels of each.
import { format } from "../format.js";
import { useChannelLook } from "../look.js";
import { Mark } from "../Mark.js";
import { Picture } from "../Picture.js";
import { shorten } from "../text.js";
import { type PictureProps } from "../view.js";
import { isBackward, nodeMark } from "./layout.js";
import { type Answer, endOpening, Hatched, labelOf, nodeDetails, nodeName, OpenMark } from "./marks.js";

const ROW = 46;
const STEP_HEAD = 44;

export function StepList({ answer, width, selected, onSelect, onOpen }: PictureProps<Answer>) {
  const lookOf = useChannelLook();
  const total = Math.max(1, answer.totals.counted);
  let y = 0;
  const steps = answer.steps.map((step) => {
    const top = y;
    y += STEP_HEAD + step.nodes.length * ROW + 10;
    return { step, top };
  });
  return (
    <Picture label={labelOf(answer)} width={width} height={y} selected={selected} onSelect={onSelect} onOpen={onOpen}>
      {steps.map(({ step, top }) => (
        <g key={step.step}>
          <text x={0} y={top + 22} className="tl-strong">
            {isBackward(answer) && step.step > 1 ? `${step.step - 1} before` : `Step ${step.step}`}
          </text>
          <text x={width} y={top + 22} textAnchor="end" className="tl-small tl-quiet">
            {format.plural(step.journeys, "journey")}
          </text>
          {step.nodes.map((node, i) => {
            const rowTop = top + STEP_HEAD + i * ROW;
            const room = (width * node.journeys) / total;
            const ended = (width * node.dropOff) / total;
            const open = (width * node.dropOffOpen) / total;
            const colour = node.point.isOther ? "var(--tl-open)" : lookOf(node.point.channel?.key).colour;
            return (
              <g key={node.point.key}>
                <Mark
                  id={nodeMark(step.step, node.point.key)}
                  name={nodeName(step.step, node)}
                  value={node.journeys}
                  details={nodeDetails(node, total)}
                  selects
                >
                  <rect className="tl-ring" x={0} y={rowTop - 4} width={width} height={ROW - 4} fill="transparent" />
                  <text x={0} y={rowTop + 12}>
                    {shorten(node.point.label, width - 120)}
                  </text>
                  <text x={width} y={rowTop + 12} textAnchor="end" className="tl-small tl-quiet">
                    {`${format.count(node.journeys)} · ${format.percent(node.journeys / total)}`}
                  </text>
                  <rect x={0} y={rowTop + 19} width={Math.max(2, room)} height={9} rx={2} style={{ fill: colour }} />
                </Mark>
                {node.dropOff > 0 && (
                  <Mark
                    id={`${nodeMark(step.step, node.point.key)}/dropOff`}
                    name={`${nodeName(step.step, node)}: ended`}
                    value={node.dropOff}
                    details={nodeDetails(node, total).slice(1)}
                    opening={endOpening(node, step.step)}
                  >
                    <rect
                      className="tl-ring"
                      x={Math.max(0, room - ended)}
                      y={rowTop + 19}
                      width={Math.max(1.5, ended)}
                      height={9}
                      style={{ fill: "var(--tl-lost)" }}
                    />
                  </Mark>
                )}
                {node.dropOffOpen > 0 && (
                  <OpenMark id={nodeMark(step.step, node.point.key)} node={node} step={step.step}>
                    <Hatched
                      x={Math.max(0, room - ended)}
                      y={rowTop + 19}
                      width={Math.max(1.5, open)}
                      height={9}
                      thin={open}
                    />
                  </OpenMark>
                )}
              </g>
            );
          })}
        </g>
      ))}
    </Picture>
  );
}
