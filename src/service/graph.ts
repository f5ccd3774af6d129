// Reads the graph for nested fields of a query, such as the journeys of a touchpoint and the touchpoints of a journey.
// Pages without a filter are read from the store. For a page with a filter, the projection selects the journeys, which
// are then loaded by key. Counts are computed only if the client selects them.
import type DataLoader from "dataloader";
import { unknownName } from "../engine/selector.js";
import { DEFAULT_FIRST } from "../engine/totals.js";
import { compareInteractions } from "../graph/history/assemble.js";
import type { GraphStore, JourneyPosition, Source } from "../graph/store.js";
import type { Channel, Stage, Touchpoint } from "../model/catalogue.js";
import type { Initiator, Interaction } from "../model/interaction.js";
import type { CustomerHistory } from "../model/journey.js";
import { compareKeys, identityHash } from "../model/keys.js";
import type { Unit } from "../model/unit.js";
import { namesOf } from "../projection/names.js";
import type { Projection } from "../projection/projection.js";
import type { RouteStepResult } from "../questions/commonRoutes/result.js";
import { type HandoffSettingsInput, readHandoffSettings } from "../schema/handoffSettings.js";
import type { JourneyFilterInput } from "../schema/shared/filter.js";
import { type PathOptionsInput, readPathOptions } from "../schema/shared/options.js";
import { DEFAULT_INTERACTIONS } from "../schema/shared/pages.js";
import { readUnit, type UnitInput } from "../schema/shared/unit.js";
import type { Filters } from "./filters.js";
import { HandoffJudge, type JourneyHandoff, placeOf } from "./journeyHandoffs.js";
import { routesBy } from "./journeyRoute.js";
import { PacedLoader } from "./loader.js";
import {
  type AskedList,
  type AskedSearch,
  foundIn,
  type Page,
  pageOf,
  partOf,
  readCursor,
  writeCursor,
} from "./page.js";
import type { Projected } from "./projected.js";
import { readReference } from "./references.js";
import type { RequestScope } from "./scope.js";
import { type LoadedInteraction, type LoadedJourney, loadedInteraction, loadedJourney } from "./views.js";

export interface AskedPage {
  readonly first?: number | null;
  readonly after?: string | null;
}
export interface AskedJourneys extends AskedPage {
  readonly filter?: JourneyFilterInput | null;
}

export interface AskedUnits extends AskedJourneys {
  readonly unit?: UnitInput | null;
}

export interface AskedHandoffs extends AskedPage {
  readonly settings?: HandoffSettingsInput | null;
}

export interface AskedTouchpoints extends AskedSearch {
  readonly channel?: string | null;
  readonly stage?: string | null;
  readonly kind?: string | null;
}

export interface KindOfTouchpoints {
  readonly key: string;
  readonly name: string;
  readonly touchpoints: number;
}

export class Graph {
  readonly #store: GraphStore;
  readonly #projected: Projected;
  readonly #filters: Filters;

  constructor(store: GraphStore, projected: Projected, filters: Filters) {
    this.#store = store;
    this.#projected = projected;
    this.#filters = filters;
  }

