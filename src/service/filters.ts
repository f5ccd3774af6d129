// Prepares the filter of a client for the current projection. A filter may name customers, segments, a persona, and (in
// `behind`) a row of another answer. This file looks up the customers, the members of the segments and of the persona,
// and the journeys of the row. Members and journeys are computed once per version of the data.

import { segmentNamed, segmentsOf } from "../engine/breakdown.js";
import { unknownName } from "../engine/selector.js";
import type { JourneyFilter } from "../engine/terms.js";
import type { GraphStore } from "../graph/store.js";
import { ThroughlineError } from "../model/errors.js";
import { MEMBERSHIP, type Segment } from "../model/segment.js";
import { textOfUnit, type Unit } from "../model/unit.js";
import { sharedUint8, sharedUint16 } from "../projection/columns.js";
import type { Projection } from "../projection/projection.js";
import { narrowed } from "../questions/compare/sides.js";
import { atOwnArgument, withNames } from "../questions/journeyMap/names.js";
import type { SegmentMembers } from "../questions/opportunities/cells.js";
import type { ParamsOf } from "../questions/registry.js";
import type { LookedUp, NamingArgs } from "../schema/asking/asking.js";
import { type JourneyFilterInput, readFilter } from "../schema/shared/filter.js";
import { readUnit } from "../schema/shared/unit.js";
import type { Projected } from "./projected.js";
import { readReference, segmentsNamed, withinReference } from "./references.js";
import { isProblemOfRule, refusePersona, standingRule } from "./rules.js";

export interface StandingSegment {
  /** The entry for a customer number is 1 if the customer is a member. */
  readonly members: Uint8Array;
  /** The problems with the segment's rule, one sentence each. The list is empty if there are none. */
  readonly problems: readonly string[];
}

const MATCHES_NOBODY = "No customer matches the rule.";

export class Filters {
  readonly #store: GraphStore;
  readonly #projected: Projected;
  readonly #projections = new WeakMap<Projection, number>();
  #projectionsSeen = 0;

  constructor(store: GraphStore, projected: Projected) {
    this.#store = store;
    this.#projected = projected;
  }

