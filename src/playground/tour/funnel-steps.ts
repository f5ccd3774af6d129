// Steps of the tour that ask how far journeys get: a funnel, the same funnel then and now, and journeys step by step.
import { type Choice, text } from "./choose.js";
import { daysBefore, LATELY } from "./lately.js";
import { type TourStep, tourStep } from "./step.js";

/** Days that a journey may take to count. */
const WITHIN = 7;

/** From one point by way of another to a goal; by way of none where it would be one of the two. */
export interface Funnel {
  readonly start: Choice;
  readonly via: Choice | null;
  readonly goal: Choice;
}

const steps = ({ start, via, goal }: Funnel): string =>
  [start, ...(via === null ? [] : [via]), goal]
    .map(({ selector, name }) => `\n      { at: ${selector}, name: ${text(name)} }`)
    .join("");

const chosen = ({ start, via, goal }: Funnel): string[] => [
  `${start.name}: ${start.because}`,
  ...(via === null ? [] : [`${via.name}: ${via.because}`]),
  `${goal.name}: ${goal.because}`,
];

export function howFarTheyGet(funnel: Funnel): TourStep {
  const { start, goal } = funnel;
  return tourStep({
    name: "HowFarTheyGet",
    title: "How far they get",
    answers: `How many journeys get from ${start.name} to ${goal.name}, and where are the others lost?`,
    more: [
      "A step is met eventually, in this order; dropped journeys can no longer get there, pending ones may. after: what came instead.",
    ],
    chosen: chosen(funnel),
    change: [
      'steps: add optional: true, within: "P7D" or adjacency: DIRECTLY',
      "breakdown: { started: MONTH }, { attribute: ... } or { segments: [...] }",
      "add exclude: what may not come between",
    ],
    operations: `query HowFarTheyGet {
  funnel(
    steps: [${steps(funnel)}
    ]
    breakdown: { firstChannel: true }
    rowsPerStep: 3
    first: 5
  ) {
    steps {
      name
      entered
      completed
      pending
      dropped
      shareOfPrevious
      wait { median }
      after { point { label } journeys share }
    }
    groups { label totals { matched completed completionRate } }
    answer { computedIn warnings }
  }
}
`,
  });
}

export function stepByStep(start: Choice): TourStep {
  return tourStep({
    name: "StepByStep",
    title: "Step by step",
    answers: `Where do journeys go from ${start.name} on, channel by channel?`,
    more: ["What is not among the rows of a step is counted as Other; dropOff: journeys that end there."],
    chosen: [`${start.name}: ${start.because}`],
    change: [
      "direction: BACKWARD, with the goal as anchor: what led there",
      "grain: TOUCHPOINT, STAGE or KIND; rowsPerStep: more rows",
      "add edges { step from { label } to { label } journeys }",
    ],
    operations: `query StepByStep {
  flow(
    anchor: ${start.selector}
    steps: 4
    rowsPerStep: 4
    options: { grain: CHANNEL, repeats: COLLAPSE }
  ) {
    totals { matched open }
    steps {
      step
      journeys
      dropOff
      nodes { point { label } journeys share dropOff }
    }
    answer { computedIn warnings }
  }
}
`,
  });
}

/** `newest`: time of the newest interaction. */
export function thenAndNow(funnel: Funnel, newest: string): TourStep {
  const { start, goal } = funnel;
  const from = (days: number): string => text(daysBefore(newest, days));
  return tourStep({
    name: "ThenAndNow",
    title: "Then and now",
    answers: `Do fewer journeys get from ${start.name} to ${goal.name} within ${WITHIN} days than ${LATELY} days ago?`,
    more: [
      `Only those that had ${WITHIN} days by now are in the rates (mature), or lately would look worse than it is. The interval (95 %) allows for customers who resemble themselves.`,
    ],
    chosen: [`a, b: journeys started in the last ${LATELY} days of the data, and in as many before`, ...chosen(funnel)],
    change: [
      "within: how long a journey may take",
      "a, b: any two filters, such as customers' attributes or segments",
      "compareRoutes and compareTransitions take sides likewise",
    ],
    operations: `query ThenAndNow {
  compareFunnel(
    steps: [${steps(funnel)}
    ]
    within: "P${WITHIN}D"
    a: {
      name: "before"
      filter: {
        startedFrom: ${from(2 * LATELY)}
        startedBefore: ${from(LATELY)}
      }
    }
    b: {
      name: "lately"
      filter: { startedFrom: ${from(LATELY)} }
    }
  ) {
    totals {
      a { name matched mature }
      b { name matched mature }
    }
    steps {
      name
      completionRate {
        a { count of rate }
        b { count of rate }
        difference
        interval { low high }
        significant
      }
    }
    answer { computedIn warnings }
  }
}
`,
  });
}
