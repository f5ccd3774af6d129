// The timeline of one journey: what the customer did, where and when, and which handoffs failed and why.
import { useMemo } from "react";
import { format } from "./format.js";
import type { TimelineEventFragment, TimelineHandoffFragment } from "./generated/graphql.js";
import { useChannelLook } from "./look.js";
import { Mark } from "./Mark.js";
import { Picture } from "./Picture.js";
import { Lines } from "./shapes.js";
import { LINE, SMALL, shorten, widthOf } from "./text.js";
import {
  type EventRow,
  factsOf,
  type HandoffNote,
  headOf,
  type TimelineLayout,
  type TimelineScale,
  timelineLayout,
  VERDICTS,
} from "./timelineLayout.js";

export interface TimelineProps {
  readonly events: readonly TimelineEventFragment[];
  readonly handoffs: readonly TimelineHandoffFragment[];
  readonly scale: TimelineScale;
  readonly width: number;
  /** The mark of an interaction or a handoff. */
  readonly selected: string | null;
  onSelect(mark: string | null): void;
}

export const eventMark = ({ position }: { readonly position: number }): string => `interaction-${position}`;
export const handoffMark = ({ position }: { readonly position: number }): string => `handoff-${position}`;

const FILLS = {
  FAILED: "var(--tl-more-1)",
  SUCCEEDED: "var(--tl-surface)",
  PENDING: "var(--tl-surface)",
} as const;

/** The outline of a handoff, by its verdict. */
export const EDGES = {
  FAILED: "var(--tl-more-3)",
  SUCCEEDED: "var(--tl-done)",
  PENDING: "var(--tl-open)",
} as const;

export function Timeline({ events, handoffs, scale, width, selected, onSelect }: TimelineProps) {
  const layout = useMemo(() => timelineLayout(events, handoffs, width, scale), [events, handoffs, width, scale]);
  return (
    <Picture
      label={`Timeline of ${format.plural(events.length, "interaction")} and ${format.plural(handoffs.length, "handoff")}.`}
      width={width}
      height={layout.height}
      selected={selected}
      onSelect={onSelect}
    >
      <Lanes layout={layout} width={width} />
      {layout.notes.map((note) => (
        <Bracket key={note.handoff.position} note={note} left={layout.left} />
      ))}
      {layout.rows.map((row) => (
        <Event key={row.event.position} row={row} left={layout.left} width={width} />
      ))}
      {layout.notes.map((note) => (
        <Note key={note.handoff.position} note={note} left={layout.left} width={width} />
      ))}
    </Picture>
  );
}

function Lanes({ layout, width }: { layout: TimelineLayout; width: number }) {
  const lookOf = useChannelLook();
  let x = 0;
  return (
    <g>
      {layout.lanes.map(({ key, name }) => {
        const { colour, code } = lookOf(key);
        const text = code === null ? name : `${name} (${code})`;
        const at = x;
        x += widthOf(text, { size: SMALL }) + 34;
        return at + 40 > width ? null : (
          <g key={key}>
            <circle cx={at + 7} cy={14} r={5} fill={colour} />
            <text x={at + 18} y={18} className="tl-small tl-quiet">
              {shorten(text, width - at - 20, { size: SMALL })}
            </text>
          </g>
        );
      })}
      {layout.lanes.map(({ key, x: lane }) => (
        <line
          key={key}
          x1={lane}
          x2={lane}
          y1={34}
          y2={layout.height - 8}
          style={{ stroke: "var(--tl-line)", strokeWidth: 1 }}
        />
      ))}
      {layout.rows.slice(1).map((row, i) => {
        const before = layout.rows[i]!;
        return (
          <path
            key={row.event.position}
            d={`M${before.lane.x},${before.y} C${before.lane.x},${row.y - 12} ${row.lane.x},${row.y - 26} ${row.lane.x},${row.y}`}
            fill="none"
            style={{ stroke: "var(--tl-line-2)", strokeWidth: 2 }}
          />
        );
      })}
    </g>
  );
}

function Event({ row, left, width }: { row: EventRow; left: number; width: number }) {
  const lookOf = useChannelLook();
  const { event, count, lane, y, gap, when, lines } = row;
  const { touchpoint } = event;
  const name = count === 1 ? touchpoint.name : `${touchpoint.name} × ${format.count(count)}`;
  const room = width - left;
  return (
    <g>
      {gap !== null && (
        <text x={left} y={y - 26} className="tl-small tl-quiet">
          {gap}
        </text>
      )}
      <Mark
        id={eventMark(event)}
        name={`${touchpoint.channel.name}: ${name}`}
        value={event.at}
        details={[when, ...factsOf(event), ...(touchpoint.stage === null ? [] : [`stage ${touchpoint.stage.name}`])]}
        selects
      >
        <rect x={0} y={y - 18} width={width} height={21 + lines.length * LINE} fill="transparent" />
        <circle cx={lane.x} cy={y} r={count === 1 ? 6 : 9} fill={lookOf(lane.key).colour} />
        <text x={left} y={y + 1} style={{ fontWeight: 600 }}>
          {shorten(name, room, { weight: 600 })}
        </text>
        <Lines x={left} y={y + 17} lines={lines} className="tl-small tl-quiet" />
      </Mark>
    </g>
  );
}

function Bracket({ note, left }: { note: HandoffNote; left: number }) {
  const { from, to, handoff } = note;
  const x = left - 12;
  const end = to?.y ?? note.y + note.height;
  return (
    <path
      d={`M${from.lane.x + 8},${from.y} H${x} V${end}${to === null ? "" : ` H${to.lane.x + 8}`}`}
      fill="none"
      style={{
        stroke: EDGES[handoff.verdict],
        strokeWidth: handoff.verdict === "FAILED" ? 2.5 : 1.5,
        strokeDasharray: handoff.verdict === "PENDING" || to === null ? "4 3" : undefined,
      }}
    />
  );
}

function Note({ note, left, width }: { note: HandoffNote; left: number; width: number }) {
  const { handoff, head, lines, y, height } = note;
  const { verdict } = handoff;
  return (
    <Mark id={handoffMark(handoff)} name={headOf(handoff)} value={VERDICTS[verdict].word} details={lines} selects>
      <rect x={left} y={y} width={width - left} height={height} rx={6} style={{ fill: FILLS[verdict] }} />
      <rect x={left} y={y} width={4} height={height} rx={2} style={{ fill: EDGES[verdict] }} />
      {head.map((line, i) => (
        <text key={line} x={left + 14} y={y + 22 + i * LINE} style={{ fontWeight: verdict === "FAILED" ? 600 : 400 }}>
          {line}
        </text>
      ))}
      {lines.map((line, i) => (
        <text key={line} x={left + 14} y={y + 22 + (i + head.length) * LINE} className="tl-small">
          {line}
        </text>
      ))}
    </Mark>
  );
}
