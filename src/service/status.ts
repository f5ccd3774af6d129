// Reports which data the store holds, and whether questions can be answered.
import type { GraphStore } from "../graph/store.js";
import type { Projection } from "../projection/projection.js";
import type { Freshness, FreshnessState } from "./freshness.js";
import type { Properties, PropertyMemory } from "./properties.js";

export interface StatusView {
  readonly store: "EMBEDDED" | "NEO4J";
  readonly location: string;
  readonly dataVersion: string;
  readonly format: number;
  readonly synthetic: boolean;
  readonly readOnly: boolean;
  readonly journeyGap: number;
  readonly timeZone: string;
  readonly customers: number;
  readonly journeys: number;
  readonly interactions: number;
  readonly answers: number;
  readonly touchpoints: number;
  readonly oldest: number | null;
  readonly newest: number | null;
  readonly projection: {
    readonly state: FreshnessState;
    readonly progress: number | null;
    readonly dataVersion: string | null;
    readonly age: number | null;
    readonly bytes: number | null;
    readonly properties: readonly PropertyMemory[];
  };
}

/**
 * Refreshes the projection first, because the time range comes from it. Before the projection is built, the time range
 * is unknown.
 */
export async function readStatus(
  store: GraphStore,
  freshness: Freshness,
  properties: Properties,
  readOnly: boolean,
): Promise<StatusView> {
  const projection = freshness.latest === null ? null : await freshness.current("status");
  const [status, catalogue] = await Promise.all([store.status(), store.catalogue()]);
  return {
    store: status.kind === "neo4j" ? "NEO4J" : "EMBEDDED",
    location: status.location,
    dataVersion: String(status.version),
    format: status.format,
    synthetic: status.settings.synthetic,
    readOnly,
    journeyGap: status.settings.journeyGap,
    timeZone: status.settings.timeZone,
    customers: status.customers,
    journeys: status.journeys,
    interactions: status.interactions,
    answers: status.answers,
    touchpoints: catalogue.touchpoints.length,
    oldest: projection === null ? null : oldest(projection),
    newest: projection?.newest ?? null,
    projection: {
      state: freshness.state,
      progress: freshness.progress,
      dataVersion: projection === null ? null : String(projection.version),
      age: projection === null ? null : Math.max(0, Date.now() - freshness.currentAt),
      bytes: projection?.bytes ?? null,
      properties: projection === null ? [] : properties.memory(projection),
    },
  };
}

const oldestOf = new WeakMap<Projection, number | null>();

/** The time of the oldest interaction in the projection. It is computed once per projection. */
function oldest(projection: Projection): number | null {
  const known = oldestOf.get(projection);
  if (known !== undefined) return known;
  let earliest = Number.POSITIVE_INFINITY;
  for (const { block, live } of projection.blocks)
    for (let j = 0; j < block.journeys; j++)
      if (live === null || live[j] === 1) earliest = Math.min(earliest, block.start[j]!);
  const found = earliest === Number.POSITIVE_INFINITY ? null : earliest;
  oldestOf.set(projection, found);
  return found;
}
