// The parts of the answer that the picture and the table of routes read.
import type { CommonRoutesViewFragment } from "../generated/graphql.js";

export type Answer = CommonRoutesViewFragment;

export type Route = Answer["routes"][number];

export type Step = Route["steps"][number];

export type Totals = Answer["totals"];

export const OTHER = "Other";
/** The key of a route within its answer: the keys of its labels. */
export const routeKey = ({ steps }: Route): string => steps.map(({ key }) => key).join(" → ");
