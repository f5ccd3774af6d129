// What of a recording can be worked out before the lock is held: while another transaction is being committed, this process
// would only wait. A draft is a customer's journeys, with their nodes' properties, if the customer has none yet.
//
// A draft decides nothing. Under the lock the customers are looked up as ever, and a draft is taken only for one who has no
// journeys, if names and journey gap are those that it was made with; else the work is done there.
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Journey } from "../../model/journey.js";
import { emptyReport, type IncomingRow, type RowReport, recordRows } from "../history/change.js";
import type { RecordBatch } from "../store.js";
import type { Row } from "./connection.js";
import { encodeJourney } from "./encode.js";
import { type Names, originText } from "./names.js";
import type { Person, Write } from "./write.js";

/** Indexes of rows, by customer as named in the batch, in order of arrival. */
export type Part = ReadonlyMap<string, readonly number[]>;

interface Draft {
  readonly journeys: readonly Journey[];
  readonly report: RowReport;
  /** Of each journey, as it is sent. */
  readonly encoded: readonly Row[];
}

/** Rows between two turns of the event loop: some 3 ms. */
const ROWS_AT_ONCE = 500;

/** Of one part of a batch. */
export class Drafts {
  /** When all are made. */
  readonly made: Promise<void>;
  readonly #names: Names;
  readonly #journeyGap: number;
  readonly #drafts = new Map<string, Draft>();

  constructor(batch: RecordBatch, part: Part, names: Names, journeyGap: number) {
    this.#names = names;
    this.#journeyGap = journeyGap;
    // What can't be drafted is met again under the lock, and told there.
    this.made = this.#make(batch, part).catch(() => {});
  }

  /** For `customer`, if the person to whom that key leads is no other and has nothing recorded, as the lock's holder sees it. */
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
        // Its number is given under the lock.
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
          encoded: journeys.map((journey) => encodeJourney(journey, sourceOf)),
        });
      made += incoming.length;
      if (made < ROWS_AT_ONCE) continue;
      made = 0;
      await nextTurn();
    }
  }
}

/** Makes drafts as long as most customers are new: those of others would be made in vain. */
export class Drafter {
  #journeyGap = 0;
  #mostlyNew = false;

  draft(batch: RecordBatch, part: Part, names: Names | null): Drafts | null {
    return this.#mostlyNew && names !== null ? new Drafts(batch, part, names, this.#journeyGap) : null;
  }

  /** What a recording met under the lock. */
  met(people: ReadonlyMap<string, Person>, { meta }: Write): void {
    let nobody = 0;
    for (const { journeys } of people.values()) if (journeys.length === 0) nobody++;
    this.#mostlyNew = nobody > people.size / 2;
    this.#journeyGap = meta.journeyGap;
  }
}
