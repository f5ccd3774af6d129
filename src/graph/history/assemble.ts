// Assembles journeys from a customer's interactions.
//
// Interactions are ordered by time, then by sequence, then by id, then by identity in code-point order. A journey key
// has a scope: the anonymous identity that the row names, or else the identity of the interaction. Interactions with
// the same journey key and the same scope are one journey. It is never split, even if other interactions come between
// them. A session during which the customer logs in is therefore one journey, whereas equal keys of two devices are two
// journeys. Interactions without a journey key are split where the gap between two neighbours is greater than
// `journeyGap`, and nowhere else. The time is O(n log n).
import { anonymousOf, type Interaction } from "../../model/interaction.js";
import type { Journey } from "../../model/journey.js";
import { compareKeys, journeyKey } from "../../model/keys.js";
import { compareSequences } from "../../model/sequence.js";

/** The fields that determine the order of interactions. */
export type InteractionPlace = Pick<Interaction, "at" | "sequence" | "id" | "identity">;

export function compareInteractions(a: InteractionPlace, b: InteractionPlace): number {
  return (
    a.at - b.at ||
    compareSequences(a.sequence, b.sequence) ||
    compareKeys(a.id, b.id) ||
    compareKeys(a.identity, b.identity)
  );
}

/** Returns the scope of the interaction's journey key. */
export function scopeOf(interaction: Interaction): string {
  return anonymousOf(interaction) ?? interaction.identity;
}

/** Sorts `interactions` in place. Returns the journeys, sorted by start, then by key. */
export function assembleJourneys(customer: string, interactions: Interaction[], journeyGap: number): Journey[] {
  interactions.sort(compareInteractions);
  const keyed = new Map<string, Interaction[]>();
  const split: Interaction[][] = [];
  let current: Interaction[] | null = null;
  let last = 0;
  for (const interaction of interactions) {
    if (interaction.journey !== null) {
      const scope = scopeOf(interaction);
      // No key contains U+0000.
      const key = scope === customer ? interaction.journey : `${interaction.journey}\u0000${scope}`;
      const same = keyed.get(key);
      if (same === undefined) keyed.set(key, [interaction]);
      else same.push(interaction);
    } else {
      if (current === null || interaction.at - last > journeyGap) {
        current = [];
        split.push(current);
      }
      current.push(interaction);
      last = interaction.at;
    }
  }
  const journeys: Journey[] = [];
  const apart = (identity: string): string | null => (identity === customer ? null : identity);
  for (const list of keyed.values()) {
    const name = list[0]!.journey;
    journeys.push({ key: journeyKey(customer, name, "", apart(scopeOf(list[0]!))), name, interactions: list });
  }
  for (const list of split)
    journeys.push({
      key: journeyKey(customer, null, list[0]!.id, apart(list[0]!.identity)),
      name: null,
      interactions: list,
    });
  return journeys.sort(compareJourneys);
}

export function compareJourneys(a: Journey, b: Journey): number {
  return a.interactions[0]!.at - b.interactions[0]!.at || compareKeys(a.key, b.key);
}
