// Steps of the tour about properties, the unit of analysis, and feedback.
import { type Choice, text } from "./choose.js";
import type { Catalogue } from "./loaded.js";
import { type TourStep, tourStep } from "./step.js";

/** Most people ask about campaigns first. */
export function isCampaign(key: string): boolean {
  return /campaign/i.test(key);
}

/** `property` has a value that is frequent in the store. */
export function byProperty(
  { key, value }: NonNullable<Catalogue["property"]>,
  goal: Choice,
  synthetic: boolean,
): TourStep {
  const because = isCampaign(key) ? "a property about campaigns" : "the property of the most interactions";
  return tourStep({
    name: "ByProperty",
    title: `By ${key}`,
    answers: `How often does each value of \`${key}\` occur, and after which of them do journeys reach ${goal.name} most often?`,
    more: [
      "The columns of a file that have no fixed meaning become properties of the interactions. They need no declaration.",
      "In `visits`, the label (none) has the interactions without a value. In `funnel`, the rows of `groups` divide the journeys by the property of the interaction that is their first step.",
      ...(synthetic && key === "campaign"
        ? [
            "The demo has a planted fault that shows here: customers who come by an ad of the campaign outlet buy less often.",
          ]
        : []),
    ],
    chosen: [`\`${key}\`: ${because} with at least two values`, `${goal.name}: ${goal.because}`],
    change: [
      "`property`, `key`: any of `{ properties { key interactions } }`",
      `\`at: { property: { key: ${text(key)}, in: [${text(value)}] } }\`, or \`like\`, \`atLeast\` or \`atMost\` instead of \`in\``,
      "ask `compareFunnel(steps, a: { filter: { avoids: [one value] } }, b: { filter: { touches: [one value] } })` whether the difference exceeds chance",
      "combine selectors with `all: [...]`, `anyOf: [...]` or `not: {...}`",
    ],
    operations: `query ByProperty {
  properties(first: 10) { key interactions }
  visits(options: { grain: PROPERTY, property: ${text(key)} }, first: 10) {
    labels { label { label } interactions journeys share }
  }
  funnel(
    steps: [
      { at: { property: { key: ${text(key)}, known: true } }, name: ${text(key)} }
      { at: ${goal.selector}, name: ${text(goal.name)} }
    ]
    breakdown: { property: ${text(key)} }
    first: 10
  ) {
    groups { label isOther totals { matched completed completionRate } }
    answer { computedIn warnings }
  }
}
`,
  });
}

/** `from` and `to` are the first and the last touchpoint of the most frequent route of cases. */
export function theSameCase({ from, to }: NonNullable<Catalogue["cases"]>, synthetic: boolean): TourStep {
  const steps = `[{ at: { touchpoints: [${text(from)}] } }, { at: { touchpoints: [${text(to)}] } }]`;
  return tourStep({
    name: "TheSameCase",
    title: "The same order, or only the same journey?",
    answers: `How many journeys get from ${from} to ${to}, and how many orders or cases do?`,
    more: [
      "The argument `unit` says which interactions form one path. With `{ case: true }`, both interactions must have the same case id. The field `leftOut` counts the interactions that have no case id.",
      "If the rate by case is lower, some journeys only seem to get there: the interaction that they reach belongs to another case.",
      ...(synthetic
        ? [
            "The demo has a planted fault that shows here: some orders are handed over under the number of another order.",
          ]
        : []),
    ],
    chosen: [`from ${from} to ${to}: the most frequent route of cases`],
    change: [
      '`unit`: `{ customer: true }`, `{ gap: "PT30M" }`, or `{ property: "..." }` with any of `{ properties { key } }`',
      "`steps`: other interactions that belong together",
      "any other question about paths: it takes `unit` too",
    ],
    operations: `query TheSameCase {
  byJourney: funnel(steps: ${steps}) {
    totals { matched completed dropped pending completionRate }
  }
  byCase: funnel(unit: { case: true }, steps: ${steps}) {
    totals { matched completed dropped pending completionRate }
    steps {
      name
      completed
      dropped
      after { point { label } journeys }
    }
    answer { leftOut warnings }
  }
}
`,
  });
}

/** `touchpoint` has the most answers. */
export function whatCustomersSay(touchpoint: string): TourStep {
  return tourStep({
    name: "WhatCustomersSay",
    title: "What customers say",
    answers: "What did customers answer about each touchpoint, and what do their worst comments say?",
    more: [
      "`csat` is the share of 4 and 5 among scores of 1 to 5. `nps` is the share of 9 and 10 minus the share of 0 to 6. `ces` and `emotion` are means. With fewer than 5 answers, `value` is null.",
    ],
    chosen: [`${touchpoint}: the touchpoint with the most answers`],
    change: [
      "`grain`: CHANNEL, STAGE or KIND",
      "add `filter`, for example `{ touches: [...] }` or `{ segments: [...] }`",
      "`key` of `touchpoint`: any of `{ touchpoints { key } }`",
    ],
    operations: `query WhatCustomersSay {
  feedback(options: { grain: TOUCHPOINT }, first: 10) {
    totals { answers unjoined comments answeringCustomers }
    labels {
      label { label }
      answers
      responseRate
      csat { answers value interval { low high } }
      nps { answers value interval { low high } }
      ces { answers value interval { low high } }
      emotion { answers value interval { low high } }
    }
    answer { computedIn warnings }
  }
  touchpoint(key: ${text(touchpoint)}) {
    name
    feedback(first: 5, order: LOWEST, comments: true) {
      nodes {
        at
        csat
        nps
        ces
        emotion
        comment
        customer { key }
      }
    }
  }
}
`,
  });
}
