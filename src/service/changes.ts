// Makes changes to the store: records interactions, links identities, and edits the catalogue and the settings. A
// request to record rows records the valid rows and returns the invalid ones. Any other request that contains an error
// is refused as a whole, with the path of the error.

import {
  API_SOURCE,
  type EraseOutcome,
  type FeedbackOutcome,
  type ForgetOutcome,
  type GraphStore,
  type LinkOutcome,
  type Settings,
  type StatementOutcome,
} from "../graph/store.js";
import {
  type Catalogue,
  type CatalogueChange,
  type Goal,
  type PointSelector,
  type ServiceLevel,
  selectorsWithin,
} from "../model/catalogue.js";
import { checkCustomer, checkKey } from "../model/check.js";
import { ThroughlineError } from "../model/errors.js";
import type { Attributes } from "../model/journey.js";
import { nearest } from "../model/keys.js";
import { MEMBERSHIP } from "../model/segment.js";
import { readDuration } from "../schema/shared/texts.js";
import type { Blueprints } from "./blueprints.js";
import { decided } from "./decided.js";
import type { Personas } from "./personas.js";
import { type AskedInteraction, type RecordingChoices, type RecordView, record } from "./recording/record.js";
import { type AskedAnswer, recordFeedback } from "./recording/recordFeedback.js";
import { type Removable, removeDeclared, removeServiceLevel } from "./removals.js";
import type { Segments } from "./segments.js";

/**
 * The largest number of rows in one mutation. They are held in memory and recorded in one transaction. A log of any
 * size can be imported from a file.
 */
export const MAX_ROWS_A_CALL = 10_000;

type Nullable<T> = { readonly [K in keyof T]?: T[K] | null };
type Changed<K extends "channels" | "stages" | "touchpoints"> = Nullable<NonNullable<CatalogueChange[K]>[number]> & {
  readonly key: string;
};

export interface AskedGoal extends Omit<Goal, "name" | "isDefault"> {
  readonly name?: string | null;
  readonly isDefault?: boolean | null;
}

export class Changes {
  readonly #store: GraphStore;
  readonly #now: () => number;
  readonly segments: Segments;
  readonly personas: Personas;
  readonly blueprints: Blueprints;

  constructor(
    store: GraphStore,
    { segments, personas, blueprints }: Pick<Changes, "segments" | "personas" | "blueprints">,
    now: () => number,
  ) {
    this.#store = store;
    this.segments = segments;
    this.personas = personas;
    this.blueprints = blueprints;
    this.#now = now;
  }

