// Reads, compares, saves and measures the versions of blueprints.
import { COUNTS_ALONE } from "../engine/selection.js";
import type { GraphStore } from "../graph/store.js";
import {
  type Blueprint,
  type BlueprintKind,
  blueprintNamed,
  defaultNext,
  type Measurement,
  type Step,
} from "../model/blueprint.js";
import { differencesOf, type StepDifference } from "../model/blueprintDifferences.js";
import { ThroughlineError } from "../model/errors.js";
import { readDuration, readInstant } from "../schema/shared/texts.js";
import { decided } from "./decided.js";
import type { Filters } from "./filters.js";
import type { Projected } from "./projected.js";
import { removeBlueprint } from "./removals.js";

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

export interface AskedMeasurement {
  readonly key: string;
  /** If omitted, the latest version is meant. */
  readonly version?: number | null;
  readonly from: string;
  readonly before: string;
}

/** The number of ad hoc touchpoints that a measurement keeps, most frequent first. `otherAdHoc` counts the others. */
const MEASURED_AD_HOC = 20;

export class Blueprints {
  readonly #store: GraphStore;
  readonly #projected: Projected;
  readonly #filters: Filters;
  readonly #now: () => number;

  constructor(store: GraphStore, projected: Projected, filters: Filters, now: () => number) {
    this.#store = store;
    this.#projected = projected;
    this.#filters = filters;
    this.#now = now;
  }

  async differences(key: string, from: number, to: number): Promise<StepDifference[]> {
    const catalogue = await this.#store.catalogue();
    const [before, after] = (["from", "to"] as const).map((at) =>
      blueprintNamed(catalogue, key, at === "from" ? from : to, "key", at),
    );
    return differencesOf(before!.steps, after!.steps);
  }

  /** Returns the saved version, or the latest version if the blueprint does not differ from it. */
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
    return decided(async () => {
      const before = await this.#store.catalogue();
      try {
        await this.#store.upsertCatalogue({ blueprints: [blueprint], asOf: before.version });
      } catch (error) {
        throw asArgument(error);
      }
      // Another process may have saved a later version in the meantime.
      const latest = before.blueprints.findLast((one) => one.key === key)?.version ?? 0;
      const catalogue = await this.#store.catalogue();
      const next = catalogue.blueprints.find((one) => one.key === key && one.version === latest + 1);
      return next?.savedAt === blueprint.savedAt ? next : blueprintNamed(catalogue, key, latest, "key");
    });
  }

  /**
   * Measures the journeys that start in a period, and keeps the counts with the version. If the blueprint has a
   * persona, only journeys of its customers are measured. A measurement of the same period is replaced. Returns the
   * version with the new measurement.
   */
  async measure({ key, version, ...period }: AskedMeasurement, signal: AbortSignal): Promise<Blueprint> {
    const [from, before] = [readInstant(period.from, "from")!, readInstant(period.before, "before")!];
    if (from >= before)
      throw new ThroughlineError("BAD_ARGUMENT", "`from` is not before `before`: no journey can start between them.", {
        at: "from",
        remedy: "Give an earlier `from` or a later `before` (which itself is not included).",
      });
    const projection = await this.#projected.current("blueprint");
    const blueprint = blueprintNamed(projection.catalogue, key, version, "key");
    const { persona } = blueprint;
    const filter = { startedFrom: period.from, startedBefore: period.before, ...(persona !== null && { persona }) };
    const asked = { blueprint: key, version: blueprint.version, filter, first: MEASURED_AD_HOC };
    const { totals, steps, adHoc } = await this.#projected.ask(
      "conformance",
      projection,
      asked,
      async () => ({
        ...asked,
        filter: await this.#filters.read(projection, filter, signal),
        wanted: { ...COUNTS_ALONE, variants: false },
      }),
      signal,
    );
    const { variants: _, otherVariantJourneys: __, ...counted } = totals;
    const measurement: Measurement = {
      from,
      before,
      measuredAt: this.#now(),
      dataVersion: projection.version,
      counts: {
        persona,
        totals: counted,
        steps,
        adHoc: adHoc.map(({ label, ...counts }) => ({ touchpoint: label.key, ...counts })),
      },
    };
    await this.#store.upsertCatalogue({ measurements: [{ key, version: blueprint.version, measurement }] });
    return blueprintNamed(await this.#store.catalogue(), key, blueprint.version, "key");
  }

  /** Returns false if the version has no measurement of this period. */
  async removeMeasurement({ key, version, ...period }: AskedMeasurement): Promise<boolean> {
    const [from, before] = [readInstant(period.from, "from")!, readInstant(period.before, "before")!];
    const blueprint = blueprintNamed(await this.#store.catalogue(), key, version, "key");
    if (!blueprint.measurements.some((one) => one.from === from && one.before === before)) return false;
    await this.#store.upsertCatalogue({ removedMeasurements: [{ key, version: blueprint.version, from, before }] });
    return true;
  }

  /**
   * Returns false if there is no such version. Throws IN_USE if the version has measurements, or if a rule names it.
   */
  remove(key: string, version: number): Promise<boolean> {
    return removeBlueprint(this.#store, key, version);
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

/**
 * Changes the path of an error: the store names places in its own change (`blueprints[0].steps[1].at`), but clients
 * know the argument `blueprint`.
 */
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
