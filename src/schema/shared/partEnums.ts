// Enumerations for the argument `of` of `behind`: a row with several counts has several parts, and `of` says whose
// journeys to open. The description of each part names the field with its count. A value that is added to a list and
// has no description here does not compile.
import { CUT_PARTS, TOTALS_PARTS } from "../../engine/terms.js";
import { ATTRIBUTION_PARTS } from "../../questions/attribution/drilldown.js";
import { ROUTE_LOSS_PARTS } from "../../questions/commonRoutes/drilldown.js";
import { SIDE_RATE_PARTS } from "../../questions/compare/result.js";
import { CONFORMANCE_STEP_PARTS, CONFORMANCE_TOTALS_PARTS } from "../../questions/conformance/drilldown.js";
import { END_PARTS } from "../../questions/ends/drilldown.js";
import { FEEDBACK_TOTALS_PARTS } from "../../questions/feedback/drilldown.js";
import { FLOW_NODE_PARTS } from "../../questions/flow/drilldown.js";
import { FUNNEL_STEP_PARTS } from "../../questions/funnel/drilldown.js";
import { HANDOFF_PARTS, HANDOFF_TOTALS_PARTS } from "../../questions/handoffs/drilldown.js";
import { LOOP_LABEL_PARTS, LOOP_TOTALS_PARTS } from "../../questions/loops/drilldown.js";
import { MATCHES_PARTS } from "../../questions/pathMatches/drilldown.js";
import { PERIOD_PARTS } from "../../questions/timeToConvert/drilldown.js";
import { VISIT_TOTALS_PARTS } from "../../questions/visits/drilldown.js";
import { enumeration } from "./enums.js";

const TOTALS = {
  JOURNEYS: "The journeys of `journeys`: all journeys in scope.",
  MATCHED: "The journeys of `matched`.",
  COMPLETED: "The journeys of `completed`.",
  COUNTED: "The journeys of `counted`.",
  DROPPED: "The journeys of `dropped`.",
  PENDING: "The journeys of `pending`.",
  OPEN: "The journeys of `open`.",
  MATURE: "The journeys of `mature`.",
  MATURE_COMPLETED: "The journeys of `matureCompleted`.",
};

export const TotalsPartEnum = enumeration(
  [...TOTALS_PARTS, ...CUT_PARTS],
  "TotalsPart",
  "The journeys that a field of `Totals` counts.",
  {
    ...TOTALS,
    SHOWN:
      "The journeys of `shown`: those on the rows that the answer shows. If the data have changed in the meantime, the rows are those that the answer would show now.",
    OTHER: "The journeys of `otherCount`: counted journeys that are on none of the shown rows.",
  },
);

export const SidePartEnum = enumeration(
  TOTALS_PARTS,
  "SidePart",
  "The journeys that a field of `ComparedSide` counts.",
  TOTALS,
);

export const SideRatePartEnum = enumeration(
  SIDE_RATE_PARTS,
  "SideRatePart",
  "The journeys that the numerator or the denominator of a rate counts. The counts of transitions with DIRECTLY are numbers of occurrences, and a journey may have several. In the list of journeys, each journey occurs once.",
  {
    COUNT: "The journeys of `count`. For transitions, these are the journeys in which the pair occurs.",
    OF: "The journeys of `of`. For transitions, these are the journeys that contain `from`.",
  },
);

export const EndPartEnum = enumeration(
  END_PARTS,
  "EndPart",
  "The journeys that a field of an entry or an exit counts.",
  {
    JOURNEYS: "The journeys of `journeys`.",
    OPEN: "The journeys of `open`.",
  },
);

export const FlowNodePartEnum = enumeration(
  FLOW_NODE_PARTS,
  "FlowNodePart",
  "The journeys that a field of a step or a node counts.",
  {
    JOURNEYS: "The journeys of `journeys`.",
    DROP_OFF: "The journeys of `dropOff`.",
    DROP_OFF_OPEN: "The journeys of `dropOffOpen`.",
  },
);

export const FunnelStepPartEnum = enumeration(
  FUNNEL_STEP_PARTS,
  "FunnelStepPart",
  "The journeys that a field of a step counts.",
  {
    ENTERED: "The journeys of `entered`.",
    COMPLETED: "The journeys of `completed`.",
    SKIPPED: "The journeys of `skipped`.",
    PENDING: "The journeys of `pending`.",
    DROPPED: "The journeys of `dropped`.",
    DIRECTLY: "The journeys of `directly`.",
    MATURE_COMPLETED: "The journeys of `matureCompleted`.",
  },
);

export const ConversionPeriodPartEnum = enumeration(
  PERIOD_PARTS,
  "ConversionPeriodPart",
  "The journeys that a field of a period counts.",
  {
    MATCHED: "The journeys of `matched`.",
    COMPLETED: "The journeys of `completed`.",
    MATURE: "The journeys of `mature`.",
    MATURE_COMPLETED: "The journeys of `matureCompleted`, whose durations are measured.",
  },
);

