// Steps of the tour about how far journeys get: a funnel, how long it takes, the same funnel in two periods, journeys
// step by step, and which channels get the credit.
import { type Choice, text } from "./choose.js";
import { daysBefore, LATELY } from "./lately.js";
import { type TourStep, tourStep } from "./step.js";

/** The longest time from the start to the goal that the comparison counts, in days. */
const WITHIN = 7;

/**
 * The points of a funnel: it leads from one point by way of another point to a goal. The point in between is left out
 * if it equals the first point or the goal.
 */
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
      "The steps come in this order, and other interactions may come between them. Dropped journeys can no longer reach the step; pending ones still can. The rows of `after` show what the dropped journeys did instead.",
    ],
    chosen: chosen(funnel),
    change: [
      '`steps`: add `optional: true`, `within: "P7D"` or `adjacency: DIRECTLY` to a step',
      "`breakdown`: `{ started: MONTH }`, `{ attribute: ... }` or `{ segments: [...] }`",
      "add `exclude`: what must not come between two steps",
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

export function howLongTheyTake(funnel: Funnel): TourStep {
  const { start, goal } = funnel;
  return tourStep({
    name: "HowLongTheyTake",
    title: "How long they take",
    answers: `How long do journeys take from ${start.name} to ${goal.name}? How many interactions does a journey have up to ${goal.name}?`,
    more: [
      "Half of the times lie between the two values of `quartiles`. `within` is the longest time from start to goal. The times do not count journeys that started less than `within` before the newest interaction, so that recent months do not look quicker than they are. `interactionsToGoal` counts from the beginning of each journey that reaches the goal.",
    ],
    chosen: chosen({ ...funnel, via: null }),
    change: [
      "add `by`: WEEK, WEEKDAY or HOUR_OF_DAY",
      "add `breakdown: { firstChannel: true }` or `{ attribute: ... }`, and select `groups`",
      "`upTo` of `interactionsToGoal`: a higher number, for more rows of `histogram`",
    ],
    operations: `query HowLongTheyTake {
  timeToConvert(
    steps: [${steps({ ...funnel, via: null })}
    ]
    within: "P30D"
  ) {
    totals { matched completed pending dropped }
    duration { n median p90 }
    quartiles { lower upper }
    periods { name duration { n median } }
    answer { computedIn warnings }
  }
  interactionsToGoal(goal: ${goal.selector}, upTo: 10) {
    interactions { n median p25 p75 p90 }
    histogram { interactions orMore journeys shareUpTo }
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
    answers: `Where do journeys go after ${start.name}, channel by channel?`,
    more: ["Labels without a row are counted as Other. `dropOff` counts the journeys that end at this step."],
    chosen: [`${start.name}: ${start.because}`],
    change: [
      "add `direction: BACKWARD`, with the goal as `anchor`, to see what led there",
      "`grain`: TOUCHPOINT, STAGE or KIND",
      "`rowsPerStep`: a higher number, for more rows",
      "add `edges { step from { label } to { label } journeys }`",
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

export function whoGetsTheCredit(goal: Choice): TourStep {
  return tourStep({
    name: "WhoGetsTheCredit",
    title: "Who gets the credit",
    answers: `Which channels get the credit for ${goal.name}?`,
    more: [
      "Each model divides every conversion among the interactions before it. The credits of a model add up to the conversions. No model shows what caused a conversion, so compare several models.",
    ],
    chosen: [`${goal.name}: ${goal.because}`],
    change: [
      "`models`: LINEAR, POSITION, TIME_DECAY or SHAPLEY",
      "add `by`: TOUCHPOINT or KIND",
      '`within`: another duration, such as "P7D"',
      "add `exampleJourneys { key }` to `rows`",
    ],
    operations: `query WhoGetsTheCredit {
  attribution(
    goal: ${goal.selector}
    models: [FIRST, LAST, MARKOV]
    within: "P30D"
    first: 6
  ) {
    totals { conversions directConversions nullJourneys }
    rows {
      label
      conversions
      credits { model credit share }
    }
    answer { computedIn warnings }
  }
}
`,
  });
}

/** `newest` is the time of the newest interaction. */
export function thenAndNow(funnel: Funnel, newest: string): TourStep {
  const { start, goal } = funnel;
  const from = (days: number): string => text(daysBefore(newest, days));
  return tourStep({
    name: "ThenAndNow",
    title: "Then and now",
    answers: `Is the share of journeys that get from ${start.name} to ${goal.name} within ${WITHIN} days lower in the last ${LATELY} days than in the ${LATELY} days before?`,
    more: [
      `The rates count only mature journeys: those whose ${WITHIN} days after the start are over. Otherwise, the last weeks could not be compared fairly with earlier ones. The 95 % \`interval\` takes into account that journeys of one customer resemble each other.`,
    ],
    chosen: [
      `\`a\`: journeys that started in the ${LATELY} days before the last ${LATELY} days of the data`,
      `\`b\`: journeys that started in the last ${LATELY} days of the data`,
      ...chosen(funnel),
    ],
    change: [
      "`within`: the longest time from start to goal",
      "`a`, `b`: any two filters, for example with `attributes` or `segments`",
      "`compareRoutes` and `compareTransitions` compare two sides too",
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
