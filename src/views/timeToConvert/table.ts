// The table of the time to convert: a row for all journeys, for each bucket, for each period, and for each group and
// its buckets.
import { journeysThat } from "../distribution/outcomeOf.js";
import { format } from "../format.js";
import { keyOfGroup, nameOfGroup } from "../groupName.js";
import type { TableData, TableRow } from "../view.js";
import { type Answer, type Bucket, nameOfBucket } from "./answer.js";

type Counted = Pick<Answer, "duration" | "quartiles">;

export function table({ totals, histogram, periods, groups, otherGroups, ...all }: Answer): TableData {
  return {
    caption: `Time to convert of ${format.plural(totals.counted, "journey")}`,
    columns: [
      { key: "name", name: "Journeys", unit: null, kind: "text" },
      { key: "took", name: "Took", unit: null, kind: "text" },
      { key: "journeys", name: "Counted", unit: "journeys", kind: "count" },
      { key: "share", name: "Share", unit: "of counted", kind: "rate" },
      { key: "shareUpTo", name: "Up to here", unit: "of counted", kind: "rate" },
      { key: "converted", name: "Converted", unit: "of mature", kind: "rate" },
      { key: "lower", name: "Lower quartile", unit: null, kind: "duration" },
      { key: "median", name: "Median", unit: null, kind: "duration" },
      { key: "upper", name: "Upper quartile", unit: null, kind: "duration" },
      { key: "mean", name: "Mean", unit: null, kind: "duration" },
      { key: "p90", name: "p90", unit: null, kind: "duration" },
      { key: "p95", name: "p95", unit: null, kind: "duration" },
    ],
    rows: [
      rangeRow("middle", "All", all, totals, totals.behind),
      ...bucketRows("", "All", histogram),
      ...periods.map((period) =>
        rangeRow(`period/${period.name}`, `Started ${period.name}`, period, period, period.behind),
      ),
      ...groups.flatMap((group) => {
        const name = nameOfGroup(group, otherGroups);
        const other = group.isOther ? { isOther: true } : {};
        const rows = [
          rangeRow(`group/${keyOfGroup(group)}`, name, group, group.totals, group.totals.behind),
          ...bucketRows(`group/${keyOfGroup(group)}/`, name, group.histogram),
        ];
        return rows.map((row) => ({ ...row, ...other }));
      }),
    ],
  };
}

function rangeRow(
  key: string,
  name: string,
  { duration, quartiles }: Counted,
  { mature, matureCompleted }: { readonly mature: number; readonly matureCompleted: number },
  behind: string | null,
): TableRow {
  const { n, mean, median, p90, p95 } = duration;
  return {
    key,
    values: {
      name,
      journeys: n,
      converted: mature === 0 ? null : matureCompleted / mature,
      lower: quartiles.lower,
      median,
      upper: quartiles.upper,
      mean,
      p90,
      p95,
    },
    parts: { converted: { count: matureCompleted, of: mature } },
    opens: { journeys: journeysThat(n, `converted and are measured: ${name}`, behind) },
  };
}

function bucketRows(prefix: string, name: string, buckets: readonly Bucket[]): readonly TableRow[] {
  return buckets.map((bucket) => ({
    key: `${prefix}bin/${bucket.from}`,
    values: {
      name,
      took: nameOfBucket(bucket),
      journeys: bucket.journeys,
      share: bucket.share,
      shareUpTo: bucket.shareUpTo,
    },
    opens: { journeys: journeysThat(bucket.journeys, `took ${nameOfBucket(bucket)}: ${name}`, bucket.behind) },
  }));
}
