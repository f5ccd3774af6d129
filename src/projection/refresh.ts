// A newer projection from the change feed: all journeys of each changed customer are masked, and their journeys as they
// are now form a small new segment. The projection before stays as it was; whatever did not change is shared.
//
// Cost: the changed customers, and one look at every journey's customer (about 1 ms a million journeys). Small segments
// are merged like those of a log-structured store: eight of one size become one of the next; a segment is rewritten
// once half of it is masked.
import { buildProjection, type ProjectionSource, projectionOf } from "./build.js";
import { ProjectionBuilder, SEGMENT_INTERACTIONS } from "./builder.js";
import type { MaskedSegment, Projection } from "./projection.js";
import { maskedSegment, mergedSegment, wholeSegment } from "./segments.js";

/** Segments of one size at which they are merged. */
const MERGE_AT = 8;
/** Sizes: up to this many interactions, up to eight times as many, and so on. */
const SMALLEST_SIZE = 1 << 13;
/** The standing share of a segment below which it is rewritten. */
const REWRITE_BELOW = 0.5;
/** Pulls after which a catalogue that keeps changing is taken as it is; the next question pulls again. */
const MAX_PULLS = 5;

/** `previous` itself if nothing changed. */
export async function refreshProjection(store: ProjectionSource, previous: Projection): Promise<Projection> {
  let current = previous;
  for (let pull = 1; ; pull++) {
    const builder = new ProjectionBuilder(current);
    const changes = await store.changesSince(current.version, builder);
    if (changes === null) return buildProjection(store);
    if (changes.version === current.version) return current;
    const [catalogue, settings] = await Promise.all([store.catalogue(), store.settings()]);
    const sameNames = catalogue.version === current.catalogue.version && settings.journeyGap === current.journeyGap;
    const built = builder.finish();
    current = projectionOf(
      changes.version,
      tidied([
        ...current.segments.map((segment) => maskedSegment(segment, built.visited)),
        ...built.segments.map(wholeSegment),
      ]),
      built,
      // The same object says to what is worked out from it that it did not change.
      catalogue.version === current.catalogue.version ? current.catalogue : catalogue,
      settings.journeyGap,
    );
    // Catalogue and settings were read after the pull: if they changed, they may belong to a later version.
    if (sameNames || pull === MAX_PULLS || (await store.version()) === current.version) return current;
  }
}

/** Drops empty segments, rewrites those that are mostly masked, merges small ones. */
export function tidied(segments: readonly MaskedSegment[]): MaskedSegment[] {
  let kept = segments
    .filter(({ standing }) => standing.journeys > 0)
    .map((masked) =>
      masked.standing.journeys < masked.segment.journeys * REWRITE_BELOW ? mergedSegment([masked]) : masked,
    );
  for (let size = SMALLEST_SIZE; size < SEGMENT_INTERACTIONS; size *= MERGE_AT) {
    const limit = size;
    const small = kept.filter(({ standing }) => standing.interactions <= limit);
    if (small.length >= MERGE_AT)
      kept = [...kept.filter(({ standing }) => standing.interactions > limit), mergedSegment(small)];
  }
  return kept;
}
