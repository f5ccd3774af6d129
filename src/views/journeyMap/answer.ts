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
export type Scores = Performance["scores"];
export type Score = Scores["csat"];
export type Change = NonNullable<Performance["change"]>;

/** The persona whose journey the map shows, for the card at the head of the map. */
export interface Persona {
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
  readonly picture: string | null;
  readonly demographics: unknown;
  readonly needs: readonly string[];
  readonly goals: readonly string[];
  readonly painPoints: readonly string[];
  readonly behaviours: readonly string[];
  readonly size: number;
  readonly preferredChannels: readonly { readonly key: string; readonly name: string }[];
}

/** The answer, and data that a page can add: the personas, and side B as a separate map. */
export interface MapAnswer extends Answer {
  readonly personas?: readonly Persona[];
  /** The map of side B, if two sides are compared. `stages` of the map itself then show side A. */
  readonly other?: Answer;
  /** The names of the two sides. */
  readonly sides?: readonly [a: string, b: string];
}

/** The stages to show: all stages of the catalogue, and `(none)` only if it contains something. */
export function shownStages({ stages }: Answer): readonly Stage[] {
  return stages.filter(
    ({ label, performance, steps, unmeasured }) =>
      label.stage !== null || performance !== null || steps.length > 0 || unmeasured.length > 0,
  );
}

export const nameOf = ({ label: { label, stage } }: Stage): string => (stage === null ? "No stage" : label);

/** The same stage on side B. */
export const otherStage = ({ other }: MapAnswer, { label }: Stage): Stage | undefined =>
  other?.stages.find((stage) => stage.label.key === label.key);

/** "50.2 % to 53.9 %"; null without an interval. */
export const intervalOf = ({ interval }: Pick<Rate, "interval">): string | null =>
  interval === null ? null : `95 % interval: ${format.percent(interval.low)} to ${format.percent(interval.high)}`;

/** The opening for a count of journeys. */
export function journeysOf(count: number, what: string, behind: string | null | undefined): Opening | null {
  return opening(`${format.plural(count, "journey")}: ${what}`, count, behind);
}

/**
 * The opening for a count of something else, such as visits. The number of journeys behind such a count is not known.
 */
export function someJourneys(
  count: number,
  unit: string,
  what: string,
  behind: string | null | undefined,
): Opening | null {
  return count === 0 ? null : opening(`${format.plural(count, unit)}: ${what}`, null, behind);
}

/** The number of comments that are quoted below a pain point. */
const MOST_COMMENTS = 2;

/** The comments that are quoted below a pain point, in the order of the answer. Equal comments are quoted once. */
export function quotedOf(comments: PainPoint["comments"]): readonly string[] {
  const texts = comments.flatMap(({ comment }) => (comment == null ? [] : [comment]));
  return [...new Set(texts)].slice(0, MOST_COMMENTS);
}