export const RouteLossPartEnum = enumeration(
  ROUTE_LOSS_PARTS,
  "RouteLossPart",
  "The journeys that a field of `RouteLoss` counts.",
  {
    REACHED: "The journeys of `reached`.",
    COMPLETED: "The journeys of `completed`.",
    DROPPED: "The journeys of `dropped`.",
    PENDING: "The journeys of `pending`.",
  },
);

export const HandoffTotalsPartEnum = enumeration(
  HANDOFF_TOTALS_PARTS,
  "HandoffTotalsPart",
  "The journeys that a field of `HandoffTotals` counts. A journey may have several handoffs, so there are at most as many journeys as handoffs.",
  {
    JOURNEYS: "The journeys of `journeys`: all journeys in scope.",
    MULTI_CHANNEL: "The journeys of `multiChannelJourneys`.",
    HANDOFFS: "Journeys with at least one handoff.",
    SETTLED: "Journeys with at least one settled handoff.",
    PENDING: "Journeys with at least one pending handoff.",
    FAILED: "Journeys with at least one failed handoff.",
  },
);

export const HandoffPartEnum = enumeration(
  HANDOFF_PARTS,
  "HandoffPart",
  "The journeys that a field of a pair counts.",
  {
    COUNT: "The journeys of `journeys`: those with at least one handoff of the pair.",
    SETTLED: "Journeys with at least one settled handoff.",
    FAILED: "The journeys of `failedJourneys`: those with at least one failed handoff.",
    PENDING: "Journeys with at least one pending handoff.",
  },
);

export const LoopLabelPartEnum = enumeration(
  LOOP_LABEL_PARTS,
  "LoopLabelPart",
  "The journeys that a field of a label counts.",
  {
    JOURNEYS: "The journeys of `journeys`.",
    SELF_LOOPS: "The journeys of `selfLoopJourneys`.",
    REPEATS: "The journeys of `repeatJourneys`.",
    AGAIN: "The journeys of `againJourneys`.",
  },
);

export const LoopTotalsPartEnum = enumeration(
  LOOP_TOTALS_PARTS,
  "LoopTotalsPart",
  "The journeys that a field of `LoopTotals` counts.",
  {
    JOURNEYS: "The journeys of `journeys`: all journeys in scope.",
    COUNTED: "The journeys of `counted`.",
    OPEN: "The journeys of `open`.",
    SELF_LOOPS: "The journeys of `selfLoopJourneys`.",
    REPEATS: "The journeys of `repeatJourneys`.",
    RETURNS: "The journeys of `returnJourneys`.",
    AGAIN: "The journeys of `againJourneys`.",
  },
);

export const VisitTotalsPartEnum = enumeration(
  VISIT_TOTALS_PARTS,
  "VisitTotalsPart",
  "The journeys that a field of `VisitTotals` counts.",
  {
    JOURNEYS: "The journeys of `journeys`: all journeys in scope.",
    COUNTED: "The journeys of `counted`.",
  },
);

export const MatchesPartEnum = enumeration(
  MATCHES_PARTS,
  "MatchesPart",
  "The journeys that a field of `PathMatchesTotals` counts.",
  {
    JOURNEYS: "The journeys of `journeys`: all journeys in scope.",
    MATCHED: "The journeys of `matched`.",
    OPEN: "The journeys of `open`.",
  },
);

export const AttributionPartEnum = enumeration(
  ATTRIBUTION_PARTS,
  "AttributionPart",
  "The journeys that a field of `AttributionTotals` counts.",
  {
    JOURNEYS: "The journeys of `journeys`: all journeys in scope.",
    CONVERTED: "The journeys of `convertedJourneys`.",
    DIRECT: "Journeys with one of the `directConversions`.",
    NULL: "The journeys of `nullJourneys`.",
    PENDING: "The journeys of `pendingJourneys`.",
  },
);

export const ConformanceTotalsPartEnum = enumeration(
  CONFORMANCE_TOTALS_PARTS,
  "ConformanceTotalsPart",
  "The journeys that a field of `ConformanceTotals` counts.",
  {
    JOURNEYS: "The journeys of `journeys`: all journeys in scope.",
    CONFORMING: "The journeys of `conforming`.",
    DEVIATING: "The journeys of `deviating`.",
    OPEN: "The journeys of `open`.",
  },
);

export const ConformanceStepPartEnum = enumeration(
  CONFORMANCE_STEP_PARTS,
  "ConformanceStepPart",
  "The journeys that a field of `StepConformance` counts.",
  {
    REACHED: "The journeys of `reached`.",
    MISSING: "The journeys of `missing`.",
    OUT_OF_ORDER: "The journeys of `outOfOrder`.",
    FAILED: "The journeys of `failed`.",
    LATE: "The journeys of `late`.",
  },
);

export const FeedbackTotalsPartEnum = enumeration(
  FEEDBACK_TOTALS_PARTS,
  "FeedbackTotalsPart",
  "The journeys that a field of `FeedbackTotals` counts.",
  { JOURNEYS: TOTALS.JOURNEYS, COUNTED: TOTALS.COUNTED },
);
