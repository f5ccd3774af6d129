// The parts of the answer that the map draws, and functions that make its counts open their journeys.
import { format } from "../format.js";
import type { JourneyMapViewFragment } from "../generated/graphql.js";
import { type Opening, opening } from "../view.js";

export type Answer = JourneyMapViewFragment;
export type Stage = Answer["stages"][number];
export type Performance = NonNullable<Stage["performance"]>;
export type Touchpoint = Stage["touchpoints"][number];
export type Step = Stage["steps"][number];
export type AdHoc = Stage["adHoc"][number];
export type PainPoint = Stage["painPoints"][number];
export type Rate = Touchpoint["reach"];
export type Compared = NonNullable<Performance["change"]>["reach"];

/** The stages to show: all stages of the catalogue, and `(none)` only if it contains something. */
export function shownStages({ stages }: Answer): readonly Stage[] {
  return stages.filter(
    ({ label, performance, steps, unmeasured }) =>
      label.stage !== null || performance !== null || steps.length > 0 || unmeasured.length > 0,
  );
}

export const nameOf = ({ label: { label, stage } }: Stage): string => (stage === null ? "No stage" : label);

/** The opening for a count of journeys. */
export function journeysOf(count: number, what: string, behind: string | null | undefined): Opening | null {
  return opening(`${format.plural(count, "journey")}: ${what}`, count, behind);
}

/**
 * The opening for a count of something else, such as visits. The number of journeys behind such a count is not known.
 */
export function someJourneys(count: number, unit: string, what: string, behind: string | null | undefined) {
  return count === 0 ? null : opening(`${format.plural(count, unit)}: ${what}`, null, behind);
}
