// Short ways to write a blueprint in tests.
import type { Step } from "../../src/model/blueprint.js";
import type { BlueprintChange } from "../../src/model/catalogue.js";

export function stepOf(
  key: string,
  at: readonly string[],
  next: readonly string[] = [],
  more: Partial<Step> = {},
): Step {
  return {
    key,
    name: key,
    at,
    next,
    optional: false,
    repeatable: false,
    does: null,
    thinks: null,
    feels: null,
    emotion: null,
    painPoints: [],
    owner: null,
    expectedWait: null,
    delay: null,
    ...more,
  };
}

export function blueprintOf(key: string, steps: readonly Step[], more: Partial<BlueprintChange> = {}): BlueprintChange {
  return {
    key,
    name: key,
    kind: "JOURNEY",
    description: null,
    persona: null,
    savedAt: Date.UTC(2026, 0, 1),
    steps,
    ...more,
  };
}
