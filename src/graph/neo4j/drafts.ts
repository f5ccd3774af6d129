// Makes drafts while another transaction holds the lock, so that the time of waiting is used. A draft is the part of a
// recording that can be computed without the lock: the journeys of a customer who has none yet, with the properties of
// their nodes.
//
// Customers are nevertheless looked up under the lock. A draft is used only for a customer without journeys, and only
// if the names and the journey gap have not changed since it was made. Otherwise, the work is done under the lock.
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Journey } from "../../model/journey.js";
import { emptyReport, type IncomingRow, type RowReport, recordRows } from "../history/change.js";
import type { RecordBatch } from "../store.js";
import type { Row } from "./connection.js";
import { encodeJourney } from "./encode.js";
import { type Names, originText } from "./names.js";
import type { Person } from "./person.js";
import type { Write } from "./write.js";

/** The indexes of the rows of each customer key in the batch, in order of arrival. */
export type Part = ReadonlyMap<string, readonly number[]>;

interface Draft {
  readonly journeys: readonly Journey[];
  readonly report: RowReport;
  /** Each journey, in the form in which it is sent. */
  readonly encoded: readonly Row[];
}

/** After this many rows, other work of the event loop has a turn. These rows take about 3 ms. */
const ROWS_AT_ONCE = 500;

/** The drafts of one part of a batch. */
export class Drafts {
  /** Resolves when all drafts are made. */
  readonly made: Promise<void>;
  readonly #names: Names;
  readonly #journeyGap: number;
  readonly #drafts = new Map<string, Draft>();

  constructor(batch: RecordBatch, part: Part, names: Names, journeyGap: number) {
    this.#names = names;
    this.#journeyGap = journeyGap;
    // Errors are ignored here, because they occur again under the lock and are reported then.
    this.made = this.#make(batch, part).catch(() => {});
  }

  /**
   * Returns the draft for `customer`, if it may be used. The look-up under the lock must show that the key belongs to
   * no other customer and that no interactions are recorded.
   */
  of(customer: string, person: Person, write: Write): Draft | null {
    if (write.names !== this.#names || write.meta.journeyGap !== this.#journeyGap) return null;
    return person.key === customer && person.journeys.length === 0 ? (this.#drafts.get(customer) ?? null) : null;
  }

  async #make({ origins, rows, replace }: RecordBatch, part: Part): Promise<void> {
    const { byContent, origins: known } = this.#names;
    const numbers = origins.map((origin) => byContent.get(originText(origin)));
    const sourceOf = (origin: number): number => known.get(origin)!.source;
    let made = 0;
    for (const [customer, indexes] of part) {
      const incoming: IncomingRow[] = [];
      for (const index of indexes) {
        const row = rows[index]!;
        const origin = numbers[row.origin];
        // The origin is new, and gets its number only under the lock, so no draft can be made.
        if (origin === undefined) break;
        incoming.push({ index, row, origin });
      }
      if (incoming.length < indexes.length) continue;
      const report = emptyReport();
      const journeys = recordRows(customer, [], incoming, { journeyGap: this.#journeyGap, replace }, report);
      if (journeys !== null)
        this.#drafts.set(customer, {
          journeys,
          report,
          encoded: journeys.map((journey) => encodeJourney(journey, sourceOf, customer)),
        });
      made += incoming.length;
      if (made < ROWS_AT_ONCE) continue;
      made = 0;
      await nextTurn();
    }
  }
}

/** Makes drafts as long as most customers are new. Drafts of other customers would be wasted. */
export class Drafter {
  #journeyGap = 0;
  #mostlyNew = false;

  draft(batch: RecordBatch, part: Part, names: Names | null): Drafts | null {
    return this.#mostlyNew && names !== null ? new Drafts(batch, part, names, this.#journeyGap) : null;
  }

  /** Must be called with the state that a recording found under the lock. The next drafts are based on it. */
  met(people: ReadonlyMap<string, Person>, { meta }: Write): void {
    let nobody = 0;
    for (const { journeys } of people.values()) if (journeys.length === 0) nobody++;
    this.#mostlyNew = nobody > people.size / 2;
    this.#journeyGap = meta.journeyGap;
  }
}
