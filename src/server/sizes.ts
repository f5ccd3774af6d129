// Finds the expected lengths of lists for the price of a query (price.ts): the number of things of each kind, as far as
// it is known without reading the store.
//
// The projection has the numbers for its version. If there is no projection (because it is being built, or the store
// answers questions itself), the numbers come from the catalogue, which every request with names reads anyway, and from
// the store's counters. If a list turns out to be longer, the excess is added while the answer is built
// (resolvers/meter.ts).
import type { Context } from "../resolvers/context.js";

/** The parts of a catalogue that are counted. */
interface Counted {
  readonly touchpoints: readonly { readonly channel: string; readonly stage: string | null }[];
  readonly channels: readonly unknown[];
  readonly stages: readonly unknown[];
  readonly goals: readonly unknown[];
  readonly serviceLevels: readonly unknown[];
  readonly segments: readonly { readonly rule: unknown }[];
  readonly personas: readonly { readonly rule: unknown }[];
  readonly blueprints: readonly unknown[];
}

export interface CatalogueSizes {
  readonly touchpoints: number;
  readonly channels: number;
  readonly stages: number;
  readonly goals: number;
  readonly serviceLevels: number;
  readonly segments: number;
  readonly ruledSegments: number;
  readonly personas: number;
  readonly blueprints: number;
  /**
   * The number of touchpoints on the channel of a touchpoint. It is averaged over touchpoints, so that large channels
   * have more weight.
   */
  readonly besideOnChannel: number;
  readonly besideInStage: number;
}

export interface Sizes extends CatalogueSizes {
  readonly customers: number;
  readonly journeys: number;
  readonly interactions: number;
}

const NO_JOURNEYS = { customers: 0, journeys: 0, interactions: 0 };

export async function sizesOf({ service, scope }: Context): Promise<Sizes> {
  const { latest } = service.freshness;
  if (latest !== null) {
    const { catalogue, customersWithJourneys: customers, journeys, interactions } = latest;
    return { ...catalogueSizes(catalogue), customers, journeys, interactions };
  }
  try {
    const [{ catalogue }, { customers, journeys, interactions }] = await Promise.all([
      scope.names(),
      scope.once("status", () => service.store.status()),
    ]);
    return { ...catalogueSizes(catalogue), customers, journeys, interactions };
  } catch {
    // If the store cannot be read, the fields of the query that need it report the error.
    return { ...catalogueSizes(NOTHING), ...NO_JOURNEYS };
  }
}

const NOTHING: Counted = {
  touchpoints: [],
  channels: [],
  stages: [],
  goals: [],
  serviceLevels: [],
  segments: [],
  personas: [],
  blueprints: [],
};

/** The sizes of each catalogue. While a catalogue does not change, it remains the same object. */
const sizesByCatalogue = new WeakMap<Counted, CatalogueSizes>();

function catalogueSizes(catalogue: Counted): CatalogueSizes {
  const known = sizesByCatalogue.get(catalogue);
  if (known !== undefined) return known;
  const { touchpoints, channels, stages, goals, serviceLevels, segments, personas, blueprints } = catalogue;
  const sizes = {
    touchpoints: touchpoints.length,
    channels: channels.length,
    stages: stages.length,
    goals: goals.length,
    serviceLevels: serviceLevels.length,
    segments: segments.length,
    personas: personas.length,
    blueprints: blueprints.length,
    ruledSegments: segments.filter(({ rule }) => rule !== null).length,
    besideOnChannel: weightedSize(touchpoints.map(({ channel }) => channel)),
    besideInStage: weightedSize(touchpoints.map(({ stage }) => stage)),
  };
  sizesByCatalogue.set(catalogue, sizes);
  return sizes;
}

/** The number of touchpoints in the same group, averaged over touchpoints. */
function weightedSize(groups: readonly (string | null)[]): number {
  const counts = new Map<string, number>();
  for (const group of groups) if (group !== null) counts.set(group, (counts.get(group) ?? 0) + 1);
  let squares = 0;
  let members = 0;
  for (const count of counts.values()) {
    squares += count * count;
    members += count;
  }
  return members === 0 ? 0 : squares / members;
}
