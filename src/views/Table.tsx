// The table of an answer. It has every number of the picture, and also the rows for which the picture has no space. The
// buttons of the header sort it. A count that has journeys behind it is a button.
import { type ReactNode, useMemo, useState } from "react";
import { format, milliseconds } from "./format.js";
import type { Column, Opening, TableData, TableRow, Value } from "./view.js";

type Direction = "ascending" | "descending";
interface Sort {
  readonly column: string;
  readonly direction: Direction;
}

export interface TableProps {
  readonly data: TableData;
  onOpen?(opening: Opening): void;
}

export function Table({ data: { caption, columns, rows }, onOpen }: TableProps) {
  const [sort, setSort] = useState<Sort | null>(null);
  const sorted = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard.
    <section className="tl-table" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={isRight(column) ? "tl-right" : undefined}
                aria-sort={sort?.column === column.key ? sort.direction : undefined}
              >
                <button type="button" onClick={() => setSort(nextSort(sort, column))}>
                  {column.name}
                  <span aria-hidden="true">{arrow(sort, column)}</span>
                </button>
                {column.unit !== null && (
                  <>
                    {" "}
                    <small>{column.unit}</small>
                  </>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={row.key} className={row.isOther ? "tl-other" : undefined} data-row={row.key}>
              {columns.map((column, i) =>
                i === 0 ? (
                  <th key={column.key} scope="row">
                    {cell(row, column, onOpen)}
                  </th>
                ) : (
                  <td key={column.key} className={isRight(column) ? "tl-right" : undefined}>
                    {cell(row, column, onOpen)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const isRight = ({ kind }: Column): boolean => kind !== "text" && kind !== "bool";

function arrow(sort: Sort | null, { key }: Column): string {
  if (sort?.column !== key) return "";
  return sort.direction === "ascending" ? " ↑" : " ↓";
}

/**
 * The first click sorts texts in ascending and numbers in descending order. The second click reverses the order, and
 * the third restores the order of the answer.
 */
function nextSort(sort: Sort | null, column: Column): Sort | null {
  const first: Direction = isRight(column) ? "descending" : "ascending";
  if (sort?.column !== column.key) return { column: column.key, direction: first };
  if (sort.direction !== first) return null;
  return { column: column.key, direction: first === "ascending" ? "descending" : "ascending" };
}

/** Equal values keep the order of the answer. Missing values come after all others, and Other after all rows. */
function sortRows(rows: readonly TableRow[], columns: readonly Column[], sort: Sort | null): readonly TableRow[] {
  const column = columns.find(({ key }) => key === sort?.column);
  const own = rows.filter(({ isOther }) => !isOther);
  const other = rows.filter(({ isOther }) => isOther);
  if (column === undefined || sort === null) return [...own, ...other];
  const sign = sort.direction === "ascending" ? 1 : -1;
  const compared = own.map((row) => ({ row, by: comparable(row.values[column.key] ?? null, column) }));
  compared.sort((a, b) => {
    if (a.by === null || b.by === null) return Number(a.by === null) - Number(b.by === null);
    if (typeof a.by === "string" || typeof b.by === "string") return sign * String(a.by).localeCompare(String(b.by));
    return sign * (a.by - b.by);
  });
  return [...compared.map(({ row }) => row), ...other];
}

function comparable(value: Value, { kind }: Column): string | number | null {
  if (value === null) return null;
  if (kind === "duration") return typeof value === "string" ? milliseconds(value) : Number(value);
  if (typeof value === "boolean") return Number(value);
  return value;
}

function cell(row: TableRow, column: Column, onOpen: TableProps["onOpen"]): ReactNode {
  const value = row.values[column.key] ?? null;
  const text = shown(value, column);
  const parts = row.parts?.[column.key];
  const opens = row.opens?.[column.key];
  const content =
    parts === undefined ? (
      text
    ) : (
      <>
        {text} <small>({format.fraction(parts.count, parts.of)})</small>
      </>
    );
  if (opens == null || onOpen === undefined) return <span title={exact(value, column)}>{content}</span>;
  return (
    <button type="button" title={opens.what} onClick={() => onOpen(opens)}>
      {content}
    </button>
  );
}

function shown(value: Value, { kind }: Column): string {
  if (value === null) return kind === "text" ? "" : "–";
  switch (kind) {
    case "count":
      return format.count(Number(value));
    case "rate":
      return format.percent(Number(value));
    case "number":
      return format.number(Number(value));
    case "duration":
      return format.duration(value as string | number);
    case "date":
      return format.time(String(value));
    case "bool":
      return value ? "yes" : "no";
    case "text":
      return String(value);
  }
}

/** Returns the value as in the answer, if the shown text rounds it. */
function exact(value: Value, { kind }: Column): string | undefined {
  return value !== null && (kind === "rate" || kind === "number" || kind === "duration") ? String(value) : undefined;
}
