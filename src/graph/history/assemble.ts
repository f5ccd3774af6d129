// Assembles journeys from a customer's interactions.
//
// The order is by time, then sequence, then id by code point. Interactions with the same journey key are one journey,
// however they interleave with others, and are never split. The others are split where the gap between two neighbours
// is greater than `journeyGap`, and nowhere else. O(n log n).
import type { Interaction } from "../../model/interaction.js";
import type { Journey } from "../../model/journey.js";
import { compareKeys, journeyKey } from "../../model/keys.js";
import { compareSequences } from "../../model/sequence.js";

/** The fields that determine the order of interactions. */
export type InteractionPlace = Pick<Interaction, "at" | "sequence" | "id">;

export function compareInteractions(a: InteractionPlace, b: InteractionPlace): number {
  return a.at - b.at || compareSequences(a.sequence, b.sequence) || compareKeys(a.id, b.id);
}

/** Sorts `interactions` in place. Returns the journeys by start, then by key. */
export function assembleJourneys(customer: string, interactions: Interaction[], journeyGap: number): Journey[] {
  interactions.sort(compareInteractions);
  const keyed = new Map<string, Interaction[]>();
  const split: Interaction[][] = [];
  let current: Interaction[] | null = null;
  let last = 0;
  for (const interaction of interactions) {
    if (interaction.journey !== null) {
      const same = keyed.get(interaction.journey);
      if (same === undefined) keyed.set(interaction.journey, [interaction]);
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
  for (const [name, list] of keyed) journeys.push({ key: journeyKey(customer, name, ""), name, interactions: list });
  for (const list of split)
    journeys.push({ key: journeyKey(customer, null, list[0]!.id), name: null, interactions: list });
  return journeys.sort(compareJourneys);
}

export function compareJourneys(a: Journey, b: Journey): number {
  return a.interactions[0]!.at - b.interactions[0]!.at || compareKeys(a.key, b.key);
}
