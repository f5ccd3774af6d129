// A picture to check. It has a question of a view, the store that answers it, and the marks that the answer requires.
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
   * The marks that must be drawn in a window of this width, with their values, and no others. `drawn` are the marks
   * that are drawn, for those that depend on the space for texts.
   */
  marks(answer: A, width: number, drawn: readonly string[]): Readonly<Record<string, string>>;
  /** Further checks. `shown` is 1,440 pixels wide. */
  also?(shown: Shown, answer: A): Promise<void>;
}

/** Gives `marks` and `also` the type of the answer. */
export const pictureCase = <A>(given: PictureCase<A>): PictureCase => given as PictureCase;