  async customers(scope: RequestScope, page: AskedPage): Promise<Page<CustomerHistory>> {
    const first = page.first ?? DEFAULT_FIRST;
    const before = readCursor("customers", ["number"], page.after);
    const rows = await this.#store.customerPage(first + 1, before?.[0] ?? null);
    for (const customer of rows) scope.customers.prime(customer.key, customer);
    return pageOf(
      rows,
      first,
      page.after,
      ({ number }) => writeCursor("customers", number),
      async () => (await this.#store.status()).customers,
    );
  }

  /** Returns the customers whose key starts with the prefix, in order of their keys. */
  async customersStartingWith(scope: RequestScope, prefix: string, page: AskedPage): Promise<Page<CustomerHistory>> {
    const first = page.first ?? DEFAULT_FIRST;
    const after = readCursor("customersByKey", ["string"], page.after);
    const rows = await this.#store.customersStartingWith(prefix, first + 1, after?.[0] ?? null);
    for (const customer of rows) scope.customers.prime(customer.key, customer);
    return pageOf(
      rows,
      first,
      page.after,
      ({ key }) => writeCursor("customersByKey", key),
      () => this.#store.countStartingWith(prefix),
    );
  }

  /**
   * Returns all journeys that satisfy the filter, latest start first. If the filter refers to a row (`behind`) and no
   * unit is given, the list has units of the kind that the row counts.
   */
  async journeys(scope: RequestScope, asked: AskedUnits): Promise<Page<LoadedJourney>> {
    const { filter, unit: given } = asked;
    const unit = given === null || given === undefined ? unitBehind(filter) : readUnit(given, "unit");
    if (unit !== null || (filter !== null && filter !== undefined))
      return this.#chosen(scope, asked, filter ?? {}, unit);
    const first = asked.first ?? DEFAULT_FIRST;
    const rows = await this.#store.journeyPage(first + 1, readJourneyCursor(asked.after));
    return pageOf(
      rows.map(loadedJourney),
      first,
      asked.after,
      journeyCursor,
      async () => (await this.#store.status()).journeys,
    );
  }

  /** Journeys that contain the touchpoint. */
  journeysTouching(scope: RequestScope, touchpoint: string, asked: AskedJourneys): Promise<Page<LoadedJourney>> {
    const touches = [...(asked.filter?.touches ?? []), { touchpoints: [touchpoint] }];
    return this.#chosen(scope, asked, { ...asked.filter, touches });
  }

  async journeysOfCustomer(
    scope: RequestScope,
    customer: CustomerHistory,
    asked: AskedJourneys,
  ): Promise<Page<LoadedJourney>> {
    const first = asked.first ?? DEFAULT_FIRST;
    const before = readJourneyCursor(asked.after);
    const passing = asked.filter ? await this.#passing(scope, asked.filter).load(customer.number) : null;
    const all = customer.journeys.filter(({ key }) => passing === null || passing.has(key));
    const rows = all
      .map((journey) => ({ customer: customer.key, journey }))
      .reverse()
      .filter(({ journey }) => before === null || isBefore(before, journey.interactions[0]!.at, journey.key))
      .slice(0, first + 1);
    return pageOf(rows.map(loadedJourney), first, asked.after, journeyCursor, () => all.length);
  }

  async channelsOf(scope: RequestScope, journey: LoadedJourney): Promise<Channel[]> {
    const { touchpoints, channels } = await scope.names();
    return distinct(journey.parts.map(({ touchpoint }) => channels.get(touchpoints.get(touchpoint)?.channel ?? "")));
  }

  async stagesOf(scope: RequestScope, journey: LoadedJourney): Promise<Stage[]> {
    const { touchpoints, stages } = await scope.names();
    return distinct(journey.parts.map(({ touchpoint }) => stages.get(touchpoints.get(touchpoint)?.stage ?? "")));
  }

  touchpoint(scope: RequestScope, key: string): Touchpoint | Promise<Touchpoint> {
    return scope.existing("touchpoint", ({ touchpoints }) => touchpoints.get(key));
  }

  initiator(scope: RequestScope, { initiatedBy, touchpoint }: Interaction): Initiator | Promise<Initiator> {
    return initiatedBy ?? scope.named(({ touchpoints }) => touchpoints.get(touchpoint)?.initiatedBy ?? "CUSTOMER");
  }

  async sourcesOf(scope: RequestScope, { origins }: Interaction): Promise<Source[]> {
    const [sourceOf, sources] = await Promise.all([scope.origins(), scope.sources()]);
    return distinct(origins.map((origin) => sources.get(sourceOf.get(origin) ?? -1)));
  }

  /**
   * An unknown name causes an error that lists the most similar names. An empty list would look as if the name existed.
   */
  async touchpoints(
    scope: RequestScope,
    { channel, stage, kind, ...list }: AskedTouchpoints,
  ): Promise<readonly Touchpoint[]> {
    const { catalogue, channels, stages } = await scope.names();
    const given = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;
    if (given(channel) && !channels.has(channel))
      throw unknownName(channel, "channel", "channel", [...channels.keys()]);
    if (given(stage) && !stages.has(stage)) throw unknownName(stage, "stage", "stage", [...stages.keys()]);
    const isKind = ({ kind: name, kindKey }: Touchpoint) => name === kind || kindKey === kind;
    if (given(kind) && !catalogue.touchpoints.some(isKind))
      throw unknownName(kind, "kind", "kind", [...new Set(catalogue.touchpoints.map((t) => t.kindKey))]);
    const found = catalogue.touchpoints.filter(
      (t) =>
        (!given(channel) || t.channel === channel) &&
        (!given(stage) || t.stage === stage) &&
        (!given(kind) || isKind(t)),
    );
    return foundIn(found, list);
  }

  /**
   * Returns the kinds of the catalogue's touchpoints, in order of their keys. If a kind has several spellings, its name
   * is the first of them in code-point order.
   */
  async kinds(scope: RequestScope, list: AskedSearch): Promise<readonly KindOfTouchpoints[]> {
    const kinds = new Map<string, KindOfTouchpoints>();
    for (const { kindKey: key, kind } of (await scope.names()).catalogue.touchpoints) {
      const known = kinds.get(key);
      const name = known === undefined || compareKeys(kind, known.name) < 0 ? kind : known.name;
      kinds.set(key, { key, name, touchpoints: (known?.touchpoints ?? 0) + 1 });
    }
    return foundIn(
      [...kinds.values()].sort((a, b) => compareKeys(a.key, b.key)),
      list,
    );
  }

  /** The touchpoints on a channel or of a stage. */
  async touchpointsOf(
    scope: RequestScope,
    of: "channel" | "stage",
    key: string,
    list: AskedList,
  ): Promise<readonly Touchpoint[]> {
    return partOf((await scope.names()).touchpointsBy[of].get(key) ?? [], list);
  }

  async interactions(scope: RequestScope, journey: LoadedJourney, page: AskedPage): Promise<Page<LoadedInteraction>> {
    const first = page.first ?? DEFAULT_INTERACTIONS;
    const after = readCursor("interactions", ["number", "sequence", "string", "string"], page.after);
    let from = 0;
    if (after !== null) {
      const [at, sequence, id, identity] = after;
      const place = { at, sequence, id, identity: identityIn(journey, identity) };
      while (from < journey.parts.length && compareInteractions(journey.parts[from]!, place) <= 0) from++;
    }
    const count = Math.min(first + 1, journey.parts.length - from);
    const rows = Array.from({ length: count }, (_, i) => loadedInteraction(journey, from + i));
    // Queries for interactions nearly always select their touchpoints too, so touchpoints are loaded here as well.
    await scope.names();
    return pageOf(
      rows,
      first,
      page.after,
      ({ at, sequence, key, apart }) => writeCursor("interactions", at, sequence, key, apart ?? ""),
      () => journey.length,
    );
  }

  /** The route of a journey. It needs only names from the catalogue, and therefore no projection. */
  async route(
    scope: RequestScope,
    journey: LoadedJourney,
    asked: PathOptionsInput | null | undefined,
    first?: number | null,
  ): Promise<RouteStepResult[]> {
    const most = first ?? Number.POSITIVE_INFINITY;
    const routeOf = await scope.once(`routes ${JSON.stringify(asked)}`, async () => {
      const { catalogue } = await scope.names();
      return routesBy(namesOf({ version: 0, catalogue, journeyGap: 0 }), readPathOptions(asked));
    });
    return routeOf(journey, most);
  }

  async handoffs(scope: RequestScope, journey: LoadedJourney, asked: AskedHandoffs): Promise<Page<JourneyHandoff>> {
    const first = asked.first ?? DEFAULT_FIRST;
    const after = readCursor("handoffs", ["number", "sequence", "string", "string", "string"], asked.after);
    const judge = async () =>
      new HandoffJudge(await this.#projected.current("Journey.handoffs"), readHandoffSettings(asked.settings));
    let by = await scope.once(`handoffs ${JSON.stringify(asked.settings)}`, judge);
    // The journey may be newer than the data with which this request has judged handoffs so far.
    if (!by.knows(journey)) by = await judge();
    let from = 0;
    if (after !== null) {
      const [at, sequence, id, identity, to] = after;
      from = by.after(journey, { at, sequence, id, identity: identityIn(journey, identity) }, to);
    }
    // Queries for interactions nearly always select their touchpoints too, so touchpoints are loaded here as well.
    await scope.names();
    return pageOf(
      by.some(journey, from, from + first + 1),
      first,
      asked.after,
      ({ leaves: { at, sequence, key, apart }, to }) =>
        writeCursor("handoffs", at, sequence, key, apart ?? "", placeOf(to)),
      () => by.count(journey),
    );
  }

  async #chosen(
    scope: RequestScope,
    asked: AskedPage,
    askedFilter: JourneyFilterInput,
    unit: Unit | null = null,
  ): Promise<Page<LoadedJourney>> {
    const first = asked.first ?? DEFAULT_FIRST;
    const before = readJourneyCursor(asked.after);
    const { keys, count } = await this.#projected.about("filter", (projection) =>
      this.#projected.ask(
        "journeys",
        projection,
        { askedFilter, first, before, unit },
        async () => ({
          filter: {
            ...(await this.#filters.read(projection, askedFilter, scope.signal, "filter", unit)),
            isStrict: true,
          },
          limit: first + 1,
          after: before,
        }),
        scope.signal,
        unit,
      ),
    );
    // A journey that was erased or split differently after it was selected is left out.
    const rows = (await scope.journeys.loadMany(keys)).filter(isView);
    return pageOf(rows, first, asked.after, journeyCursor, () => count);
  }

  /**
   * Loads the keys of a customer's journeys that satisfy the filter. There is one loader for each request and filter.
   * One scan finds the keys for all customers of a level of the query.
   */
  #passing(scope: RequestScope, filter: JourneyFilterInput): DataLoader<number, ReadonlySet<string>> {
    return scope.once(`passing ${JSON.stringify(filter)}`, () => {
      const passing = async (projection: Projection, numbers: readonly number[]) => {
        const read = (await this.#filters.read(projection, filter, scope.signal)) ?? {};
        const asked = read.customerNumbers;
        const customerNumbers = new Set(asked ? numbers.filter((number) => asked.has(number)) : numbers);
        const { keys } = await this.#projected.ask(
          "journeys",
          projection,
          { filter, numbers },
          () => ({
            filter: { ...read, customerNumbers, isStrict: true },
            limit: Number.POSITIVE_INFINITY,
            after: null,
          }),
          scope.signal,
        );
        const set = new Set(keys);
        return numbers.map(() => set);
      };
      return new PacedLoader<number, ReadonlySet<string>>(scope.pace, (numbers) =>
        this.#projected.about("filter", (projection) => passing(projection, numbers)),
      );
    });
  }
}

