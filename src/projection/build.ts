// A projection from its parts.
import type { Catalogue } from "../model/catalogue.js";
import type { Built } from "./builder.js";
import type { MaskedSegment, Projection } from "./projection.js";
import { segmentBytes } from "./segments.js";

export function projectionOf(
  version: number,
  segments: readonly MaskedSegment[],
  { dictionary, customers, customerNumbers }: Pick<Built, "dictionary" | "customers" | "customerNumbers">,
  catalogue: Catalogue,
  journeyGap: number,
): Projection {
  let journeys = 0;
  let interactions = 0;
  let customersWithJourneys = 0;
  let newest = Number.NEGATIVE_INFINITY;
  let bytes = 0;
  for (const { segment, live, standing } of segments) {
    journeys += standing.journeys;
    interactions += standing.interactions;
    customersWithJourneys += standing.customers;
    newest = Math.max(newest, standing.newest);
    bytes += segmentBytes(segment) + (live?.byteLength ?? 0);
  }
  for (const { codes } of customers.attributes.values()) bytes += codes.byteLength;
  return {
    version,
    segments,
    dictionary,
    customers,
    catalogue,
    journeyGap,
    newest: interactions === 0 ? null : newest,
    journeys,
    interactions,
    customersWithJourneys,
    customerNumbers,
    bytes,
  };
}
