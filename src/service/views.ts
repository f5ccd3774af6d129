// Converts journeys and interactions to the form in which the API shows them: flat objects, with times in milliseconds
// and amounts in the units of the log.
import type { JourneyOfCustomer } from "../graph/store.js";
import { amountToNumber } from "../model/amount.js";
import { anonymousOf, type Interaction } from "../model/interaction.js";
import { identityHash } from "../model/keys.js";
import type { Sequence } from "../model/sequence.js";

export interface LoadedJourney {
  readonly key: string;
  readonly name: string | null;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly length: number;
  readonly value: number | null;
  readonly customerKey: string;
  readonly parts: readonly Interaction[];
}

export interface LoadedInteraction {
  readonly key: string;
  readonly position: number;
  readonly sequence: Sequence;
  readonly at: number;
  readonly wait: number | null;
  readonly value: number | null;
  readonly cost: number | null;
  readonly outcome: Interaction["outcome"];
  readonly resolved: boolean | null;
  readonly caseId: string | null;
  readonly contextCarried: boolean | null;
  readonly repeatedInfo: boolean | null;
  readonly referredBy: string | null;
  readonly identity: string;
  readonly anonymous: string | null;
  /** The hash of the identity, if the identity is not the customer's key. It is part of the global id. */
  readonly apart: string | null;
  readonly of: LoadedJourney;
  readonly stored: Interaction;
}

export function loadedJourney({ customer, journey }: JourneyOfCustomer): LoadedJourney {
  const { interactions } = journey;
  let sum: number | null = null;
  for (const { value } of interactions) if (value !== null) sum = (sum ?? 0) + value;
  return {
    key: journey.key,
    name: journey.name,
    startedAt: interactions[0]!.at,
    endedAt: interactions.at(-1)!.at,
    length: interactions.length,
    value: amount(sum),
    customerKey: customer,
    parts: interactions,
  };
}

/** `index` counts from 0. */
export function loadedInteraction(of: LoadedJourney, index: number): LoadedInteraction {
  const stored = of.parts[index]!;
  return {
    key: stored.id,
    position: index + 1,
    sequence: stored.sequence,
    at: stored.at,
    wait: index === 0 ? null : stored.at - of.parts[index - 1]!.at,
    value: amount(stored.value),
    cost: amount(stored.cost),
    outcome: stored.outcome,
    resolved: stored.resolved,
    caseId: stored.caseId,
    contextCarried: stored.contextCarried,
    repeatedInfo: stored.repeatedInfo,
    referredBy: stored.referredBy,
    identity: stored.identity,
    anonymous: anonymousOf(stored),
    apart: stored.identity === of.customerKey ? null : identityHash(stored.identity),
    of,
    stored,
  };
}

function amount(units: number | null): number | null {
  return units === null ? null : amountToNumber(units);
}
