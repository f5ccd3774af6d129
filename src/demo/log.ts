// The interactions of a customer, which are written one after another. Rows after the end of the demo are left out.
import type { IncomingInteraction, InteractionContent } from "../model/interaction.js";
import { ORIGINS } from "./catalogue.js";

export type Known = Partial<Omit<InteractionContent, "touchpoint" | "at" | "journey" | "initiatedBy" | "attributes">>;

/** `index` counts from 0. */
export function customerKey(index: number): string {
  return `c${String(index + 1).padStart(7, "0")}`;
}

/** The id of a customer's order. `number` counts from 1. */
export function orderOf(customer: string, number: number): string {
  return `${customer}-order-${number}`;
}

export class CustomerLog {
  readonly rows: IncomingInteraction[] = [];
  readonly #customer: string;
  readonly #end: number;
  /** The time of the last row, even if that row was left out. */
  last = Number.NEGATIVE_INFINITY;
  #cases = 0;
  #orders = 0;

  constructor(customer: string, end: number) {
    this.#customer = customer;
    this.#end = end;
  }

  write(journey: string | null, touchpoint: string, at: number, known?: Known): void {
    const origin = ORIGINS.get(touchpoint);
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

  /** Returns the id of a new click-and-collect order, which is also its case. */
  newOrder(): string {
    return orderOf(this.#customer, ++this.#orders);
  }

  newCase(): string {
    return `${this.#customer}-case-${++this.#cases}`;
  }
}
