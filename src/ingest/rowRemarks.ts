// Makes remarks about a file's rows that users should read before they trust numbers from them.
import { formatDuration, formatInstant } from "../model/time.js";
import { plain, type Remark } from "./mapping/mapping.js";
import { CASE } from "./names.js";
import type { ParseResult } from "./parsing/parse.js";
import type { NamesOfRows } from "./report.js";
import type { FileFacts } from "./spill/facts.js";

/** A file with fewer rows than this gets no remark. */
const LEAST_ROWS = 10;
/** If more than this share of the rows are alone in their journey, the column of the customer may be wrong. */
const MOST_ALONE = 0.9;
/** Few systems kept logs before this time. Times in 1970 are mostly numbers that were read in a wrong unit. */
const EARLY = Date.UTC(1990, 0, 1);

export function rowRemarks(
  { trimmedCustomers, resolved }: Pick<ParseResult, "trimmedCustomers" | "resolved">,
  facts: FileFacts,
  journeyGap: number,
  merged: readonly NamesOfRows[],
): Remark[] {
  const remarks: Remark[] = [];
  const remark = (code: Remark["code"], message: string): void => {
    remarks.push({ code, message });
  };
  if (trimmedCustomers > 0)
    remark(
      "TRIMMED_CUSTOMERS",
      `${trimmedCustomers === 1 ? "1 row has" : `${trimmedCustomers} rows have`} blanks at the ends of the customer; they were left out.`,
    );
  const byCustomer = facts.cases === 0 && CASE.includes(plain(resolved.names.customer ?? ""));
  const [cases, cut] = byCustomer ? [facts.customers, facts.customersCut] : [facts.cases, facts.casesCut];
  const column = byCustomer ? resolved.names.customer : resolved.names.caseId;
  if (cut > 0)
    remark(
      "CASES_CUT",
      `${cut} of ${cases} cases were cut by the journey gap (${formatDuration(journeyGap)}); --journey "${column}" makes one journey of each case.`,
    );
  if (facts.interactions >= LEAST_ROWS && facts.alone > MOST_ALONE * facts.interactions)
    remark(
      "MOSTLY_ALONE",
      `${Math.floor((100 * facts.alone) / facts.interactions)} % of the rows are alone in their journey. Is "${resolved.names.customer}" the customer, and is the journey gap long enough?`,
    );
  if (facts.interactions >= LEAST_ROWS && facts.first === facts.last)
    remark(
      "ONE_TIME",
      `All rows have one time, ${formatInstant(facts.first!)}. Is "${resolved.names.at}" the time of the event?`,
    );
  if (facts.first !== null && facts.first < EARLY)
    remark(
      "EARLY_TIMES",
      `The earliest time is ${formatInstant(facts.first)}. If that is wrong, see --epoch and --date-format.`,
    );
  if (merged.length > 0)
    remark(
      "MERGED_NAMES",
      `${merged.length === 1 ? "1 key has" : `${merged.length} keys have`} several names, which are treated as one.`,
    );
  return remarks;
}
