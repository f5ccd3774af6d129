// The interface between a view and the page that shows it (in the explorer or the playground). A view converts the
// answer of one question into a picture and a table. It sends no requests, and has no state except the focus.
//
// To add a view for the question NAME:
//   1. NAME/NAME.graphql: `fragment NAMEView on RootType` with exactly the fields that picture and table read, and
//      `query NAMEPicture` with all arguments of the question. Select `behind` for each count that opens journeys, and
//      never `exampleJourneys`. Then `npm run codegen`.
//   2. The folder NAME/ with picture.tsx, made of <Picture> and <Mark>; layout.ts, with the positions of its parts;
//      table.ts, with `table(answer)`; and index.ts, which exports `view: View<…>`.
//   3. One line in views.ts.
//   4. A case in test/views/: the values of the marks equal the answer, and no labels overlap.
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import type { DocumentNode } from "graphql";
import type { ComponentType } from "react";

/** A count that opens the journeys behind it. */
export interface Opening {
  /** A title that says what is counted: "1,291 failures in 1,152 journeys". */
  readonly what: string;
  /**
   * The number of journeys in the list. Null if the answer counts something else than journeys, because the number is
   * then not known.
   */
  readonly journeys: number | null;
  /** The reference, for `filter: { behind }`. */
  readonly behind: string;
}

export interface PictureProps<A> {
  readonly answer: A;
  /** Pixels that the picture may use. The picture must have a good layout at every width from 300 pixels. */
  readonly width: number;
  /** The selected mark, or null. Selecting never changes the query. */
  readonly selected: string | null;
  onSelect(mark: string | null): void;
  /** Opens the journeys of a count. If omitted, counts cannot be opened. */
  onOpen?(opening: Opening): void;
}

export interface View<A = unknown, V = Record<string, unknown>> {
  /** The field of Query that this view shows: `funnel`. */
  readonly question: string;
  /** A heading: "Funnel". */
  readonly title: string;
  /**
   * The query with all arguments of the question. Its data have a single field, whose name is the value of `question`.
   */
  readonly query: TypedDocumentNode<{ readonly [field: string]: A }, V>;
  /** The fields that picture and table read. A document that lacks one of them cannot be shown. */
  readonly fragment: DocumentNode;
  readonly Picture: ComponentType<PictureProps<A>>;
  table(answer: A): TableData;
  /**
   * The width in pixels at which the picture has the shape of a sheet of paper in landscape. Files and prints have this
   * width. Without it, they have the width of the picture on the page.
   */
  sheetWidth?(answer: A): number;
}

/** How a column is aligned, formatted, sorted and exported. */
export type ColumnKind = "text" | "count" | "rate" | "duration" | "number" | "date" | "bool";

export interface Column {
  readonly key: string;
  readonly name: string;
  /** The unit, such as "journeys" or "of the previous step"; null if the name already says it. */
  readonly unit: string | null;
  readonly kind: ColumnKind;
}

/** Exact values as in the answer: durations and dates in ISO 8601, rates from 0 to 1. */
export type Value = string | number | boolean | null;

export interface TableRow {
  /** The key of the row. If the picture has a mark for the row, both have the same key. */
  readonly key: string;
  readonly values: { readonly [column: string]: Value };
  /** For each column with a rate, its two counts. No rate is shown without its counts. */
  readonly parts?: { readonly [column: string]: Parts };
  /** For each column whose counts open journeys, the openings. */
  readonly opens?: { readonly [column: string]: Opening | null };
  /** Whether the row is Other, which always stays last. */
  readonly isOther?: boolean;
}

export interface Parts {
  readonly count: number;
  readonly of: number;
}

export interface TableData {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
}

/** Returns an opening, or null if there is no reference or the number of journeys is known to be 0. */
export function opening(what: string, journeys: number | null, behind: string | null | undefined): Opening | null {
  return behind == null || journeys === 0 ? null : { what, journeys, behind };
}
