// Assembles a projection from its blocks, its dictionary, the catalogue and the settings, and adds up the counts of the
// blocks.
import type { Catalogue } from "../model/catalogue.js";
import { answerBytes } from "./answers.js";
import { blockBytes } from "./blocks.js";
import type { Built } from "./builder.js";
import type { MaskedBlock, Projection } from "./projection.js";

export function projectionOf(
  version: number,
  blocks: readonly MaskedBlock[],
  {
    dictionary,
    customers,
    customerNumbers,
    looseAnswers,
  }: Pick<Built, "dictionary" | "customers" | "customerNumbers" | "looseAnswers">,
  catalogue: Catalogue,
  { journeyGap, timeZone }: Pick<Projection, "journeyGap" | "timeZone">,
): Projection {
  let journeys = 0;
  let interactions = 0;
  let customersWithJourneys = 0;
  let newest = Number.NEGATIVE_INFINITY;
  let bytes = 0;
  for (const { block, live, liveCounts } of blocks) {
    journeys += liveCounts.journeys;
    interactions += liveCounts.interactions;
    customersWithJourneys += liveCounts.customers;
    newest = Math.max(newest, liveCounts.newest);
    bytes += blockBytes(block) + (live?.byteLength ?? 0);
  }
  for (const { codes } of customers.attributes.values()) bytes += codes.byteLength;
  bytes += answerBytes(looseAnswers);
  return {
    version,
    blocks,
    dictionary,
    customers,
    looseAnswers,
    catalogue,
    journeyGap,
    timeZone,
    newest: interactions === 0 ? null : newest,
    journeys,
    interactions,
    customersWithJourneys,
    customerNumbers,
    bytes,
  };
}
