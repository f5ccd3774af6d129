// The picture of a flow: from a point onwards, or backwards to what led to it. Columns are steps; a ribbon is the
// journeys that go from one label to the next. Journeys that ended stand apart, and those that are open are hatched. On a
// narrow page, the flow is a list of steps.
import { type ReactNode, useMemo } from "react";
import {
  edgeMarkOf,
  type FlowEdge,
  type FlowLayout,
  type FlowNode,
  flowLayout,
  isBackward,
  LEAST_SHARE,
  MOST_COLUMNS,
  NODE_WIDTH,
  nodeMark,
  type PlacedEdge,
  type PlacedNode,
  STUB,
} from "./flowLayout.js";
import { format } from "./format.js";
import { FlowPictureDocument, type FlowViewFragment, FlowViewFragmentDoc } from "./generated/graphql.js";
import { useChannelLook } from "./look.js";
import { Mark, Picture, useHatch } from "./Picture.js";
import { LINE, SMALL, shorten, widthOf } from "./text.js";
import { opening, type PictureProps, type TableData, type TableRow, type View } from "./view.js";

type Answer = FlowViewFragment;

const WIDE = 720;
/** Thinner hatches could not be told from a line. */
const LEAST_HATCH = 3;

function FlowPicture(props: PictureProps<Answer>) {
  return props.width >= WIDE ? <Sankey {...props} /> : <StepList {...props} />;
}

const labelOf = (answer: Answer): string =>
  `Flow of ${format.plural(answer.totals.counted, "journey")} over ${format.plural(answer.steps.length, "step")}.`;

function Sankey({ answer, width, selected, onSelect, onOpen }: PictureProps<Answer>) {
  const layout = useMemo(() => flowLayout(answer, width), [answer, width]);
  const chosen = layout.nodes.some(({ id }) => id === selected) ? selected : null;
  const backward = isBackward(answer);
  const least = LEAST_SHARE * answer.totals.counted;
  const touches = ({ from, to }: PlacedEdge) => from.id === chosen || to.id === chosen;
  const drawn = layout.edges.filter((edge) => touches(edge) || edge.edge.journeys >= least);
  const thin = layout.edges.length - drawn.length;
  return (
    <Picture
      label={labelOf(answer)}
      width={width}
      height={layout.height + 26}
      selected={selected}
      onSelect={onSelect}
      onOpen={onOpen}
    >
      <Heads layout={layout} backward={backward} />
      {drawn.map((edge) => (
        <Ribbon
          key={edge.id}
          edge={edge}
          backward={backward}
          state={chosen === null ? "plain" : touches(edge) ? "on" : "off"}
        />
      ))}
      {layout.nodes.map((node) => (
        <Node key={node.id} placed={node} backward={backward} total={answer.totals.counted} />
      ))}
      <text x={0} y={layout.height + 18} className="tl-small tl-quiet">
        {shorten(notesOf(answer, thin), width, { size: SMALL })}
      </text>
    </Picture>
  );
}

function notesOf({ steps, totals }: Answer, thin: number): string {
  const notes = [`Heights are shares of ${format.plural(totals.counted, "journey")}.`];
  if (thin > 0) notes.push(`${format.plural(thin, "connection")} under 2 % are drawn when a label is chosen.`);
  if (steps.length > MOST_COLUMNS) notes.push(`Steps after ${MOST_COLUMNS} are in the table.`);
  return notes.join(" ");
}

function Heads({ layout, backward }: { layout: FlowLayout; backward: boolean }) {
  return layout.columns.map(({ step, journeys, x }) => (
    <g key={step}>
      <text x={x} y={14} textAnchor={layout.anchor} className="tl-strong">
        {step === 1 ? (backward ? "End" : "Start") : `${backward ? "Before: " : "Step "}${backward ? step - 1 : step}`}
      </text>
      <text x={x} y={14 + LINE} textAnchor={layout.anchor} className="tl-small tl-quiet">
        {format.plural(journeys, "journey")}
      </text>
    </g>
  ));
}

