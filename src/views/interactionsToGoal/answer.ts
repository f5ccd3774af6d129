// The answer of interactionsToGoal as a distribution of numbers.
import { type Distribution, type Middle, type Range, withoutEmptyEnds } from "../distribution/distribution.js";
import { journeysThat, outcomeOf } from "../distribution/outcomeOf.js";
import { format } from "../format.js";
import type { InteractionsToGoalViewFragment } from "../generated/graphql.js";
import { keyOfGroup, nameOfGroup } from "../groupName.js";

export type Answer = InteractionsToGoalViewFragment;

export type Row = Answer["histogram"][number];

export const nameOfRow = ({ interactions, orMore }: Row): string =>
  orMore ? `${format.count(interactions)} or more interactions` : format.plural(interactions, "interaction");

/** Identifies a row within its histogram. */
export const keyOfRow = ({ interactions, orMore }: Row): string => `${interactions}${orMore ? "+" : ""}`;

const middleOf = ({ p25, median, p75, p90 }: Answer["interactions"]): Middle => ({
  lower: p25,
  median,
  upper: p75,
  p90,
});

export function distributionOf({ totals, interactions, histogram, groups, otherGroups }: Answer): Distribution {
  const shown = withoutEmptyEnds(histogram);
  const first = shown[0]?.interactions ?? 1;
  const last = shown.at(-1)?.interactions ?? 1;
  return {
    label: `Interactions to the goal: ${format.plural(interactions.n, "journey")}, median ${interactions.median === null ? "none" : format.number(interactions.median)}.`,
    outcomeTitle: `What became of ${format.plural(totals.matched, "journey")}`,
    outcome: outcomeOf(totals),
    title: "Journeys by their interactions up to the goal",
    curveTitle: "Share of the conversions with at most so many interactions; band: middle half, dashed: median",
    bins: shown.map((row) => ({
      key: keyOfRow(row),
      label: row.orMore ? `≥ ${format.count(row.interactions)}` : format.count(row.interactions),
      name: nameOfRow(row),
      journeys: row.journeys,
      share: row.share,
      shareUpTo: row.shareUpTo,
      opening: journeysThat(row.journeys, `needed ${nameOfRow(row)}`, row.behind),
    })),
    middle: middleOf(interactions),
    exactMedian: interactions.median,
    counted: interactions.n,
    opening: journeysThat(interactions.n, "reached the goal", totals.behind),
    // A number is in the middle of its column. The last column combines all larger numbers.
    at: (value) => Math.min(value, last) - first + 0.5,
    text: (value) => format.number(value, 1),
    sections: [
      {
        title: `By group: ${format.plural(groups.length, "group")}`,
        hint: "Small columns: the journeys of the group. Bar: the middle half; tick: the median; thin line: to the number that nine in ten do not exceed.",
        beyond: 0,
        ranges: groups.map((group): Range => {
          const name = nameOfGroup(group, otherGroups);
          return {
            id: `group/${keyOfGroup(group)}`,
            name,
            isOther: group.isOther,
            middle: middleOf(group.interactions),
            counted: group.interactions.n,
            opening: journeysThat(group.interactions.n, `reached the goal: ${name}`, group.totals.behind),
            converted: { count: group.totals.completed, of: group.totals.matched },
            // A group has rows only up to the largest number of its own.
            bins: shown.map((row) => group.histogram.find((own) => keyOfRow(own) === keyOfRow(row))?.journeys ?? 0),
          };
        }),
      },
    ],
  };
}
