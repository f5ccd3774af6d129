// Tests whether a selector selects an interaction of a journey that was read from the store, with its properties. For
// questions, which test the interactions of all journeys, selector.ts does the same with the projection.
import { type Catalogue, isCompound, type PointSelector, selectorsWithin } from "../model/catalogue.js";
import type { Interaction } from "../model/interaction.js";
import { conditionTest, propertyReader } from "../model/property.js";
import { NAMED_CHOICES, resolverOf } from "../model/resolver.js";

export type InteractionTest = (interaction: Pick<Interaction, "touchpoint" | "outcome" | "attributes">) => boolean;

/**
 * Returns the test. The caller must have checked the selector: a name that does not exist is no error here, and selects
 * nothing.
 */
export function interactionTest(catalogue: Catalogue, selector: PointSelector): InteractionTest {
  if (selector.property != null) {
    const holds = conditionTest(selector.property);
    const read = propertyReader(selector.property.key);
    return ({ attributes }) => holds(attributes === null ? [] : read(attributes));
  }
  if (selector.not != null) {
    const test = interactionTest(catalogue, selector.not);
    return (interaction) => !test(interaction);
  }
  const parts = selector.all ?? selector.anyOf;
  if (parts != null) {
    const tests = parts.map((part) => interactionTest(catalogue, part));
    return selector.all != null
      ? (interaction) => tests.every((test) => test(interaction))
      : (interaction) => tests.some((test) => test(interaction));
  }
  if (selector.goal != null) {
    const goal =
      catalogue.goals.find(({ key }) => key === selector.goal) ??
      catalogue.goals.find(({ name }) => name === selector.goal);
    if (goal === undefined) return () => false;
    const test = interactionTest(catalogue, goal.selector);
    return (interaction) => interaction.outcome !== "FAILED" && test(interaction);
  }
  if (selector.any === true) return () => true;
  const touchpoints = new Set<string>();
  for (const choice of NAMED_CHOICES) {
    const keys = new Set((selector[choice] ?? []).flatMap((name) => resolverOf(catalogue, choice).keys(name) ?? []));
    for (const { key, kindKey, channel, stage } of catalogue.touchpoints) {
      const own = { touchpoints: key, kinds: kindKey, channels: channel, stages: stage ?? "" }[choice];
      if (keys.has(own)) touchpoints.add(key);
    }
  }
  return ({ touchpoint }) => touchpoints.has(touchpoint);
}

/**
 * Whether the selector, or a goal that it names, depends on more than the touchpoint and the outcome of an interaction.
 */
export function needsProperties(catalogue: Catalogue, selector: PointSelector): boolean {
  return selectorsWithin(selector).some(
    (part) =>
      isCompound(part) ||
      (part.goal != null &&
        catalogue.goals.some(
          ({ key, name, selector: of }) => (key === part.goal || name === part.goal) && isCompound(of),
        )),
  );
}
