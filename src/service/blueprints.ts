// Blueprints: their versions, what changed between two of them, and saving.
import type { GraphStore } from "../graph/store.js";
import { type Blueprint, type BlueprintKind, blueprintNamed, defaultNext, type Step } from "../model/blueprint.js";
import { differencesOf, type StepDifference } from "../model/blueprintDifferences.js";
import { ThroughlineError } from "../model/errors.js";
import { readDuration } from "../schema/shared/texts.js";

export interface AskedStep {
  readonly key: string;
  readonly name?: string | null;
  readonly at: readonly string[];
  readonly next?: readonly string[] | null;
  readonly optional?: boolean | null;
  readonly repeatable?: boolean | null;
  readonly does?: string | null;
  readonly thinks?: string | null;
  readonly feels?: string | null;
  readonly emotion?: number | null;
  readonly painPoints?: readonly string[] | null;
  readonly owner?: string | null;
  readonly expectedWait?: string | null;
  readonly delay?: string | null;
}

export interface AskedBlueprint {
  readonly key: string;
  readonly name?: string | null;
  readonly kind?: BlueprintKind | null;
  readonly description?: string | null;
  readonly persona?: string | null;
  readonly steps: readonly AskedStep[];
}

export class Blueprints {
  readonly #store: GraphStore;
  readonly #now: () => number;

  constructor(store: GraphStore, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  async differences(key: string, from: number, to: number): Promise<StepDifference[]> {
    const catalogue = await this.#store.catalogue();
    const [before, after] = (["from", "to"] as const).map((at) =>
      blueprintNamed(catalogue, key, at === "from" ? from : to, "key", at),
    );
    return differencesOf(before!.steps, after!.steps);
  }

  /** The saved version. If nothing differs from the latest version, that one. */
  async save({ key, name, kind, description, persona, steps: asked }: AskedBlueprint): Promise<Blueprint> {
    const keys = asked.map((step) => step.key);
    const steps = asked.map((step, i) => stepOf(step, defaultNext(keys, i), `blueprint.steps[${i}]`));
    const blueprint = {
      key,
      name: name ?? key,
      kind: kind ?? "JOURNEY",
      description: description ?? null,
      persona: persona ?? null,
      savedAt: this.#now(),
      steps,
    };
    try {
      await this.#store.upsertCatalogue({ blueprints: [blueprint] });
    } catch (error) {
      throw asArgument(error);
    }
    return blueprintNamed(await this.#store.catalogue(), key, null, "key");
  }

  /** False if there is no such version. Throws IN_USE if it has measurements. */
  async remove(key: string, version: number): Promise<boolean> {
    const { blueprints } = await this.#store.catalogue();
    if (!blueprints.some((blueprint) => blueprint.key === key && blueprint.version === version)) return false;
    await this.#store.upsertCatalogue({ removedBlueprints: [{ key, version }] });
    return true;
  }
}

function stepOf({ key, at, ...asked }: AskedStep, following: string[], place: string): Step {
  return {
    key,
    name: asked.name ?? key,
    at,
    next: asked.next ?? following,
    optional: asked.optional ?? false,
    repeatable: asked.repeatable ?? false,
    does: asked.does ?? null,
    thinks: asked.thinks ?? null,
    feels: asked.feels ?? null,
    emotion: asked.emotion ?? null,
    painPoints: asked.painPoints ?? [],
    owner: asked.owner ?? null,
    expectedWait: readDuration(asked.expectedWait, `${place}.expectedWait`),
    delay: readDuration(asked.delay, `${place}.delay`),
  };
}

/** The store names places in the change (`blueprints[0].steps[1].at`); clients know the argument `blueprint`. */
function asArgument(error: unknown): unknown {
  if (!(error instanceof ThroughlineError) || error.at === undefined) return error;
  const { code, message, remedy, allowed } = error;
  return new ThroughlineError(code === "BAD_CATALOGUE" ? "BAD_ARGUMENT" : code, message, {
    at: error.at.replace(/^blueprints\[0\]/, "blueprint"),
    ...(remedy !== undefined && { remedy }),
    ...(allowed !== undefined && { allowed }),
    cause: error,
  });
}
