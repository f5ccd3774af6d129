// The tour: up to twenty queries that show what can be asked, written for the loaded data. The comments of each query
// say which question it answers, what was chosen from the catalogue and why, and what the reader can change. The
// functions are pure: the same catalogue gives the same tour.
import type { Catalogue } from "./catalogue.js";
import { chooseBusiest, chooseGoal, chooseGoalTouchpoint, choosePair, chooseStart, chooseSupport } from "./choose.js";
import { howFarTheyGet, howLongTheyTake, stepByStep, thenAndNow, whoGetsTheCredit } from "./funnel-steps.js";
import { customerPage, recordAndCount, segmentsAndMembers } from "./graph-steps.js";
import { journeysBehind, whatGotWorse, whereHandoffsBreak } from "./handoff-steps.js";
import { theMap, whereToImprove } from "./map-steps.js";
import { fromAdToPurchase, oneTouchpoint, whatHappensAfter, whereJourneysStart } from "./path-steps.js";
import { byProperty, theSameCase, whatCustomersSay } from "./row-steps.js";
import type { TourStep } from "./step.js";

/**
 * The group of customers in which the demo plants its latest fault, which began a month before its end (docs/demo.md).
 */
const DEMO_GROUP = { key: "region", value: "north" };

/**
 * The steps that the data allow, in order. For a store without interactions, a single step explains how to fill the
 * store.
 */
export function tourFor(catalogue: Catalogue): readonly TourStep[] {
  const { synthetic, newest, customer, property, cases, answered } = catalogue;
  const [segment] = catalogue.segments;
  const start = chooseStart(catalogue);
  const goal = chooseGoal(catalogue);
  if (start === null || goal === null) return [emptyStore()];
  const support = chooseSupport(catalogue);
  const busiest = chooseBusiest(catalogue, [start, goal, support])!;
  const pair = choosePair(catalogue);
  const ends = [start.touchpoint?.key, chooseGoalTouchpoint(catalogue, goal)?.key];
  const between = ends.includes(busiest.touchpoint!.key) ? null : busiest;
  const funnel = { start, via: between, goal };
  const steps = [
    fromAdToPurchase(start, goal),
    whereJourneysStart(goal),
    howFarTheyGet(funnel),
    howLongTheyTake(funnel),
    stepByStep(start),
    whoGetsTheCredit(goal),
    whatHappensAfter(support ?? busiest, support !== null),
    oneTouchpoint(busiest),
  ];
  if (pair) steps.push(whereHandoffsBreak(goal, synthetic), journeysBehind(pair, goal));
  if (pair && newest) steps.push(whatGotWorse(goal, newest, synthetic ? DEMO_GROUP : null, catalogue.attribute));
  if (newest) steps.push(thenAndNow(funnel, newest));
  if (pair) steps.push(theMap(goal), whereToImprove(goal));
  if (property) steps.push(byProperty(property, goal, synthetic));
  if (cases) steps.push(theSameCase(cases, synthetic));
  if (answered !== null) steps.push(whatCustomersSay(answered));
  if (segment !== undefined) steps.push(segmentsAndMembers(segment));
  if (customer) steps.push(customerPage(customer));
  if (newest) {
    const first = start.touchpoint ?? busiest.touchpoint!;
    const second = chooseGoalTouchpoint(catalogue, goal) ?? busiest.touchpoint!;
    steps.push(recordAndCount(first, second, newest, synthetic));
  }
  return steps;
}

function emptyStore(): TourStep {
  return {
    name: "NothingLoadedYet",
    title: "Nothing is loaded yet",
    answers: "Load your own log, or look at the demo.",
    query: `# This store is empty. To load your own log, run
#
#   npx throughline import journeys.csv \\
#     --customer case_id --touchpoint activity --at timestamp
#
# with the names of your columns, then reload this page:
# the tour is then written for your data.
# To look around first, "npm run demo" starts a synthetic
# retailer.
query NothingLoadedYet {
  status {
    customers
    journeys
    interactions
  }
}
`,
  };
}
