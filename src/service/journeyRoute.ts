// Shows one journey as a route. `hide`, `grain` and `repeats` are applied in this order, as in commonRoutes.

import { interactionTest, needsProperties } from "../engine/interactionTest.js";
import { JourneyView, type ViewedBlock } from "../engine/journeyView.js";
import { checkLabelOptions, isHandoff, labelOf, labelsOf } from "../engine/label.js";
import { GROUP_PREFIX, keyOfValue, labelKey, nameOfValue, refuseTakenNames } from "../engine/labelKeys.js";
import { LABEL_OPTIONS } from "../engine/labelPlan.js";
import { anyOf, compileSelectors } from "../engine/selector.js";
import { DEFAULT_PATH_OPTIONS, type Label, type PathOptions } from "../engine/terms.js";
import { type OptionUse, refuseOptions } from "../engine/totals.js";
import { NO_WAITS, waitStats } from "../engine/waits.js";
import type { Catalogue } from "../model/catalogue.js";
import { ThroughlineError } from "../model/errors.js";
import { type Interaction, OUTCOMES } from "../model/interaction.js";
import { NO_STAGE } from "../model/keys.js";
import { propertyReader } from "../model/property.js";
import type { Projection } from "../projection/projection.js";
import type { RouteStepResult } from "../questions/commonRoutes/result.js";
import type { LoadedJourney } from "./views.js";

/** Options that apply only between a start and a target. */
const OPTIONS: OptionUse = { ...LABEL_OPTIONS, repeats: "used" };

/** The steps of a journey's route, at most `most` of them. */
export type RouteOf = (journey: LoadedJourney, most: number) => RouteStepResult[];

/**
 * Returns a function that makes the routes of a request's journeys. Work whose cost grows with the catalogue is done
 * only once, here. Options that do not apply are refused with OPTION_DOES_NOT_APPLY.
 */
export function routesBy(projection: Projection, options: PathOptions): RouteOf {
  refuseOptions(options, OPTIONS, "Journey.route");
  const { catalogue } = projection;
  // Selectors that depend on properties are applied to the interactions of the loaded journey, not to codes.
  const tests = options.hide
    .filter((selector) => needsProperties(catalogue, selector))
    .map((selector) => interactionTest(catalogue, selector));
  const ofTouchpoint = options.hide.filter((selector) => !needsProperties(catalogue, selector));
  const hide = anyOf(compileSelectors(projection, ofTouchpoint, "options.hide"));
  checkLabelOptions(options);
  refuseTakenNames(catalogue, options);
  const byInteraction = options.grain === "PROPERTY" || options.groups.length > 0;
  const labels = labelsOf(projection, byInteraction ? DEFAULT_PATH_OPTIONS : options);
  const view = new JourneyView(projection.dictionary.touchpoints.length, hide, []);
  const ofCode = view.table(labels.ofTouchpoint);
  const codes = new Map(projection.dictionary.touchpoints.map((key, code) => [key, code]));
  const allHidden = options.hide.map((selector) => interactionTest(catalogue, selector));
  const hides = (part: Interaction): boolean => allHidden.some((test) => test(part));
  const labelOfPart = byInteraction ? labeller(catalogue, options) : null;
  /** Makes the route if labels depend on properties. Such labels have no channel. */
  const labelledRoute = (parts: readonly Interaction[], most: number): RouteStepResult[] => {
    const steps: RouteStepResult[] = [];
    let before: number | null = null;
    let last: string | null = null;
    for (const part of parts) {
      const label = labelOfPart!(part);
      const wait = before === null ? NO_WAITS : waitStats(Float64Array.of(part.at - before));
      before = part.at;
      if (options.repeats === "COLLAPSE" && label.key === last) continue;
      if (steps.length === most) break;
      steps.push({ ...label, wait: steps.length === 0 ? NO_WAITS : wait, isHandoff: null, loss: null });
      last = label.key;
    }
    return steps;
  };
  return (journey, most) => {
    const parts =
      tests.length === 0 ? journey.parts : journey.parts.filter((part) => !tests.some((test) => test(part)));
    if (parts.length === 0) return [];
    if (byInteraction)
      return labelledRoute(
        parts.filter((part) => !hides(part)),
        most,
      );
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

/** Returns a function that labels one interaction: by the first group that selects it, or else by the grain. */
function labeller(catalogue: Catalogue, { grain, property, groups }: PathOptions): (part: Interaction) => Label {
  const tests = groups.map(({ name, at }) => ({ name, test: interactionTest(catalogue, at) }));
  const touchpoints = new Map(catalogue.touchpoints.map((touchpoint) => [touchpoint.key, touchpoint]));
  const named = grain === "CHANNEL" ? catalogue.channels : grain === "STAGE" ? catalogue.stages : catalogue.touchpoints;
  const names = new Map(named.map(({ key, name }) => [key, name]));
  const read = property === null ? null : propertyReader(property);
  return (part) => {
    const group = tests.find(({ test }) => test(part));
    if (group !== undefined) return { key: `${GROUP_PREFIX}${group.name}`, label: group.name, kind: "GROUP" };
    if (read !== null) {
      const members = part.attributes === null ? [] : read(part.attributes);
      if (members.length > 1)
        throw new ThroughlineError(
          "PROPERTY_IS_LIST",
          `The property "${property}" of interaction "${part.id}" is a list of ${members.length} values, which cannot be one label.`,
          { at: "options.property", remedy: "Name such interactions with `groups`, or hide them." },
        );
      const [value] = members;
      if (value === undefined) return { key: NO_STAGE, label: NO_STAGE, kind: grain };
      const key = keyOfValue(value);
      return { key, label: nameOfValue(key), kind: grain };
    }
    const touchpoint = touchpoints.get(part.touchpoint);
    const key = labelKey(touchpoint, part.touchpoint, grain);
    if (touchpoint === undefined) return { key, label: key, kind: grain };
    return { key, label: grain === "KIND" ? touchpoint.kind : (names.get(key) ?? key), kind: grain };
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
