// Where do journeys go after a given point, or how did they get there? Each journey has at most one path: from its
// first interaction of the anchor to the end of the journey, or from its last interaction of the anchor back to the
// beginning. A node is a label at a step, and an edge leads from a node to a node of the next step. Both have counts of
// journeys. At each step, the `rowsPerStep` labels with the most journeys have nodes of their own, and all others are
// combined into the node Other. A path that ends at a step counts as drop-off there, unless it was cut off after
// `steps` steps. If no journey has the anchor, there are no steps. Open journeys are counted too.
//
// One pass counts every label at every step. A second pass follows if the client selects details that the first pass
// did not count.
import { examplesByRow } from "../../engine/examples.js";
import { isHandoff, labelOf, labelSettingsOf } from "../../engine/label.js";
import { OTHER } from "../../engine/labelKeys.js";
import { sumOf, sumOfColumns, sumsOf } from "../../engine/parts.js";
import { type PartOf } from "../../engine/scan.js";
import { inScopeOfAll } from "../../engine/scope.js";
import { COUNTS_ALONE, EVERYTHING } from "../../engine/selection.js";
import { DEFAULT_PATH_OPTIONS, type Label } from "../../engine/terms.js";
import { describeFilter, describeSelector, mostFrequent, totalsOfAll } from "../../engine/totals.js";
import { waitsByRow } from "../../engine/waits.js";
import { formatDuration } from "../../model/time.js";
import { answering, type Question } from "../question.js";
import { countLabels, rowsByLabel } from "./count.js";
import { drilldown, type FlowRow } from "./drilldown.js";
import { emptyShown, gatherFlow, type ShownFlow } from "./gather.js";
import { type FlowParams, type FlowPlan, type FlowWanted, flowPlan } from "./plan.js";
import type { FlowEdgeResult, FlowNodeResult, FlowResult, FlowStepResult } from "./result.js";

export type { FlowParams } from "./plan.js";

export const flow = answering<FlowParams, FlowResult>(async (projection, params, scanner) => {
  const plan = flowPlan(projection, params);
  const { labels, steps, rowsPerStep } = plan;
  const wanted: FlowWanted = params.wanted ?? EVERYTHING;
  const { quantiles, examples, shown: countsShown, customers = true, waits = true, edges = true } = wanted;
  const parts = await scanner.scan(countLabels, params);
  const { matched, open } = sumsOf(["matched", "open"], parts);
  const counts = sumOfColumns(parts.map((part) => part.labels));
  const rows: (readonly number[])[] = [];
  const otherLabels: number[] = [];
  for (let step = 0; step < steps; step++) {
    const at = counts.subarray(step * labels.count, (step + 1) * labels.count);
    const { shown, others } = mostFrequent(at, rowsPerStep);
    if (shown.length === 0) break;
    rows.push(shown);
    otherLabels.push(others);
  }
  const isCut = otherLabels.some((left) => left > 0);
  const again = quantiles || examples || customers || waits || (countsShown && isCut);
  const shown = merged(
    rows.length === 0
      ? [emptyShown(plan)]
      : again || parts[0]!.tables === null
        ? await scanner.scan(gatherFlow, { params, rows })
        : parts.map((part) => shownOf(part, plan, rows)),
  );

  const width = rowsPerStep + 1;
  const pointOf = (step: number, row: number): Label =>
    row === rowsPerStep ? OTHER : labelOf(labels, rows[step]![row]!);
  const [nodeExamples, edgeExamples] = (["nodes", "edges"] as const).map((kind) =>
    examplesByRow(
      projection,
      shown.parts.map((part) => part[kind]),
    ),
  );
  const waitAt = waitsByRow(wanted, shown.parts);

  const nodesOf = (step: number): FlowNodeResult[] =>
    rowsOf(step * width, width, shown.nodes.journeys).map((row): FlowNodeResult => {
      const node = step * width + row;
      return {
        point: pointOf(step, row),
        journeys: shown.nodes.journeys[node]!,
        customers: shown.nodes.customers[node]!,
        share: shown.nodes.journeys[node]! / matched,
        dropOff: shown.dropOff[node]!,
        dropOffOpen: plan.backward ? 0 : shown.dropOffOpen[node]!,
        examples: nodeExamples!(node),
      };
    });
  const stepOf = (step: number): FlowStepResult => {
    const nodes = nodesOf(step);
    const sum = (name: "journeys" | "dropOff" | "dropOffOpen"): number => nodes.reduce((n, node) => n + node[name], 0);
    return {
      step: step + 1,
      // A path has one node per step.
      journeys: sum("journeys"),
      customers: shown.customers[step]!,
      dropOff: sum("dropOff"),
      dropOffOpen: sum("dropOffOpen"),
      nodes,
      otherLabels: otherLabels[step]!,
    };
  };
  const edgesOf = (step: number): FlowEdgeResult[] => {
    const { journeys, customers } = shown.edges;
    const first = step * width * width;
    const rank = (row: number, at: number): number => (row === rowsPerStep ? labels.count : rows[at]![row]!);
    return rowsOf(first, width * width, journeys)
      .map((cell) => ({ edge: first + cell, from: Math.floor(cell / width), to: cell % width }))
      .sort(
        (a, b) =>
          journeys[b.edge]! - journeys[a.edge]! ||
          rank(a.from, step) - rank(b.from, step) ||
          rank(a.to, step + 1) - rank(b.to, step + 1),
      )
      .map(({ edge, from, to }): FlowEdgeResult => {
        const some = from !== rowsPerStep && to !== rowsPerStep;
        return {
          step: step + 1,
          from: pointOf(step, from),
          to: pointOf(step + 1, to),
          journeys: journeys[edge]!,
          customers: customers[edge]!,
          probability: journeys[edge]! / shown.nodes.journeys[step * width + from]!,
          wait: waitAt(edge, journeys[edge]!, shown.waited[edge]!),
          isHandoff: some ? isHandoff(labels, rows[step]![from]!, rows[step + 1]![to]!) : null,
          examples: edgeExamples!(edge),
        };
      });
  };

  return {
    totals: totalsOfAll(inScopeOfAll(projection, plan.filter, parts), matched, open, {
      shown: matched - shown.other,
      otherRoutes: sumOf(otherLabels, (left) => left),
    }),
    steps: rows.map((_, step) => stepOf(step)),
    edges: edges ? rows.slice(1).flatMap((_, step) => edgesOf(step)) : [],
    remarks: {
      settings: {
        anchor: describeSelector(params.anchor),
        direction: params.direction,
        steps,
        rowsPerStep,
        ...labelSettingsOf(params.options),
        repeats: params.options.repeats,
        hide: params.options.hide,
        filter: describeFilter(params.filter),
        journeyGap: formatDuration(projection.journeyGap),
      },
      warnings: plan.warnings,
    },
  };
});

