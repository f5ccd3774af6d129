// Computes facts about the rows of a file that users should know before they trust numbers from them: the period, the
// customers, and how the rows form journeys. The valid rows of the file are counted, each id once. Journeys are formed
// from these rows alone, as the store would form them if it had no other data: rows with the same journey key form one
// journey, and rows without a key are split where the gap between two of them is too long.
//
// The facts are computed from the spilled bytes, one customer after another, in the thread that prepares batches.
import { DAY } from "../../model/time.js";
import { placeAt } from "./spill.js";

export interface FileFacts {
  /** The times of the first and the last good row, in UTC milliseconds; null if there is no good row. */
  readonly first: number | null;
  readonly last: number | null;
  /** The number of keys under which the rows are recorded. In the store, several keys may belong to one customer. */
  readonly customers: number;
  readonly journeys: number;
  /**
   * The number of interactions of the median journey. For an even number of journeys, this is the mean of the two in
   * the middle.
   */
  readonly medianJourneyLength: number | null;
  readonly interactions: number;
  /** The number of journeys with a single interaction. */
  readonly alone: number;
  /** The number of UTC days from the first to the last row. */
  readonly days: number;
  readonly daysWithRows: number;
  /** The median and the maximum number of rows per day, over the days with rows. */
  readonly medianRowsPerDay: number | null;
  readonly mostRowsPerDay: number | null;
  readonly cases: number;
  /** The number of cases whose rows are in several journeys. */
  readonly casesCut: number;
  /** The number of customers with several journeys. */
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

/**
 * Days from 1880 to 2059 are counted in an array. FIRST_DAY is the first of them, as a number of days since 1970, and
 * DAYS is the length of the array. Other days are counted in a map, which takes longer.
 */
const FIRST_DAY = -(1 << 15);
const DAYS = 1 << 16;

const NO_CASES: readonly (string | null)[] = [];

export class FactsCounter {
  readonly #journeyGap: number;
  #customers = 0;
  #interactions = 0;
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;
  /** The number of journeys for each length. */
  readonly #lengths = new Map<number, number>();
  /** The number of rows for each day. */
  readonly #usualDays = new Int32Array(DAYS);
  readonly #otherDays = new Map<number, number>();
  #journeys = 0;
  #cases = 0;
  #casesCut = 0;
  #customersCut = 0;
  /** These are reused for one customer after another, so that nothing is allocated for most customers. */
  readonly #ids = new Ids();
  #times = new Float64Array(1 << 8);

  constructor(journeyGap: number) {
    this.#journeyGap = journeyGap;
  }

