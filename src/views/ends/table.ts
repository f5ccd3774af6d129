// The table of the ends of journeys: a row for each label with which journeys begin or end, also of each group.
import { format } from "../format.js";
import { keyOfGroup, nameOfGroup } from "../groupName.js";
import type { TableData, TableRow } from "../view.js";
import { type Answer, type EndPoint, markOf, openOpening, pointOpening, SIDES, type Side } from "./answer.js";

export function table({ totals, groups, otherGroups, ...answer }: Answer): TableData {
  return {
    caption: `Where ${format.plural(totals.counted, "journey")} begin and end`,
    columns: [
      { key: "label", name: "Label", unit: null, kind: "text" },
      { key: "side", name: "Which journeys", unit: null, kind: "text" },
      ...(groups.length === 0 ? [] : [{ key: "group", name: "Group", unit: null, kind: "text" } as const]),
      { key: "journeys", name: "Journeys", unit: "journeys", kind: "count" },
      { key: "share", name: "Share", unit: "of the journeys", kind: "rate" },
      { key: "customers", name: "Customers", unit: "customers", kind: "count" },
      { key: "open", name: "Open", unit: "journeys", kind: "count" },
    ],
    rows: [
      ...SIDES.flatMap((side) =>
        answer[side].map((point) => pointRow(markOf(side, point), side, point, totals.counted)),
      ),
      ...groups.flatMap((group) =>
        SIDES.flatMap((side) =>
          group[side].map((point) => {
            const key = `${side}/group/${keyOfGroup(group)}/${point.label.key}`;
            const row = pointRow(key, side, point, group.totals.counted, nameOfGroup(group, otherGroups));
            return group.isOther ? { ...row, isOther: true } : row;
          }),
        ),
      ),
    ],
  };
}

function pointRow(key: string, side: Side, point: EndPoint, counted: number, group?: string): TableRow {
  const { label, journeys, share, customers, open } = point;
  return {
    key,
    values: {
      label: label.label,
      side: side === "entries" ? "begin with it" : "end with it",
      group: group ?? null,
      journeys,
      share,
      customers,
      open,
    },
    parts: { share: { count: journeys, of: counted } },
    opens: { journeys: pointOpening(side, point, group), open: openOpening(side, point) },
  };
}
