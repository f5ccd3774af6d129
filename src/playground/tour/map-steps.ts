// Steps of the tour about the map of a journey, and about where it is worth improving.
import type { Choice } from "./choose.js";
import { type TourStep, tourStep } from "./step.js";

export function theMap(goal: Choice): TourStep {
  return tourStep({
    name: "TheMap",
    title: "The map of a journey",
    answers: "What do customers meet, stage by stage, how does it go, and how do they feel?",
    more: [
      "`dropOff` is a share of the closed journeys that visit the stage: those that end there without reaching the goal. A score of fewer than 5 answers has no `value`.",
      "Each of `painPoints` says what goes wrong in the data: what fails, what customers must do again, and the comments with the lowest scores.",
    ],
    chosen: [`${goal.name}: ${goal.because}`],
    change: [
      "add `persona`: any of `{ personas { key } }`, to see the map of one persona",
      "add `blueprint`: any of `{ blueprints { key } }`, and select `steps` and `adHoc` in `stages`, to compare the journeys with the design",
      'add `b: { name: "Lately", filter: { startedWithin: "P90D" } }`, and select `change` inside `performance`, to compare the two sides',
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
      "Six kinds of comparison are made, called strategies. CONSISTENCY, for example, compares a touchpoint with the same kind of touchpoint on other channels.",
      "Each finding was tested, with one correction for all tests of all strategies. It says where something goes wrong, and not why.",
      "Findings are ranked by `impact`, which is `customers` (the customers affected) × `effect`.",
    ],
    chosen: [`${goal.name}: ${goal.because}`],
    change: [
      'add `filter`, for example `{ segments: [...] }` or `{ startedWithin: "P90D" }`',
      "`first`: the number of findings",
      "add `query` to the inner `opportunities`, to see the question behind each finding",
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
