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

/**
 * The number of projections whose objects a thread keeps. Questions with different properties or units, and questions
 * without any, run on different projections of one version, and clients ask them by turns.
 */
const MOST_KEPT = 4;
/**
 * The largest number of interactions in the projections that a thread keeps, all together. The projection that it used
 * last is kept in any case. Each interaction takes up to 20 bytes of shared memory, even if the service no longer needs
 * the projection.
 */
const MOST_INTERACTIONS = 1 << 26;

interface Kept {
  readonly projection: Projection;
  readonly objects: ReadonlyMap<number, object>;
}

/** The receiving side, on the thread. It keeps the objects of the projections that it used most recently. */
export class KnownProjection {
  /** The projections by number, in order of their last use. */
  readonly #kept = new Map<number, Kept>();

  /**
   * Returns the projection. `fetch` requests the missing objects from the service. The same references give the same
   * projection object while it is kept. Projections of an earlier version are not kept.
   */
  async get(
    refs: ProjectionRefs,
    fetch: (missing: number[]) => Promise<readonly (readonly [number, object])[]>,
  ): Promise<Projection> {
    const kept = this.#kept.get(refs.ref) ?? (await this.#made(refs, fetch));
    this.#kept.delete(refs.ref);
    this.#kept.set(refs.ref, kept);
    let interactions = 0;
    for (const [others, [ref, { projection }]] of [...this.#kept].reverse().entries()) {
      interactions += projection.interactions;
      const isTooMuch = others >= MOST_KEPT || interactions > MOST_INTERACTIONS;
      if (others > 0 && (isTooMuch || projection.version < refs.version)) this.#kept.delete(ref);
    }
    return kept.projection;
  }

  async #made(
    refs: ProjectionRefs,
    fetch: (missing: number[]) => Promise<readonly (readonly [number, object])[]>,
  ): Promise<Kept> {
    const wanted = [...refs.blocks.map(({ ref }) => ref), refs.dictionary, refs.customers, refs.catalogue];
    const known = new Map([...this.#kept.values()].flatMap(({ objects }) => [...objects]));
    const missing = wanted.filter((ref) => !known.has(ref));
    if (missing.length > 0) for (const [ref, object] of await fetch(missing)) known.set(ref, object);
    const objects = new Map(wanted.map((ref) => [ref, known.get(ref)!]));
    const { ref: _, blocks, dictionary, customers, catalogue, ...rest } = refs;
    const projection: Projection = {
      ...rest,
      blocks: blocks.map(({ ref, live, liveCounts }) => ({ block: objects.get(ref) as Block, live, liveCounts })),
      dictionary: objects.get(dictionary) as Dictionary,
      customers: objects.get(customers) as CustomerColumns,
      catalogue: objects.get(catalogue) as Projection["catalogue"],
    };
    return { projection, objects };
  }
}
