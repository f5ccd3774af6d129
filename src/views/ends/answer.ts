// The two sides of the answer of ends, and the journeys that their counts open.
import { format } from "../format.js";
import type { EndsViewFragment } from "../generated/graphql.js";
import { type Opening, opening } from "../view.js";

export type Answer = EndsViewFragment;

export type Group = Answer["groups"][number];

export type EndPoint = Answer["entries"][number];

export type Side = "entries" | "exits";

export const SIDES: readonly Side[] = ["entries", "exits"];

export const VERB: Readonly<Record<Side, string>> = { entries: "begin", exits: "end" };

/** Identifies a row in the picture and in the table. */
export const markOf = (side: Side, { label }: EndPoint): string => `${side}/${label.key}`;

/** `of` is the name of the group, if the row belongs to one. */
export function pointOpening(side: Side, { label, journeys, behind }: EndPoint, of?: string): Opening | null {
  const what = `${format.plural(journeys, "journey")} that ${VERB[side]} with ${label.label}`;
  return opening(of === undefined ? what : `${what}: ${of}`, journeys, behind);
}

export function openOpening(side: Side, { label, open, behindOpen }: EndPoint): Opening | null {
  return opening(
    `${format.plural(open, "open journey")} that so far ${VERB[side]} with ${label.label}`,
    open,
    behindOpen,
  );
}
