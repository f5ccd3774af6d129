// Reads the feedback answers of a customer, an interaction or a touchpoint, which nested fields of a query show. For a
// touchpoint, the projection selects the answers, and the store provides their content.
import { DEFAULT_FIRST } from "../engine/totals.js";
import { type JoinedAnswer, joinedAnswers } from "../graph/history/feedback.js";
import type { GraphStore, Source } from "../graph/store.js";
import type { AnswerContent } from "../model/feedback.js";
import type { CustomerHistory } from "../model/journey.js";
import { compareKeys, identityHash } from "../model/keys.js";
import type { Projection } from "../projection/projection.js";
import type { AnswerOrder, AnswerPlace } from "../questions/answers/index.js";
import { PacedLoader } from "./loader.js";
import { type AskedPage, type Page, pageOf, readCursor, writeCursor } from "./page.js";
import type { Projected } from "./projected.js";
import { Outdated } from "./properties.js";
import type { RequestScope } from "./scope.js";
import { type LoadedInteraction, loadedInteraction, loadedJourney } from "./views.js";

export interface AskedAnswers extends AskedPage {
  readonly order?: AnswerOrder | null;
  readonly comments?: boolean | null;
}

export interface LoadedAnswer extends AnswerContent {
  /** The answer's own id. */
  readonly key: string;
  readonly identity: string;
  readonly customer: CustomerHistory;
  readonly joined: JoinedAnswer;
  /** The place of the answer in the order of a touchpoint's answers, for the cursor. Null outside of such a list. */
  readonly place: AnswerPlace | null;
}

/** The joined answers of each history. A history never changes, so its answers are joined only once. */
const known = new WeakMap<CustomerHistory, readonly LoadedAnswer[]>();

function answersOf(customer: CustomerHistory): readonly LoadedAnswer[] {
  let answers = known.get(customer);
  if (answers === undefined) {
    answers = joinedAnswers(customer).map((joined): LoadedAnswer => {
      const { id, origins: _, interaction: __, ...content } = joined.answer;
      return { ...content, interaction: joined.answer.interaction, key: id, customer, joined, place: null };
    });
    known.set(customer, answers);
  }
  return answers;
}

export class FeedbackReads {
  readonly #store: GraphStore;
  readonly #projected: Projected;

  constructor(store: GraphStore, projected: Projected) {
    this.#store = store;
    this.#projected = projected;
  }

  /** Compares answers so that they are sorted by time, then by id, then by identity, all descending. */
  ofCustomer(customer: CustomerHistory, page: AskedPage): Page<LoadedAnswer> {
    const first = page.first ?? DEFAULT_FIRST;
    const after = readCursor("feedback", ["number", "string", "string"], page.after);
    const all = answersOf(customer);
    const rows: LoadedAnswer[] = [];
    for (let i = all.length - 1; i >= 0 && rows.length <= first; i--)
      if (after === null || isBefore(all[i]!, after)) rows.push(all[i]!);
    return pageOf(
      rows,
      first,
      page.after,
      ({ at, key, identity }) => writeCursor("feedback", at, key, identityHash(identity)),
      () => all.length,
    );
  }

  /** The answers that belong to the interaction, newest first. */
  async ofInteraction(scope: RequestScope, { of, stored }: LoadedInteraction, most?: number | null) {
    const customer = await scope.customers.load(of.customerKey);
    const all = customer === null ? [] : answersOf(customer).toReversed();
    return all
      .filter(
        ({ joined: { interaction } }) => interaction?.id === stored.id && interaction.identity === stored.identity,
      )
      .slice(0, most ?? Number.POSITIVE_INFINITY);
  }

  async ofTouchpoint(scope: RequestScope, touchpoint: string, asked: AskedAnswers): Promise<Page<LoadedAnswer>> {
    const first = asked.first ?? DEFAULT_FIRST;
    const [order, comments] = [asked.order ?? "NEWEST", asked.comments ?? false];
    const cursor = readCursor("answers", ["string", "number", "number", "number", "number"], asked.after);
    const after = cursor === null ? null : { low: cursor[1], at: cursor[2], customer: cursor[3], ordinal: cursor[4] };
    const read = async (projection: Projection) => {
      const params = { touchpoint, order, comments, limit: first + 1, after };
      const { places, count } = await this.#projected.ask("answers", projection, params, () => params, scope.signal);
      const numbers = [...new Set(places.map((place) => place.customer))];
      const histories = await this.#store.customersByNumber(numbers);
      const byNumber = new Map(numbers.map((number, i) => [number, histories[i]]));
      const rows = places.map((place): LoadedAnswer => {
        const customer = byNumber.get(place.customer);
        // The store has newer data of the customer than the projection.
        if (customer == null || customer.version > projection.version) throw new Outdated();
        return { ...answersOf(customer)[place.ordinal]!, place };
      });
      return { rows, count };
    };
    const { rows, count } = await this.#projected.about("feedback", read);
    await scope.names();
    return pageOf(
      rows,
      first,
      asked.after,
      ({ place }) => writeCursor("answers", order, place!.low, place!.at, place!.customer, place!.ordinal),
      () => count,
    );
  }

  /**
   * The answers at these places, which were chosen for a touchpoint. An answer that has since been removed or replaced
   * is left out.
   */
  async atPlaces(scope: RequestScope, touchpoint: string, places: readonly AnswerPlace[]): Promise<LoadedAnswer[]> {
    const histories = scope.once(
      "customers by number",
      () => new PacedLoader<number, CustomerHistory | null>(scope.pace, (all) => this.#store.customersByNumber(all)),
    );
    const found = await Promise.all(
      places.map(async ({ customer, ordinal, at }) => {
        const history = await histories.load(customer);
        const answer = history === null ? undefined : answersOf(history)[ordinal];
        const isSame = answer?.at === at && answer.comment !== null && answer.joined.touchpoint === touchpoint;
        return isSame ? answer : null;
      }),
    );
    return found.filter((answer) => answer !== null);
  }

  /** Returns null if the answer belongs to no interaction. */
  interactionOf({ customer, joined: { interaction } }: LoadedAnswer): LoadedInteraction | null {
    if (interaction === null) return null;
    const journey = customer.journeys.find(({ interactions }) => interactions.includes(interaction))!;
    return loadedInteraction(
      loadedJourney({ customer: customer.key, journey }),
      journey.interactions.indexOf(interaction),
    );
  }

  async sourcesOf(scope: RequestScope, { joined }: LoadedAnswer): Promise<Source[]> {
    const [sourceOf, sources] = await Promise.all([scope.origins(), scope.sources()]);
    const numbers = new Set(joined.answer.origins.map((origin) => sourceOf.get(origin) ?? -1));
    return [...numbers].flatMap((number) => sources.get(number) ?? []);
  }
}

function isBefore(answer: LoadedAnswer, [at, key, identity]: readonly [number, string, string]): boolean {
  if (answer.at !== at) return answer.at < at;
  return compareKeys(answer.key, key) < 0 || (answer.key === key && identityHash(answer.identity) < identity);
}
