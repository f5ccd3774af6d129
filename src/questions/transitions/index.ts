// Which label follows which? The question counts pairs of consecutive labels, with START before the first label and END
// after the last. The END of an open journey counts too, and `open` gives the number of open journeys. Journeys without
// interactions left are not counted. Without a filter, at touchpoint grain and with repeats kept, the counts are those
// of the TRANSITIONS_TO relationships. EVENTUALLY counts pairs at any distance (eventually.ts). Edges are ordered by
// count, then by labels.
//
// One pass counts all edges. If quantiles, examples or `shown` are selected, a second pass visits the journeys again
// for the edges shown.
import { examplesByRow } from "../../engine/examples.js";
import { labelSettingsOf } from "../../engine/label.js";
import { sumOf, sumsOf } from "../../engine/parts.js";
import { inScopeOfAll } from "../../engine/scope.js";
import { COUNTS_ALONE, EVERYTHING } from "../../engine/selection.js";
import { DEFAULT_PATH_OPTIONS } from "../../engine/terms.js";
import { describeFilter, describeSelector, firstOf, totalsOfAll } from "../../engine/totals.js";
import { waitsByRow } from "../../engine/waits.js";
import { formatDuration } from "../../model/time.js";
import { answering, type Question } from "../question.js";
import { countEdges } from "./count.js";
import { drilldown, type TransitionRow } from "./drilldown.js";
import { Edges } from "./edges.js";
import { countPairs, gatherPairs } from "./eventually.js";
import { gatherEdges } from "./gather.js";
import { endsOf, isChosen, START_CODE, type TransitionsParams, transitionsPlan } from "./plan.js";
import type { TransitionResult, TransitionsResult } from "./result.js";

export type { TransitionsParams } from "./plan.js";

export const transitions = answering<TransitionsParams, TransitionsResult>(async (projection, params, scanner) => {
  const { options, first, wanted = EVERYTHING } = params;
  const plan = transitionsPlan(projection, params);
  const { eventually, previous } = plan;
  // For each code, the number of exits of the label or, with EVENTUALLY, of journeys that contain it.
  const exits = new Float64Array(plan.width);
  const parts = eventually ? await scanner.scan(countPairs, params) : await scanner.scan(countEdges, params);
  const { counted, open } = sumsOf(["counted", "open"], parts);
  const edges = Edges.ofAll(
    plan.width,
    projection.interactions,
    parts.map((part) => part.edges),
  );
  const all = edges.all();
  for (const part of parts) {
    const having = "having" in part ? (part.having as Uint32Array) : [];
    for (let code = 0; code < having.length; code++) exits[code]! += having[code]!;
  }
  if (!eventually) for (const edge of all) exits[edges.from(edge)]! += edges.count(edge);
  const choosesAll = plan.from === null && plan.to === null;
  const chosen = choosesAll ? all : all.filter((edge) => isChosen(plan, edges.from(edge), edges.to(edge)));
  const rows = firstOf(chosen, first, edges.compare);
  // If all edges are shown, every counted journey is on a row, because each has an edge from START.
  const isAll = rows.length === all.length && !eventually && previous === null;
  const again = wanted.quantiles || wanted.examples || (wanted.shown && !isAll);
  const shown = again
    ? await scanner.scan(eventually ? gatherPairs : gatherEdges, {
        params,
        from: rows.map((edge) => edges.from(edge)),
        to: rows.map((edge) => edges.to(edge)),
      })
    : [];

  const waitAt = waitsByRow(wanted, shown);
  const examplesAt = examplesByRow(projection, shown);
  return {
    totals: totalsOfAll(inScopeOfAll(projection, plan.filter, parts), counted, open, {
      shown: again ? sumOf(shown, ({ on }) => on) : isAll ? counted : 0,
      otherRoutes: all.length - rows.length,
    }),
    edges: rows.map((edge, row): TransitionResult => {
      const [from, to, count] = [edges.from(edge), edges.to(edge), edges.count(edge)];
      const isEnd = to === plan.width - 1;
      // START and END have no time, so there are no waits.
      const timed = from !== START_CODE && !isEnd;
      const ends = endsOf(plan, from, to);
      // The fields are named one by one, because spreading `ends` into a thousand rows takes noticeable time.
      return {
        from: ends.from,
        to: ends.to,
        isHandoff: ends.isHandoff,
        count,
        journeys: edges.journeys(edge),
        customers: edges.customers(edge),
        probability: count / exits[from]!,
        wait: waitAt(row, timed ? count : 0, edges.waited(edge)),
        dropAfter: isEnd || eventually ? null : edges.endings(edge) / count,
        examples: examplesAt(row),
      };
    }),
    remarks: {
      settings: {
        adjacency: eventually ? "EVENTUALLY" : "DIRECTLY",
        previous: describeSelector(params.previous),
        ...labelSettingsOf(options),
        repeats: options.repeats,
        hide: options.hide,
        from: describeSelector(params.from),
        to: describeSelector(params.to),
        filter: describeFilter(params.filter),
        first,
        journeyGap: formatDuration(projection.journeyGap),
      },
      warnings: plan.warnings,
    },
  };
});

export const question: Question<TransitionsParams, TransitionsResult, TransitionRow> = {
  tasks: [countEdges, gatherEdges, countPairs, gatherPairs],
  run: transitions,
  drilldown,
  warmUp: ({ from, first }) =>
    [COUNTS_ALONE, EVERYTHING].map((wanted) => ({
      options: DEFAULT_PATH_OPTIONS,
      filter: { touches: [from] },
      first,
      wanted,
    })),
};
