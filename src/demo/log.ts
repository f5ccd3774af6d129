// The interactions of a customer, as they are written. Rows after the end of the demo are left out.
import type { IncomingInteraction, InteractionContent } from "../model/interaction.js";
import { MET } from "./catalogue.js";

const ORIGIN = new Map(MET.map(({ key }, index) => [key, index]));

export type Known = Partial<Omit<InteractionContent, "touchpoint" | "at" | "journey" | "initiatedBy" | "attributes">>;

export class CustomerLog {
  readonly rows: IncomingInteraction[] = [];
  readonly #customer: string;
  readonly #end: number;
  /** The time of the last row, even if that row was left out. */
  last = Number.NEGATIVE_INFINITY;
  #cases = 0;

  constructor(customer: string, end: number) {
    this.#customer = customer;
    this.#end = end;
  }

  write(journey: string | null, touchpoint: string, at: number, known?: Known): void {
    const origin = ORIGIN.get(touchpoint);
    if (origin === undefined) throw new Error(`Nobody meets ${touchpoint}.`);
    if (at > this.last) this.last = at;
    if (at >= this.#end) return;
    const sequence = this.rows.length;
    // The fields are assigned one by one, because spreading two objects into one was 20 times slower and took most of
    // the generator's time.
    this.rows.push({
      customer: this.#customer,
      id: `i${sequence}`,
      sequence,
      origin,
      touchpoint,
      at,
      journey,
      caseId: known?.caseId ?? null,
      value: known?.value ?? null,
      cost: known?.cost ?? null,
      initiatedBy: null,
      outcome: known?.outcome ?? null,
      resolved: known?.resolved ?? null,
      intendedChannel: known?.intendedChannel ?? null,
      contextCarried: known?.contextCarried ?? null,
      repeatedInfo: known?.repeatedInfo ?? null,
      referredBy: known?.referredBy ?? null,
      attributes: null,
    });
  }

  newCase(): string {
    return `${this.#customer}-case-${++this.#cases}`;
  }
}
