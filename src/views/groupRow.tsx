// The parts of a row for a group of a breakdown, below the picture of the whole: the name of the group, and a cell with
// a share of its journeys.
import { format } from "./format.js";
import { Mark } from "./Mark.js";
import { SMALL, shorten } from "./text.js";
import type { Opening } from "./view.js";

export const GROUP_ROW_WIDE = 34;
export const GROUP_ROW_NARROW = 50;
/** The height of a cell. */
export const GROUP_CELL = 22;
/** The space between two cells. */
export const GROUP_GAP = 8;
/** The least width of a cell that shows a share together with its counts. */
const ROOM_FOR_COUNTS = 165;

interface GroupNameProps {
  readonly id: string;
  /** The name of the mark, such as "north: 12 journeys". */
  readonly label: string;
  /** The name of the group. */
  readonly name: string;
  readonly isOther: boolean;
  readonly journeys: number;
  readonly opening: Opening | null;
  readonly y: number;
  readonly room: number;
  readonly wide: boolean;
}

export function GroupName({ id, label, name, isOther, journeys, opening, y, room, wide }: GroupNameProps) {
  return (
    <Mark id={id} name={label} value={journeys} opening={opening}>
      <rect className="tl-ring" x={0} y={y} width={room} height={wide ? 32 : 20} fill="transparent" rx={3} />
      <text x={0} y={y + 14} className={isOther ? "tl-quiet" : undefined}>
        {shorten(name, room)}
      </text>
      {wide && (
        <text x={0} y={y + 29} className="tl-small tl-quiet">
          {format.plural(journeys, "journey")}
        </text>
      )}
    </Mark>
  );
}

interface GroupCellProps {
  readonly id: string;
  readonly label: string;
  readonly details: readonly string[];
  readonly isOther: boolean;
  readonly journeys: number;
  /** The journeys of the group of which the share is shown. */
  readonly of: number;
  readonly opening: Opening | null;
  readonly x: number;
  readonly y: number;
  readonly room: number;
}

export function GroupCell({ id, label, details, isOther, journeys, of, opening, x, y, room }: GroupCellProps) {
  const share = of === 0 ? null : journeys / of;
  return (
    <Mark id={id} name={label} value={journeys} details={details} opening={opening}>
      <rect
        className="tl-ring"
        x={x}
        y={y}
        width={room}
        height={GROUP_CELL}
        rx={3}
        style={{ fill: "var(--tl-surface)" }}
      />
      <rect
        x={x}
        y={y}
        width={(share ?? 0) * room}
        height={GROUP_CELL}
        rx={3}
        style={{ fill: isOther ? "var(--tl-line)" : "var(--tl-accent-soft)" }}
      />
      <text x={x + 6} y={y + 15} className="tl-small">
        {shorten(room > ROOM_FOR_COUNTS ? format.rate(journeys, of) : format.percent(share), room - 8, { size: SMALL })}
      </text>
    </Mark>
  );
}
