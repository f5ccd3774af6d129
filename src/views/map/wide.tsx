// The map as a picture: rows are channels, columns are stages, circles are touchpoints, curves are changes of channel.
import { useMemo } from "react";
import { format } from "../format.js";
import { useChannelLook } from "../look.js";
import { Mark } from "../Mark.js";
import { Picture } from "../Picture.js";
import { Lines } from "../shapes.js";
import { LINE, SMALL, shorten } from "../text.js";
import { type MapEdge, type MapLayout, type MapNode, mapLayout } from "./layout.js";
import { edgeMark, type MapProps, otherChannelsText, otherText } from "./marks.js";
import { STAGE_POINT, StageArrow } from "./stageArrow.js";

export function WideMap({ visits, transitions, width, selected, onSelect, onEdge }: MapProps) {
  const layout = useMemo(() => mapLayout(visits, transitions.edges, width), [visits, transitions, width]);
  const edges = layout.edges.filter(
    ({ from, to }) => selected === null || from.key === selected || to.key === selected,
  );
  const most = Math.max(1, ...layout.edges.map(({ count }) => count));
  return (
    <Picture
      label={`Map of ${format.plural(layout.nodes.length, "touchpoint")} on ${format.plural(layout.rows.length, "channel")}.`}
      width={width}
      height={layout.height}
      selected={selected}
      onSelect={(mark) => {
        const edge = layout.edges.find(({ from, to }) => edgeMark(from.key, to.key) === mark);
        if (edge === undefined) onSelect(mark);
        else onEdge(edge.from.key, edge.to.key);
      }}
    >
      <Grid layout={layout} width={width} />
      {edges.map((edge) => (
        <Edge key={edgeMark(edge.from.key, edge.to.key)} edge={edge} most={most} strong={selected !== null} />
      ))}
      {layout.nodes.map((node) => (
        <Node key={node.key} node={node} dim={selected !== null && !touches(edges, node, selected)} />
      ))}
      {layout.others.map((other) => (
        <text key={other.channel} x={width} y={other.y} textAnchor="end" className="tl-small tl-quiet tl-halo">
          {otherText(other)}
        </text>
      ))}
      {layout.beyond !== null && (
        <text x={0} y={layout.height - 10} className="tl-small tl-quiet">
          {layout.beyond}
        </text>
      )}
      {layout.otherChannels > 0 && (
        <text x={0} y={layout.height - 10 - (layout.beyond === null ? 0 : LINE + 8)} className="tl-small tl-quiet">
          {otherChannelsText(layout)}
        </text>
      )}
    </Picture>
  );
}

function touches(edges: readonly MapEdge[], node: MapNode, selected: string): boolean {
  return node.key === selected || edges.some(({ from, to }) => from === node || to === node);
}

function Grid({ layout, width }: { layout: MapLayout; width: number }) {
  const lookOf = useChannelLook();
  const line = { stroke: "var(--tl-line)", strokeWidth: 1 };
  return (
    <g>
      {layout.columns.map(({ key, name, left }, i) =>
        name === "" ? null : (
          <StageArrow
            key={key}
            name={name}
            x={left}
            y={2}
            width={layout.columnWidth - (i === layout.columns.length - 1 ? STAGE_POINT : 0)}
            height={32}
            isFirst={i === 0}
          />
        ),
      )}
      {layout.rows.map(({ key, lines, interactions, top, height }) => {
        const { colour, code } = lookOf(key);
        return (
          <g key={key}>
            <line x1={0} x2={width} y1={top} y2={top} style={line} />
            <rect x={0} y={top + 12} width={4} height={Math.max(8, Math.min(34, height - 20))} rx={2} fill={colour} />
            <Lines
              x={12}
              y={top + 25}
              lines={code === null ? lines : [...lines.slice(0, -1), `${lines.at(-1)} ${code}`]}
              className="tl-strong"
            />
            <text x={12} y={top + 25 + lines.length * LINE} className="tl-small tl-quiet">
              {shorten(format.count(interactions), layout.left - 20, { size: SMALL })}
              <title>{format.plural(interactions, "interaction")}</title>
            </text>
          </g>
        );
      })}
    </g>
  );
}

function Node({ node, dim }: { node: MapNode; dim: boolean }) {
  const lookOf = useChannelLook();
  const { colour } = lookOf(node.channel);
  const first = node.y - (node.name.length * LINE) / 2 + 4;
  return (
    <Mark
      id={node.key}
      name={`${node.fullName}, ${node.channelName}`}
      value={node.interactions}
      details={[
        format.plural(node.interactions, "interaction"),
        `in ${format.percent(node.share)} of the journeys (${format.count(node.journeys)})`,
      ]}
      selects
    >
      <g opacity={dim ? 0.3 : 1}>
        <rect x={node.x - 26} y={node.y - node.radius - 2} width={56} height={2 * node.radius + 4} fill="transparent" />
        <circle cx={node.x} cy={node.y} r={node.radius} fill={colour} />
        <g className="tl-halo">
          <Lines lines={node.name} x={node.x + 28} y={first} />
          <text x={node.x + 28} y={first + node.name.length * LINE} className="tl-small tl-quiet">
            {format.count(node.interactions)}
          </text>
        </g>
      </g>
    </Mark>
  );
}

/** The widths of the curves, from the rarest to the most frequent change that is drawn. */
const THINNEST = 1;
const THICKEST = 7;

function Edge({ edge, most, strong }: { edge: MapEdge; most: number; strong: boolean }) {
  const { from, to, count, journeys } = edge;
  const id = edgeMark(from.key, to.key);
  return (
    <Mark
      id={id}
      name={`${from.channelName}: ${from.fullName} → ${to.channelName}: ${to.fullName}`}
      value={count}
      details={[`${format.plural(count, "transition")} in ${format.plural(journeys, "journey")}`]}
      selects
    >
      <path
        d={curve(from, to)}
        fill="none"
        stroke={strong ? "var(--tl-accent)" : "var(--tl-line-2)"}
        strokeOpacity={strong ? 0.8 : 0.55}
        strokeWidth={THINNEST + (THICKEST - THINNEST) * (count / most)}
      />
      <path d={curve(from, to)} fill="none" stroke="transparent" strokeWidth={12} />
      <ArrowHead from={from} to={to} strong={strong} />
    </Mark>
  );
}

function curve(from: MapNode, to: MapNode): string {
  const side = to.x > from.x ? 1 : -1;
  const [x1, x2] = to.x === from.x ? [from.x - from.radius, to.x - to.radius] : [from.x, to.x - side * to.radius];
  const y1 = to.x === from.x ? from.y : from.y + Math.sign(to.y - from.y) * from.radius * 0.6;
  const bend = to.x === from.x ? 26 : Math.max(40, Math.abs(x2 - x1) * 0.45);
  const [c1, c2] = to.x === from.x ? [x1 - bend, x2 - bend] : [x1 + side * bend, x2 - side * bend];
  return `M${x1},${y1} C${c1},${y1} ${c2},${to.y} ${x2},${to.y}`;
}

function ArrowHead({ from, to, strong }: { from: MapNode; to: MapNode; strong: boolean }) {
  const side = to.x > from.x || to.x === from.x ? 1 : -1;
  const x = to.x - side * to.radius;
  return (
    <path
      d={`M${x - side * 7},${to.y - 4} L${x},${to.y} L${x - side * 7},${to.y + 4}`}
      fill="none"
      stroke={strong ? "var(--tl-accent)" : "var(--tl-open)"}
      strokeWidth={1.5}
    />
  );
}
