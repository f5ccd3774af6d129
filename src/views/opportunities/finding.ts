// The texts about a finding in the list and in the panel of a finding, and the journeys behind its counts.
import { format } from "../format.js";
import type { OpportunitiesViewFragment, OpportunityViewFragment } from "../generated/graphql.js";
import { type Opening, opening } from "../view.js";
import { unitOf } from "./strategies.js";

export type Answer = OpportunitiesViewFragment;
export type Finding = OpportunityViewFragment;

/** The key of a finding's mark, which is also the value of `~select` in an address. */
export const markOf = ({ strategy, key }: Pick<Finding, "strategy" | "key">): string => `${strategy}/${key}`;

export const customersText = ({ customers }: Finding): string => format.plural(customers, "customer");

/** An interval as a text: "+25.4 to +28.6 pp". */
export const intervalText = ({ interval: { low, high } }: Pick<Finding, "interval">): string =>
  `${format.points(low)} to ${format.points(high)}`;

/** The counts as a text: "1,291 of 3,457 handoffs". */
export const countText = (finding: Finding): string =>
  `${format.fraction(finding.count, finding.of)} ${unitOf(finding)}`;

export const detailsOf = (finding: Finding): readonly string[] => [
  `${format.rate(finding.count, finding.of)}, elsewhere ${format.percent(finding.baseline)}`,
  `difference ${format.points(finding.effect)}, 95 % interval ${intervalText(finding)}`,
  `${customersText(finding)} affected`,
];

/**
 * Opens the journeys in which something went wrong. A journey may count several times in `count`, so the number of
 * journeys is not known.
 */
export const countOpening = (finding: Finding): Opening | null =>
  finding.count === 0
    ? null
    : opening(`${format.count(finding.count)} ${unitOf(finding)} of: ${finding.sentence}`, null, finding.behindCount);

/** Opens all journeys in which something could go wrong: those that `of` counts. */
export const ofOpening = (finding: Finding): Opening | null =>
  opening(`All ${format.count(finding.of)} ${unitOf(finding)} of: ${finding.sentence}`, null, finding.behindOf);

/** A text such as "16 of 82 gaps stand out". */
export function testedText({ tested, found }: Answer["totals"]): string {
  return `${format.count(found)} of ${format.plural(tested, "gap")} ${found === 1 ? "stands" : "stand"} out`;
}