  /**
   * Prepares a client's filter for this projection: looks up the keys of customers in one read, the members of
   * segments, and the journeys of references. Members of segments are determined from the stored journeys, whatever the
   * unit of the question is. A reference must count the same unit as the question. If the projection is null, Neo4j
   * answers the question, and filters with segments or references are refused.
   */
  async read(
    projection: Projection | null,
    given: JourneyFilterInput | null | undefined,
    signal: AbortSignal,
    at = "filter",
    unit: Unit | null = null,
  ): Promise<JourneyFilter | null> {
    if (given === null || given === undefined) return null;
    const { segments, persona, behind, customers } = given;
    const needed = async (place: string) => projection ?? (await this.#projected.current(place));
    const ofSegments = isGiven(segments)
      ? await this.members(await needed(`${at}.segments`), segments, `${at}.segments`, signal)
      : null;
    const ofPersona = isGiven(persona)
      ? await this.withPersona(await needed(`${at}.persona`), persona, `${at}.persona`, signal)
      : null;
    return readFilter(given, at, {
      memberOf: ofSegments === null ? ofPersona : ofPersona === null ? ofSegments : both(ofSegments, ofPersona),
      behindWords: isGiven(behind)
        ? await this.#behind(await needed(`${at}.behind`), behind, unit, `${at}.behind`, signal)
        : null,
      customerNumbers: isGiven(customers) ? await customerNumbers(this.#store, customers, `${at}.customers`) : null,
    });
  }

  /** The customers who have this persona, given by key or name. */
  async withPersona(projection: Projection, given: string, at: string, signal: AbortSignal): Promise<Uint8Array> {
    const { personas } = projection.catalogue;
    const byKey = personas.findIndex(({ key }) => key === given);
    const index = byKey >= 0 ? byKey : personas.findIndex(({ name }) => name === given);
    if (index < 0)
      throw unknownName(
        given,
        "persona",
        at,
        personas.map(({ key }) => key),
      );
    const members = sharedUint8(projection.customerNumbers);
    (await this.personas(projection, signal)).forEach((place, number) => {
      if (place === index + 1) members[number] = 1;
    });
    return members;
  }

  /**
   * Returns the position of each customer's persona in the catalogue's order, from 1, or 0 for a customer without a
   * persona. The index is the number of the customer. Each rule is evaluated once per version of the data.
   */
  async personas(projection: Projection, signal: AbortSignal): Promise<Uint16Array> {
    const places = new Uint16Array(projection.customerNumbers);
    for (const [i, persona] of projection.catalogue.personas.entries()) {
      if (persona.rule === null) continue;
      const { members } = await this.standing(projection, persona, signal, "persona");
      for (let number = 0; number < places.length; number++)
        if (places[number] === 0 && members[number] === 1) places[number] = i + 1;
    }
    return places;
  }

  /**
   * Checks a rule that is being declared, and evaluates it once, so that the client receives any error that it causes.
   * A rule must not name a persona. The only segments that it may name are listed segments, which are lists of
   * customers. Rules therefore cannot refer to each other in a circle.
   */
  async checkRule(projection: Projection, rule: JourneyFilterInput, at: string, signal: AbortSignal): Promise<void> {
    const listed = projection.catalogue.segments.filter((segment) => segment.rule === null).map(({ key }) => key);
    for (const named of segmentsNamed(rule, at))
      if (!listed.includes(named.key)) throw unknownName(named.key, "listed segment", named.at, listed);
    refusePersona(rule, at);
    const filter = await this.read(projection, rule, signal, at);
    await this.#projected.ask(
      "members",
      projection,
      { rule },
      () => ({ filter: { ...filter!, isStrict: true }, at }),
      signal,
    );
  }

  /** Looks up the customers, segments and references that the arguments of a question name. */
  async lookUp(
    projection: Projection | null,
    args: NamingArgs,
    signal: AbortSignal,
    needsSegments = false,
  ): Promise<LookedUp> {
    const { a, b, breakdown } = args;
    const unit = readUnit(args.unit, "unit");
    const read = (given: JourneyFilterInput | null | undefined, at: string) =>
      this.read(projection, given, signal, at, unit);
    return {
      filter: await this.#named(projection, args, unit, signal),
      memberBits: await this.#memberBits(projection, breakdown?.segments, "breakdown.segments", signal),
      a: await read(a?.filter, "a.filter"),
      b: await read(b?.filter, "b.filter"),
      everySegment: needsSegments && projection !== null ? await this.#everySegment(projection, signal) : [],
    };
  }

  async #everySegment(projection: Projection, signal: AbortSignal): Promise<SegmentMembers[]> {
    const found: SegmentMembers[] = [];
    for (const segment of projection.catalogue.segments)
      found.push({
        key: segment.key,
        name: segment.name,
        members: (await this.standing(projection, segment, signal)).members,
      });
    return found;
  }

