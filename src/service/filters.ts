// A filter as it is asked with, read for the projection at hand: who belongs to the segments it names, and which journeys are
// behind the row it names, each worked out once a version.

import { segmentNamed, segmentsOf } from "../engine/breakdown.js";
import type { JourneyFilter } from "../engine/terms.js";
import type { GraphStore } from "../graph/store.js";
import { ThroughlineError } from "../model/errors.js";
import { MEMBERSHIP } from "../model/segment.js";
import { sharedUint8, sharedUint16 } from "../projection/columns.js";
import type { Projection } from "../projection/projection.js";
import { narrowed } from "../questions/compare/sides.js";
import type { ParamsOf } from "../questions/registry.js";
import { type AskedFilter, readFilter } from "./arguments.js";
import type { AskedSides } from "./asked.js";
import { type AskedOfRow, readBehind, withinBehind } from "./behind.js";
import type { Projected } from "./projected.js";
import { type LookedUp, NOTHING_MORE, READERS } from "./questionParams.js";

export class Filters {
  readonly #store: GraphStore;
  readonly #projected: Projected;
  readonly #projections = new WeakMap<Projection, number>();
  #projectionsSeen = 0;

  constructor(store: GraphStore, projected: Projected) {
    this.#store = store;
    this.#projected = projected;
  }

  /** A filter as it is asked with, for this projection; null: Neo4j answers, which knows no segments and no rows. */
  read(
    projection: Projection | null,
    asked: AskedFilter | null | undefined,
    signal: AbortSignal,
    at = "filter",
  ): Promise<JourneyFilter | null> {
    const needed = async (place: string) => projection ?? (await this.#projected.current(place));
    return readFilter(this.#store, asked, at, {
      members: async (segments, place) => this.members(await needed(place), segments, place, signal),
      behind: async (row, place) => this.#behind(await needed(place), row, place, signal),
    });
  }

  /** What else a question names. */
  async readMore(projection: Projection | null, asked: object, signal: AbortSignal): Promise<LookedUp> {
    const { breakdown, a, b } = asked as AskedOfRow & Partial<AskedSides>;
    return {
      memberBits: await this.#memberBits(projection, breakdown?.segments, "breakdown.segments", signal),
      a: await this.read(projection, a?.filter, signal, "a.filter"),
      b: await this.read(projection, b?.filter, signal, "b.filter"),
    };
  }

  /** Who belongs to any of these segments; `at` is the list's path. */
  async members(
    projection: Projection,
    segments: readonly string[],
    at: string,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    if (segments.length === 0)
      throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` is empty.`, {
        at,
        remedy: "Name at least one segment, or leave it out.",
      });
    const all = sharedUint8(projection.customerNumbers);
    for (const [i, key] of segments.entries()) {
      const members = await this.membersOf(projection, key, `${at}[${i}]`, signal);
      for (let number = 0; number < all.length; number++) all[number]! |= members[number]!;
    }
    return all;
  }

  /** Who belongs to which of these segments: by customer number, bit i is the i-th; null for none. `at` is the list's path. */
  async #memberBits(
    projection: Projection | null,
    segments: readonly string[] | null | undefined,
    at: string,
    signal: AbortSignal,
  ): Promise<Uint16Array | null> {
    if (segments === null || segments === undefined) return null;
    const current = projection ?? (await this.#projected.current(at));
    const bits = sharedUint16(current.customerNumbers);
    for (const [i, { key }] of segmentsOf(current, segments, at).entries()) {
      const members = await this.membersOf(current, key, `${at}[${i}]`, signal);
      for (let number = 0; number < bits.length; number++) bits[number]! |= members[number]! << i;
    }
    return bits;
  }

  /** Who belongs to a segment, by key or name: worked out once a version. */
  async membersOf(projection: Projection, key: string, at: string, signal: AbortSignal): Promise<Uint8Array> {
    const segment = segmentNamed(projection, key, at);
    if (segment.rule === null) {
      const members = sharedUint8(projection.customerNumbers);
      projection.customers.attributes.get(MEMBERSHIP + segment.key)?.codes.forEach((code, number) => {
        if (code !== 0) members[number] = 1;
      });
      return members;
    }
    const where = `segment "${segment.key}"`;
    const params = async () => ({
      filter: (await this.read(projection, segment.rule as AskedFilter, signal, where))!,
      at: where,
    });
    return (await this.#projected.ask("members", projection, { rule: segment.rule }, params, signal)).members;
  }

  /** The journeys of a row. */
  async #behind(
    projection: Projection,
    name: string,
    at: string,
    signal: AbortSignal,
  ): Promise<readonly Uint32Array[]> {
    const { question, args, side, row } = readBehind(name, at);
    // Bits are by place in the segments, which may be merged without a new version.
    const projectionNumber = this.#numberOf(projection);
    try {
      const params = async (): Promise<ParamsOf<"drilldown">> => {
        const read = READERS[question](args as never, NOTHING_MORE);
        const common = await this.read(projection, args.filter, signal);
        const filter = narrowed(common, await this.read(projection, side, signal, "side"));
        const more = await this.readMore(projection, args, signal);
        return { question, params: read(filter, more), row } as ParamsOf<"drilldown">;
      };
      return (await this.#projected.ask("drilldown", projection, { name, projectionNumber }, params, signal)).words;
    } catch (error) {
      throw withinBehind(error, at);
    }
  }

  #numberOf(projection: Projection): number {
    const number = this.#projections.get(projection) ?? ++this.#projectionsSeen;
    this.#projections.set(projection, number);
    return number;
  }
}
