// A case of pictures.test.ts: a query for the answer of a view, the store that answers it, and the marks that the
// picture must then have.
import type { DocumentNode } from "graphql";
import type { Shown } from "./pictures.js";

/** The stores of stores.ts. */
export type StoreName =
  | "demo"
  | "thousand"
  | "200 channels"
  | "two channels"
  | "one channel"
  | "one customer"
  | "empty";

export interface PictureCase<A = any> {
  /** The name, which its screenshots have too. */
  readonly name: string;
  readonly store: StoreName;
  /** The field of Query. */
  readonly question: string;
  readonly document: DocumentNode;
  readonly variables: object;
  /**
   * Returns exactly the marks that must be drawn in a window of this width, with their values. Some marks are drawn
   * only if there is space for their text. For these, `drawn` has the marks that were drawn.
   */
  marks(answer: A, width: number, drawn: readonly string[]): Readonly<Record<string, string>>;
  /** Further checks. `shown` is 1,440 pixels wide. */
  also?(shown: Shown, answer: A): Promise<void>;
}

/** Gives `marks` and `also` the type of the answer. */
export const pictureCase = <A>(given: PictureCase<A>): PictureCase => given as PictureCase;
