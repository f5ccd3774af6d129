// The first projection of a store: everything is streamed, then whatever changed meanwhile is pulled in.
import type { GraphStore, ReadProgress } from "../graph/store.js";
import type { Catalogue } from "../model/catalogue.js";
import { type Built, ProjectionBuilder } from "./builder.js";
import type { MaskedSegment, Projection } from "./projection.js";
import { refreshProjection } from "./refresh.js";
import { segmentBytes, wholeSegment } from "./segments.js";

/** What a projection needs of a store. */
export type ProjectionSource = Pick<GraphStore, "version" | "stream" | "changesSince" | "catalogue" | "settings">;

/** Reads the whole store; 12 to 16 bytes of memory an interaction, sparse columns apart. */
export async function buildProjection(store: ProjectionSource, progress?: ReadProgress): Promise<Projection> {
  const builder = new ProjectionBuilder();
  const { version } = await store.stream(builder, progress);
  const [catalogue, settings] = await Promise.all([store.catalogue(), store.settings()]);
  const built = builder.finish();
  const streamed = projectionOf(version, built.segments.map(wholeSegment), built, catalogue, settings.journeyGap);
  // A stream need not be a snapshot, and the catalogue was read after it: the change feed makes both exact.
  return refreshProjection(store, streamed);
}

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
