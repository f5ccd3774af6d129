// Finds the rows of a batch that must be refused because of their names, and the names that a recording created. Both
// stores use these functions.
//
// With `createNames`, a row may have any name as long as the catalogue has at most 65,535 touchpoints. Otherwise, its
// touchpoint and its intended channel must exist. The cost is linear in the rows if something must be checked, and
// constant otherwise.
import { type Catalogue, MAX_TOUCHPOINTS } from "../../model/catalogue.js";
import { nearest } from "../../model/keys.js";
import type { RecordBatch, RecordOutcome, RowProblem } from "../store.js";

/** The part of a row that is checked here. A row with a feedback answer may name no touchpoint. */
interface NamingRow {
  readonly touchpoint: string | null;
  readonly intendedChannel?: string | null;
}

/** The problem of each refused row, in the order of the batch. */
export function nameProblems(
  batch: Pick<RecordBatch, "createNames" | "origins"> & { readonly rows: readonly NamingRow[] },
  catalogue: Catalogue,
): RowProblem[] {
  if (letsAllIn(batch, catalogue)) return [];
  const touchpoints = new Set(catalogue.touchpoints.map((t) => t.key));
  const channels = new Set(catalogue.channels.map((c) => c.key));
  const problems: RowProblem[] = [];
  batch.rows.forEach((row, index) => {
    if (row.touchpoint === null) return;
    if (batch.createNames) {
      if (touchpoints.has(row.touchpoint)) return;
      if (touchpoints.size < MAX_TOUCHPOINTS) {
        touchpoints.add(row.touchpoint);
        return;
      }
      problems.push({
        index,
        field: "touchpoint",
        code: "TOO_MANY_TOUCHPOINTS",
        message: `The catalogue holds ${MAX_TOUCHPOINTS} touchpoints, which is the limit. Is the kind of contact mapped to a column of ids?`,
      });
    } else if (!touchpoints.has(row.touchpoint)) {
      problems.push({
        index,
        field: "touchpoint",
        code: "UNKNOWN_TOUCHPOINT",
        message: unknown("touchpoint", row.touchpoint, touchpoints),
      });
    } else if (row.intendedChannel != null && !channels.has(row.intendedChannel)) {
      problems.push({
        index,
        field: "intendedChannel",
        code: "UNKNOWN_CHANNEL",
        message: unknown("channel", row.intendedChannel, channels),
      });
    }
  });
  return problems;
}

/**
 * Whether all rows can be accepted without reading them. This is so if names may be created, and if the origins of the
 * batch are too few to exceed the limit of touchpoints. (Each origin has one touchpoint.)
 */
export function letsAllIn(batch: Pick<RecordBatch, "createNames" | "origins">, catalogue: Catalogue): boolean {
  return batch.createNames && catalogue.touchpoints.length + batch.origins.length <= MAX_TOUCHPOINTS;
}

/** Returns the keys in `after` that are not in `before`. */
export function createdNames(before: Catalogue, after: Catalogue): RecordOutcome["created"] {
  const created = (of: "touchpoints" | "channels" | "stages"): string[] => {
    const known = new Set(before[of].map((entry) => entry.key));
    return after[of].map((entry) => entry.key).filter((key) => !known.has(key));
  };
  return { touchpoints: created("touchpoints"), channels: created("channels"), stages: created("stages") };
}

export const NOTHING_CREATED: RecordOutcome["created"] = { touchpoints: [], channels: [], stages: [] };

function unknown(what: string, key: string, known: Iterable<string>): string {
  const near = nearest(key, known);
  return `There is no ${what} "${key}"${near.length > 0 ? `; the nearest are ${near.join(", ")}` : ""}. Add it to the catalogue first.`;
}
