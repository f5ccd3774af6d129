// The map: what customers touch, on which channel and in which stage, and where they change channel. On a narrow page it
// is a list of channels, because curves between small circles could not be read.
import { useMemo } from "react";
import { format } from "./format.js";
import type { MapTransitionsViewFragment, MapVisitsViewFragment } from "./generated/graphql.js";
import { useChannelLook } from "./look.js";
import { type MapEdge, type MapLayout, type MapNode, mapLayout } from "./mapLayout.js";
import { Lines, Mark, Picture } from "./Picture.js";
import { LINE, SMALL, shorten } from "./text.js";

export interface MapProps {
  readonly visits: MapVisitsViewFragment;
  readonly transitions: MapTransitionsViewFragment;
  readonly width: number;
  /** The key of a touchpoint: its changes of channel are drawn, and no others. */
  readonly selected: string | null;
  onSelect(touchpoint: string | null): void;
  onEdge(from: string, to: string): void;
}

/** With less room, the map is a list. */
const WIDE = 860;
const LIST_ROW = 44;
const LIST_HEAD = 40;

export const edgeMark = (from: string, to: string): string => `${from}→${to}`;

export function JourneyMap(props: MapProps) {
  return props.width >= WIDE ? <WideMap {...props} /> : <ListMap {...props} />;
}

function WideMap({ visits, transitions, width, selected, onSelect, onEdge }: MapProps) {
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
      {layout.others.map(({ channel, touchpoints, interactions, y }) => (
        <text key={channel} x={width} y={y} textAnchor="end" className="tl-small tl-quiet tl-halo">
          Other ({format.plural(touchpoints, "touchpoint")}, {format.plural(interactions, "interaction")})
        </text>
      ))}
      {layout.otherChannels > 0 && (
        <text x={0} y={layout.height - 10} className="tl-small tl-quiet">
          Other: {format.plural(layout.otherChannels, "channel")} with{" "}
          {format.plural(layout.otherInteractions, "interaction")}
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
      {layout.columns.map(({ key, name, left }) => (
        <text key={key} x={left + 8} y={20} style={{ fontWeight: 600 }}>
          {shorten(name, layout.columnWidth - 16, { weight: 600 })}
        </text>
      ))}
      {layout.rows.map(({ key, name, interactions, top, height }) => {
        const { colour, code } = lookOf(key);
        return (
          <g key={key}>
            <line x1={0} x2={width} y1={top} y2={top} style={line} />
            <rect x={0} y={top + 12} width={4} height={Math.max(8, Math.min(34, height - 20))} rx={2} fill={colour} />
            <text x={12} y={top + 25} style={{ fontWeight: 600 }}>
              {shorten(code === null ? name : `${name} ${code}`, layout.left - 20, { weight: 600 })}
            </text>
            <text x={12} y={top + 25 + LINE} className="tl-small tl-quiet">
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

/** Widths of the curves, from the rarest to the most frequent change that is drawn. */
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

function ListMap({ visits, transitions, width, selected, onSelect, onEdge }: MapProps) {
  const layout = useMemo(() => mapLayout(visits, transitions.edges, 1200), [visits, transitions]);
  const lookOf = useChannelLook();
  const most = Math.max(1, ...layout.nodes.map(({ interactions }) => interactions));
  let y = 0;
  const rows = layout.rows.map((row) => {
    const nodes = layout.nodes.filter(({ channel }) => channel === row.key);
    const top = y;
    y += LIST_HEAD + nodes.length * LIST_ROW + 12;
    return { row, nodes, top };
  });
  const edgesTop = y + 8;
  const edges = layout.edges
    .filter(({ from, to }) => selected === null || from.key === selected || to.key === selected)
    .slice(0, 10);
  return (
    <Picture
      label={`Map of ${format.plural(layout.nodes.length, "touchpoint")} on ${format.plural(layout.rows.length, "channel")}, as a list.`}
      width={width}
      height={edgesTop + (edges.length === 0 ? 0 : LIST_HEAD + edges.length * LIST_ROW)}
      selected={selected}
      onSelect={(mark) => {
        const edge = layout.edges.find(({ from, to }) => edgeMark(from.key, to.key) === mark);
        if (edge === undefined) onSelect(mark);
        else onEdge(edge.from.key, edge.to.key);
      }}
    >
      {rows.map(({ row, nodes, top }) => (
        <g key={row.key}>
          <rect x={0} y={top + 12} width={4} height={20} rx={2} fill={lookOf(row.key).colour} />
          <text x={12} y={top + 27} style={{ fontWeight: 600 }}>
            {shorten(row.name, width - 110, { weight: 600 })}
          </text>
          <text x={width} y={top + 27} textAnchor="end" className="tl-small tl-quiet">
            {format.count(row.interactions)}
          </text>
          {nodes.map((node, i) => (
            <Mark
              key={node.key}
              id={node.key}
              name={`${node.fullName}, ${node.channelName}`}
              value={node.interactions}
              details={[format.plural(node.interactions, "interaction")]}
              selects
            >
              <rect x={0} y={top + LIST_HEAD + i * LIST_ROW} width={width} height={LIST_ROW} fill="transparent" />
              <text x={12} y={top + LIST_HEAD + i * LIST_ROW + 16}>
                {shorten(node.fullName, width - 100)}
              </text>
              <text x={width} y={top + LIST_HEAD + i * LIST_ROW + 16} textAnchor="end" className="tl-small tl-quiet">
                {format.count(node.interactions)}
              </text>
              <rect
                x={12}
                y={top + LIST_HEAD + i * LIST_ROW + 24}
                width={Math.max(2, ((width - 12) * node.interactions) / most)}
                height={8}
                rx={2}
                fill={lookOf(node.channel).colour}
              />
            </Mark>
          ))}
        </g>
      ))}
      {edges.length > 0 && (
        <text x={0} y={edgesTop + 20} style={{ fontWeight: 600 }}>
          Most frequent changes of channel
        </text>
      )}
      {edges.map(({ from, to, count, journeys }, i) => (
        <Mark
          key={edgeMark(from.key, to.key)}
          id={edgeMark(from.key, to.key)}
          name={`${from.channelName}: ${from.fullName} → ${to.channelName}: ${to.fullName}`}
          value={count}
          details={[`${format.plural(count, "transition")} in ${format.plural(journeys, "journey")}`]}
          selects
        >
          <rect x={0} y={edgesTop + LIST_HEAD + i * LIST_ROW - 4} width={width} height={LIST_ROW} fill="transparent" />
          <text x={0} y={edgesTop + LIST_HEAD + i * LIST_ROW + 12}>
            {shorten(`${from.channelName}: ${from.fullName}`, width - 70)}
          </text>
          <text x={14} y={edgesTop + LIST_HEAD + i * LIST_ROW + 12 + LINE} className="tl-quiet">
            {shorten(`→ ${to.channelName}: ${to.fullName}`, width - 84)}
          </text>
          <text x={width} y={edgesTop + LIST_HEAD + i * LIST_ROW + 12} textAnchor="end">
            {format.count(count)}
          </text>
        </Mark>
      ))}
    </Picture>
  );
}
