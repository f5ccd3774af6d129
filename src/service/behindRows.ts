// Rows of an answer with what names them (behind.ts): the question, what it was asked with, and which row it is.

import { keyOfEnd } from "../engine/label.js";
import type { Label } from "../engine/terms.js";
import type { EndsResult } from "../questions/ends/index.js";
import type { FlowPlace } from "../questions/flow/drilldown.js";
import type { FlowResult } from "../questions/flow/result.js";
import type { FunnelBehind, FunnelGroup } from "../questions/funnel/drilldown.js";
import type { FunnelResult, FunnelStepCounts } from "../questions/funnel/result.js";
import type { HandoffSide } from "../questions/handoffs/drilldown.js";
import type { InteractionsToGoalResult } from "../questions/interactionsToGoal/index.js";
import type { LoopsResult } from "../questions/loops/result.js";
import type { QuestionName, ResultOf } from "../questions/registry.js";
import type { CommonRoutesResult, HandoffsResult, PathMatchesResult, TransitionsResult } from "../questions/results.js";
import type { TimeToConvertResult } from "../questions/timeToConvert/result.js";
import type { AskedSides } from "./asked.js";
import type { AskedOfRow, BehindRow } from "./behind.js";
import { type NameSides, SIDES } from "./behindSides.js";

interface Named {
  readonly behind: BehindRow;
}

const TOTALS = { of: "COUNTED" } as const;

type NameRows<Q extends QuestionName> = (result: ResultOf<Q>, name: (row: BehindRow["row"]) => Named) => ResultOf<Q>;

const ROWS: { readonly [Q in QuestionName]?: NameRows<Q> } = {
  commonRoutes: (result: CommonRoutesResult, name) => ({
    ...result,
    totals: { ...result.totals, ...name(TOTALS) },
    routes: result.routes.map((route) => ({ ...route, ...name({ route: route.steps.map(({ key }) => key) }) })),
  }),
  ends: (result: EndsResult, name) => ({
    ...result,
    totals: { ...result.totals, ...name(TOTALS) },
    entries: result.entries.map((row) => ({ ...row, ...name({ entry: row.label.key, of: "JOURNEYS" }) })),
    exits: result.exits.map((row) => ({ ...row, ...name({ exit: row.label.key, of: "JOURNEYS" }) })),
  }),
  interactionsToGoal: (result: InteractionsToGoalResult, name) => ({
    ...result,
    totals: { ...result.totals, ...name(TOTALS) },
    histogram: result.histogram.map((row) => {
      const { interactions, orMore } = row;
      return { ...row, ...name({ interactions, orMore }) };
    }),
  }),
  flow: (result: FlowResult, name) => {
    const shown = result.steps.map(({ nodes }) =>
      nodes.flatMap(({ point: { key, kind } }) => (kind === "OTHER" ? [] : [key])),
    );
    const place = (step: number, { key, kind }: Label): FlowPlace =>
      kind === "OTHER" ? { otherThan: shown[step - 1]! } : key;
    return {
      ...result,
      totals: { ...result.totals, ...name(TOTALS) },
      steps: result.steps.map((step) => ({
        ...step,
        ...name({ step: step.step, of: "JOURNEYS" }),
        nodes: step.nodes.map((node) => ({
          ...node,
          ...name({ step: step.step, at: place(step.step, node.point), of: "JOURNEYS" }),
        })),
      })),
      edges: result.edges.map((edge) => ({
        ...edge,
        ...name({ step: edge.step, from: place(edge.step, edge.from), to: place(edge.step + 1, edge.to) }),
      })),
    };
  },
  funnel: (result: FunnelResult, name) => {
    const shown = result.groups.flatMap(({ key, isNone, isOther }) => (isOther ? [] : [isNone ? null : key]));
    const groupOf = ({ key, isNone, isOther }: FunnelResult["groups"][number]): FunnelGroup =>
      isOther ? { otherThan: shown } : isNone ? null : key;
    const within = (part: FunnelBehind, group: FunnelGroup): Named => name({ ...part, group });
    const counted = ({ step }: FunnelStepCounts) => ({ step, of: "COMPLETED" }) as const;
    return {
      ...result,
      totals: { ...result.totals, ...name(TOTALS) },
      steps: result.steps.map((step) => ({
        ...step,
        ...name(counted(step)),
        between: step.between.map((row) => ({ ...row, ...name({ step: step.step, between: row.point.key }) })),
        after: step.after.map((row) => ({ ...row, ...name({ step: step.step, after: keyOfEnd(row.point) }) })),
      })),
      groups: result.groups.map((row) => {
        const group = groupOf(row);
        return {
          ...row,
          ...within({ of: "JOURNEYS" }, group),
          totals: { ...row.totals, ...within(TOTALS, group) },
          steps: row.steps.map((step) => ({ ...step, ...within(counted(step), group) })),
        };
      }),
    };
  },
  handoffs: (result: HandoffsResult, name) => ({
    ...result,
    totals: { ...result.totals, ...name({ of: "HANDOFFS" }) },
    handoffs: result.handoffs.map((handoff) => {
      const row = { from: side(handoff.from), to: side(handoff.to), of: "COUNT", reason: null } as const;
      return {
        ...handoff,
        ...name(row),
        reasons: handoff.reasons.map((counted) => ({ ...counted, ...name({ ...row, reason: counted.reason }) })),
      };
    }),
  }),
  loops: (result: LoopsResult, name) => ({
    ...result,
    totals: { ...result.totals, ...name(TOTALS) },
    labels: result.labels.map((row) => ({ ...row, ...name({ label: row.label.key, of: "AGAIN" }) })),
    returns: result.returns.map((row) => ({ ...row, ...name({ from: row.from.key, via: row.via.key }) })),
  }),
  pathMatches: (result: PathMatchesResult, name) => ({
    ...result,
    totals: { ...result.totals, ...name({ of: "MATCHED" }) },
    steps: result.steps.map((step, i) => ({ ...step, ...name({ step: i + 1 }) })),
  }),
  timeToConvert: (result: TimeToConvertResult, name) => ({
    ...result,
    totals: { ...result.totals, ...name(TOTALS) },
    histogram: result.histogram.map((row, i) => ({
      ...row,
      // The first bucket holds its beginning too.
      ...name({ longerThan: i === 0 ? null : row.from, upTo: row.upTo }),
    })),
    periods: result.periods.map((row) => ({ ...row, ...name({ period: row.name, of: "MATURE_COMPLETED" }) })),
  }),
  transitions: (result: TransitionsResult, name) => ({
    ...result,
    totals: { ...result.totals, ...name(TOTALS) },
    edges: result.edges.map((edge) => ({ ...edge, ...name({ from: keyOfEnd(edge.from), to: keyOfEnd(edge.to) }) })),
  }),
};

export function withBehind<Q extends QuestionName>(question: Q, asked: AskedOfRow, result: ResultOf<Q>): ResultOf<Q> {
  const sides = SIDES[question] as NameSides<Q> | undefined;
  if (sides !== undefined) return sides(asked as AskedOfRow & AskedSides, result);
  const rows = ROWS[question] as NameRows<Q> | undefined;
  return rows?.(result, (row) => ({ behind: { question: question as BehindRow["question"], asked, row } })) ?? result;
}

function side({ key, kind }: Label): HandoffSide {
  return kind === "CHANNEL" ? { channel: key } : { touchpoint: key };
}
