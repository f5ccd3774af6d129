// The map on a narrow page: channels with their touchpoints, then the most frequent changes of channel.
import { useMemo } from "react";
import { format } from "../format.js";
import { useChannelLook } from "../look.js";
import { Mark } from "../Mark.js";
import { Picture } from "../Picture.js";
import { Lines } from "../shapes.js";
import { LINE, SMALL, shorten, widthOf, wrap } from "../text.js";
import { type MapNode, mapLayout } from "./layout.js";
import { edgeMark, type MapProps, otherChannelsText, otherText } from "./marks.js";

const LIST_ROW = 44;
const LIST_HEAD = 40;
const LIST_NOTE = 24;

export function ListMap({ visits, transitions, width, selected, onSelect, onEdge }: MapProps) {
  const layout = useMemo(() => mapLayout(visits, transitions.edges, 1200), [visits, transitions]);
  const lookOf = useChannelLook();
  const most = Math.max(1, ...layout.nodes.map(({ interactions }) => interactions));
  let y = 0;
  const rows = layout.rows.map((row) => {
    const nodes = layout.nodes.filter(({ channel }) => channel === row.key);
    const other = layout.others.find(({ channel }) => channel === row.key);
    const top = y;
    y += LIST_HEAD + nodes.length * LIST_ROW + (other === undefined ? 0 : LIST_NOTE) + 12;
    return { row, nodes, other, top };
  });
  const notesTop = y;
  const notes = [
    ...(layout.otherChannels === 0 ? [] : [otherChannelsText(layout)]),
    ...(layout.beyond === null ? [] : [layout.beyond]),
  ].flatMap((note) => wrap(note, width, { size: SMALL }, 3));
  const edgesTop = notesTop + notes.length * LINE + 8;
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
      <Lines x={0} y={notesTop + LINE} lines={notes} className="tl-small tl-quiet" />
      {rows.map(({ row, nodes, other, top }) => (
        <g key={row.key}>
          <rect x={0} y={top + 12} width={4} height={20} rx={2} fill={lookOf(row.key).colour} />
          <text x={12} y={top + 27} style={{ fontWeight: 600 }}>
            {shorten(row.name, width - 110, { weight: 600 })}
          </text>
          <text x={width} y={top + 27} textAnchor="end" className="tl-small tl-quiet">
            {format.count(row.interactions)}
          </text>
          {other !== undefined && (
            <text x={12} y={top + LIST_HEAD + nodes.length * LIST_ROW + 14} className="tl-small tl-quiet">
              {shorten(otherText(other), width - 12, { size: SMALL })}
            </text>
          )}
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
            {endText(from, width - 70)}
          </text>
          <text x={14} y={edgesTop + LIST_HEAD + i * LIST_ROW + 12 + LINE} className="tl-quiet">
            {`→ ${endText(to, width - 84 - widthOf("→ "))}`}
          </text>
          <text x={width} y={edgesTop + LIST_HEAD + i * LIST_ROW + 12} textAnchor="end">
            {format.count(count)}
          </text>
        </Mark>
      ))}
    </Picture>
  );
}

/** A text such as "Web: Checkout", without the channel if there is no space for both. */
function endText({ channelName, fullName }: MapNode, room: number): string {
  const full = `${channelName}: ${fullName}`;
  return widthOf(full) <= room ? full : shorten(fullName, room);
}