  /**
   * Counts all rows of one customer, which start at these positions in `bytes`. Returns false if an id occurs twice.
   */
  add(bytes: Buffer, places: Uint32Array): boolean {
    this.#customers++;
    // Most rows have neither journey nor case. Nothing is created for missing values.
    let keyed: Map<string, number> | null = null;
    let cases: Cases | null = null;
    if (this.#times.length < places.length) this.#times = new Float64Array(2 * places.length);
    const times = this.#times;
    let untied = 0;
    this.#ids.clear(places.length);
    const casesOfTimes: (string | null)[] = [];
    let inOrder = true;
    let distinct = true;
    for (const start of places) {
      const { at, idStart, idEnd, journey, caseId } = placeAt(bytes, start);
      if (idStart < idEnd && !this.#ids.add(bytes, idStart, idEnd)) {
        distinct = false;
        continue;
      }
      this.#count(at);
      if (caseId !== null) cases ??= new Cases();
      if (journey !== null) {
        keyed ??= new Map();
        keyed.set(journey, (keyed.get(journey) ?? 0) + 1);
        if (caseId !== null) cases!.add(caseId, journey);
        continue;
      }
      if (untied > 0 && at < times[untied - 1]!) inOrder = false;
      if (cases !== null) casesOfTimes[untied] = caseId;
      times[untied++] = at;
    }
    let journeys = 0;
    if (keyed !== null)
      for (const length of keyed.values()) {
        this.#journey(length);
        journeys++;
      }
    journeys += this.#split(times.subarray(0, untied), inOrder, cases, casesOfTimes);
    this.#journeys += journeys;
    this.#cases += cases?.size ?? 0;
    this.#casesCut += cases?.cut ?? 0;
    if (journeys > 1) this.#customersCut++;
    return distinct;
  }

  /** Counts all rows of one customer. They have neither ids, nor journey keys, nor cases. */
  addTimes(at: Float64Array, first: number, end: number): void {
    this.#customers++;
    const count = end - first;
    if (this.#times.length < count) this.#times = new Float64Array(2 * count);
    const times = this.#times;
    let inOrder = true;
    for (let i = 0; i < count; i++) {
      const time = at[first + i]!;
      this.#count(time);
      if (i > 0 && time < times[i - 1]!) inOrder = false;
      times[i] = time;
    }
    const journeys = this.#split(times.subarray(0, count), inOrder, null, NO_CASES);
    this.#journeys += journeys;
    if (journeys > 1) this.#customersCut++;
  }

  /** Counts the journeys of rows without a journey key, and returns their number. */
  #split(times: Float64Array, inOrder: boolean, cases: Cases | null, casesOfTimes: readonly (string | null)[]): number {
    const order = cases === null || inOrder ? null : [...times.keys()].sort((a, b) => times[a]! - times[b]!);
    if (order === null && !inOrder) times.sort();
    let journeys = 0;
    let length = 0;
    let last = 0;
    for (let i = 0; i < times.length; i++) {
      const index = order === null ? i : order[i]!;
      const at = times[index]!;
      if (length > 0 && at - last > this.#journeyGap) {
        this.#journey(length);
        journeys++;
        length = 0;
      }
      last = at;
      length++;
      const caseId = casesOfTimes[index];
      if (caseId) cases!.add(caseId, journeys);
    }
    if (length === 0) return journeys;
    this.#journey(length);
    return journeys + 1;
  }

  result(): FileFacts {
    if (this.#interactions === 0) return NO_FACTS;
    const firstDay = Math.floor(this.#first / DAY);
    const days = [...this.#usualDays.filter((rows) => rows > 0), ...this.#otherDays.values()];
    return {
      first: this.#first,
      last: this.#last,
      customers: this.#customers,
      journeys: this.#journeys,
      medianJourneyLength: medianOf(this.#lengths),
      interactions: this.#interactions,
      alone: this.#lengths.get(1) ?? 0,
      days: Math.floor(this.#last / DAY) - firstDay + 1,
      daysWithRows: days.length,
      medianRowsPerDay: medianOf(countsOf(days)),
      mostRowsPerDay: days.reduce((most, rows) => Math.max(most, rows), 0),
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
    const usual = day - FIRST_DAY;
    if (usual >= 0 && usual < DAYS) this.#usualDays[usual]!++;
    else this.#otherDays.set(day, (this.#otherDays.get(day) ?? 0) + 1);
  }

  #journey(length: number): void {
    this.#lengths.set(length, (this.#lengths.get(length) ?? 0) + 1);
  }
}

/**
 * The set of the ids of one customer. It refers to the bytes of ids, because creating a text of each id, and a set for
 * each customer, took half of the time of counting.
 */
class Ids {
  /**
   * A hash table with open addressing. Each slot has the position at which an id starts, and the number of the
   * customer.
   */
  #starts = new Uint32Array(1 << 8);
  #customers = new Int32Array(1 << 8);
  #customer = 0;
  #mask = 0;

  /** Removes the ids of the previous customer. The next one has at most `count` ids. */
  clear(count: number): void {
    this.#customer = (this.#customer + 1) | 0;
    let size = 16;
    while (size < 2 * count) size *= 2;
    this.#mask = size - 1;
    if (size <= this.#starts.length) return;
    this.#starts = new Uint32Array(size);
    this.#customers = new Int32Array(size);
    this.#customer = 1;
  }

  /**
   * Returns false if the customer already has the id. The bytes begin with the length of the id, so equal bytes are
   * equal ids.
   */
  add(bytes: Buffer, start: number, end: number): boolean {
    const starts = this.#starts;
    const customers = this.#customers;
    let hash = 0;
    for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + bytes[i]!) | 0;
    let slot = Math.imul(hash, 0x9e3779b1) & this.#mask;
    for (; customers[slot] === this.#customer; slot = (slot + 1) & this.#mask) {
      let same = 0;
      for (const known = starts[slot]!; start + same < end && bytes[known + same] === bytes[start + same]; ) same++;
      if (start + same === end) return false;
    }
    starts[slot] = start;
    customers[slot] = this.#customer;
    return true;
  }
}

/**
 * The cases of one customer, and which of them are in several journeys. A journey is identified by its key, or by a
 * number if it has no key.
 */
class Cases {
  cut = 0;
  readonly #journeys = new Map<string, string | number | null>();
  /** The row that was added last. Most rows are of the same case and journey, and need no look-up. */
  #lastCase: string | null = null;
  #lastJourney: string | number | null = null;

  get size(): number {
    return this.#journeys.size;
  }

  add(caseId: string, journey: string | number): void {
    if (caseId === this.#lastCase && journey === this.#lastJourney) return;
    this.#lastCase = caseId;
    this.#lastJourney = journey;
    const before = this.#journeys.get(caseId);
    if (before === undefined) this.#journeys.set(caseId, journey);
    else if (before !== null && before !== journey) {
      this.#journeys.set(caseId, null);
      this.cut++;
    }
  }
}

function countsOf(values: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** The median of the values, from the frequency of each value. */
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
