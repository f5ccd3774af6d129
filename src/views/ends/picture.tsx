// The picture of the ends of journeys: two ranked lists, one of the labels with which journeys begin and one of those
// with which they end. A hatched part are journeys that are still open, so that their last label may not stay the last.
import { useMemo } from "react";
import { format } from "../format.js";
import { useHatch } from "../frame.js";
import { useChannelLook } from "../look.js";
import { Mark } from "../Mark.js";
import { Picture } from "../Picture.js";
import { SMALL, shorten, widthOf } from "../text.js";
import type { PictureProps } from "../view.js";
import { type Answer, type EndPoint, markOf, openOpening, pointOpening, type Side, VERB } from "./answer.js";
import { Groups } from "./groups.js";
import { BAR, HEAD, type Layout, layoutOf, ROW, ROW_NARROW } from "./layout.js";

export function EndsPicture({ answer, width, selected, onSelect, onOpen }: PictureProps<Answer>) {
  const layout = useMemo(() => layoutOf(answer, width), [answer, width]);
  return (
    <Picture
      label={`Where ${format.plural(answer.totals.counted, "journey")} begin and end.`}
      width={width}
      height={layout.height}
      selected={selected}
      onSelect={onSelect}
      onOpen={onOpen}
    >
      {layout.lists.map(({ side, x, y, points }) => (
        <List key={side} side={side} points={points} layout={layout} x={x} y={y} />
      ))}
      {layout.groups.map((groups) => (
        <Groups key={groups.side} answer={answer} groups={groups} width={width} />
      ))}
    </Picture>
  );
}

const TITLES: Readonly<Record<Side, string>> = {
  entries: "Where journeys begin",
  exits: "Where journeys end",
};

interface ListProps {
  readonly side: Side;
  readonly points: readonly EndPoint[];
  readonly layout: Layout;
  readonly x: number;
  readonly y: number;
}

function List({ side, points, layout, x, y }: ListProps) {
  const { room, row } = layout;
  const hint = side === "exits" ? "Hatched: still open, so this may not stay the last one." : "";
  return (
    <g transform={`translate(${x} ${y})`}>
      <text x={0} y={16} className="tl-strong">
        {TITLES[side]}
      </text>
      <text x={0} y={34} className="tl-small tl-quiet">
        {shorten(hint, room, { size: SMALL })}
      </text>
      {points.map((point, i) => (
        <Point key={point.label.key} side={side} point={point} layout={layout} top={HEAD + i * row} />
      ))}
    </g>
  );
}

interface PointProps {
  readonly side: Side;
  readonly point: EndPoint;
  readonly layout: Layout;
  readonly top: number;
}

function Point({ side, point, layout, top }: PointProps) {
  const { room, wide, labelRoom, barRoom, most } = layout;
  const look = useChannelLook();
  const hatch = useHatch();
  const { label, journeys, customers, share, open } = point;
  const text = `${format.count(journeys)} (${format.percent(share)})`;
  const barX = wide ? labelRoom + 12 : 0;
  const barY = top + (wide ? (ROW - BAR) / 2 : ROW_NARROW - BAR - 8);
  const length = Math.max(2, (journeys / most) * barRoom);
  const openLength = side === "exits" && open > 0 ? Math.max(2, (open / most) * barRoom) : 0;
  const textY = top + (wide ? 20 : 16);
  return (
    <g>
      <Mark
        id={markOf(side, point)}
        name={`${label.label}: ${format.plural(journeys, "journey")} ${VERB[side]} with it`}
        value={journeys}
        details={[
          `${format.percent(share)} of the journeys`,
          format.plural(customers, "customer"),
          ...(side === "exits" && open > 0 ? [`${format.count(open)} of them are open`] : []),
        ]}
        opening={pointOpening(side, point)}
      >
        <rect
          className="tl-ring"
          x={0}
          y={top}
          width={room}
          height={wide ? ROW : ROW_NARROW}
          rx={3}
          fill="transparent"
        />
        <text x={0} y={textY}>
          {shorten(label.label, wide ? labelRoom : room - widthOf(text, { size: SMALL }) - 12)}
        </text>
        <rect
          x={barX}
          y={barY}
          width={length}
          height={BAR}
          rx={2}
          style={{ fill: look(label.channel?.key).colour, fillOpacity: 0.85 }}
        />
        <text x={room} y={textY} textAnchor="end" className="tl-small tl-quiet">
          {text}
        </text>
      </Mark>
      {openLength > 0 && (
        <Mark
          id={`${markOf(side, point)}/open`}
          name={`${label.label}: ${format.plural(open, "open journey")}`}
          value={open}
          details={["they may continue"]}
          opening={openOpening(side, point)}
        >
          <rect
            x={barX + Math.max(0, length - openLength)}
            y={barY}
            width={Math.min(length, openLength)}
            height={BAR}
            rx={2}
            style={{ fill: hatch, stroke: "var(--tl-open)" }}
          />
        </Mark>
      )}
    </g>
  );
}
