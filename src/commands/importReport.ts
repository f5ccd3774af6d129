// Writes the report of an import as text, and the totals of several files.
import type { CustomersReport } from "../ingest/customers.js";
import type { DeclarationsReport } from "../ingest/declarations.js";
import type { FeedbackFileReport } from "../ingest/feedback/import.js";
import type { ImportReport } from "../ingest/report.js";
import type { MergedName } from "../model/catalogue.js";
import { compareKeys } from "../model/keys.js";
import { count, counted } from "./context.js";

/** The largest number of names shown of a list. The JSON report has all of them. */
const MOST_NAMES = 12;

export interface ImportTotals {
  readonly rows: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly replaced: number;
  readonly conflicts: number;
  readonly statements: number;
  readonly declarations: number;
  readonly named: number;
  readonly sharedDevices: readonly string[];
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
    statements: sum((report) => report.statements),
    declarations: sum((report) => report.declarations),
    named: sum((report) => report.named),
    sharedDevices: [...new Set(reports.flatMap((report) => report.sharedDevices))].sort(compareKeys),
    rejected,
    rejectedRows: sum((report) => report.rejectedRows),
    created: { touchpoints: union("touchpoints"), channels: union("channels"), stages: union("stages") },
    mergedNames: [...merged.values()],
    seconds: Math.round(seconds * 1e3) / 1e3,
    rowsPerSecond: seconds > 0 ? Math.round(rows / seconds) : 0,
  };
}

export function interactionsText(report: ImportReport): string {
  const { createdRows, localTimes } = report;
  const what = report.dryRun ? "would be " : "";
  const lines = [
    `${report.file}: ${counted(report.rows, "row")} in ${report.seconds.toFixed(1)} s (${count(report.rowsPerSecond)} a second)${
      report.dryRun
        ? "; a dry run, nothing was recorded"
        : report.source === null
          ? ""
          : `; source ${report.source}${report.sourceKnown ? ", imported before" : ""}, version ${report.dataVersion}`
    }`,
    `  rows: ${count(report.accepted)} ${what}new, ${count(report.duplicates)} there already${report.replaced > 0 ? `, ${count(report.replaced)} ${what}replaced` : ""}, ${count(report.conflicts)} in conflict, ${count(report.rejectedRows)} rejected`,
    ...identitiesText(report),
    ...factsText(report),
    `  columns: ${Object.entries(report.columns)
      .map(([field, column]) => (field === column ? field : `${field} ← ${column}`))
      .join(", ")}${report.unusedColumns.length > 0 ? `; unused: ${report.unusedColumns.join(", ")}` : ""}`,
  ];
  for (const of of ["channel", "stage", "touchpoint"] as const) {
    const created = createdRows.filter((one) => one.of === of).sort((a, b) => b.rows - a.rows);
    if (created.length > 0)
      lines.push(
        `  new ${of}s (${created.length}): ${listed(created.map(({ key, rows }) => `${key} ${count(rows)}`))}`,
      );
  }
  for (const { of, key, names, rows } of report.mergedNames.slice(0, MOST_NAMES))
    lines.push(
      `  one ${of} (${key}) under several names: ${listed(names.map((name, i) => `${JSON.stringify(name)} ${count(rows[i]!)}`))}`,
    );
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
  lines.push(...rejectedText(report, "not recorded"));
  return `${lines.map(printable).join("\n")}\n`;
}

/**
 * Replaces control characters in reasons and names, which quote the file. They must not break a line or reach the
 * terminal.
 */