function Ribbon({ edge, backward, state }: { edge: PlacedEdge; backward: boolean; state: "plain" | "on" | "off" }) {
  const { from, to, y1, y2, width } = edge;
  const x1 = backward ? from.x : from.x + NODE_WIDTH;
  const x2 = backward ? to.x + NODE_WIDTH : to.x;
  const middle = (x1 + x2) / 2;
  return (
    <Mark {...edgeMarkProps(edge.edge, backward)}>
      <path
        className="tl-ring"
        d={`M${x1},${y1} C${middle},${y1} ${middle},${y2} ${x2},${y2}`}
        fill="none"
        style={{
          stroke: state === "on" ? "var(--tl-accent)" : "var(--tl-line-2)",
          strokeOpacity: state === "off" ? 0.12 : state === "on" ? 0.45 : 0.4,
          strokeWidth: Math.max(1.5, width),
        }}
      />
    </Mark>
  );
}

function edgeMarkProps(edge: FlowEdge, backward: boolean) {
  const name = backward ? `${edge.to.label} → ${edge.from.label}` : `${edge.from.label} → ${edge.to.label}`;
  const what = `${format.plural(edge.journeys, "journey")}: ${name}`;
  return {
    id: edgeMarkOf(edge),
    name,
    value: edge.journeys,
    details: [
      format.plural(edge.journeys, "journey"),
      `${format.percent(edge.probability)} of the journeys at ${edge.from.label}`,
      ...(edge.wait.median == null ? [] : [`median wait ${format.duration(edge.wait.median)}`]),
    ],
    opening: opening(what, edge.journeys, edge.behind),
  };
}

function nodeName(step: number, node: FlowNode): string {
  return `Step ${step}: ${node.point.label}`;
}

function nodeDetails(node: FlowNode, total: number): string[] {
  return [
    `${format.rate(node.journeys, total)} journeys`,
    ...(node.dropOff > 0 ? [`${format.fraction(node.dropOff, node.journeys)} end here`] : []),
    ...(node.dropOffOpen > 0 ? [`${format.count(node.dropOffOpen)} of them are open and may go on`] : []),
  ];
}

const endOpening = (node: FlowNode, step: number) =>
  opening(
    `${format.plural(node.dropOff, "journey")} that end at step ${step}: ${node.point.label}`,
    node.dropOff,
    node.behindDropOff,
  );

const openOpening = (node: FlowNode, step: number) =>
  opening(
    `${format.plural(node.dropOffOpen, "open journey")} at step ${step}: ${node.point.label}`,
    node.dropOffOpen,
    node.behindOpen,
  );

function Node({ placed, backward, total }: { placed: PlacedNode; backward: boolean; total: number }) {
  const lookOf = useChannelLook();
  const { id, step, node, x, y, height, ended, open, lines, textX, textY, anchor } = placed;
  const { point } = node;
  const colour = point.isOther ? "var(--tl-open)" : lookOf(point.channel?.key).colour;
  const endTop = y + height - Math.min(height, ended);
  const stubX = backward ? x - STUB : x + NODE_WIDTH;
  // What lies between the node and the end of its label is clicked too.
  const reach = Math.abs(textX - x) + Math.max(...lines.map((line) => widthOf(line)));
  return (
    <g>
      <Mark id={id} name={nodeName(step, node)} value={node.journeys} details={nodeDetails(node, total)} selects>
        <rect x={backward ? x - reach : x} y={y} width={reach} height={2 * LINE + 2} fill="transparent" />
        <rect className="tl-ring" x={x} y={y} width={NODE_WIDTH} height={height} rx={2} style={{ fill: colour }} />
        <g className="tl-halo">
          {lines.map((line, i) => (
            <text
              key={line}
              x={textX}
              y={textY + i * LINE}
              textAnchor={anchor}
              className={i === 0 ? "tl-strong" : "tl-small tl-quiet"}
            >
              {line}
            </text>
          ))}
        </g>
      </Mark>
      {node.dropOff > 0 && (
        <Mark
          id={`${id}/dropOff`}
          name={`${nodeName(step, node)}: ended`}
          value={node.dropOff}
          details={nodeDetails(node, total).slice(1)}
          opening={endOpening(node, step)}
        >
          <rect
            className="tl-ring"
            x={stubX}
            y={endTop}
            width={STUB}
            height={Math.max(1.5, Math.min(height, ended))}
            style={{ fill: "var(--tl-lost)" }}
          />
        </Mark>
      )}
      {node.dropOffOpen > 0 && (
        <OpenMark id={id} node={node} step={step}>
          <Hatched x={stubX} y={endTop} width={STUB} height={Math.max(1.5, Math.min(height, open))} thin={open} />
        </OpenMark>
      )}
    </g>
  );
}

