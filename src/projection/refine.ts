// Refines a projection: gives the same journeys finer touchpoint codes. A refined code means a touchpoint together with
// facts about the interaction: whether a condition on a property holds, whether the interaction failed, or the value of
// a property that is used as a label. Each of these facts is called a distinction, and codes make only the distinctions
// that the question needs. Selectors and labels are tables with an entry for each code, so a question runs on a refined
// projection as on any other. Questions that need no distinction run on the stored projection as it is.
//
// If a question needs the value of a property at only some interactions, as for the groups of a breakdown, codes do not
// distinguish the values. Instead, the refined block has the column of the property.
//
// Refined blocks are kept as long as the blocks from which they were made, so a refresh refines only new blocks. Cost:
// a few nanoseconds per interaction and distinction, plus a new index for each block. If codes distinguish values, an
// index would be too large, so none is built. The refined block then uses the index of the stored block, which has the
// codes of the stored block.
import { setImmediate } from "node:timers/promises";
import { conditionTest, type PropertyCondition } from "../model/property.js";
import { type AnswerColumns, NOWHERE } from "./answers.js";
import { sharedUint32, type TouchpointCodes } from "./columns.js";
import { journeyIndexInTurns } from "./journeyIndex.js";
import type { Block, MaskedBlock, Projection } from "./projection.js";
import { narrow, type PropertyColumns } from "./propertyColumns.js";
import type { KnownProperty, RefinedValues, Refinement } from "./refinement.js";

/** A distinction that a refined projection makes. */
export type Distinction =
  | { readonly kind: "condition"; readonly condition: PropertyCondition }
  | { readonly kind: "value"; readonly key: string }
  /** The codes do not distinguish these values. The refined blocks have the column of the property beside the codes. */
  | { readonly kind: "column"; readonly key: string }
  | { readonly kind: "failed" };

export function textOf(distinction: Distinction): string {
  switch (distinction.kind) {
    case "condition":
      return conditionText(distinction.condition);
    case "value":
    case "column":
      return `${distinction.kind} ${distinction.key}`;
    case "failed":
      return "failed";
  }
}

/** The key of the property that the distinction concerns; null if it concerns none. */
export function propertyOf(distinction: Distinction): string | null {
  if (distinction.kind === "failed") return null;
  return distinction.kind === "condition" ? distinction.condition.key : distinction.key;
}

/** Returns a text for a condition. Equal conditions have the same text. */
export function conditionText({ key, in: accepted, notIn, like, atLeast, atMost, known }: PropertyCondition): string {
  const sorted = (list: readonly string[] | null | undefined) => (list == null ? null : [...new Set(list)].sort());
  return `condition ${JSON.stringify([key, sorted(accepted), sorted(notIn), like ?? null, atLeast ?? null, atMost ?? null, known ?? null])}`;
}

/**
 * Makes one distinction. Blocks are refined in steps, one for each distinction. A step gives an interaction a new code
 * for each pair of its code so far and its value of the distinction.
 */
class Step {
  /** `#rows[previous code][value]` is 1 + the new code, or 0 if there is no new code yet. */
  readonly #rows: Uint32Array[] = [];
  /** The previous code of each new code. */
  readonly before: number[] = [];
  /** The value of each new code. */
  readonly value: number[] = [];

  /**
   * Replaces the codes of interactions. `values` has an entry for each interaction. If `ofValue` is null, the entry is
   * the value itself. Otherwise, the entry is an index in the table `ofValue`, which has the values. No value is
   * greater than `most`.
   */
  apply(codes: Uint32Array, values: ArrayLike<number> | null, ofValue: Uint8Array | null, most: number): void {
    const rows = this.#rows;
    for (let i = 0; i < codes.length; i++) {
      const before = codes[i]!;
      const given = values === null ? 0 : values[i]!;
      const value = ofValue === null ? given : ofValue[given]!;
      let row = rows[before];
      if (row === undefined || value >= row.length) row = this.#grow(before, most);
      let after = row[value]!;
      if (after === 0) {
        after = this.before.push(before);
        this.value.push(value);
        row[value] = after;
      }
      codes[i] = after - 1;
    }
  }

  #grow(before: number, most: number): Uint32Array {
    const row = new Uint32Array(most + 1);
    row.set(this.#rows[before] ?? []);
    // The array is filled without holes, which keeps it fast.
    while (this.#rows.length <= before) this.#rows.push(NO_ROW);
    this.#rows[before] = row;
    return row;
  }
}
const NO_ROW = new Uint32Array(0);

/** Refines the projections of one store, one after another, by the same distinctions. */
export class Refiner {
  /** The distinctions that codes make. */
  readonly #distinctions: readonly Exclude<Distinction, { kind: "column" }>[];
  /** The keys of the properties whose columns are beside the codes. */
  readonly #beside: readonly string[];
  readonly #columns: ReadonlyMap<string, PropertyColumns>;
  readonly #steps: readonly Step[];
  readonly #tests: readonly ((members: readonly string[]) => boolean)[];
  /**
   * A table for each distinction that is a condition: 1 for each value of the property for which the condition holds.
   * The index is the code of the value. The tables grow with the lists of values.
   */
  readonly #ofValue: Uint8Array[];
  readonly #blocks = new WeakMap<Block, Block>();
  readonly #projections = new WeakMap<Projection, Projection>();
  readonly #occurs = new WeakMap<object, Map<PropertyColumns, readonly number[]>>();
  /**
   * Whether refined blocks have their own index. They have none if codes distinguish values, because the index would be
   * too large.
   */
  readonly #hasIndex: boolean;
  #touchpoints: readonly string[] = [];

