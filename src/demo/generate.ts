// Generates the whole demo, customer by customer, in batches that a store records. The result is deterministic. It
// depends on the settings only, because the code reads no clock and random.ts is the only source of randomness. Only
// one batch is in memory at a time. About a million interactions are generated per second.
import type { CustomerAttributes, FeedbackBatch, RecordBatch } from "../graph/store.js";
import type { IncomingAnswer } from "../model/feedback.js";
import type { IncomingInteraction, OriginContent } from "../model/interaction.js";
import { answerOrigins, demoAnswers } from "./answers.js";
import { MET } from "./catalogue.js";
import { Company } from "./company.js";
import { type SyntheticCustomer, syntheticCustomer } from "./customer.js";
import { propertiesOf } from "./properties.js";
import type { DemoSettings } from "./settings.js";

/** The number of customers per batch. Together, they have about 30,000 interactions. */
export const CUSTOMERS_PER_BATCH = 2_000;

export interface DemoBatch {
  readonly batch: RecordBatch;
  readonly feedback: FeedbackBatch;
  readonly attributes: readonly CustomerAttributes[];
  /** The number of customers generated so far, including this batch. */
  readonly customers: number;
}

/**
 * The interactions have no properties yet; `demoBatches` adds them.
 *
 * Customers who would first appear after the end have no rows. They are returned too, so that the count equals the
 * number requested.
 */
export function* syntheticCustomers(settings: DemoSettings): Generator<SyntheticCustomer> {
  const company = new Company(settings.seed, settings.unevenness, settings.faults);
  for (let index = 0; index < settings.customers; index++) yield syntheticCustomer(index, settings, company);
}

/** `source` is the store's number of the demo's source. */
export function* demoBatches(settings: DemoSettings, source: number): Generator<DemoBatch> {
  const origins = demoOrigins(source);
  const answering = answerOrigins(origins);
  let rows: IncomingInteraction[] = [];
  let answers: IncomingAnswer[] = [];
  let attributes: CustomerAttributes[] = [];
  let customers = 0;
  for (const customer of syntheticCustomers(settings)) {
    const properties = propertiesOf(customers, customer, settings);
    customer.rows.forEach((row, place) => {
      rows.push(Object.assign(row, { attributes: properties[place]! }));
    });
    // A customer without rows would first appear after the end, so the company does not know this customer yet.
    if (customer.rows.length > 0) attributes.push({ customer: customer.key, attributes: customer.attributes });
    for (const answer of demoAnswers(customers, customer.key, customer.rows, settings)) answers.push(answer);
    customers++;
    if (customers % CUSTOMERS_PER_BATCH !== 0 && customers < settings.customers) continue;
    yield {
      batch: { origins, rows, replace: false, createNames: true },
      feedback: { origins: answering, rows: answers, replace: false, createNames: true },
      attributes,
      customers,
    };
    rows = [];
    answers = [];
    attributes = [];
  }
}

/**
 * One origin for each touchpoint that customers meet. The `origin` of a row is an index into this list. Names are as in
 * the catalogue.
 */
export function demoOrigins(source: number): OriginContent[] {
  return MET.map(({ key, kind, channel, stage, intends }) => ({
    source,
    touchpoint: key,
    kind,
    channel,
    stage,
    intended: intends ?? null,
    initiatedBy: null,
  }));
}
