// What became of the journeys of an answer, from its totals, and what opens them.
import { format } from "../format.js";
import { type Opening, opening } from "../view.js";
import type { OutcomePart } from "./distribution.js";

interface Totals {
  readonly completed: number;
  readonly dropped: number;
  readonly pending: number;
  readonly behindCompleted: string | null;
  readonly behindDropped: string | null;
  readonly behindPending: string | null;
}

/** `completed` are further details of the journeys that reached the goal. */
export function outcomeOf(totals: Totals, completed: readonly string[] = []): readonly OutcomePart[] {
  return [
    part("completed", "Converted", totals.completed, totals.behindCompleted, completed),
    part("pending", "Pending", totals.pending, totals.behindPending, ["they can still convert"]),
    part("dropped", "Dropped", totals.dropped, totals.behindDropped, ["they can no longer convert"]),
  ];
}

const part = (
  key: OutcomePart["key"],
  name: string,
  journeys: number,
  behind: string | null,
  details: readonly string[],
): OutcomePart => ({
  key,
  name,
  journeys,
  details: [format.plural(journeys, "journey"), ...details],
  opening: opening(`${format.plural(journeys, "journey")}: ${name.toLowerCase()}`, journeys, behind),
});

/** Opens the journeys of a count: "3 journeys that took at most 1 h". */
export function journeysThat(journeys: number, what: string, behind: string | null | undefined): Opening | null {
  return opening(`${format.plural(journeys, "journey")} that ${what}`, journeys, behind);
}
