// The groups of a breakdown, below the funnel: each group is a row with a bar per step. The length of a bar is the
// share of the group's journeys at the first step that also completed this step. If there is no space for every step,
// only the last step is drawn, and the other steps are in the table.
import { format } from "../format.js";
import { nameOfGroup } from "../groupName.js";
import { Mark } from "../Picture.js";
import { SMALL, shorten } from "../text.js";
import { opening } from "../view.js";
import type { Answer, Group } from "./answer.js";
import type { Layout } from "./layout.js";

const ROW_WIDE = 34;
const ROW_NARROW = 52;
const HEAD = 64;
/** The width of a cell, which is enough for "100.0 %". */
const LEAST_CELL = 60;
const GAP = 8;

type GroupStep = Group["steps"][number];

/** The height of the groups in pixels; 0 without a breakdown. */
export function groupsHeight({ groups }: Answer, wide: boolean): number {
  return groups.length === 0 ? 0 : HEAD + groups.length * (wide ? ROW_WIDE : ROW_NARROW) + 4;
}

interface GroupsProps {
  readonly answer: Answer;
  readonly layout: Layout;
  readonly width: number;
  readonly top: number;
}

export function Groups({ answer, layout, width, top }: GroupsProps) {
  const { groups, otherGroups } = answer;
  const { wide } = layout;
  if (groups.length === 0) return null;
  const left = wide ? layout.left : 0;
  const room = width - left;
  // The first step is left out, because its share is always 100 %.
  const steps = answer.steps.slice(1);
  const fits = room / steps.length >= LEAST_CELL;
  const shown = fits ? steps : steps.slice(-1);
  const cell = room / Math.max(1, shown.length);
  return (
    <g>
      <text x={0} y={top + 18} className="tl-strong">
        {`By group: ${format.plural(groups.length, "group")}`}
      </text>
      <text x={0} y={top + 36} className="tl-small tl-quiet">
        {shorten("Of the journeys of the group that took the first step, how many took each later one.", width, {
          size: SMALL,
        })}
      </text>
      {shown.map(({ step, name }, i) => (
        <text key={step} x={left + i * cell} y={top + HEAD - 6} className="tl-small tl-quiet">
          {shorten(`${step} ${name}`, cell - GAP, { size: SMALL })}
        </text>
      ))}
      {groups.map((group, row) => {
        const y = top + HEAD + row * (wide ? ROW_WIDE : ROW_NARROW);
        const name = nameOfGroup(group, otherGroups);
        return (
          <g key={group.key}>
            <GroupName group={group} name={name} y={y} room={wide ? left - 16 : width} wide={wide} />
            {shown.map(({ step }, i) => {
              const counts = group.steps.find((one) => one.step === step);
              return counts === undefined ? null : (
                <Cell
                  key={step}
                  group={group}
                  name={name}
                  counts={counts}
                  x={left + i * cell}
                  y={wide ? y + 4 : y + 22}
                  room={cell - GAP}
                />
              );
            })}
          </g>
        );
      })}
    </g>
  );
}

interface GroupNameProps {
  readonly group: Group;
  readonly name: string;
  readonly y: number;
  readonly room: number;
  readonly wide: boolean;
}

function GroupName({ group, name, y, room, wide }: GroupNameProps) {
  const { matched } = group.totals;
  const count = format.plural(matched, "journey");
  return (
    <Mark
      id={`group/${group.key}`}
      name={`${name}: ${count} took the first step`}
      value={matched}
      opening={opening(`${count}: ${name}, took the first step`, matched, group.behind)}
    >
      <rect className="tl-ring" x={0} y={y} width={room} height={wide ? 32 : 20} fill="transparent" rx={3} />
      <text x={0} y={y + 14} className={group.isOther ? "tl-quiet" : undefined}>
        {shorten(name, room, {})}
      </text>
      {wide && (
        <text x={0} y={y + 29} className="tl-small tl-quiet">
          {count}
        </text>
      )}
    </Mark>
  );
}

interface CellProps {
  readonly group: Group;
  readonly name: string;
  readonly counts: GroupStep;
  readonly x: number;
  readonly y: number;
  readonly room: number;
}

const CELL = 22;

function Cell({ group, name, counts, x, y, room }: CellProps) {
  const { step, completed, shareOfFirst } = counts;
  const first = group.steps[0]?.completed ?? 0;
  const what = `${format.plural(completed, "journey")}: ${name}, ${counts.name}`;
  return (
    <Mark
      id={`group/${group.key}/${step}`}
      name={`${name}, ${counts.name}: ${format.count(completed)} completed`}
      value={completed}
      details={[
        `${format.rate(completed, first)} of the first step`,
        `${format.rate(completed, counts.entered)} of the previous step`,
      ]}
      opening={opening(what, completed, counts.behindCompleted)}
    >
      <rect className="tl-ring" x={x} y={y} width={room} height={CELL} rx={3} style={{ fill: "var(--tl-surface)" }} />
      <rect
        x={x}
        y={y}
        width={(shareOfFirst ?? 0) * room}
        height={CELL}
        rx={3}
        style={{ fill: group.isOther ? "var(--tl-line)" : "var(--tl-accent-soft)" }}
      />
      <text x={x + 6} y={y + 15} className="tl-small">
        {shorten(room > 160 ? format.rate(completed, first) : format.percent(shareOfFirst ?? null), room - 8, {
          size: SMALL,
        })}
      </text>
    </Mark>
  );
}
