// Finds the customers who have a persona, and changes personas. A customer has the first persona, in the order of the
// catalogue, whose rule the customer satisfies.
import { DEFAULT_FIRST } from "../engine/totals.js";
import type { GraphStore } from "../graph/store.js";
import type { CatalogueChange } from "../model/catalogue.js";
import { checkKey } from "../model/check.js";
import { ThroughlineError } from "../model/errors.js";
import type { CustomerHistory } from "../model/journey.js";
import { type Persona, TRAITS, type Trait } from "../model/persona.js";
import type { JourneyFilterInput } from "../schema/shared/filter.js";
import { decided } from "./decided.js";
import type { Filters } from "./filters.js";
import { type AskedPage, customerPageOf, type Page } from "./page.js";
import type { Projected } from "./projected.js";
import { removeDeclared } from "./removals.js";
import { plainRule } from "./segments.js";

type PersonaChange = NonNullable<CatalogueChange["personas"]>[number];

export interface AskedPersona extends Partial<Readonly<Record<Trait, readonly string[] | null>>> {
  readonly key: string;
  readonly name?: string | null;
  readonly description?: string | null;
  readonly position?: number | null;
  readonly picture?: string | null;
  readonly demographics?: unknown;
  readonly preferredChannels?: readonly string[] | null;
  readonly rule?: JourneyFilterInput | null;
}

export class Personas {
  readonly #store: GraphStore;
  readonly #projected: Projected;
  readonly #filters: Filters;

  constructor(store: GraphStore, projected: Projected, filters: Filters) {
    this.#store = store;
    this.#projected = projected;
    this.#filters = filters;
  }

  async all(): Promise<readonly Persona[]> {
    return (await this.#store.catalogue()).personas;
  }

  /** The number of customers with the persona. */
  async size({ key }: Persona, signal: AbortSignal): Promise<number> {
    const { members } = await this.#having(key, signal);
    return members.reduce((sum, one) => sum + one, 0);
  }

  /** The number of customers who have at least one journey but no persona. */
  async customersWithout(signal: AbortSignal): Promise<number> {
    const projection = await this.#projected.current("personas");
    const places = await this.#filters.personas(projection, signal);
    const withPersona = places.reduce((sum, place) => sum + (place === 0 ? 0 : 1), 0);
    return projection.customersWithJourneys - withPersona;
  }

  async ofCustomer({ number }: CustomerHistory, signal: AbortSignal): Promise<Persona | null> {
    const projection = await this.#projected.current("personas");
    const place = (await this.#filters.personas(projection, signal))[number] ?? 0;
    return place === 0 ? null : projection.catalogue.personas[place - 1]!;
  }

  /** The current problems of the rule, in sentences; null if there are none. */
  async problem(persona: Persona, signal: AbortSignal): Promise<string | null> {
    if (persona.rule === null) return null;
    const projection = await this.#projected.current("personas");
    const { problems } = await this.#filters.standing(projection, persona, signal, "persona");
    const members =
      problems.length > 0 ? null : await this.#filters.withPersona(projection, persona.key, "personas", signal);
    // The persona may have no customers although some customers satisfy its rule. All of these then have a persona that
    // comes earlier in the catalogue.
    if (members !== null && projection.customersWithJourneys > 0 && !members.includes(1))
      return "Every customer who matches the rule has an earlier persona.";
    return problems.length === 0 ? null : problems.join(" ");
  }

  /** The customers who arrived last come first. */
  async customers({ key }: Persona, asked: AskedPage, signal: AbortSignal): Promise<Page<CustomerHistory>> {
    const { members } = await this.#having(key, signal);
    return customerPageOf(this.#store, members, asked, DEFAULT_FIRST);
  }

  /** Declares or changes the personas, and returns them in the given order. */
  upsert(asked: readonly AskedPersona[], signal: AbortSignal): Promise<Persona[]> {
    return decided(() => this.#tryToUpsert(asked, signal));
  }

  async #tryToUpsert(asked: readonly AskedPersona[], signal: AbortSignal): Promise<Persona[]> {
    const projection = await this.#projected.current("personas");
    const personas: PersonaChange[] = [];
    for (const [i, given] of asked.entries()) {
      const at = `personas[${i}]`;
      const problem = checkKey(`${at}.key`, given.key);
      if (problem !== null)
        throw new ThroughlineError("BAD_ARGUMENT", problem.message, { at: `${at}.key`, remedy: "Give another key." });
      if (given.rule !== null && given.rule !== undefined)
        await this.#filters.checkRule(projection, given.rule, `${at}.rule`, signal);
      personas.push(changeOf(given, at));
    }
    await this.#store.upsertCatalogue({ personas, asOf: projection.catalogue.version });
    const after = new Map((await this.all()).map((persona) => [persona.key, persona]));
    return asked.map(({ key }) => after.get(key)!);
  }

  /** Returns false if there is no persona with this key. Throws IN_USE. */
  remove(key: string): Promise<boolean> {
    return removeDeclared(this.#store, "persona", key);
  }

  async #having(key: string, signal: AbortSignal) {
    const projection = await this.#projected.current("personas");
    return { members: await this.#filters.withPersona(projection, key, "personas", signal) };
  }
}

/** Null removes an optional value, or all entries of a list. Name and position cannot be removed. */
function changeOf(given: AskedPersona, at: string): PersonaChange {
  const { key, name, description, position, picture, demographics, preferredChannels, rule } = given;
  const traits = TRAITS.flatMap((trait) => (given[trait] === undefined ? [] : [[trait, given[trait] ?? []] as const]));
  return {
    key,
    ...(name !== null && name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(position !== null && position !== undefined && { position }),
    ...(picture !== undefined && { picture }),
    ...(demographics !== undefined && { demographics: readDemographics(demographics, `${at}.demographics`) }),
    ...Object.fromEntries(traits),
    ...(preferredChannels !== undefined && { preferredChannels: preferredChannels ?? [] }),
    ...(rule !== undefined && { rule: rule === null ? null : plainRule(rule) }),
  };
}

function readDemographics(given: unknown, at: string): Readonly<Record<string, string>> {
  if (given === null) return {};
  if (typeof given !== "object" || Array.isArray(given))
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` is not an object.`, {
      at,
      remedy: 'Write { age: "25–40" }.',
    });
  return Object.fromEntries(
    Object.entries(given).map(([name, value]: [string, unknown]) => {
      if (typeof value === "string" || typeof value === "number") return [name, String(value)];
      throw new ThroughlineError("BAD_ARGUMENT", `\`${at}.${name}\` is not a text.`, {
        at: `${at}.${name}`,
        remedy: "Write one text for each name.",
      });
    }),
  );
}
