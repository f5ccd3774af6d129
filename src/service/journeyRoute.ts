// One journey as a route. `hide`, `grain` and `repeats` are applied in this order, as in commonRoutes.

import { interactionTest, needsProperties } from "../engine/interactionTest.js";
import { JourneyView, type ViewedBlock } from "../engine/journeyView.js";
import { isHandoff, labelOf, labelsOf } from "../engine/label.js";
import { anyOf, compileSelectors } from "../engine/selector.js";
import type { PathOptions } from "../engine/terms.js";
import { type OptionUse, refuseOptions } from "../engine/totals.js";
import { NO_WAITS, waitStats } from "../engine/waits.js";
import { OUTCOMES } from "../model/interaction.js";
import type { Projection } from "../projection/projection.js";
import type { RouteStepResult } from "../questions/commonRoutes/result.js";
import type { LoadedJourney } from "./views.js";

/** Options that apply only between a start and a target. */
const OPTIONS: OptionUse = {
  grain: "used",
  repeats: "used",
  hide: "used",
  exclude: "refused",
  via: "refused",
  within: "refused",
  startAt: "refused",
  minSteps: "refused",
  maxSteps: "refused",
};

/** The steps of a journey's route, at most `most` of them. */
export type RouteOf = (journey: LoadedJourney, most: number) => RouteStepResult[];

/**
 * Does the work whose cost grows with the catalogue once, before the routes of all journeys of a request are made.
 * Refuses options that do not apply with OPTION_DOES_NOT_APPLY.
 */
export function routesBy(projection: Projection, options: PathOptions): RouteOf {
  refuseOptions(options, OPTIONS, "Journey.route");
  const { catalogue } = projection;
  // Selectors that depend on properties hide interactions of the journey as it was read.
  const tests = options.hide
    .filter((selector) => needsProperties(catalogue, selector))
    .map((selector) => interactionTest(catalogue, selector));
  const ofTouchpoint = options.hide.filter((selector) => !needsProperties(catalogue, selector));
  const hide = anyOf(compileSelectors(projection, ofTouchpoint, "options.hide"));
  const labels = labelsOf(projection, options.grain);
  const view = new JourneyView(projection.dictionary.touchpoints.length, hide, []);
  const ofCode = view.table(labels.ofTouchpoint);
  const codes = new Map(projection.dictionary.touchpoints.map((key, code) => [key, code]));
  return (journey, most) => {
    const parts =
      tests.length === 0 ? journey.parts : journey.parts.filter((part) => !tests.some((test) => test(part)));
    if (parts.length === 0) return [];
    view.enter(blockOf(codes, { parts }), 0);
    const steps: RouteStepResult[] = [];
    let label = -1;
    for (let i = view.begin; i < view.end && steps.length < most; i++) {
      const next = ofCode[view.codes[i]!]!;
      if (options.repeats === "COLLAPSE" && next === label) continue;
      const first = steps.length === 0;
      steps.push({
        ...labelOf(labels, next),
        wait: first ? NO_WAITS : waitStats(Float64Array.of(view.elapsed[i]! - view.elapsed[i - 1]!)),
        isHandoff: first ? null : isHandoff(labels, label, next),
        loss: null,
      });
      label = next;
    }
    return steps;
  };
}

/**
 * A block that contains only this journey, with the codes of the projection. Touchpoints that were removed from the
 * catalogue after the journey was read are left out.
 */
function blockOf(codes: ReadonlyMap<string, number>, { parts }: Pick<LoadedJourney, "parts">): ViewedBlock {
  const known = parts.filter(({ touchpoint }) => codes.has(touchpoint));
  return {
    offsets: Uint32Array.of(0, known.length),
    touchpoint: Uint16Array.from(known, ({ touchpoint }) => codes.get(touchpoint)!),
    start: Float64Array.of(parts[0]!.at),
    elapsed: Float64Array.from(known, ({ at }) => at - parts[0]!.at),
    columns: {
      outcome: Uint8Array.from(known, ({ outcome }) => (outcome === null ? 0 : OUTCOMES.indexOf(outcome) + 1)),
    },
  };
}
