// Steps of the tour that ask where journeys break when they change channel.
import type { Catalogue } from "./catalogue.js";
import { type Choice, choosePair, list } from "./choose.js";
import { comment, type TourStep } from "./step.js";

/** Days that count as "lately", and are compared with the days before them. */
const LATELY = 30;

export function whereHandoffsBreak(catalogue: Catalogue, goal: Choice): TourStep {
  return {
    name: "WhereHandoffsBreak",
    title: "Where handoffs break",
    answers: "Which changes of channel fail more often than the others, and why?",
    query: `${comment(
      "WHERE HANDOFFS BREAK: a handoff is a change of channel. It failed if the customer never arrived, waited longer than",
      "promised, was left without an answer, bounced back, or had to repeat themselves; reasons overlap.",
      "Rows with most failures above the baseline (all other handoffs) come first; significant means that it is no chance",
      "and no single busy customer. Handoffs too young to judge are pending and not counted in any rate.",
      ...(catalogue.synthetic ? ["", "The demo has faults planted in it: see whether you find them here."] : []),
      "",
      `Chosen here: ${goal.name} as the goal that settles a journey: ${goal.because}.`,
      "",
      "Change:  grain         TOUCHPOINT, to see between which two touchpoints",
      '         stallAfter    for instance "PT24H": a wait longer than this has stalled',
      "         baselineBy    TARGET compares with other handoffs into the same channel",
      "         filter        a period, or customers' attributes",
    )}
query WhereHandoffsBreak {
  handoffs(settings: { goal: ${goal.selector}, grain: CHANNEL, baselineBy: ALL }, first: 10) {
    totals { multiChannelJourneys handoffs settled pending failed failRate }
    handoffs {
      from { label }
      to { label }
      count
      failed
      failRate
      baseline
      excessFailures
      significant
      reasons { reason count rate }
      wait { median p90 }
    }
    answer { computedIn warnings }
  }
}
`,
  };
}

export function journeysBehind(pair: NonNullable<ReturnType<typeof choosePair>>, goal: Choice): TourStep {
  const reason = pair.reason ? `, reason: ${pair.reason}` : "";
  return {
    name: "TheJourneysBehind",
    title: "The journeys behind a number",
    answers: `Who are the customers whose change from ${pair.from} to ${pair.to} failed, and what happened to them?`,
    query: `${comment(
      "THE JOURNEYS BEHIND A NUMBER: every number counts journeys that can be listed. Here those of one handoff.",
      "",
      `Chosen here: from ${pair.from} to ${pair.to}: ${pair.because}.`,
      ...(pair.reason ? [`             ${pair.reason}: its most frequent reason.`] : []),
      "",
      "Change:  from, to      channels of another row",
      "         reason        NEVER_ARRIVED, STALLED, ABANDONED, BOUNCED_BACK, REPEATED, UNRESOLVED, or leave it out",
    )}
query TheJourneysBehind {
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
  };
}

export function whatGotWorse(catalogue: Catalogue, goal: Choice, newest: string): TourStep {
  const from = new Date(Date.parse(newest) - LATELY * 86_400_000).toISOString();
  return {
    name: "WhatGotWorse",
    title: "What got worse lately",
    answers: `Which handoffs fail more often in the last ${LATELY} days than in the ${LATELY} days before?`,
    query: `${comment(
      `WHAT GOT WORSE: the last ${LATELY} days against the ${LATELY} days before, each handoff against itself (baselineBy: EARLIER).`,
      "",
      `Chosen here: startedFrom: ${LATELY} days before the newest interaction, ${newest}.`,
      "",
      "Change:  startedFrom   another period; what came just before it, as long, is the comparison",
      '         attributes    [{ key: "region", in: ["north"] }], to look at one group of customers',
    )}
query WhatGotWorse {
  handoffs(
    settings: { goal: ${goal.selector}, baselineBy: EARLIER }
    filter: { startedFrom: ${JSON.stringify(from)} }
    first: 10
  ) {
    totals { handoffs settled pending failed failRate }
    handoffs {
      from { label }
      to { label }
      count
      failRate
      baseline
      excessRate { low high }
      significant
      reasons { reason count rate }
    }
    answer { warnings }
  }
}
`,
  };
}
