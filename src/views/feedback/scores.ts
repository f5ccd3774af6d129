// The four scores of an answer: their names, scales and texts. The values have the units of the service.
import { format, NOTHING } from "../format.js";
import type { FeedbackViewFragment, ScoreViewFragment } from "../generated/graphql.js";

export type Answer = FeedbackViewFragment;
export type Totals = Answer["totals"];
export type LabelRow = Answer["labels"][number];
export type Score = ScoreViewFragment;

export type ScoreKind = "csat" | "nps" | "ces" | "emotion";

interface ScoreSort {
  readonly kind: ScoreKind;
  readonly name: string;
  readonly short: string;
  /** What the value is. */
  readonly means: string;
  readonly low: number;
  readonly high: number;
  /** The value between good and bad, where the scale has one. */
  readonly middle: number | null;
  text(value: number): string;
}

export const SCORES: readonly ScoreSort[] = [
  {
    kind: "csat",
    name: "Satisfaction (CSAT)",
    short: "CSAT",
    means: "share of 4 and 5",
    low: 0,
    high: 1,
    middle: null,
    text: (value) => format.percent(value),
  },
  {
    kind: "nps",
    name: "Recommendation (NPS)",
    short: "NPS",
    means: "share of 9 and 10 minus 0 to 6",
    low: -1,
    high: 1,
    middle: 0,
    text: (value) => format.nps(value),
  },
  {
    kind: "ces",
    name: "Ease (CES)",
    short: "CES",
    means: "mean of 1 (hard) to 7 (easy)",
    low: 1,
    high: 7,
    middle: null,
    text: (value) => format.number(value),
  },
  {
    kind: "emotion",
    name: "Emotion",
    short: "Emotion",
    means: "mean of −2 to +2",
    low: -2,
    high: 2,
    middle: 0,
    text: (value) => format.signed(value),
  },
];

/** The scores that were given in at least one row. */
export const givenScores = ({ totals }: Answer): readonly ScoreSort[] =>
  SCORES.filter(({ kind }) => totals[kind].answers > 0);

/** "87.3 %", or the reason why there is no value. */
export function valueText({ text }: ScoreSort, { answers, value }: Score): string {
  if (value !== null) return text(value);
  return answers === 0 ? NOTHING : "too few";
}

/** "95 % interval 83.1 % to 90.4 %"; null if there is none. */
export function intervalText({ text }: ScoreSort, { interval }: Score): string | null {
  return interval === null ? null : `95 % interval ${text(interval.low)} to ${text(interval.high)}`;
}

export const answersText = ({ answers, customers }: Pick<Score, "answers" | "customers">): string =>
  `${format.plural(answers, "answer")} of ${format.plural(customers, "customer")}`;

export const journeysText = (sort: ScoreSort, { journeys }: Score, label: string): string =>
  `${format.plural(journeys, "journey")} with an answer: ${label}, ${sort.name}`;

/** Marks of the picture. The row of all answers has no key of a label. */
const LABEL = "label/";
export const labelMark = (key: string): string => `${LABEL}${key}`;
export const ALL = "all";

/** The label of a mark; null if the mark is another part of the picture. */
export function labelOfMark(mark: string): string | null {
  return mark.startsWith(LABEL) ? mark.slice(LABEL.length) : null;
}
