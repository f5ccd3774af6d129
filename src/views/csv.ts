// Writes a table as CSV (RFC 4180), with the exact values of the answer: rates from 0 to 1, durations and dates in ISO
// 8601.
import type { Column, TableData, Value } from "./view.js";

/**
 * A spreadsheet would run a text that begins with one of these characters as a formula. Such a text gets an apostrophe
 * in front.
 */
const FORMULA = /^[=+\-@\t\r]/;

export function toCsv({ columns, rows }: TableData): string {
  const header = columns.map(({ name, unit }) => quoted(safe(unit === null ? name : `${name} (${unit})`)));
  const lines = rows.map(({ values }) => columns.map((column) => cell(values[column.key] ?? null, column)));
  return [header, ...lines].map((line) => `${line.join(",")}\r\n`).join("");
}

function cell(value: Value, { kind }: Column): string {
  if (value === null) return "";
  // Only columns of texts can contain formulas. A negative duration also begins with a minus sign, but is harmless.
  return quoted(typeof value === "string" && kind === "text" ? safe(value) : String(value));
}

const safe = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
