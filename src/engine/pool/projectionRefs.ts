// Converts a projection to the form in which it is sent to a thread. Its blocks, dictionary, attributes and catalogue
// are replaced by numbers, and a number always refers to the same object. The thread then requests only the objects
// that it does not yet have from an earlier version.
import type { Block, CustomerColumns, Dictionary, LiveCounts, Projection } from "../../projection/projection.js";

type Parts = "blocks" | "dictionary" | "customers" | "catalogue";

export interface ProjectionRefs extends Omit<Projection, Parts> {
  /** The number of the projection itself. */
  readonly ref: number;
  readonly blocks: readonly {
    readonly ref: number;
    readonly live: Uint8Array | null;
    readonly liveCounts: LiveCounts;
  }[];
  readonly dictionary: number;
  readonly customers: number;
  readonly catalogue: number;
}

let last = 0;
const numbers = new WeakMap<object, number>();
const told = new WeakMap<Projection, ProjectionRefs>();

function refOf(object: object): number {
  let ref = numbers.get(object);
  if (ref === undefined) {
    ref = ++last;
    numbers.set(object, ref);
  }
  return ref;
}

export function refsOf(projection: Projection): ProjectionRefs {
  let refs = told.get(projection);
  if (refs === undefined) {
    const { blocks, dictionary, customers, catalogue, ...rest } = projection;
    refs = {
      ...rest,
      ref: refOf(projection),
      blocks: blocks.map(({ block, live, liveCounts }) => ({ ref: refOf(block), live, liveCounts })),
      dictionary: refOf(dictionary),
      customers: refOf(customers),
      catalogue: refOf(catalogue),
    };
    told.set(projection, refs);
  }
  return refs;
}

/** Returns the objects with these numbers. All of them belong to the projection. */
export function objectsOf(projection: Projection, refs: readonly number[]): (readonly [number, object])[] {
  const wanted = new Set(refs);
  const { blocks, dictionary, customers, catalogue } = projection;
  return [...blocks.map(({ block }) => block), dictionary, customers, catalogue]
    .map((object) => [refOf(object), object] as const)
    .filter(([ref]) => wanted.has(ref));
}

/** The receiving side, on the thread. It keeps the objects of the most recently used projection. */
export class KnownProjection {
  #objects = new Map<number, object>();
  #last: { readonly ref: number; readonly projection: Projection } | null = null;

  /**
   * Returns the projection. `fetch` requests the missing objects from the service. The same references give the same
   * projection object with the same blocks.
   */
  async get(
    refs: ProjectionRefs,
    fetch: (missing: number[]) => Promise<readonly (readonly [number, object])[]>,
  ): Promise<Projection> {
    if (this.#last?.ref === refs.ref) return this.#last.projection;
    const wanted = [...refs.blocks.map(({ ref }) => ref), refs.dictionary, refs.customers, refs.catalogue];
    const missing = wanted.filter((ref) => !this.#objects.has(ref));
    if (missing.length > 0) for (const [ref, object] of await fetch(missing)) this.#objects.set(ref, object);
    const kept = new Map(wanted.map((ref) => [ref, this.#objects.get(ref)!]));
    this.#objects = kept;
    const { ref, blocks, dictionary, customers, catalogue, ...rest } = refs;
    const projection: Projection = {
      ...rest,
      blocks: blocks.map(({ ref: block, live, liveCounts }) => ({
        block: kept.get(block) as Block,
        live,
        liveCounts,
      })),
      dictionary: kept.get(dictionary) as Dictionary,
      customers: kept.get(customers) as CustomerColumns,
      catalogue: kept.get(catalogue) as Projection["catalogue"],
    };
    this.#last = { ref, projection };
    return projection;
  }
}
