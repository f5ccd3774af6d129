// The table of the interactions to the goal: a row for all journeys and each number, and the same for each group.
import { journeysThat } from "../distribution/outcomeOf.js";
import { format } from "../format.js";
import { keyOfGroup, nameOfGroup } from "../groupName.js";
import type { TableData, TableRow } from "../view.js";
import { type Answer, keyOfRow, nameOfRow, type Row } from "./answer.js";

export function table({ totals, interactions, histogram, groups, otherGroups }: Answer): TableData {
  return {
    caption: `Interactions to the goal of ${format.plural(totals.counted, "journey")}`,
    columns: [
      { key: "name", name: "Journeys", unit: null, kind: "text" },
      { key: "number", name: "Needed", unit: null, kind: "text" },
      { key: "journeys", name: "Counted", unit: "journeys", kind: "count" },
      { key: "customers", name: "Counted", unit: "customers", kind: "count" },
      { key: "share", name: "Share", unit: "of counted", kind: "rate" },
      { key: "shareUpTo", name: "Up to here", unit: "of counted", kind: "rate" },
      { key: "converted", name: "Converted", unit: "of journeys", kind: "rate" },
      { key: "lower", name: "Lower quartile", unit: "interactions", kind: "number" },
      { key: "median", name: "Median", unit: "interactions", kind: "number" },
      { key: "upper", name: "Upper quartile", unit: "interactions", kind: "number" },
      { key: "mean", name: "Mean", unit: "interactions", kind: "number" },
      { key: "p90", name: "p90", unit: "interactions", kind: "number" },
      { key: "p95", name: "p95", unit: "interactions", kind: "number" },
      { key: "max", name: "Most", unit: "interactions", kind: "number" },
    ],
    rows: [
      middleRow("middle", "All", interactions, totals),
      ...numberRows("", "All", histogram),
      ...groups.flatMap((group) => {
        const name = nameOfGroup(group, otherGroups);
        const other = group.isOther ? { isOther: true } : {};
        const rows = [
          middleRow(`group/${keyOfGroup(group)}`, name, group.interactions, group.totals),
          ...numberRows(`group/${keyOfGroup(group)}/`, name, group.histogram),
        ];
        return rows.map((row) => ({ ...row, ...other }));
      }),
    ],
  };
}

function middleRow(
  key: string,
  name: string,
  { n, mean, median, p25, p75, p90, p95, max }: Answer["interactions"],
  { matched, completed, behind }: Pick<Answer["totals"], "matched" | "completed" | "behind">,
): TableRow {
  return {
    key,
    values: {
      name,
      journeys: n,
      converted: matched === 0 ? null : completed / matched,
      lower: p25,
      median,
      upper: p75,
      mean,
      p90,
      p95,
      max,
    },
    parts: { converted: { count: completed, of: matched } },
    opens: { journeys: journeysThat(n, `reached the goal: ${name}`, behind) },
  };
}

function numberRows(prefix: string, name: string, rows: readonly Row[]): readonly TableRow[] {
  return rows.map((row) => ({
    key: `${prefix}bin/${keyOfRow(row)}`,
    values: {
      name,
      number: nameOfRow(row),
      journeys: row.journeys,
      customers: row.customers,
      share: row.share,
      shareUpTo: row.shareUpTo,
    },
    opens: { journeys: journeysThat(row.journeys, `needed ${nameOfRow(row)}: ${name}`, row.behind) },
  }));
}
