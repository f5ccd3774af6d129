// Finds out whether case ids name whole journeys, as in a case log. In such a log, every later contact is about the
// same case, so repeated contact means nothing. A log is treated as a case log if at least MIN_JOURNEYS journeys in
// scope have several interactions and a case id, and in each of these journeys, all interactions have the same case id.
// The case id of each interaction is read once.
import type { Block } from "../../projection/projection.js";

/**
 * A small number is enough, because each of these journeys must be one case from its first interaction to its last.
 */
const MIN_JOURNEYS = 10;

export interface CaseCounts {
  /** The number of journeys that have several interactions and a case id. */
  readonly journeys: number;
  /** The number of these journeys in which all interactions have the same case id. */
  readonly whole: number;
}

export class WholeCases {
  #journeys = 0;
  #whole = 0;

  add({ offsets, columns: { caseId } }: Block, journey: number): void {
    const [from, to] = [offsets[journey]!, offsets[journey + 1]!];
    if (caseId === null || to - from < 2) return;
    let hasCase = false;
    let isWhole = true;
    for (let i = from; i < to; i++) {
      if (caseId[i] !== 0) hasCase = true;
      if (caseId[i] !== caseId[from]) isWhole = false;
    }
    if (!hasCase) return;
    this.#journeys++;
    if (isWhole) this.#whole++;
  }

  counts(): CaseCounts {
    return { journeys: this.#journeys, whole: this.#whole };
  }
}

/** `parts` are the counts of all threads. */
export function isCaseLog(parts: readonly CaseCounts[]): boolean {
  const journeys = parts.reduce((sum, part) => sum + part.journeys, 0);
  return journeys >= MIN_JOURNEYS && parts.every((part) => part.journeys === part.whole);
}

export const CASE_LOG_WARNING =
  "In every journey with a `caseId`, all interactions have the same `caseId`. If it identifies the whole journey, as in a case log, `repeatContact` counts nearly every journey. If so, import a column that identifies a problem or an order as `caseId`, or import no `caseId`.";
