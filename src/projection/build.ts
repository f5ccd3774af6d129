// Assembles a projection from its parts.
import type { Catalogue } from "../model/catalogue.js";
import { blockBytes } from "./blocks.js";
import type { Built } from "./builder.js";
import type { MaskedBlock, Projection } from "./projection.js";

export function projectionOf(
  version: number,
  blocks: readonly MaskedBlock[],
  { dictionary, customers, customerNumbers }: Pick<Built, "dictionary" | "customers" | "customerNumbers">,
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
  return {
    version,
    blocks,
    dictionary,
    customers,
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