function printable(line: string): string {
  return line.replace(/\p{Cc}/gu, (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, "0")}`);
}

function identitiesText({ statements, declarations, named, sharedDevices }: ImportReport): string[] {
  if (statements + declarations + named === 0) return [];
  const lines = [
    `  identities: ${counted(declarations, "declaration")} of anonymous keys${statements > 0 ? `, ${counted(statements, "row")} without an interaction` : ""}${named > 0 ? `; ${counted(named, "row")} recorded before under an anonymous key` : ""}`,
  ];
  if (sharedDevices.length > 0)
    lines.push(
      `  ${counted(sharedDevices.length, "shared device")}, declared for several customers and joined to none: ${listed(sharedDevices)}`,
    );
  return lines;
}

function factsText({ facts, ...report }: ImportReport): string[] {
  if (facts.first === null) return [];
  // The facts come from the file alone. The file contains the keys of rows, but does not say which keys belong to the
  // same customer.
  const [one, many] =
    report.statements + report.declarations + report.named === 0
      ? ["customer", "customers"]
      : ["identity", "identities before they are joined"];
  const day = (text: string | null) => text!.slice(0, 16).replace("T", " ");
  const share = Math.round(1_000 * facts.aloneShare!) / 10;
  return [
    `  time: ${day(facts.first)} to ${day(facts.last)} UTC; rows on ${count(facts.daysWithRows)} of ${counted(facts.days, "day")}, ${count(facts.medianRowsPerDay!)} on the median day, at most ${count(facts.mostRowsPerDay!)}`,
    `  ${counted(facts.customers, one, many)}, ${counted(facts.journeys, "journey")} of ${count(facts.medianJourneyLength!)} at the median; ${share} % of the rows stand alone`,
  ];
}

export function customersText(report: CustomersReport): string {
  return `${[
    `${report.file}: ${counted(report.rows, "row")}${report.dryRun ? "; a dry run, nothing was recorded" : ""}`,
    `  good ${count(report.accepted)}, ${counted(report.changed, "customer")} changed; version ${report.dataVersion}`,
    `  attributes: ${report.attributes.join(", ")}`,
    ...rejectedText(report),
  ]
    .map(printable)
    .join("\n")}\n`;
}

export function declarationsText(report: DeclarationsReport): string {
  const { sharedDevices } = report;
  return `${[
    `${report.file}: ${counted(report.rows, "row")}${report.dryRun ? "; a dry run, nothing was recorded" : report.source === null ? "" : `; source ${report.source}`}`,
    `  good ${count(report.accepted)}, ${count(report.changed)} of them changed something; version ${report.dataVersion}`,
    ...(sharedDevices.length === 0
      ? []
      : [
          `  ${counted(sharedDevices.length, "shared device")}, declared for several customers and joined to none: ${listed(sharedDevices)}`,
        ]),
    ...rejectedText(report),
  ]
    .map(printable)
    .join("\n")}\n`;
}

export function feedbackText(report: FeedbackFileReport): string {
  const { touchpoints } = report.created;
  const done = report.dryRun ? "would be recorded" : "recorded";
  return `${[
    `${report.file}: ${counted(report.rows, "row")}${report.dryRun ? "; a dry run, nothing was recorded" : report.source === null ? "" : `; source ${report.source}`}`,
    `  ${counted(report.accepted, "answer")} ${done}, ${count(report.duplicates)} there already, ${count(report.replaced)} replaced; version ${report.dataVersion}`,
    `  columns: ${Object.entries(report.columns)
      .map(([field, column]) => `${field} = ${column.startsWith("=") ? JSON.stringify(column.slice(1)) : column}`)
      .join(", ")}`,
    ...(touchpoints.length === 0
      ? []
      : [
          `  ${report.dryRun ? "would create" : "created"} ${counted(touchpoints.length, "touchpoint")}: ${listed(touchpoints)}`,
        ]),
    ...rejectedText(report, "not recorded"),
  ]
    .map(printable)
    .join("\n")}\n`;
}

function rejectedText(
  { rejected, rejectsFile, firstRejected }: Pick<ImportReport, "rejected" | "rejectsFile" | "firstRejected">,
  what = "rejected",
): string[] {
  const codes = Object.entries(rejected);
  if (codes.length === 0) return [];
  const rows = codes.reduce((total, [, n]) => total + n, 0);
  return [
    `  ${what} ${count(rows)}: ${codes.map(([code, n]) => `${code} ${count(n)}`).join(", ")}; see ${rejectsFile}`,
    ...firstRejected.map(({ code, line, reason }) => `    ${code}, first in line ${count(line)}: ${reason}`),
  ];
}

function listed(names: readonly string[]): string {
  return names.length <= MOST_NAMES
    ? names.join(", ")
    : `${names.slice(0, MOST_NAMES).join(", ")} and ${names.length - MOST_NAMES} more`;
}
