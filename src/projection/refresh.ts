// Builds the first projection of a store, and refreshes it. The first projection is built by streaming the whole store,
// and then applying the changes made in the meantime. A refresh reads the store's change feed, which lists the changed
// customers. It masks all their journeys in the existing blocks, and adds a small block with their current journeys.
// The previous projection does not change, and the new one shares all unchanged parts with it.
//
// A refresh costs reading the changed customers, plus one pass over the customer numbers of all journeys (about 1 ms
// per million journeys). The event loop runs between two blocks of this pass. Small blocks are merged afterwards
// (merge.ts).
import { setImmediate } from "node:timers/promises";
import type { GraphStore, ReadProgress } from "../graph/store.js";
import { looseAfter } from "./answers.js";
import { maskedBlock, wholeBlock } from "./blocks.js";
import { projectionOf } from "./build.js";
import { ProjectionBuilder } from "./builder.js";
import type { MaskedBlock, Projection } from "./projection.js";

/**
 * The number of attempts to read the changes and the catalogue of the same version of the store. If the catalogue
 * changes during every attempt, the latest one is used, and the next question tries again.
 */
const MAX_PULLS = 5;

/** The part of a store that a projection reads. */
export type ProjectionSource = Pick<GraphStore, "version" | "stream" | "changesSince" | "catalogue" | "settings">;

/**
 * Builds the first projection from the whole store. It takes 8 to 12 bytes of memory per interaction, and more for
 * sparse columns.
 */
export async function buildProjection(store: ProjectionSource, progress?: ReadProgress): Promise<Projection> {
  const builder = new ProjectionBuilder();
  const { version } = await store.stream(builder, progress);
  const [catalogue, settings] = await Promise.all([store.catalogue(), store.settings()]);
  const built = builder.finish();
  const streamed = projectionOf(version, built.blocks.map(wholeBlock), built, catalogue, settings);
  // The store may have changed while it was streamed, and before the catalogue was read. Reading the change feed
  // afterwards corrects both.
  return refreshProjection(store, streamed);
}

/** Refreshes a projection. Returns `previous` itself if nothing has changed. */
export async function refreshProjection(store: ProjectionSource, previous: Projection): Promise<Projection> {
  let current = previous;
  for (let pull = 1; ; pull++) {
    const builder = new ProjectionBuilder(current);
    const changes = await store.changesSince(current.version, builder);
    if (changes === null) return buildProjection(store);
    if (changes.version === current.version) return current;
    const [catalogue, settings] = await Promise.all([store.catalogue(), store.settings()]);
    const sameNames =
      catalogue.version === current.catalogue.version &&
      settings.journeyGap === current.journeyGap &&
      settings.timeZone === current.timeZone;
    const built = builder.finish();
    const masked: MaskedBlock[] = [];
    for (const block of current.blocks) {
      masked.push(maskedBlock(block, built.visited));
      await setImmediate();
    }
    current = projectionOf(
      changes.version,
      [...masked, ...built.blocks.map(wholeBlock)].filter(({ liveCounts }) => liveCounts.journeys > 0),
      { ...built, looseAnswers: looseAfter(current.looseAnswers, built.visited, built.looseAnswers) },
      // If the catalogue did not change, the previous object is kept, so that values derived from it can be reused.
      catalogue.version === current.catalogue.version ? current.catalogue : catalogue,
      settings,
    );
    // The catalogue and the settings were read after the changes of customers. If somebody changed them in between,
    // they belong to a later version than the customers, and all must be read again.
    if (sameNames || pull === MAX_PULLS || (await store.version()) === current.version) return current;
  }
}
