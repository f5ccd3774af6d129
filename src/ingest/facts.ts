// What a person would want to know of a file's rows before trusting numbers made of them: when they are, whose, and how
// they form journeys, by the definition of journeys (rows that bear a journey's key are one; the others are split where
// the gap is too long). Only the file's good rows count, each id once, whatever the store holds.
//
// Worked out customer by customer on the spilled bytes, in the thread that puts batches together.
import { DAY } from "../model/time.js";
import { placeAt } from "./spill.js";

export interface FileFacts {
  /** UTC milliseconds; null where there is no good row. */
  readonly first: number | null;
  readonly last: number | null;
  readonly customers: number;
  readonly journeys: number;
  /** Interactions of the median journey; of an even number of journeys the mean of the two in the middle. */
  readonly medianJourneyLength: number | null;
  /** Interactions, and those that are alone in their journey. */
  readonly interactions: number;
  readonly alone: number;
  /** UTC days from the first to the last; those with rows; their rows. */
  readonly days: number;
  readonly daysWithRows: number;
  readonly medianRowsPerDay: number | null;
  readonly mostRowsPerDay: number | null;
  /** Cases, and those that are in several journeys. Customers with several journeys. */
  readonly cases: number;
  readonly casesCut: number;
  readonly customersCut: number;
}

export const NO_FACTS: FileFacts = {
  first: null,
  last: null,
  customers: 0,
  journeys: 0,
  medianJourneyLength: null,
  interactions: 0,
  alone: 0,
  days: 0,
  daysWithRows: 0,
  medianRowsPerDay: null,
  mostRowsPerDay: null,
  cases: 0,
  casesCut: 0,
  customersCut: 0,
};

export class FactsCounter {
  readonly #journeyGap: number;
  #customers = 0;
  #interactions = 0;
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;
  /** Journeys by length, rows by day. */
  readonly #lengths = new Map<number, number>();
  readonly #days = new Map<number, number>();
  #journeys = 0;
  #cases = 0;
  #casesCut = 0;
  #customersCut = 0;

  constructor(journeyGap: number) {
    this.#journeyGap = journeyGap;
  }

  /** All rows of one customer: where they start in `bytes`. */
  add(bytes: Buffer, places: readonly number[]): void {
    this.#customers++;
    const ids = new Set<string>();
    const unkeyed: { at: number; caseId: string | null }[] = [];
    const keyed = new Map<string, number>();
    const journeysOfCases = new Map<string, number | string>();
    const cut = new Set<string>();
    const ofCase = (caseId: string | null, journey: number | string): void => {
      if (caseId === null) return;
      const before = journeysOfCases.get(caseId);
      if (before === undefined) journeysOfCases.set(caseId, journey);
      else if (before !== journey) cut.add(caseId);
    };
    for (const start of places) {
      const { at, id, journey, caseId } = placeAt(bytes, start);
      if (id !== "") {
        if (ids.has(id)) continue;
        ids.add(id);
      }
      this.#count(at);
      if (journey === null) unkeyed.push({ at, caseId });
      else {
        keyed.set(journey, (keyed.get(journey) ?? 0) + 1);
        ofCase(caseId, journey);
      }
    }
    if (unkeyed.length > 1) unkeyed.sort((a, b) => a.at - b.at);
    let journeys = keyed.size;
    for (const length of keyed.values()) this.#journey(length);
    let length = 0;
    for (const [i, { at, caseId }] of unkeyed.entries()) {
      if (i > 0 && at - unkeyed[i - 1]!.at > this.#journeyGap) {
        this.#journey(length);
        journeys++;
        length = 0;
      }
      length++;
      ofCase(caseId, journeys);
    }
    if (length > 0) {
      this.#journey(length);
      journeys++;
    }
    this.#journeys += journeys;
    this.#cases += journeysOfCases.size;
    this.#casesCut += cut.size;
    if (journeys > 1) this.#customersCut++;
  }

  result(): FileFacts {
    if (this.#interactions === 0) return NO_FACTS;
    const firstDay = Math.floor(this.#first / DAY);
    return {
      first: this.#first,
      last: this.#last,
      customers: this.#customers,
      journeys: this.#journeys,
      medianJourneyLength: medianOf(this.#lengths),
      interactions: this.#interactions,
      alone: this.#lengths.get(1) ?? 0,
      days: Math.floor(this.#last / DAY) - firstDay + 1,
      daysWithRows: this.#days.size,
      medianRowsPerDay: medianOf(countsOf(this.#days.values())),
      mostRowsPerDay: [...this.#days.values()].reduce((most, rows) => Math.max(most, rows), 0),
      cases: this.#cases,
      casesCut: this.#casesCut,
      customersCut: this.#customersCut,
    };
  }

  #count(at: number): void {
    this.#interactions++;
    if (at < this.#first) this.#first = at;
    if (at > this.#last) this.#last = at;
    const day = Math.floor(at / DAY);
    this.#days.set(day, (this.#days.get(day) ?? 0) + 1);
  }

  #journey(length: number): void {
    this.#lengths.set(length, (this.#lengths.get(length) ?? 0) + 1);
  }
}

function countsOf(values: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Of values with how often each occurs. */
function medianOf(counts: ReadonlyMap<number, number>): number | null {
  const sorted = [...counts].sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return null;
  const at = (index: number): number => {
    let seen = 0;
    for (const [value, count] of sorted) {
      seen += count;
      if (index < seen) return value;
    }
    return Number.NaN;
  };
  return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2;
}
