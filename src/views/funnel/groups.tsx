// The groups of a breakdown, below the funnel: each group is a row with a bar per step. The length of a bar is the
// share of the group's journeys at the first step that also completed this step. If there is no space for every step,
// only the last step is drawn, and the other steps are in the table.
import { format } from "../format.js";
import { keyOfGroup, nameOfGroup } from "../groupName.js";
import { GROUP_GAP, GROUP_ROW_NARROW, GROUP_ROW_WIDE, GroupCell, GroupName } from "../groupRow.js";
import { SMALL, shorten } from "../text.js";
import { opening } from "../view.js";
import type { Answer } from "./answer.js";
import type { Layout } from "./layout.js";

const HEAD = 64;
/** The width of a cell, which is enough for "100.0 %". */
const LEAST_CELL = 60;

/** The height of the groups in pixels; 0 without a breakdown. */
export function groupsHeight({ groups }: Answer, wide: boolean): number {
  return groups.length === 0 ? 0 : HEAD + groups.length * (wide ? GROUP_ROW_WIDE : GROUP_ROW_NARROW) + 4;
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
          {shorten(`${step} ${name}`, cell - GROUP_GAP, { size: SMALL })}
        </text>
      ))}
      {groups.map((group, row) => {
        const y = top + HEAD + row * (wide ? GROUP_ROW_WIDE : GROUP_ROW_NARROW);
        const name = nameOfGroup(group, otherGroups);
        const { matched } = group.totals;
        const count = format.plural(matched, "journey");
        const first = group.steps[0]?.completed ?? 0;
        return (
          <g key={keyOfGroup(group)}>
            <GroupName
              id={`group/${keyOfGroup(group)}`}
              label={`${name}: ${count} took the first step`}
              name={name}
              isOther={group.isOther}
              journeys={matched}
              opening={opening(`${count}: ${name}, took the first step`, matched, group.behind)}
              y={y}
              room={wide ? left - 16 : width}
              wide={wide}
            />
            {shown.map(({ step }, i) => {
              const counts = group.steps.find((one) => one.step === step);
              if (counts === undefined) return null;
              const { completed, entered, behindCompleted } = counts;
              return (
                <GroupCell
                  key={step}
                  id={`group/${keyOfGroup(group)}/${step}`}
                  label={`${name}, ${counts.name}: ${format.count(completed)} completed`}
                  details={[
                    `${format.rate(completed, first)} of the first step`,
                    `${format.rate(completed, entered)} of the previous step`,
                  ]}
                  isOther={group.isOther}
                  journeys={completed}
                  of={first}
                  opening={opening(
                    `${format.plural(completed, "journey")}: ${name}, ${counts.name}`,
                    completed,
                    behindCompleted,
                  )}
                  x={left + i * cell}
                  y={wide ? y + 4 : y + 22}
                  room={cell - GROUP_GAP}
                />
              );
            })}
          </g>
        );
      })}
    </g>
  );
}