  /** `columns` contains the columns of every property that the distinctions name. */
  constructor(all: readonly Distinction[], columns: ReadonlyMap<string, PropertyColumns>) {
    const distinctions = all.filter((one) => one.kind !== "column");
    this.#distinctions = distinctions;
    this.#beside = all.flatMap((one) => (one.kind === "column" ? [one.key] : []));
    this.#columns = columns;
    this.#steps = distinctions.map(() => new Step());
    this.#tests = distinctions.map((distinction) =>
      distinction.kind === "condition" ? conditionTest(distinction.condition) : () => false,
    );
    this.#ofValue = distinctions.map(() => new Uint8Array(0));
    this.#hasIndex = !distinctions.some(({ kind }) => kind === "value");
  }

  /**
   * Whether this object can refine the projection. The columns of properties must be the same objects as before, and
   * touchpoint codes may only have been added.
   */
  continues({ dictionary: { touchpoints } }: Projection, columns: ReadonlyMap<string, PropertyColumns>): boolean {
    for (const [key, column] of columns) if (this.#columns.get(key) !== column) return false;
    return (
      touchpoints.length >= this.#touchpoints.length && this.#touchpoints.every((key, c) => key === touchpoints[c])
    );
  }

  /** Bytes of the refined columns and indexes of these blocks. */
  bytes({ blocks }: Projection): number {
    return blocks.reduce((sum, { block }) => {
      const refined = this.#blocks.get(block);
      if (refined === undefined || refined.touchpoint === block.touchpoint) return sum;
      return sum + refined.touchpoint.byteLength + (this.#hasIndex ? refined.index.words.byteLength : 0);
    }, 0);
  }

  /**
   * Refines a projection. If the same projection was refined before, returns the earlier result. If a distinction names
   * a property that no interaction has, an error will suggest similar keys. In this case only, the keys of properties
   * are read with `keys`.
   */
  async refine(projection: Projection, keys: () => Promise<readonly string[]>): Promise<Projection> {
    const known = this.#projections.get(projection);
    if (known !== undefined) return known;
    this.#touchpoints = projection.dictionary.touchpoints;
    const blocks: Block[] = [];
    for (const { block } of projection.blocks) {
      let refined = this.#blocks.get(block);
      if (refined === undefined) {
        refined = await this.#refined(block);
        this.#blocks.set(block, refined);
      }
      blocks.push(refined);
    }
    const looseAnswers = this.#refinedAnswers(projection.looseAnswers);
    const properties = this.#properties(projection);
    const isUnknown = [...properties.values()].some(({ isBorne }) => !isBorne);
    const refinement = this.#refinement(properties, isUnknown ? await keys() : []);
    const last = this.#steps.length - 1;
    const count = last < 0 ? projection.dictionary.touchpoints.length : this.#steps[last]!.before.length;
    const touchpointOf = (code: number): number => this.#trace(code, -1);
    const refined: Projection = {
      ...projection,
      looseAnswers,
      blocks: projection.blocks.map((masked, s) => ({ ...masked, block: blocks[s]! })),
      dictionary: {
        ...projection.dictionary,
        touchpoints: Array.from({ length: count }, (_, code) => projection.dictionary.touchpoints[touchpointOf(code)]!),
        refinement,
      },
    };
    this.#projections.set(projection, refined);
    return refined;
  }

  /**
   * Refines the touchpoint codes of answers that belong to no interaction. Such an answer gets the code that an
   * interaction without properties and without outcome would have at the same touchpoint.
   */
  #refinedAnswers<T extends AnswerColumns>(answers: T): T {
    const codes = Uint32Array.from(answers.touchpoint.filter((code) => code !== NOWHERE));
    this.#distinctions.forEach((distinction, d) => {
      const unknown =
        distinction.kind === "condition" ? this.#holding(d, this.#columns.get(distinction.condition.key)!)[0]! : 0;
      this.#steps[d]!.apply(codes, null, Uint8Array.of(unknown), 1);
    });
    const touchpoint = sharedUint32(answers.count);
    let next = 0;
    answers.touchpoint.forEach((code, a) => {
      touchpoint[a] = code === NOWHERE ? code : codes[next++]!;
    });
    return { ...answers, touchpoint };
  }

  /** Refines a block. It lets the event loop run after each distinction, and while the index is built. */
  async #refined(block: Block): Promise<Block> {
    const values = new Map(this.#beside.map((key) => [key, this.#columns.get(key)!.of(block)!]));
    if (this.#distinctions.length === 0) return { ...block, values };
    const codes = Uint32Array.from(block.touchpoint);
    for (const [d, distinction] of this.#distinctions.entries()) {
      const step = this.#steps[d]!;
      if (distinction.kind === "failed") step.apply(codes, block.columns.outcome, FAILED_ONLY, 1);
      else if (distinction.kind === "value") {
        const column = this.#columns.get(distinction.key)!;
        step.apply(codes, column.of(block)!, null, column.values.length);
      } else {
        const column = this.#columns.get(distinction.condition.key)!;
        step.apply(codes, column.of(block)!, this.#holding(d, column), 1);
      }
      await setImmediate();
    }
    // `as`, because only refined blocks can have codes of four bytes. They need them if there are more than 65,536
    // codes.
    const touchpoint = narrow(codes) as TouchpointCodes;
    const { answers } = block;
    return {
      ...block,
      values,
      touchpoint,
      index: this.#hasIndex ? await journeyIndexInTurns({ ...block, touchpoint }) : block.index,
      ...(answers != null && { answers: this.#refinedAnswers(answers) }),
    };
  }

  /** Returns the table of distinction `d`, which is a condition: 1 for each code of the property for which it holds. */
  #holding(d: number, { values }: PropertyColumns): Uint8Array {
    const known = this.#ofValue[d]!;
    if (known.length === values.length + 1) return known;
    const test = this.#tests[d]!;
    const next = new Uint8Array(values.length + 1);
    next.set(known);
    for (let code = known.length; code < next.length; code++)
      next[code] = test(code === 0 ? [] : values[code - 1]!) ? 1 : 0;
    this.#ofValue[d] = next;
    return next;
  }

  /** Traces a refined code back to its value of distinction `d`, or to its touchpoint code if `d` is −1. */
  #trace(code: number, d: number): number {
    let at = code;
    for (let s = this.#steps.length - 1; s >= 0; s--) {
      if (s === d) return this.#steps[s]!.value[at]!;
      at = this.#steps[s]!.before[at]!;
    }
    return at;
  }

  #refinement(properties: ReadonlyMap<string, KnownProperty>, keys: readonly string[]): Refinement {
    const count = this.#steps.at(-1)?.before.length ?? 0;
    const holds = new Map<string, Uint8Array>();
    const values = new Map<string, RefinedValues>();
    let failed: Uint8Array | null = null;
    this.#distinctions.forEach((distinction, d) => {
      if (distinction.kind === "value") {
        const codes = Uint32Array.from({ length: count }, (_, code) => this.#trace(code, d));
        values.set(distinction.key, { codes, members: this.#members(distinction.key) });
      } else {
        const bits = Uint8Array.from({ length: count }, (_, code) => this.#trace(code, d));
        if (distinction.kind === "failed") failed = bits;
        else holds.set(textOf(distinction), bits);
      }
    });
    const indexed = this.#hasIndex ? null : Uint32Array.from({ length: count }, (_, code) => this.#trace(code, -1));
    const members = new Map(this.#beside.map((key) => [key, this.#members(key)]));
    return { holds, failed, indexed, values, members, properties, keys };
  }

  /** Returns a copy of the values so far. The list of the column itself may get more values later. */
  #members(key: string): readonly (readonly string[])[] {
    return [...this.#columns.get(key)!.values];
  }

  /**
   * Returns the codes of a property that occur in live interactions of a block. They are computed once for each mask.
   */
  #occurring(column: PropertyColumns, { block, live }: MaskedBlock): readonly number[] {
    const known = this.#occurs.get(live ?? block);
    const found = known?.get(column);
    if (found !== undefined) return found;
    const codes = column.of(block)!;
    const occurs = new Uint8Array(column.values.length + 1);
    if (live === null) for (let i = 0; i < codes.length; i++) occurs[codes[i]!] = 1;
    else
      for (let j = 0; j < block.journeys; j++)
        if (live[j] === 1) for (let i = block.offsets[j]!; i < block.offsets[j + 1]!; i++) occurs[codes[i]!] = 1;
    const list: number[] = [];
    for (let code = 0; code < occurs.length; code++) if (occurs[code] === 1) list.push(code);
    this.#occurs.set(live ?? block, (known ?? new Map()).set(column, list));
    return list;
  }

  #properties({ blocks }: Projection): Map<string, KnownProperty> {
    const known = new Map<string, KnownProperty>();
    for (const [key, column] of this.#columns) {
      const occurs = new Uint8Array(column.values.length + 1);
      for (const masked of blocks) for (const code of this.#occurring(column, masked)) occurs[code] = 1;
      const borne = new Set<string>();
      column.values.forEach((members, v) => {
        if (occurs[v + 1] === 1) for (const member of members) borne.add(member);
      });
      const named = this.#distinctions.flatMap((distinction) =>
        distinction.kind === "condition" && distinction.condition.key === key
          ? [...(distinction.condition.in ?? []), ...(distinction.condition.notIn ?? [])]
          : [],
      );
      known.set(key, {
        isBorne: borne.size > 0,
        unborne: [...new Set(named)].filter((value) => !borne.has(value)),
      });
    }
    return known;
  }
}

/** By code of the outcome: 1 for FAILED, otherwise 0. */
const FAILED_ONLY = Uint8Array.from([0, 0, 1]);
