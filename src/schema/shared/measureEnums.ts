// The enumerations of touchpointPerformance, journeyMap and opportunities.
import { PERFORMANCE_PARTS } from "../../questions/touchpointPerformance/drilldown.js";
import { PERFORMANCE_ORDERS } from "../../questions/touchpointPerformance/plan.js";
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

export const PerformanceOrderEnum = enumeration(
  PERFORMANCE_ORDERS,
  "PerformanceOrder",
  "By what touchpoints are ranked, largest first. Touchpoints without a value come last, as do rates of fewer than 30 customers. Ties are in order of visits, then of key.",
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
  },
);
