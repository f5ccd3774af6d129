// Steps of the tour about handoffs: which changes of channel fail, and why.
import { type Choice, list, type Pair, text } from "./choose.js";
import { daysBefore, LATELY } from "./lately.js";
import { type TourStep, tourStep } from "./step.js";

export function whereHandoffsBreak(goal: Choice, synthetic: boolean): TourStep {
  return tourStep({
    name: "WhereHandoffsFail",
    title: "Where handoffs fail",
    answers: "Which changes of channel fail more often than the others, and why?",
    more: [
      "Rows with the most failures above the baseline come first. The `baseline` of a pair is the fail rate of all other pairs together, without the significant ones. A pair is `significant` if it fails more often than its baseline, and neither chance nor differences between customers explain this. Handoffs that are too young to judge are `pending`, and are not counted in the rates.",
      ...(synthetic ? ["The demo has planted faults. Can you find them?"] : []),
    ],
    chosen: [`${goal.name}: ${goal.because}`],
    change: [
      "`grain: TOUCHPOINT`, to see the two touchpoints",
      'add `stallAfter: "PT24H"`, the longest acceptable wait',
      "`baselineBy: TARGET`, to compare with other handoffs into the same channel",
    ],
    operations: `query WhereHandoffsFail {
  handoffs(
    settings: { goal: ${goal.selector}, grain: CHANNEL, baselineBy: ALL }
    first: 10
  ) {
    totals { multiChannelJourneys handoffs settled pending failed failRate }
    handoffs {
      from { label }
      to { label }
      count
      settled
      failed
      failRate
      baseline
      excessFailures
      significant
      reasons { reason count }
      wait { median p90 }
    }
    answer { computedIn warnings }
  }
}
`,
  });
}

export function journeysBehind(pair: Pair, goal: Choice): TourStep {
  const reason = pair.reason === null ? "" : `, reason: ${pair.reason}`;
  return tourStep({
    name: "TheJourneysBehind",
    title: "The journeys behind a number",
    answers: `Which customers moved from ${pair.from} to ${pair.to}, and what happened to them?`,
    more: [
      "Each row has example journeys, the latest ones. The field `behind` of a row opens the list of all its journeys: pass its value to `filter: { behind: ... }` of another question.",
    ],
    chosen: [
      `from ${pair.from} to ${pair.to}: ${pair.because}`,
      ...(pair.reason === null ? [] : [`${pair.reason}: the most frequent reason of its failures, without UNRESOLVED`]),
    ],
    change: ["`from`, `to`: channels of another row", "`reason`: STALLED, ABANDONED, ..., or leave it out"],
    operations: `query TheJourneysBehind {
  handoffs(
    settings: { goal: ${goal.selector} }
    from: ${list("channels", pair.from)}
    to: ${list("channels", pair.to)}
    first: 1
  ) {
    handoffs {
      failed
      failedCustomers
      exampleJourneys(first: 5${reason}) {
        key
        startedAt
        customer { key attributes }
        interactions(first: 50) {
          nodes {
            at
            wait
            touchpoint { name channel { name } }
            outcome
            resolved
            caseId
          }
        }
      }
    }
  }
}
`,
  });
}

/** One value of an attribute of customers. */
interface Group {
  readonly key: string;
  readonly value: string;
}

/**
 * `group` gives the customers whose journeys are counted; null means all. `example` is another group, which the comment
 * suggests.
 */
export function whatGotWorse(goal: Choice, newest: string, group: Group | null, example: Group | null): TourStep {
  const from = daysBefore(newest, LATELY);
  const only = group === null ? "" : `\n      attributes: [${attributeFilter(group)}]`;
  return tourStep({
    name: "WhatGotWorse",
    title: "What got worse lately",
    answers: `Which handoffs failed more often in the last ${LATELY} days than in the ${LATELY} days before?`,
    more: ["Each pair is compared with itself in the earlier period."],
    chosen: [
      `\`startedFrom\`: ${LATELY} days before the newest interaction`,
      ...(group === null ? [] : [`${group.key} ${group.value}: where a fault of the demo began a month ago`]),
    ],
    change: [
      "`startedFrom`: another time. The period from it to the newest interaction is compared with the period of equal length before it.",
      group === null
        ? `add \`attributes: [${example ? attributeFilter(example) : '{ key: "...", in: ["..."] }'}]\`, for a group of customers`
        : "`attributes`: another region, or none",
    ],
    operations: `query WhatGotWorse {
  handoffs(
    settings: { goal: ${goal.selector}, baselineBy: EARLIER }
    filter: {
      startedFrom: ${text(from)}${only}
    }
    first: 10
  ) {
    totals { handoffs settled pending failed failRate }
    handoffs {
      from { label }
      to { label }
      count
      settled
      failRate
      baseline
      excessRate { low high }
      significant
      reasons { reason count }
    }
    answer { warnings }
  }
}
`,
  });
}

const attributeFilter = ({ key, value }: Group): string => `{ key: ${text(key)}, in: [${text(value)}] }`;
