// A projection as it is told to a thread: numbers in place of its segments, dictionary, attributes and catalogue, which
// a thread asks for only if it does not have them from an earlier version. A number stands for one object for ever.
import type { CustomerColumns, Dictionary, Projection, Segment, Standing } from "../../projection/projection.js";

type Parts = "segments" | "dictionary" | "customers" | "catalogue";

export interface ProjectionRefs extends Omit<Projection, Parts> {
  /** The projection's own number. */
  readonly ref: number;
  readonly segments: readonly {
    readonly ref: number;
    readonly live: Uint8Array | null;
    readonly standing: Standing;
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
    const { segments, dictionary, customers, catalogue, ...rest } = projection;
    refs = {
      ...rest,
      ref: refOf(projection),
      segments: segments.map(({ segment, live, standing }) => ({ ref: refOf(segment), live, standing })),
      dictionary: refOf(dictionary),
      customers: refOf(customers),
      catalogue: refOf(catalogue),
    };
    told.set(projection, refs);
  }
  return refs;
}

/** The objects of these numbers, all of them the projection's. */
export function objectsOf(projection: Projection, refs: readonly number[]): (readonly [number, object])[] {
  const wanted = new Set(refs);
  const { segments, dictionary, customers, catalogue } = projection;
  return [...segments.map(({ segment }) => segment), dictionary, customers, catalogue]
    .map((object) => [refOf(object), object] as const)
    .filter(([ref]) => wanted.has(ref));
}

/** A thread's side: the objects it has, those of the projection asked about last. */
export class KnownProjection {
  #objects = new Map<number, object>();
  #last: { readonly ref: number; readonly projection: Projection } | null = null;

  /** `fetch` gets what is missing. The same projection as before is the same object, and so are its segments. */
  async get(
    refs: ProjectionRefs,
    fetch: (missing: number[]) => Promise<readonly (readonly [number, object])[]>,
  ): Promise<Projection> {
    if (this.#last?.ref === refs.ref) return this.#last.projection;
    const wanted = [...refs.segments.map(({ ref }) => ref), refs.dictionary, refs.customers, refs.catalogue];
    const missing = wanted.filter((ref) => !this.#objects.has(ref));
    if (missing.length > 0) for (const [ref, object] of await fetch(missing)) this.#objects.set(ref, object);
    const kept = new Map(wanted.map((ref) => [ref, this.#objects.get(ref)!]));
    this.#objects = kept;
    const { ref, segments, dictionary, customers, catalogue, ...rest } = refs;
    const projection: Projection = {
      ...rest,
      segments: segments.map(({ ref: segment, live, standing }) => ({
        segment: kept.get(segment) as Segment,
        live,
        standing,
      })),
      dictionary: kept.get(dictionary) as Dictionary,
      customers: kept.get(customers) as CustomerColumns,
      catalogue: kept.get(catalogue) as Projection["catalogue"],
    };
    this.#last = { ref, projection };
    return projection;
  }
}
