// Counts values that were left out of rows although the rows are kept, by field and kind of problem. The first few
// values are kept as examples.
import type { FieldProblem } from "../model/check.js";

const MOST_EXAMPLES = 3;

export interface LeftOutValues {
  readonly field: string;
  readonly code: string;
  readonly count: number;
  /** The reason why the first of these values was left out. */
  readonly reason: string;
  /** The line of the first of these values. */
  readonly line: number;
  /** The first distinct values, shortened if they are long. */
  readonly examples: readonly string[];
}

export interface LeftOutValue {
  readonly problem: FieldProblem;
  readonly text: string;
}

export class LeftOut {
  readonly #kinds = new Map<
    string,
    { -readonly [K in keyof LeftOutValues]: LeftOutValues[K] } & { examples: string[] }
  >();

  add({ problem: { field, code, message }, text }: LeftOutValue, line: number): void {
    const key = `${field} ${code}`;
    let kind = this.#kinds.get(key);
    if (kind === undefined) {
      kind = { field, code, count: 0, reason: message, line, examples: [] };
      this.#kinds.set(key, kind);
    }
    kind.count++;
    if (kind.examples.length >= MOST_EXAMPLES) return;
    const shown = text.length > 40 ? `${text.slice(0, 37)}…` : text;
    if (!kind.examples.includes(shown)) kind.examples.push(shown);
  }

  /**
   * Adds the values that another thread counted in the second half of the file. `lines` is the number of lines before
   * this half.
   */
  join(others: readonly LeftOutValues[], lines: number): void {
    for (const other of others) {
      const key = `${other.field} ${other.code}`;
      const kind = this.#kinds.get(key);
      if (kind === undefined) {
        this.#kinds.set(key, { ...other, line: other.line + lines, examples: [...other.examples] });
        continue;
      }
      kind.count += other.count;
      for (const example of other.examples)
        if (kind.examples.length < MOST_EXAMPLES && !kind.examples.includes(example)) kind.examples.push(example);
    }
  }

  all(): LeftOutValues[] {
    return [...this.#kinds.values()];
  }
}
