// Finds the members of segments, and changes segments. A listed segment names its members. A ruled segment has a rule,
// which is a JourneyFilter in the form in which clients write it. A customer is a member if at least one of the
// customer's journeys satisfies the rule. These members are computed from the projection, once per version. A rule may
// name only listed segments, so rules cannot refer to each other in a circle.

import { DEFAULT_FIRST } from "../engine/totals.js";
import type { GraphStore } from "../graph/store.js";
import { checkKey } from "../model/check.js";
import { ThroughlineError } from "../model/errors.js";
import type { CustomerHistory } from "../model/journey.js";
import { listedSegments, MEMBERSHIP, membership, type Segment, type SegmentRule } from "../model/segment.js";
import type { Projection } from "../projection/projection.js";
import { type JourneyFilterInput } from "../schema/shared/filter.js";
import { decided } from "./decided.js";
import type { Filters } from "./filters.js";
import { type AskedPage, customerPageOf, type Page } from "./page.js";
import type { Projected } from "./projected.js";

export interface AskedSegment {
  readonly key: string;
  readonly name?: string | null;
  readonly description?: string | null;
  /** The filter of a ruled segment. */
  readonly rule?: JourneyFilterInput | null;
  /** The members of a listed segment, given by their keys. */
  readonly customers?: readonly string[] | null;
}

export class Segments {
  readonly #store: GraphStore;
  readonly #projected: Projected;
  readonly #filters: Filters;

  constructor(store: GraphStore, projected: Projected, filters: Filters) {
    this.#store = store;
    this.#projected = projected;
    this.#filters = filters;
  }

  async all(): Promise<readonly Segment[]> {
    return (await this.#store.catalogue()).segments;
  }

  async size({ key }: Segment, signal: AbortSignal): Promise<number> {
    const projection = await this.#projected.current("segments");
    return (await this.#filters.membersOf(projection, key, "segments", signal)).reduce((sum, one) => sum + one, 0);
  }

  /** The current problems of the rule, in sentences; null if there are none. */
  async problem(segment: Segment, signal: AbortSignal): Promise<string | null> {
    if (segment.rule === null) return null;
    const projection = await this.#projected.current("segments");
    const { problems } = await this.#filters.standing(projection, segment, signal);
    return problems.length === 0 ? null : problems.join(" ");
  }

  /** Returns the segments of a customer, in code-point order of their keys. */
  async ofCustomer({ number, attributes }: CustomerHistory, signal: AbortSignal): Promise<Segment[]> {
    const projection = await this.#projected.current("segments");
    const listed = new Set(listedSegments(attributes));
    const found: Segment[] = [];
    for (const segment of await this.all())
      if (
        segment.rule === null
          ? listed.has(segment.key)
          : (await this.#filters.membersOf(projection, segment.key, "segments", signal))[number] === 1
      )
        found.push(segment);
    return found;
  }

  /** The members, most recently added first. */
  async members(key: string, at: string, asked: AskedPage, signal: AbortSignal): Promise<Page<CustomerHistory>> {
    const projection = await this.#projected.current("segments");
    return customerPageOf(
      this.#store,
      await this.#filters.membersOf(projection, key, at, signal),
      asked,
      DEFAULT_FIRST,
    );
  }

  /** Declares or changes the segments, and returns them in the given order. */
  upsert(asked: readonly AskedSegment[], signal: AbortSignal): Promise<Segment[]> {
    return decided(() => this.#tryToUpsert(asked, signal));
  }

  async #tryToUpsert(asked: readonly AskedSegment[], signal: AbortSignal): Promise<Segment[]> {
    const projection = await this.#projected.current("segments");
    const known = new Map(projection.catalogue.segments.map((segment) => [segment.key, segment]));
    const memberships: { readonly customer: string; readonly attributes: Readonly<Record<string, string>> }[] = [];
    const segments: (Pick<Segment, "key"> & Partial<Segment>)[] = [];
    for (const [i, { key, name, description, rule, customers }] of asked.entries()) {
      const at = `segments[${i}]`;
      const problem = checkKey(`${at}.key`, key);
      if (problem !== null)
        throw new ThroughlineError("BAD_ARGUMENT", problem.message, { at: `${at}.key`, remedy: "Give another key." });
      const isRuled = rule !== null && rule !== undefined;
      const isListed = customers !== null && customers !== undefined;
      const before = known.get(key);
      if (isRuled === isListed && (isRuled || before === undefined))
        throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` needs either \`rule\` or \`customers\`.`, {
          at,
          remedy: "Give one of them: a rule selects members, and a list names them.",
        });
      if (isRuled) await this.#filters.checkRule(projection, rule, `${at}.rule`, signal);
      if (isListed || (isRuled && before?.rule === null))
        memberships.push(...(await this.#changes(projection, key, customers ?? [], `${at}.customers`)));
      segments.push({
        key,
        ...(name === null || name === undefined ? {} : { name }),
        ...(description === undefined ? {} : { description }),
        ...(isRuled ? { rule: plainRule(rule) } : isListed ? { rule: null } : {}),
      });
    }
    await this.#store.upsertCatalogue({ segments, asOf: projection.catalogue.version });
    if (memberships.length > 0) await this.#store.setAttributes(memberships);
    const after = new Map((await this.all()).map((segment) => [segment.key, segment]));
    return asked.map(({ key }) => after.get(key)!);
  }

  /** Removing a segment does not remove its customers. */
  async remove(key: string): Promise<boolean> {
    const projection = await this.#projected.current("segments");
    const segment = projection.catalogue.segments.find((known) => known.key === key);
    if (segment === undefined) return false;
    const changes = await this.#changes(projection, key, [], "key");
    if (changes.length > 0) await this.#store.setAttributes(changes);
    await this.#store.upsertCatalogue({ removedSegments: [key] });
    return true;
  }

  /** The changes that give a listed segment exactly these members. */
  async #changes(projection: Projection, segment: string, customers: readonly string[], at: string) {
    const wanted = await this.#store.customers(customers);
    const missing = wanted.indexOf(null);
    if (missing >= 0)
      throw new ThroughlineError("UNKNOWN_NAME", `\`${at}[${missing}]\` is not the key of a customer.`, {
        at: `${at}[${missing}]`,
        remedy: "Write keys as in the log. Upper and lower case differ.",
      });
    const keep = new Set(wanted.map((customer) => customer!.number));
    const codes = projection.customers.attributes.get(MEMBERSHIP + segment)?.codes ?? [];
    const leaving: number[] = [];
    codes.forEach((code, number) => {
      if (code !== 0 && !keep.has(number)) leaving.push(number);
    });
    const left = (await this.#store.customersByNumber(leaving)).filter((customer) => customer !== null);
    return [
      ...left.map(({ key }) => ({ customer: key, attributes: membership(segment, false) })),
      ...[...new Set(wanted.map((customer) => customer!.key))].map((customer) => ({
        customer,
        attributes: membership(segment, true),
      })),
    ];
  }
}

/** Only the given fields, as plain JSON to be stored. */
export function plainRule(rule: JourneyFilterInput): SegmentRule {
  return JSON.parse(
    JSON.stringify(rule, (_, value: unknown) => (value === null || value === undefined ? undefined : value)),
  ) as SegmentRule;
}
