// Finds names in a goal that do not exist in the catalogue. Such a goal is accepted, because a catalogue may be
// declared before the log is imported. Until then, these names select nothing.
import { type Catalogue, type Goal, selectorsWithin } from "./catalogue.js";
import { NAMED_CHOICES, resolverOf } from "./resolver.js";

/** One sentence for each name, with similar names that exist. */
export function unknownInGoals(catalogue: Catalogue, goals: readonly Goal[]): string[] {
  return NAMED_CHOICES.flatMap((choice) => {
    const resolver = resolverOf(catalogue, choice);
    return goals.flatMap(({ key, selector }) =>
      selectorsWithin(selector)
        .flatMap((part) => part[choice] ?? [])
        .filter((name) => resolver.keys(name) === null)
        .map((name) => {
          const what = choice.slice(0, -1);
          const bearer = choice === "kinds" ? "no touchpoint has" : "the catalogue does not have";
          const near = resolver.nearest(name);
          const hint = near.length === 0 ? "" : ` Nearest: ${near.join(", ")}.`;
          return `The goal "${key}" names the ${what} "${name}", which ${bearer}.${hint}`;
        }),
    );
  });
}