  async record(rows: readonly AskedInteraction[], choices: RecordingChoices): Promise<RecordView> {
    checkCount(rows, "interactions");
    return record(this.#store, rows, choices, this.#now());
  }

  async recordFeedback(rows: readonly AskedAnswer[], choices: RecordingChoices): Promise<FeedbackOutcome> {
    checkCount(rows, "feedback");
    return recordFeedback(this.#store, rows, choices, this.#now());
  }

  async link(from: readonly string[], into: string): Promise<LinkOutcome> {
    checkCount(from, "from");
    from.forEach((key, i) => {
      mustBeKey(key, `from[${i}]`);
    });
    mustBeKey(into, "into");
    return this.#store.link(from, into);
  }

  async unlink(from: string, into: string): Promise<LinkOutcome & { found: boolean }> {
    mustBeKey(from, "from");
    mustBeKey(into, "into");
    return this.#store.unlink(from, into);
  }

  /** Declares that anonymous identities belong to customers. The API is recorded as the source. */
  async declare(asked: readonly { anonymous: string; customer: string }[]): Promise<StatementOutcome> {
    checkCount(asked, "declarations");
    const statements = asked.map(({ anonymous, customer }, i) => {
      mustIdentify(anonymous, `declarations[${i}].anonymous`);
      mustIdentify(customer, `declarations[${i}].customer`);
      return { anonymous, customer, at: 0, traits: {} };
    });
    return this.#store.declare({ source: API_SOURCE, statements });
  }

  async erase(key: string): Promise<EraseOutcome> {
    mustBeKey(key, "key");
    return this.#store.erase(key);
  }

  forget(source: number): Promise<ForgetOutcome> {
    return this.#store.forget(source);
  }

  /** Each method returns the catalogue after the change. */
  async touchpoints(touchpoints: readonly Changed<"touchpoints">[]): Promise<Catalogue> {
    refuseNulls(touchpoints, "touchpoints", ["name", "kind", "channel", "stakeholders"]);
    return this.#declare({ touchpoints } as CatalogueChange, "touchpoints", touchpoints);
  }

  async channels(channels: readonly Changed<"channels">[]): Promise<Catalogue> {
    refuseNulls(channels, "channels", ["name", "assisted"]);
    return this.#declare({ channels } as CatalogueChange, "channels", channels);
  }

  async stages(stages: readonly Changed<"stages">[]): Promise<Catalogue> {
    refuseNulls(stages, "stages", ["name"]);
    return this.#declare({ stages } as CatalogueChange, "stages", stages);
  }

  async goals(asked: readonly AskedGoal[]): Promise<Catalogue> {
    const goals = asked.map(({ key, name, selector, isDefault }, i): Goal => {
      if (selectorsWithin(selector).some(({ goal }) => goal !== null && goal !== undefined))
        throw new ThroughlineError("BAD_ARGUMENT", "A goal cannot be chosen by another goal.", {
          at: `goals[${i}].selector.goal`,
          remedy: "Name the touchpoints, kinds, channels or stages that reach it.",
        });
      if (selector.any === false)
        throw new ThroughlineError("BAD_ARGUMENT", "`any` can only be true.", {
          at: `goals[${i}].selector.any`,
          remedy: "Name the touchpoints, kinds, channels or stages that reach it.",
        });
      return { key, name: name ?? key, selector: plain(selector), isDefault: isDefault ?? false };
    });
    return this.#declare({ goals }, "goals", goals);
  }

  async serviceLevels(asked: readonly { from: string; to: string; wait: string }[]): Promise<Catalogue> {
    checkCount(asked, "serviceLevels");
    return decided(() => this.#tryServiceLevels(asked));
  }

  async #tryServiceLevels(asked: readonly { from: string; to: string; wait: string }[]): Promise<Catalogue> {
    const { version, channels, touchpoints } = await this.#store.catalogue();
    const keys = [channels, touchpoints].map((things) => new Set(things.map(({ key }) => key)));
    const serviceLevels = asked.map(({ from, to, wait }, i): ServiceLevel => {
      const at = `serviceLevels[${i}]`;
      for (const [name, key] of [
        ["from", from],
        ["to", to],
      ] as const)
        if (!keys.some((known) => known.has(key))) {
          const allowed = nearest(
            key,
            keys.flatMap((known) => [...known]),
          );
          throw new ThroughlineError("UNKNOWN_NAME", `\`${at}.${name}\` is not the key of a channel or touchpoint.`, {
            at: `${at}.${name}`,
            remedy:
              allowed.length === 0
                ? "The queries `channels` and `touchpoints` list the keys."
                : `Did you mean ${allowed.join(", ")}?`,
            allowed,
          });
        }
      if (!keys.some((known) => known.has(from) && known.has(to)))
        throw new ThroughlineError(
          "BAD_ARGUMENT",
          `\`${at}\` has a channel at one end and a touchpoint at the other.`,
          {
            at,
            remedy: "Give two channels or two touchpoints.",
          },
        );
      return { from, to, wait: readDuration(wait, `${at}.wait`)! };
    });
    await this.#store.upsertCatalogue({ serviceLevels, asOf: version });
    return this.#store.catalogue();
  }

  /** Returns false if nothing has this key. Throws IN_USE if something still uses it. */
  remove(what: Removable, key: string): Promise<boolean> {
    return removeDeclared(this.#store, what, key);
  }

  /** Returns false if there is no such service level. */
  removeServiceLevel(from: string, to: string): Promise<boolean> {
    return removeServiceLevel(this.#store, from, to);
  }

  async customers(asked: readonly { key: string; attributes: unknown }[]): Promise<void> {
    checkCount(asked, "customers");
    const rows = asked.map(({ key, attributes }, i) => {
      mustBeKey(key, `customers[${i}].key`);
      return { customer: key, attributes: readAttributes(attributes, `customers[${i}].attributes`) };
    });
    await this.#store.setAttributes(rows);
  }

  /** Settings that are null stay as they are. */
  async settings(journeyGap: string | null, timeZone: string | null): Promise<Settings & { version: number }> {
    const { version, settings } = await this.#store.updateSettings({
      ...(journeyGap === null ? {} : { journeyGap: readDuration(journeyGap, "journeyGap")! }),
      ...(timeZone === null ? {} : { timeZone }),
    });
    return { ...settings, version };
  }

  async #declare(change: CatalogueChange, at: string, things: readonly { readonly key: string }[]): Promise<Catalogue> {
    checkCount(things, at);
    things.forEach(({ key }, i) => {
      mustBeKey(key, `${at}[${i}].key`);
    });
    await this.#store.upsertCatalogue(change);
    return this.#store.catalogue();
  }
}

function checkCount(rows: readonly unknown[], at: string): void {
  if (rows.length >= 1 && rows.length <= MAX_ROWS_A_CALL) return;
  throw new ThroughlineError(
    "BAD_ARGUMENT",
    `\`${at}\` has ${rows.length} rows; a call takes 1 to ${MAX_ROWS_A_CALL}.`,
    {
      at,
      remedy: rows.length === 0 ? "Give at least one." : "Make several calls, or import a file.",
    },
  );
}

export function mustBeKey(key: string, at: string): void {
  const problem = checkKey(at, key);
  if (problem !== null)
    throw new ThroughlineError("BAD_ARGUMENT", problem.message, { at, remedy: "Write the key as in the log." });
}

function mustIdentify(key: string, at: string): void {
  const problem = checkCustomer(key);
  if (problem !== null)
    throw new ThroughlineError("BAD_ARGUMENT", problem.message, { at, remedy: "Give the key as in the log." });
}

/** These fields cannot be cleared: a field that is null or omitted keeps its value. */
function refuseNulls(things: readonly object[], at: string, fields: readonly string[]): void {
  things.forEach((thing, i) => {
    for (const field of fields)
      if ((thing as Record<string, unknown>)[field] === null)
        throw new ThroughlineError("BAD_ARGUMENT", `\`${at}[${i}].${field}\` cannot be cleared.`, {
          at: `${at}[${i}].${field}`,
          remedy: "Leave it out to keep the current value, or give another value.",
        });
  });
}

/** Returns only the fields of the selector that are set, as plain objects to be stored. */
function plain(selector: PointSelector): PointSelector {
  return JSON.parse(JSON.stringify(selector, (_, value: unknown) => value ?? undefined)) as PointSelector;
}

function readAttributes(attributes: unknown, at: string): Attributes {
  if (attributes === null || typeof attributes !== "object" || Array.isArray(attributes))
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` is not an object.`, {
      at,
      remedy: 'Write { region: "North" }.',
    });
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]: [string, unknown]) => {
      mustBeKey(key, `${at}: a key`);
      if (key.startsWith(MEMBERSHIP))
        throw new ThroughlineError(
          "BAD_ARGUMENT",
          `\`${at}\`: the name of an attribute must not begin with "${MEMBERSHIP}".`,
          {
            at,
            remedy: "Use upsertSegments to change who belongs to a segment.",
          },
        );
      if (value === null) return [key, ""];
      if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
        return [key, String(value)];
      throw new ThroughlineError("BAD_ARGUMENT", `\`${at}.${key}\` is not a text, a number or a boolean.`, {
        at: `${at}.${key}`,
        remedy: "Attributes are stored as texts: write one value for each.",
      });
    }),
  );
}
