// The flow as a Sankey diagram: columns of labels, ribbons between them.
import { useMemo } from "react";
import { format } from "../format.js";
import { useChannelLook } from "../look.js";
import { Mark } from "../Mark.js";
import { Picture } from "../Picture.js";
import { LINE, SMALL, shorten, widthOf } from "../text.js";
import { type PictureProps } from "../view.js";
import {
  type FlowLayout,
  flowLayout,
  isBackward,
  LEAST_SHARE,
  MOST_COLUMNS,
  NODE_WIDTH,
  type PlacedEdge,
  type PlacedNode,
  STUB,
} from "./layout.js";
import { type Answer, edgeMarkProps, endOpening, Hatched, labelOf, nodeDetails, nodeName, OpenMark } from "./marks.js";

export function Sankey({ answer, width, selected, onSelect, onOpen }: PictureProps<Answer>) {
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

function Node({ placed, backward, total }: { placed: PlacedNode; backward: boolean; total: number }) {
  const lookOf = useChannelLook();
  const { id, step, node, x, y, height, ended, open, lines, textX, textY, anchor } = placed;
  const { point } = node;
  const colour = point.isOther ? "var(--tl-open)" : lookOf(point.channel?.key).colour;
  const endTop = y + height - Math.min(height, ended);
  const stubX = backward ? x - STUB : x + NODE_WIDTH;
  // A click anywhere between the node and the end of its label counts as a click on the node.
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
