// Finds the number that each origin of a batch has in the store. A new origin gets its number at once, and is created
// at the end of the operation (`settleOrigins`).
import { ThroughlineError } from "../../model/errors.js";
import type { OriginContent } from "../../model/interaction.js";
import type { WriteTransaction } from "./transaction.js";

export class BatchOrigins {
  readonly fresh = new Map<number, OriginContent>();
  readonly #tx: WriteTransaction;
  readonly #origins: readonly OriginContent[];
  /** The number of each origin, by its index in the batch. */
  readonly #numbers: (number | undefined)[] = [];
  readonly #byContent = new Map<string, number>();
  #next: number;

  constructor(tx: WriteTransaction, origins: readonly OriginContent[]) {
    this.#tx = tx;
    this.#origins = origins;
    this.#next = tx.nextOrigin;
  }

  get count(): number {
    return this.#origins.length;
  }

  /** Throws BAD_ARGUMENT if the index is not in the batch. */
  number(index: number): number {
    return this.#numbers[index] ?? this.#find(index);
  }

  content(index: number): OriginContent {
    return this.#origins[index]!;
  }

  #find(index: number): number {
    const content = this.#origins[index];
    if (content === undefined)
      throw new ThroughlineError(
        "BAD_ARGUMENT",
        `A row names origin ${index}; the batch has ${this.#origins.length}.`,
        { at: "rows" },
      );
    const text = JSON.stringify([
      content.touchpoint,
      content.kind,
      content.channel,
      content.stage,
      content.intended,
      content.initiatedBy,
      content.source,
      content.feedback ?? false,
    ]);
    let number = this.#byContent.get(text) ?? this.#tx.origin(content);
    if (number === null) {
      number = this.#next++;
      this.fresh.set(number, content);
    }
    this.#byContent.set(text, number);
    this.#numbers[index] = number;
    return number;
  }
}
