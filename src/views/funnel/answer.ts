// The parts of the answer that the picture and the table of a funnel read, and the parts into which a picture divides
// the journeys of a step.
import type { FunnelViewFragment } from "../generated/graphql.js";

export type Answer = FunnelViewFragment;

export type Step = Answer["steps"][number];

export type After = Step["after"][number];

export type Group = Answer["groups"][number];

export const PARTS = ["completed", "skipped", "dropped", "pending"] as const;

export type Part = (typeof PARTS)[number];

export const BEHIND = {
  completed: "behindCompleted",
  skipped: "behindSkipped",
  dropped: "behindDropped",
  pending: "behindPending",
} as const;
