// The journey map as a picture. Stages are columns and lanes are rows. On a narrow page, stages are below each other.
import { useMemo } from "react";
import { format } from "../format.js";
import { Picture } from "../Picture.js";
import type { PictureProps } from "../view.js";
import { type MapAnswer, nameOf } from "./answer.js";
import { SmallLines } from "./cell.js";
import { ABOVE, ASIDE, type Band, mapLayout, NARROW_TITLE, type PlacedLane } from "./layout.js";

export function JourneyMapPicture({ answer, width, selected, onSelect, onOpen }: PictureProps<MapAnswer>) {
  const layout = useMemo(() => mapLayout(answer, width), [answer, width]);
  const stages = layout.bands.flatMap((band) => band.stages.map(nameOf));
  return (
    <Picture
      label={`Journey map of ${format.plural(answer.totals.journeys, "journey")}, in ${format.plural(stages.length, "stage")}: ${stages.join(", ")}.`}
      width={width}
      height={layout.height}
      selected={selected}
      onSelect={onSelect}
      {...(onOpen === undefined ? {} : { onOpen })}
    >
      {layout.head.draw(0, 0)}
      {layout.bands.map((band) =>
        layout.isNarrow ? (
          <NarrowBand key={band.top} band={band} width={width} />
        ) : (
          <WideBand key={band.top} band={band} width={width} />
        ),
      )}
      {layout.legend.draw(0, layout.legendTop)}
    </Picture>
  );
}

function WideBand({ band, width }: { readonly band: Band; readonly width: number }) {
  const { columns, lanes, bottom } = band;
  const last = columns.at(-1)!;
  const right = Math.min(width, last.x + last.width + ASIDE);
  const below = lanes[0]!.y + lanes[0]!.height;
  return (
    <g>
      {lanes.map((placed, i) => (
        <LaneGround key={placed.lane.key} placed={placed} right={right} isShaded={i > 0 && i % 2 === 1} />
      ))}
      {columns.slice(1).map(({ x }) => (
        <line key={x} x1={x} x2={x} y1={below} y2={bottom} style={{ stroke: "var(--tl-line)" }} />
      ))}
      {lanes.map(({ lane, y }) => (
        <g key={lane.key}>
          {lane.across === undefined
            ? lane.cells.map((cell, i) => <g key={columns[i]!.x}>{cell.draw(columns[i]!.x + ASIDE, y + ABOVE)}</g>)
            : lane.across.draw(columns, y + ABOVE)}
        </g>
      ))}
    </g>
  );
}

/** The title of a lane, its note, and its background. */
function LaneGround({ placed, right, isShaded }: { placed: PlacedLane; right: number; isShaded: boolean }) {
  const { lane, y, height, note } = placed;
  return (
    <g>
      {isShaded && <rect x={0} y={y} width={right} height={height} rx={4} style={{ fill: "var(--tl-surface)" }} />}
      <text x={10} y={y + ABOVE + 12} className="tl-strong">
        {lane.title}
      </text>
      <text x={10} y={y + ABOVE + 28} className="tl-wait tl-quiet">
        {note.map((line, i) => (
          <tspan key={line} x={10} dy={i === 0 ? 0 : 14}>
            {line}
          </tspan>
        ))}
      </text>
    </g>
  );
}

function NarrowBand({ band, width }: { readonly band: Band; readonly width: number }) {
  return (
    <g>
      {band.lanes.map(({ lane, y }) =>
        lane.key === "stages" ? (
          <g key={lane.key}>{lane.cells[0]!.draw(ASIDE, y)}</g>
        ) : (
          <g key={lane.key}>
            <line x1={0} x2={width} y1={y} y2={y} style={{ stroke: "var(--tl-line)" }} />
            <SmallLines x={ASIDE} y={y + 15} lines={[lane.title]} className="tl-small tl-strong tl-quiet" />
            {lane.cells[0]!.draw(ASIDE, y + NARROW_TITLE)}
          </g>
        ),
      )}
    </g>
  );
}
