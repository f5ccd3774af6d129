// The contract between a view and the page around it (the explorer, the playground). A view is pure: it converts the
// answer of one question into a picture and a table. It requests nothing, and has no state except focus.
//
// To add a view for the question NAME:
//   1. NAME/NAME.graphql: `fragment NAMEView on RootType` with exactly the fields that picture and table read, and
//      `query NAMEPicture` with all arguments of the question. Select `behind` for each count that opens journeys, and
//      never `exampleJourneys`. Then `npm run codegen`.
//   2. NAME/: picture.tsx, made of <Picture> and <Mark>; layout.ts, where its parts go; table.ts, with `table(answer)`;
//      index.ts, which exports `view: View<…>`.
//   3. One line in views.ts.
//   4. A case in test/views/: the values of the marks equal the answer, and no labels overlap.
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import type { DocumentNode } from "graphql";
import type { ComponentType } from "react";

/** A count that opens the journeys behind it. */
export interface Opening {
  /** What is counted, for a title: "1,291 failures in 1,152 journeys". */
  readonly what: string;
  /**
   * The number of journeys that the list will contain; null if the answer counts something else, so that this number is
   * not known.
   */
  readonly journeys: number | null;
  /** The reference, for `filter: { behind }`. */
  readonly behind: string;
}

export interface PictureProps<A> {
  readonly answer: A;
  /** Pixels that the picture may use. Each width from 300 up has a layout that was designed for it. */
  readonly width: number;
  /** The selected mark, or null. Selecting never changes the query. */
  readonly selected: string | null;
  onSelect(mark: string | null): void;
  /** Without it, counts do not open anything. */
  onOpen?(opening: Opening): void;
}

export interface View<A = unknown, V = Record<string, unknown>> {
  /** The field of Query that this view shows: `funnel`. */
  readonly question: string;
  /** A heading: "Funnel". */
  readonly title: string;
  /** The query with all arguments of the question. Its data have a single field, whose name is the value of `question`. */
  readonly query: TypedDocumentNode<{ readonly [field: string]: A }, V>;
  /** The fields that picture and table read. A document that lacks one of them cannot be shown. */
  readonly fragment: DocumentNode;
  readonly Picture: ComponentType<PictureProps<A>>;
  table(answer: A): TableData;
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
  /** The key of the row; the same as the key of its mark if there is one. */
  readonly key: string;
  readonly values: { readonly [column: string]: Value };
  /** The two counts of each rate, by column. No rate is shown without its counts. */
  readonly parts?: { readonly [column: string]: Parts };
  /** The counts that open journeys, by column. */
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

/** Returns an opening if there is a reference, and the number of journeys is not known to be 0; otherwise null. */
export function opening(what: string, journeys: number | null, behind: string | null | undefined): Opening | null {
  return behind == null || journeys === 0 ? null : { what, journeys, behind };
}
