// The enumerations of touchpointPerformance, journeyMap and opportunities.
import { MAP_DESIGN_PARTS } from "../../questions/journeyMap/drilldown.js";
import { PAIN_POINTS } from "../../questions/journeyMap/result.js";
import { OPPORTUNITY_TOTALS_PARTS } from "../../questions/opportunities/drilldown.js";
import { STRATEGIES } from "../../questions/opportunities/result.js";
import { PERFORMANCE_ORDERS } from "../../questions/touchpointPerformance/plan.js";
import { PERFORMANCE_PARTS, PERFORMANCE_TOTALS_PARTS } from "../../questions/touchpointPerformance/rows.js";
import { enumeration } from "./enums.js";

export const PerformancePartEnum = enumeration(
  PERFORMANCE_PARTS,
  "PerformancePart",
  "The journeys that a field of `TouchpointPerformance` counts.",
  {
    JOURNEYS: "The journeys of `journeys`.",
    ENTRIES: "The journeys of `entries`.",
    EXITS: "The journeys of `exits`.",
    ASSISTED: "Journeys with at least one of the `assistedConversions`.",
    LAST_TOUCH: "Journeys with at least one of the `lastTouchConversions`.",
    REQUESTS: "Journeys with at least one of the `requests`.",
    CASES: "Journeys with at least one of the `cases`.",
  },
);

export const PerformanceTotalsPartEnum = enumeration(
  PERFORMANCE_TOTALS_PARTS,
  "PerformanceTotalsPart",
  "The journeys that a field of `PerformanceTotals` or `MapTotals` counts.",
  {
    JOURNEYS: "The journeys of `journeys`: all journeys in scope.",
    CONVERSIONS: "Journeys with at least one of the `conversions`.",
  },
);

export const MapDesignPartEnum = enumeration(
  MAP_DESIGN_PARTS,
  "MapDesignPart",
  "The journeys that a field of `MapDesign` counts.",
  { CONFORMING: "The journeys of `conforming`.", DEVIATING: "The journeys of `deviating`." },
);

export const PerformanceOrderEnum = enumeration(
  PERFORMANCE_ORDERS,
  "PerformanceOrder",
  "The measure by which touchpoints are ranked, largest first. Touchpoints without a value come last, as do rates of fewer than 30 customers and scores of fewer than five answers. Equal values are in order of visits, then of key.",
  {
    VISITS: "By `visits`.",
    REACH: "By `reach`.",
    CONVERSION: "By the rate of `conversion`.",
    ASSISTED_CONVERSIONS: "By `assistedConversions`.",
    ENTRIES: "By `entries`.",
    EXITS: "By `exits`.",
    ENGAGEMENT: "By `engagement`.",
    FAILURE: "By the rate of `failure`.",
    RESPONSE_TIME: "By the mean of `responseTime`, slowest first.",
    RESOLUTION_TIME: "By the mean of `resolutionTime`, slowest first.",
    REPEAT_CONTACT: "By the rate of `repeatContact`.",
    REPEAT_PURCHASE: "By the rate of `repeatPurchase`.",
    RETENTION: "By the rate of `retention`.",
    COST: "By `cost`.",
    VALUE: "By `value`.",
    CSAT: "By the value of `scores.csat`.",
    NPS: "By the value of `scores.nps`.",
    CES: "By the value of `scores.ces`.",
    EMOTION: "By the value of `scores.emotion`.",
  },
);

export const PainPointKindEnum = enumeration(PAIN_POINTS, "PainPointKind", "What kind of evidence a pain point has.", {
  FAILURE: "Visits with the outcome FAILED.",
  REPEATED_CONTACT: "Cases in which the customer makes contact again within seven days.",
  BROKEN_HANDOFF: "A handoff that fails significantly more often than the others.",
  LOOP: "Customers go to a touchpoint on another channel and straight back.",
  LATE_STEP: "A step of the blueprint that comes later than it should.",
  LOW_SCORE: "Answers with a low score, and the lowest-scored comments.",
});

export const StrategyEnum = enumeration(
  STRATEGIES,
  "Strategy",
  "A strategy that makes touchpoints better, and the gap by which it is measured.",
  {
    PERSONALISATION:
      "Offers and next steps fit the person. A gap means that after visits to a touchpoint, members of a segment reach the goal less often than other customers.",
    CONSISTENCY:
      "The quality is the same on every channel. A gap means that a kind of touchpoint works worse on one channel than on the other channels. Its visits fail more often there, or customers are satisfied less often.",
    TIMELINESS:
      "Answers come quickly, and waits are short. A gap means that one promised wait (service level) is exceeded more often than the others.",
    ACCESSIBILITY:
      "People can use the channel they prefer. A gap means that, in a stage before or at the purchase, journeys on one channel end without the goal more often than journeys on the other channels.",
    EMPATHY:
      "Failures and bad feelings are noticed and answered. A failure or a bad emotion is unanswered if the customer has no contact with a person within seven days. A gap means that failures or bad emotions stay unanswered more often at one touchpoint than at the others.",
    OMNICHANNEL:
      "Nothing is lost when a customer changes the channel. A gap means that one pair of channels has more failed handoffs than the others.",
  },
);

export const OpportunityTotalsPartEnum = enumeration(
  OPPORTUNITY_TOTALS_PARTS,
  "OpportunityTotalsPart",
  "The journeys that a field of `OpportunityTotals` counts.",
  {
    JOURNEYS: "The journeys of `journeys`: all journeys in scope.",
    GOAL: "The journeys of `goalJourneys`.",
  },
);