/** The unit of the question to which the filter's reference belongs. */
function unitBehind(filter: JourneyFilterInput | null | undefined): Unit | null {
  if (filter?.behind === null || filter?.behind === undefined) return null;
  return readUnit(readReference(filter.behind, "filter.behind").args.unit, "filter.behind");
}

function distinct<T>(things: readonly (T | undefined)[]): T[] {
  return [...new Set(things.filter((thing) => thing !== undefined))];
}

function journeyCursor({ startedAt, key }: LoadedJourney): string {
  return writeCursor("journeys", startedAt, key);
}

function readJourneyCursor(after: string | null | undefined): JourneyPosition | null {
  const place = readCursor("journeys", ["number", "string"], after);
  return place === null ? null : { start: place[0], key: place[1] };
}

function isBefore(position: JourneyPosition, start: number, key: string): boolean {
  return start < position.start || (start === position.start && compareKeys(key, position.key) < 0);
}

function isView(found: LoadedJourney | Error | null): found is LoadedJourney {
  if (found instanceof Error) throw found;
  return found !== null;
}

/**
 * Finds the identity of a cursor. A cursor has the hash of the identity, or nothing if the identity is the customer's
 * key.
 */
function identityIn({ customerKey, parts }: LoadedJourney, apart: string): string {
  if (apart === "") return customerKey;
  return parts.find(({ identity }) => identityHash(identity) === apart)?.identity ?? customerKey;
}
