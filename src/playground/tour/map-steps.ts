// Steps of the tour about the map of a journey, and about where it is worth improving.
import type { Choice } from "./choose.js";
import { type TourStep, tourStep } from "./step.js";

export function theMap(goal: Choice): TourStep {
  return tourStep({
    name: "TheMap",
    title: "The map of a journey",
    answers: "What do customers meet, stage by stage, how does it go, and how do they feel?",
    more: [
      "dropOff is the share of journeys that end in the stage without reaching the goal. A score of fewer than 5 answers has no value.",
      "painPoints have evidence: what fails, what customers must do twice, and their lowest-scored comments.",
    ],
    chosen: [`${goal.name}: ${goal.because}`],
    change: [
      "add persona: any of { personas { key } }, to see the map of one persona",
      "add blueprint: any of { blueprints { key } }, and select steps and adHoc in each stage, to compare the journeys with the design",
      'add b: { name: "Lately", filter: { startedWithin: "P90D" } }, and select the field change in performance, to compare two maps',
    ],
    operations: `query TheMap {
  journeyMap(goal: ${goal.selector}, first: 3) {
    totals { journeys customers }
    stages {
      label { label }
      performance {
        reach { rate }
        dropOff { rate }
        wait { median }
        scores { emotion { answers value } csat { answers value } nps { answers value } }
      }
      touchpoints { label { label } visits conversion { rate } }
      unmeasured { label }
      painPoints { kind sentence comments { comment } }
    }
    answer { computedIn warnings }
  }
}
`,
  });
}

export function whereToImprove(goal: Choice): TourStep {
  return tourStep({
    name: "WhereToImprove",
    title: "Where it is worth improving",
    answers: "Where does more go wrong than at comparable places?",
    more: [
      "Each of six strategies for better touchpoints says what is compared.",
      "Each finding was tested, with one correction for all tests of all strategies. It says where, and not why.",
      "Findings are ranked by impact, which is the number of customers affected × the effect.",
    ],
    chosen: [`${goal.name}: ${goal.because}`],
    change: [
      'filter: for example { segments: [...] } or { startedWithin: "P90D" }',
      "first: the number of findings",
      "add query to a finding, to see the question behind it",
    ],
    operations: `query WhereToImprove {
  opportunities(goal: ${goal.selector}, first: 10) {
    totals { tested found }
    opportunities { strategy sentence effect interval { low high } customers impact }
    notes { strategy sentence }
    answer { computedIn warnings }
  }
}
`,
  });
}