/** Returns the counts of the rows shown. `tables` has the counts of all labels. */
function shownOf(
  { tables, openEnds }: PartOf<typeof countLabels>,
  plan: FlowPlan,
  rows: readonly (readonly number[])[],
): ShownFlow {
  const shown = emptyShown(plan);
  const rowOf = rowsByLabel(plan, rows);
  const { nodes, edges, ends } = tables!;
  const { labels, rowsPerStep } = plan;
  const width = rowsPerStep + 1;
  nodes.forEach((journeys, at) => {
    if (journeys === 0) return;
    const step = Math.floor(at / labels.count);
    const node = step * width + rowOf[at]!;
    shown.nodes.journeys[node]! += journeys;
    shown.dropOff[node]! += ends[at]!;
    shown.dropOffOpen[node]! += openEnds[at]!;
    for (let next = 0; next < labels.count && step + 1 < plan.steps; next++)
      shown.edges.journeys[node * width + rowOf[(step + 1) * labels.count + next]!]! +=
        edges[at * labels.count + next]!;
  });
  return shown;
}

/**
 * Finds the cells that have journeys, among the `cells` cells from index `first` on. They are numbered from 0 at
 * `first`.
 */
function rowsOf(first: number, cells: number, journeys: Uint32Array): number[] {
  const found: number[] = [];
  for (let cell = 0; cell < cells; cell++) if (journeys[first + cell]! > 0) found.push(cell);
  return found;
}

function merged(parts: readonly ShownFlow[]) {
  const sum = <Column extends Uint32Array | Float64Array>(of: (part: ShownFlow) => Column): Column =>
    sumOfColumns(parts.map(of));
  const cells = (kind: "nodes" | "edges") => ({
    journeys: sum((part) => part[kind].journeys),
    customers: sum((part) => part[kind].customers),
  });
  return {
    nodes: cells("nodes"),
    edges: cells("edges"),
    customers: sum((part) => part.customers),
    dropOff: sum((part) => part.dropOff),
    dropOffOpen: sum((part) => part.dropOffOpen),
    waited: sum((part) => part.waited),
    other: sumOf(parts, ({ other }) => other),
    parts,
  };
}

export const question: Question<FlowParams, FlowResult, FlowRow> = {
  tasks: [countLabels, gatherFlow],
  run: flow,
  drilldown,
  warmUp: ({ from }) =>
    [COUNTS_ALONE, EVERYTHING].map((wanted) => ({
      anchor: from,
      direction: "FORWARD",
      steps: 5,
      rowsPerStep: 5,
      options: DEFAULT_PATH_OPTIONS,
      wanted,
    })),
};
