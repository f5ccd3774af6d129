// Answers questions: reads the arguments (schema/NAME.ts), makes the projection current, runs the question unless its
// result for this version is cached, and adds the metadata of the answer.
import type { Remarks } from "../engine/terms.js";
import { MAX_FIRST } from "../engine/totals.js";
import type { Unit } from "../model/unit.js";
import type { Projection, RecutUnit } from "../projection/projection.js";
import type { Question } from "../questions/question.js";
import { type ParamsOf, QUESTIONS, type ResultOf } from "../questions/registry.js";
import type { PerformanceResult } from "../questions/touchpointPerformance/result.js";
import type { NamingArgs } from "../schema/asking/asking.js";
import { type ArgsOf, type AskedName, askingOf } from "../schema/asking/askings.js";
import type { Selected } from "../schema/asking/selection.js";
import type { PointSelectorInput } from "../schema/shared/selector.js";
import { describeUnit, readUnit } from "../schema/shared/unit.js";
import type { PerformanceOfTouchpointArgs } from "../schema/touchpointPerformance.js";
import type { Filters } from "./filters.js";
import { unsupported } from "./inStore/inStore.js";
import type { InStoreAnswers } from "./inStore/inStoreAnswers.js";
import type { Projected } from "./projected.js";
import type { RequestScope } from "./scope.js";

export interface Answer {
  readonly dataVersion: string;
  /** The time that the service took, in milliseconds. */
  readonly computedIn: number;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Interactions of the whole store that are in no unit. */
  readonly leftOut: number;
  readonly warnings: readonly string[];
}
export type Answered<T> = T & { readonly answer: Answer };

interface Computed<Result> {
  readonly version: number;
  readonly result: Result;
  /** The unit that is counted, if it is not the stored journey. */
  readonly counted?: RecutUnit | undefined;
}

/**
 * Whether the query has a filter, and no journey passes it. Always false for a comparison, whose totals have no
 * `journeys`: it has a warning of its own for each side.
 */
function leavesNothing({ filter, persona, segment }: NamingArgs, result: object): boolean {
  const { totals } = result as { readonly totals?: { readonly journeys?: number } };
  const conditions = [...Object.values(filter ?? {}), persona, segment];
  return totals?.journeys === 0 && conditions.some((value) => value !== null && value !== undefined);
}

export class Questions {
  readonly #projected: Projected;
  readonly #filters: Filters;
  readonly #inStore: InStoreAnswers | null;

  /**
   * If `inStore` is given, there is no projection, and the store itself answers the three questions that it supports.
   */
  constructor(projected: Projected, filters: Filters, inStore: InStoreAnswers | null = null) {
    this.#projected = projected;
    this.#filters = filters;
    this.#inStore = inStore;
  }

  /**
   * Answers a question. `args` must already be validated. Rejects with a ThroughlineError that names the path of an
   * argument, or with the signal's reason.
   */
  async answer<Q extends AskedName>(
    question: Q,
    args: ArgsOf<Q>,
    selection: Selected,
    signal: AbortSignal,
  ): Promise<Answered<ResultOf<Q>>> {
    const began = performance.now();
    const unit = readUnit((args as NamingArgs).unit, "unit");
    const asking = askingOf(question);
    const wanted = asking.wanted(selection);
    const params = asking.check(args, wanted);
    const read = async (projection: Projection | null): Promise<ParamsOf<Q>> =>
      params(await this.#filters.lookUp(projection, args as NamingArgs, signal, asking.needsSegments));
    if (this.#inStore !== null && unit !== null) throw unsupported("unit");
    const { version, result, counted }: Computed<ResultOf<Q>> =
      this.#inStore === null
        ? await this.#ask(question, { args, wanted }, read, unit, signal)
        : await this.#inStore.ask(question, args, () => read(null), wanted, signal);
    const { settings, warnings } = (result as { readonly remarks: Remarks }).remarks;
    const { drilldown } = QUESTIONS[question] as unknown as Question<ParamsOf<Q>, ResultOf<Q>, unknown>;
    const opened = drilldown === undefined ? result : drilldown.rows(args, result);
    return {
      ...opened,
      answer: {
        dataVersion: String(version),
        computedIn: performance.now() - began,
        settings: unit === null ? settings : { unit: describeUnit(unit), ...settings },
        leftOut: counted?.leftOut ?? 0,
        warnings: [
          ...warnings,
          ...(leavesNothing(args as NamingArgs, result) ? ["No journey passes the filter."] : []),
          ...warningsOfUnit(counted),
        ],
      },
    };
  }

  /**
   * The row of touchpointPerformance for one touchpoint; null if the touchpoint has no visits. `field` is the field of
   * the query that requests it. The question is answered once for all touchpoints under this field.
   */
  async performanceOf(
    scope: RequestScope,
    field: object,
    key: string,
    args: PerformanceOfTouchpointArgs,
    selection: Selected,
  ): Promise<PerformanceResult | null> {
    const ask = (at: PointSelectorInput | null) => {
      const given = { grain: "TOUCHPOINT", ...args, at, first: MAX_FIRST } as ArgsOf<"touchpointPerformance">;
      return this.answer("touchpointPerformance", given, selection, scope.signal);
    };
    const read = async () => {
      const { touchpoints, totals } = await ask(null);
      return { rows: new Map(touchpoints.map((row) => [row.label.key, row])), others: totals.otherTouchpoints };
    };
    const answers = scope.once("performances", () => new Map<object, ReturnType<typeof read>>());
    const answer = answers.get(field) ?? read();
    answers.set(field, answer);
    const { rows, others } = await answer;
    const found = rows.get(key) ?? null;
    // If the answer left out rows, the missing row may be one of them. The question is then asked again for this
    // touchpoint alone.
    if (found !== null || others === 0) return found;
    return (await ask({ touchpoints: [key] })).touchpoints[0] ?? null;
  }

  async #ask<Q extends AskedName>(
    question: Q,
    asked: object,
    params: (projection: Projection) => Promise<ParamsOf<Q>>,
    unit: Unit | null,
    signal: AbortSignal,
  ): Promise<Computed<ResultOf<Q>>> {
    return this.#projected.about(question, async (projection) => ({
      version: projection.version,
      counted: unit === null ? undefined : (await this.#projected.unitsOf(projection, unit)).unit,
      result: await this.#projected.ask(question, projection, asked, () => params(projection), signal, unit),
    }));
  }
}

function warningsOfUnit(counted: RecutUnit | undefined): string[] {
  if (counted === undefined || counted.several === 0) return [];
  const { several, unit } = counted;
  const property = unit.kind === "property" ? unit.key : "";
  return [
    several === 1
      ? `1 interaction has several values of the property "${property}". It is counted in the unit of each of these values.`
      : `${several.toLocaleString("en")} interactions have several values of the property "${property}". They are counted in the unit of each of their values.`,
  ];
}
