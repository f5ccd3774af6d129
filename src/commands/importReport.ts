// The report of an import as text, and the sums over several files.
import type { CustomersReport } from "../ingest/customers.js";
import type { ImportReport } from "../ingest/ingest.js";
import type { MergedName } from "../model/catalogue.js";
import { compareKeys } from "../model/keys.js";
import { count, counted } from "./context.js";

/** Names shown of a list; the JSON report has all. */
const MOST_NAMES = 12;

export interface ImportTotals {
  readonly rows: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly replaced: number;
  readonly conflicts: number;
  readonly rejected: Readonly<Record<string, number>>;
  readonly rejectedRows: number;
  readonly created: ImportReport["created"];
  readonly mergedNames: readonly MergedName[];
  readonly seconds: number;
  readonly rowsPerSecond: number;
}

export function totalsOf(reports: readonly ImportReport[]): ImportTotals {
  const sum = (of: (report: ImportReport) => number) => reports.reduce((total, report) => total + of(report), 0);
  const rejected: Record<string, number> = {};
  for (const report of reports)
    for (const [code, rows] of Object.entries(report.rejected)) rejected[code] = (rejected[code] ?? 0) + rows;
  const union = (of: keyof ImportReport["created"]) =>
    [...new Set(reports.flatMap((report) => report.created[of]))].sort(compareKeys);
  const merged = new Map(
    reports.flatMap((report) => report.mergedNames.map((name) => [`${name.of} ${name.key}`, name] as const)),
  );
  const rows = sum((report) => report.rows);
  const seconds = sum((report) => report.seconds);
  return {
    rows,
    accepted: sum((report) => report.accepted),
    duplicates: sum((report) => report.duplicates),
    replaced: sum((report) => report.replaced),
    conflicts: sum((report) => report.conflicts),
    rejected,
    rejectedRows: Object.values(rejected).reduce((total, n) => total + n, 0),
    created: { touchpoints: union("touchpoints"), channels: union("channels"), stages: union("stages") },
    mergedNames: [...merged.values()],
    seconds: Math.round(seconds * 1e3) / 1e3,
    rowsPerSecond: seconds > 0 ? Math.round(rows / seconds) : 0,
  };
}

export function interactionsText(report: ImportReport): string {
  const { created, localTimes } = report;
  const lines = [
    `${report.file}: ${counted(report.rows, "row")} in ${report.seconds.toFixed(1)} s (${count(report.rowsPerSecond)} a second)${
      report.dryRun
        ? "; a dry run, nothing was recorded"
        : report.source === null
          ? ""
          : `; source ${report.source}${report.sourceKnown ? ", imported before" : ""}`
    }`,
    report.dryRun
      ? `  good ${count(report.accepted)}`
      : `  new ${count(report.accepted)}, there already ${count(report.duplicates)}${report.replaced > 0 ? `, replaced ${count(report.replaced)}` : ""}, conflicts ${count(report.conflicts)}; version ${report.dataVersion}`,
    `  columns: ${Object.entries(report.columns)
      .map(([field, column]) => (field === column ? field : `${field} ← ${column}`))
      .join(", ")}${report.unusedColumns.length > 0 ? `; unused: ${report.unusedColumns.join(", ")}` : ""}`,
  ];
  for (const what of ["channels", "stages", "touchpoints"] as const)
    if (created[what].length > 0) lines.push(`  new ${what} (${created[what].length}): ${listed(created[what])}`);
  for (const { of, key, names } of report.mergedNames.slice(0, MOST_NAMES))
    lines.push(`  one ${of} (${key}) under several names: ${listed(names.map((name) => JSON.stringify(name)))}`);
  if (report.mergedNames.length > MOST_NAMES)
    lines.push(`  … and ${report.mergedNames.length - MOST_NAMES} more such names, see --json`);
  if (localTimes.read > 0)
    lines.push(
      `  ${counted(localTimes.read, "time")} without an offset read as ${localTimes.zone}${localTimes.occurredTwice > 0 ? `; ${count(localTimes.occurredTwice)} occurred twice, the earlier was taken` : ""}`,
    );
  for (const { field, count: values, code, reason, line, examples } of report.leftOutValues)
    lines.push(
      `  left out ${counted(values, "value")} of ${field} (${code}), first in line ${line}: ${reason}${
        examples.length > 1
          ? ` Others: ${examples
              .slice(1)
              .map((text) => JSON.stringify(text))
              .join(", ")}`
          : ""
      }`,
    );
  for (const { message } of report.remarks) lines.push(`  note: ${message}`);
  lines.push(...rejectedText(report.rejected, report.rejectsFile));
  return `${lines.join("\n")}\n`;
}

export function customersText(report: CustomersReport): string {
  return `${[
    `${report.file}: ${counted(report.rows, "row")}${report.dryRun ? "; a dry run, nothing was recorded" : ""}`,
    `  good ${count(report.accepted)}, ${counted(report.changed, "customer")} changed; version ${report.dataVersion}`,
    `  attributes: ${report.attributes.join(", ")}`,
    ...rejectedText(report.rejected, report.rejectsFile),
  ].join("\n")}\n`;
}

function rejectedText(rejected: Readonly<Record<string, number>>, path: string | null): string[] {
  const codes = Object.entries(rejected);
  if (codes.length === 0) return [];
  const rows = codes.reduce((total, [, n]) => total + n, 0);
  return [`  rejected ${count(rows)}: ${codes.map(([code, n]) => `${code} ${count(n)}`).join(", ")}; see ${path}`];
}

function listed(names: readonly string[]): string {
  return names.length <= MOST_NAMES
    ? names.join(", ")
    : `${names.slice(0, MOST_NAMES).join(", ")} and ${names.length - MOST_NAMES} more`;
}
