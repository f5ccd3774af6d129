// Finds the object with a given global id, for the field `node(id)`. Nodes of one type are read together.
import { MAX_FIRST } from "../engine/totals.js";
import { ThroughlineError } from "../model/errors.js";
import { identityHash } from "../model/keys.js";
import { readInteractionKey, readNodeId } from "./ids.js";
import type { RequestScope } from "./scope.js";
import { loadedInteraction } from "./views.js";

type Found = object & { readonly __typename: string };

/** Finds the objects of each type by their keys. */
const FINDERS: Readonly<Record<string, (scope: RequestScope, key: string) => Promise<object | null | undefined>>> = {
  Customer: (scope, key) => scope.customers.load(key),
  Journey: (scope, key) => scope.journeys.load(key),
  Interaction: async (scope, key) => {
    const parts = readInteractionKey(key);
    const journey = parts === null ? null : await scope.journeys.load(parts.journey);
    const index =
      journey?.parts.findIndex(
        ({ id, identity }) =>
          id === parts!.own && (identity === journey.customerKey ? null : identityHash(identity)) === parts!.apart,
      ) ?? -1;
    return index < 0 ? null : loadedInteraction(journey!, index);
  },
  Touchpoint: async (scope, key) => (await scope.names()).touchpoints.get(key),
  Channel: async (scope, key) => (await scope.names()).channels.get(key),
  Stage: async (scope, key) => (await scope.names()).stages.get(key),
  Goal: async (scope, key) => (await scope.names()).catalogue.goals.find((goal) => goal.key === key),
  Segment: async (scope, key) => (await scope.names()).catalogue.segments.find((segment) => segment.key === key),
  Persona: async (scope, key) => (await scope.names()).catalogue.personas.find((persona) => persona.key === key),
  Source: async (scope, key) => (/^\d{1,10}$/.test(key) ? (await scope.sources()).get(Number(key)) : null),
};

/**
 * Returns null if no object has this id, or if the object has been removed. Throws BAD_ARGUMENT if the text cannot be
 * an id.
 */
export async function findNode(scope: RequestScope, id: string): Promise<Found | null> {
  return find(scope, readId(id, "id"));
}

interface ReadId {
  readonly type: string;
  readonly key: string;
}

function readId(id: string, at: string): ReadId {
  const read = readNodeId(id);
  if (read === null || !Object.hasOwn(FINDERS, read.type))
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` is not a global id: "${id.slice(0, 60)}".`, {
      at,
      remedy: "Give the `id` of a node: its type, a colon, and its key, such as Touchpoint:web/checkout.",
      allowed: Object.keys(FINDERS),
    });
  return read;
}

async function find(scope: RequestScope, { type, key }: ReadId): Promise<Found | null> {
  const found = await FINDERS[type]!(scope, key);
  return found === null || found === undefined ? null : { ...found, __typename: type };
}

export async function findNodes(scope: RequestScope, ids: readonly string[]): Promise<(Found | null)[]> {
  if (ids.length > MAX_FIRST)
    throw new ThroughlineError("BAD_ARGUMENT", `\`ids\` has ${ids.length} ids.`, {
      at: "ids",
      remedy: `Give at most ${MAX_FIRST}.`,
    });
  const read = ids.map((id, i) => readId(id, `ids[${i}]`));
  return Promise.all(read.map((id) => find(scope, id)));
}
