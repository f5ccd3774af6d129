// Answers the question transitions in the store itself. The store supports `from`, `to`, `grain`, `repeats`, and
// filtering by period and by customers.
import { isHandoff, type Labels, labelOf, labelSettingsOf } from "../../engine/label.js";
import { END, START } from "../../engine/labelKeys.js";
import { describeFilter, describeSelector, ratio } from "../../engine/totals.js";
import type { FoundTransition, StoreAnswer, TransitionsAsked, TransitionsFound, World } from "../../graph/questions.js";
import { formatDuration } from "../../model/time.js";
import { namesOf } from "../../projection/names.js";
import { type TransitionsParams, transitionsPlan } from "../../questions/transitions/plan.js";
import type { TransitionResult, TransitionsResult } from "../../questions/transitions/result.js";
import {
  codesOf,
  type InStore,
  inStore,
  labelOfTouchpoint,
  scopeOf,
  supportOnly,
  supportPathOptions,
  waitsOf,
} from "./inStore.js";

export function transitionsInStore(params: TransitionsParams): InStore<TransitionsResult> {
  return inStore(
    "transitions",
    (world) => asked(params, world),
    (answer) => result(params, answer),
  );
}

/**
 * Makes the same plan as for the projection, but from the catalogue alone. The filter is left out, because the store
 * applies it.
 */
function planOf({ filter: _, ...params }: TransitionsParams, world: World) {
  return transitionsPlan(namesOf(world), params);
}

function asked(params: TransitionsParams, world: World): TransitionsAsked {
  const { from, to, labels, collapse, projection: names } = planOf(params, world);
  supportOnly(params, ["from", "to", "options", "filter", "first", "wanted"], { adjacency: "DIRECTLY" }, "");
  supportPathOptions(params.options, ["grain", "repeats"]);
  // Codes in this file are 1 plus the code of the label. Code 0 is START.
  const chosen = (codes: Uint8Array | null) => codes && labels.keys.filter((_, code) => codes[1 + code] === 1);
  return {
    scope: scopeOf(names, params.filter),
    labels: labelOfTouchpoint(names, labels),
    collapse,
    from: chosen(from),
    to: chosen(to),
    first: params.first,
  };
}

function result(
  params: TransitionsParams,
  { world, found }: StoreAnswer<TransitionsAsked, TransitionsFound>,
): TransitionsResult {
  const { options, first } = params;
  const { labels, warnings } = planOf(params, world);
  const { journeys, customers, open, shown, edges, rows } = found;
  // Nothing is hidden, so every journey has interactions left.
  const counted = journeys;
  return {
    totals: {
      journeys,
      customers,
      matched: counted,
      completed: counted,
      counted,
      dropped: 0,
      pending: 0,
      open,
      completionRate: ratio(counted, counted),
      mature: counted,
      matureCompleted: counted,
      shown,
      shownShare: ratio(shown, counted),
      otherRoutes: edges - rows.length,
      otherCount: counted - shown,
    },
    edges: rows.map((row) => edgeOf(row, labels)),
    remarks: {
      settings: {
        adjacency: "DIRECTLY",
        previous: null,
        ...labelSettingsOf(options),
        repeats: options.repeats,
        hide: options.hide,
        from: describeSelector(params.from),
        to: describeSelector(params.to),
        filter: describeFilter(params.filter),
        first,
        journeyGap: formatDuration(world.journeyGap),
      },
      warnings,
    },
  };
}

function edgeOf(row: FoundTransition, labels: Labels): TransitionResult {
  const codeOf = codesOf(labels);
  const from = row.from === null ? null : codeOf(row.from);
  const to = row.to === null ? null : codeOf(row.to);
  return {
    from: from === null ? START : labelOf(labels, from),
    to: to === null ? END : labelOf(labels, to),
    count: row.count,
    journeys: row.journeys,
    customers: row.customers,
    probability: row.count / row.exits,
    wait: waitsOf(row.wait),
    dropAfter: to === null ? null : row.endings / row.count,
    isHandoff: labels.channels === null ? null : from !== null && to !== null && isHandoff(labels, from, to),
    examples: row.examples,
  };
}