const ROW = 46;
const STEP_HEAD = 44;

interface HatchedProps {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** How thick it is along its scale. */
  readonly thin: number;
}

function Hatched({ thin, ...box }: HatchedProps) {
  const hatch = useHatch();
  return <rect {...box} className="tl-ring" style={{ fill: thin >= LEAST_HATCH ? hatch : "var(--tl-open)" }} />;
}

/** Of the journeys that end at a label, those that are open. */
function OpenMark({
  id,
  node,
  step,
  children,
}: {
  readonly id: string;
  readonly node: FlowNode;
  readonly step: number;
  readonly children: ReactNode;
}) {
  return (
    <Mark
      id={`${id}/open`}
      name={`${nodeName(step, node)}: open`}
      value={node.dropOffOpen}
      details={[`${format.fraction(node.dropOffOpen, node.dropOff)} that end here are open and may go on`]}
      opening={openOpening(node, step)}
    >
      {children}
    </Mark>
  );
}

function StepList({ answer, width, selected, onSelect, onOpen }: PictureProps<Answer>) {
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

function table(answer: Answer): TableData {
  const nodes = answer.steps.flatMap(({ step, nodes: own }) =>
    own.map((node): TableRow => {
      const name = nodeName(step, node);
      return {
        key: nodeMark(step, node.point.key),
        isOther: node.point.isOther,
        values: {
          step,
          label: node.point.label,
          next: null,
          journeys: node.journeys,
          share: node.share,
          ended: node.dropOff,
          open: node.dropOffOpen,
        },
        parts: { share: { count: node.journeys, of: answer.totals.counted } },
        opens: {
          journeys: opening(`${format.plural(node.journeys, "journey")}: ${name}`, node.journeys, node.behind),
          ended: endOpening(node, step),
          open: openOpening(node, step),
        },
      };
    }),
  );
  const edges = answer.edges.map((edge): TableRow => {
    const from = answer.steps.find(({ step }) => step === edge.step)?.nodes.find((n) => n.point.key === edge.from.key);
    return {
      key: edgeMarkOf(edge),
      values: {
        step: edge.step,
        label: edge.from.label,
        next: edge.to.label,
        journeys: edge.journeys,
        share: edge.probability,
        ended: null,
        open: null,
      },
      ...(from === undefined ? {} : { parts: { share: { count: edge.journeys, of: from.journeys } } }),
      opens: {
        journeys: opening(
          `${format.plural(edge.journeys, "journey")}: ${edge.from.label} → ${edge.to.label}`,
          edge.journeys,
          edge.behind,
        ),
      },
    };
  });
  return {
    caption: `Flow of ${format.plural(answer.totals.counted, "journey")}: labels of each step, then connections`,
    columns: [
      { key: "label", name: "Label", unit: null, kind: "text" },
      { key: "step", name: "Step", unit: null, kind: "count" },
      { key: "next", name: "Next", unit: isBackward(answer) ? "before it" : null, kind: "text" },
      { key: "journeys", name: "Journeys", unit: null, kind: "count" },
      { key: "share", name: "Share", unit: "of all, or of the label", kind: "rate" },
      { key: "ended", name: "End here", unit: "journeys", kind: "count" },
      { key: "open", name: "Of them open", unit: "journeys", kind: "count" },
    ],
    rows: [...nodes, ...edges],
  };
}

export const view: View<Answer, never> = {
  question: "flow",
  title: "Flow",
  query: FlowPictureDocument as View<Answer, never>["query"],
  fragment: FlowViewFragmentDoc,
  Picture: FlowPicture,
  table,
};
