// The groups of a breakdown: a row for each group, and a column for each of the most frequent labels. A cell has the
// share of the group's journeys that begin or end with the label.
import { format, NOTHING } from "../format.js";
import { keyOfGroup, nameOfGroup } from "../groupName.js";
import { GROUP_GAP, GroupCell, GroupName } from "../groupRow.js";
import { Lines } from "../shapes.js";
import { SMALL, shorten } from "../text.js";
import { opening } from "../view.js";
import { type Answer, type Group, pointOpening, type Side, VERB } from "./answer.js";
import type { GroupsLayout } from "./layout.js";

interface GroupsProps {
  readonly answer: Answer;
  readonly groups: GroupsLayout;
  readonly width: number;
}

export function Groups({ answer, groups: layout, width }: GroupsProps) {
  const { groups, otherGroups, answer: metadata } = answer;
  const { side, top, wide, columns, left, cell, row, head } = layout;
  const { first = Number.POSITIVE_INFINITY } = metadata.settings as { readonly first?: number };
  return (
    <g>
      <text x={0} y={top + 18} className="tl-strong">
        {`Where they ${VERB[side]}, by group: ${format.plural(groups.length, "group")}`}
      </text>
      <text x={0} y={top + 36} className="tl-small tl-quiet">
        {shorten(`The share of the group's journeys that ${VERB[side]} with each label.`, width, { size: SMALL })}
      </text>
      {columns.map(({ key, lines }, i) => (
        <Lines key={key} x={left + i * cell} y={top + 56} lines={lines} className="tl-small tl-quiet" />
      ))}
      {groups.map((group, i) => {
        const y = top + head + i * row;
        const name = nameOfGroup(group, otherGroups);
        const { counted, behind } = group.totals;
        const count = format.plural(counted, "journey");
        return (
          <g key={keyOfGroup(group)}>
            <GroupName
              id={`${side}/group/${keyOfGroup(group)}`}
              label={`${name}: ${count}`}
              name={name}
              isOther={group.isOther}
              journeys={counted}
              opening={opening(`${count}: ${name}`, counted, behind)}
              y={y}
              room={wide ? left - 16 : width}
              wide={wide}
            />
            {columns.map(({ key }, column) => (
              <Cell
                key={key}
                side={side}
                group={group}
                name={name}
                label={key}
                isComplete={group[side].length < first}
                x={left + column * cell}
                y={wide ? y + 4 : y + 22}
                room={cell - GROUP_GAP}
              />
            ))}
          </g>
        );
      })}
    </g>
  );
}

interface CellProps {
  readonly side: Side;
  readonly group: Group;
  readonly name: string;
  /** The key of the label of the column. */
  readonly label: string;
  /** Whether the answer has all labels of the group, so that a missing label has no journey. */
  readonly isComplete: boolean;
  readonly x: number;
  readonly y: number;
  readonly room: number;
}

function Cell({ side, group, name, label, isComplete, x, y, room }: CellProps) {
  const point = group[side].find((one) => one.label.key === label);
  if (point === undefined)
    return (
      <text x={x + 6} y={y + 15} className="tl-small tl-quiet">
        {isComplete ? format.percent(0) : NOTHING}
      </text>
    );
  return (
    <GroupCell
      id={`${side}/group/${keyOfGroup(group)}/${label}`}
      label={`${name}: ${format.plural(point.journeys, "journey")} ${VERB[side]} with ${point.label.label}`}
      details={[`${format.rate(point.journeys, group.totals.counted)} of the group`]}
      isOther={group.isOther}
      journeys={point.journeys}
      of={group.totals.counted}
      opening={pointOpening(side, point, name)}
      x={x}
      y={y}
      room={room}
    />
  );
}