  /**
   * Adds the persona and the segment, which are separate arguments, to the filter. An error about one of them names the
   * separate argument.
   */
  async #named(
    projection: Projection | null,
    args: Pick<NamingArgs, "filter" | "persona" | "segment">,
    unit: Unit | null,
    signal: AbortSignal,
  ): Promise<JourneyFilter | null> {
    try {
      const given = withNames(args) as JourneyFilterInput | null | undefined;
      return await this.read(projection, given, signal, "filter", unit);
    } catch (error) {
      throw atOwnArgument(error, args);
    }
  }

  /** The members of any of these segments. `at` is the path of the list. */
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

  /**
   * Returns the members of these segments: a table with an entry for each customer number. Bit i of the entry is set if
   * the customer belongs to segment i. Returns null if there are no segments. `at` is the path of the list.
   */
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

  /** The members of a segment, given by key or name. Computed once per version of the data. */
  async membersOf(projection: Projection, key: string, at: string, signal: AbortSignal): Promise<Uint8Array> {
    return (await this.standing(projection, segmentNamed(projection, key, at), signal)).members;
  }

  /**
   * The members of a segment, and the current problems of its rule. Problems of an accepted rule are returned, not
   * thrown. Other errors, such as timeouts, are thrown.
   */
  async standing(
    projection: Projection,
    segment: Pick<Segment, "key" | "rule">,
    signal: AbortSignal,
    of: "segment" | "persona" = "segment",
  ): Promise<StandingSegment> {
    if (segment.rule === null) {
      const members = sharedUint8(projection.customerNumbers);
      projection.customers.attributes.get(MEMBERSHIP + segment.key)?.codes.forEach((code, number) => {
        if (code !== 0) members[number] = 1;
      });
      return { members, problems: [] };
    }
    const where = `${of} "${segment.key}"`;
    const { rule, problems } = await standingRule(this.#store, projection, segment.rule as JourneyFilterInput);
    const params = async () => ({
      filter: { ...(await this.read(projection, rule, signal, where))!, isRule: true },
      at: where,
    });
    try {
      if (rule === null) return { members: sharedUint8(projection.customerNumbers), problems };
      // `asked` is the key in the cache. It differs from the one in `checkRule`, because a rule that is being declared
      // is checked more strictly.
      const asked = { rule, standing: true };
      const { members, warnings } = await this.#projected.ask("members", projection, asked, params, signal);
      const matchesNobody = projection.customersWithJourneys > 0 && !members.includes(1);
      return { members, problems: [...problems, ...warnings, ...(matchesNobody ? [MATCHES_NOBODY] : [])] };
    } catch (error) {
      if (!isProblemOfRule(error)) throw error;
      return { members: sharedUint8(projection.customerNumbers), problems: [...problems, error.message] };
    }
  }

  /** The journeys of the row that a reference describes. */
  async #behind(
    projection: Projection,
    text: string,
    unit: Unit | null,
    at: string,
    signal: AbortSignal,
  ): Promise<readonly Uint32Array[]> {
    const { question, args, side, row, check, needsSegments } = readReference(text, at);
    refuseOtherUnit(readUnit(args.unit, at), unit, at);
    // The answer is a set of bits, by position in the blocks. Blocks may be merged without a new version of the data,
    // so the answer is kept for this projection only.
    const projectionNumber = this.#numberOf(projection);
    try {
      const params = async (): Promise<ParamsOf<"drilldown">> => {
        const found = await this.lookUp(projection, args, signal, needsSegments);
        const ofSide = await this.read(projection, side, signal, "side", unit);
        return {
          question,
          params: check({ ...found, filter: narrowed(found.filter, ofSide) }),
          row,
        } as ParamsOf<"drilldown">;
      };
      return (await this.#projected.ask("drilldown", projection, { text, projectionNumber }, params, signal, unit))
        .words;
    } catch (error) {
      throw withinReference(error, at);
    }
  }

  #numberOf(projection: Projection): number {
    const number = this.#projections.get(projection) ?? ++this.#projectionsSeen;
    this.#projections.set(projection, number);
    return number;
  }
}

function refuseOtherUnit(of: Unit | null, asked: Unit | null, at: string): void {
  const [theirs, ours] = [of, asked].map((unit) => (unit === null ? "journey" : textOfUnit(unit)));
  if (theirs === ours) return;
  throw new ThroughlineError("OTHER_UNIT", `\`${at}\` refers to units of another kind: ${theirs}, not ${ours}.`, {
    at,
    remedy: "Ask with the same `unit` as the question of the row. Rules and nested lists always use stored journeys.",
  });
}

function both(a: Uint8Array, b: Uint8Array): Uint8Array {
  const members = sharedUint8(a.length);
  for (let number = 0; number < members.length; number++) members[number] = a[number]! & b[number]!;
  return members;
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

/** Looks up the keys in one read. A key may be that of any identity of a customer. */
export async function customerNumbers(store: GraphStore, keys: readonly string[], at: string): Promise<Set<number>> {
  const found = await store.customers(keys);
  return new Set(
    found.map((customer, i) => {
      if (customer !== null) return customer.number;
      throw new ThroughlineError("UNKNOWN_NAME", `\`${at}[${i}]\` is not the key of a customer.`, {
        at: `${at}[${i}]`,
        remedy: "Write keys as in the log. Upper and lower case differ.",
      });
    }),
  );
}
