// The six strategies that make touchpoints better: the name of each, its idea, and the gap by which it is measured.
import type { OpportunityViewFragment } from "../generated/graphql.js";

export type Strategy = OpportunityViewFragment["strategy"];

export interface StrategyText {
  readonly name: string;
  readonly idea: string;
  /** A sentence that says what goes wrong more often at one place than at comparable places. */
  readonly gap: string;
  /** The noun for what `of` counts. */
  readonly unit: string;
}

export const STRATEGIES: Readonly<Record<Strategy, StrategyText>> = {
  PERSONALISATION: {
    name: "Personalisation",
    idea: "Offers and next steps fit the person.",
    gap: "After visits to a touchpoint, members of a segment reach the goal less often than other customers.",
    unit: "visits",
  },
  CONSISTENCY: {
    name: "Consistency",
    idea: "The quality is the same on every channel.",
    gap: "Visits to a kind of touchpoint fail more often, or satisfy customers less often, on one channel than on the others.",
    unit: "visits",
  },
  TIMELINESS: {
    name: "Timeliness",
    idea: "Answers come quickly, and waits are short.",
    gap: "One promised wait is exceeded more often than the others.",
    unit: "waits",
  },
  ACCESSIBILITY: {
    name: "Accessibility",
    idea: "People can use the channel they prefer.",
    gap: "Up to the purchase, journeys on one channel of a stage end without the goal more often than journeys on the other channels of the stage.",
    unit: "journeys",
  },
  EMPATHY: {
    name: "Empathy",
    idea: "Failures and bad feelings are noticed and answered.",
    gap: "After a failure or bad feeling at one touchpoint, customers more often have no contact with an employee within seven days than after one at other touchpoints.",
    unit: "failures",
  },
  OMNICHANNEL: {
    name: "Omnichannel",
    idea: "Nothing is lost when a customer changes the channel.",
    gap: "Handoffs from one channel to another fail more often than the other handoffs.",
    unit: "handoffs",
  },
};

export const STRATEGY_KEYS = Object.keys(STRATEGIES) as readonly Strategy[];

/** What `of` counts. A finding about answers of customers, instead of outcomes, has a key that ends with the score. */
export function unitOf({ strategy, key }: Pick<OpportunityViewFragment, "strategy" | "key">): string {
  if (strategy === "CONSISTENCY" && key.endsWith(" csat")) return "answers";
  if (strategy === "EMPATHY" && key.endsWith(" emotion")) return "bad feelings";
  return STRATEGIES[strategy].unit;
}
