// Finds the journeys that can match a question, so that the scan need not read the others. These journeys have an
// interaction for every selector in `all`, and no interaction for any selector in `none`. The indexes of the blocks
// give the answer with a few operations per 32 journeys. Whether an interaction reaches a goal depends on its outcome,
// but indexes do not contain outcomes. If a selector depends on outcomes, the result therefore also contains journeys
// that do not match, and is marked as not exact.
import { type JourneyIndex, wordsFor } from "../projection/journeyIndex.js";
import type { Block, Projection } from "../projection/projection.js";
import { type CompiledSelector, NO, UNLESS_FAILED, YES } from "./selector.js";

export interface Candidates {
  /**
   * Bit j & 31 of word j >>> 5 is set if journey j can match, whether it is live or masked. Null means all journeys.
   */
  readonly words: Uint32Array | null;
  /** True if every one of these journeys is certain to match. */
  readonly exact: boolean;
}

type ByTouchpoint = Pick<CompiledSelector, "byTouchpoint">;

export interface Touching {
  readonly all: readonly ByTouchpoint[];
  readonly none: readonly ByTouchpoint[];
  /** Interactions that this selector selects are hidden, and do not count for the selectors of `all`. */
  readonly hide?: ByTouchpoint | null;
  /** Further restricts the candidates to these journeys, a bitmap for each block. */
  readonly among?: readonly Uint32Array[] | null | undefined;
}

/** Returns a function that computes the candidates of a block when it is first called for the block. */
export function candidates(
  { blocks, dictionary: { refinement } }: Projection,
  touching: Touching,
): (block: number) => Candidates {
  const known: Candidates[] = [];
  const indexed = refinement?.indexed ?? null;
  // Selectors may have tens of thousands of codes, so they are read once and not for each block.
  let plain: Selected | null = null;
  let withOutcomes: Selected | null = null;
  return (s) => {
    if (known[s] !== undefined) return known[s];
    const { block } = blocks[s]!;
    let selected: Selected;
    if (block.columns.outcome === null) selected = plain ??= selectedBy(touching, YES, indexed);
    else selected = withOutcomes ??= selectedBy(touching, UNLESS_FAILED, indexed);
    known[s] = among(candidatesIn(block, selected), touching.among?.[s]);
    return known[s];
  };
}

/** Returns the candidates that are in both sets. */
export function inBoth(
  a: (block: number) => Candidates,
  b: (block: number) => Candidates,
): (block: number) => Candidates {
  const known: Candidates[] = [];
  return (s) => {
    known[s] ??= { ...among(a(s), b(s).words ?? undefined), exact: a(s).exact && b(s).exact };
    return known[s];
  };
}

function among({ words, exact }: Candidates, only: Uint32Array | undefined): Candidates {
  if (only === undefined) return { words, exact };
  return { words: words === null ? only : words.map((word, w) => word & only[w]!), exact };
}

/** The codes of the index that the selectors select. */
interface Selected {
  /** Tables by code. A journey matches only if, for every table, it has an interaction with a code whose entry is 1. */
  readonly all: readonly Uint8Array[];
  /** Tables by code. A journey matches only if it has no interaction with a code whose entry is 1 in any table. */
  readonly none: readonly Uint8Array[];
  readonly exact: boolean;
}

/**
 * `unlessFailed` says how to read the byte UNLESS_FAILED. It is YES for a block without outcomes, in which no
 * interaction has failed.
 */
function selectedBy({ all, none, hide = null }: Touching, unlessFailed: number, indexed: Uint32Array | null): Selected {
  let exact = true;
  const selected = { all: [] as Uint8Array[], none: [] as Uint8Array[] };
  const unsure = ({ byTouchpoint }: ByTouchpoint): boolean =>
    unlessFailed === UNLESS_FAILED && byTouchpoint.includes(UNLESS_FAILED);
  const surely = (byte: number): boolean => byte === YES || (byte === UNLESS_FAILED && unlessFailed === YES);
  for (const selector of all) {
    // If outcomes decide which interactions are hidden, the index does not show which interactions are left.
    const left = hide === null ? selector : leftOf(selector, hide, surely);
    if (unsure(left) || (hide !== null && unsure(hide) && anyBoth(left, hide))) exact = false;
    // Every journey has an interaction, so a selector that matches all touchpoints excludes no journey.
    if (!left.byTouchpoint.includes(NO)) continue;
    const { some, isMixed } = byIndexed(left.byTouchpoint, indexed, (byte) => byte !== NO);
    if (isMixed) exact = false;
    selected.all.push(some);
  }
  for (const selector of none) {
    if (unsure(selector)) exact = false;
    const { every, isMixed } = byIndexed(selector.byTouchpoint, indexed, surely);
    if (isMixed) exact = false;
    selected.none.push(every);
  }
  return { ...selected, exact };
}

function candidatesIn({ index, journeys }: Block, { all, none, exact }: Selected): Candidates {
  let words: Uint32Array | null = null;
  for (const selected of all) {
    const touching = journeysTouching(index, journeys, selected);
    if (words === null) words = touching;
    else for (let w = 0; w < words.length; w++) words[w]! &= touching[w]!;
  }
  for (const selected of none) {
    const touching = journeysTouching(index, journeys, selected);
    words ??= new Uint32Array(touching.length).fill(~0);
    for (let w = 0; w < words.length; w++) words[w]! &= ~touching[w]!;
  }
  return { words, exact };
}

function leftOf({ byTouchpoint }: ByTouchpoint, hide: ByTouchpoint, surely: (byte: number) => boolean): ByTouchpoint {
  return { byTouchpoint: byTouchpoint.map((byte, code) => (surely(hide.byTouchpoint[code]!) ? NO : byte)) };
}

function anyBoth(a: ByTouchpoint, b: ByTouchpoint): boolean {
  return a.byTouchpoint.some((byte, code) => byte !== NO && b.byTouchpoint[code] !== NO);
}

interface ByIndexed {
  /** By code of the index: 1 if at least one of the touchpoint codes that it combines is selected. */
  readonly some: Uint8Array;
  /** By code of the index: 1 if all touchpoint codes that it combines are selected. */
  readonly every: Uint8Array;
  /** Whether `some` and `every` differ. The index then cannot decide which journeys match. */
  readonly isMixed: boolean;
}

/**
 * Converts a table by touchpoint code to tables by code of the index. `indexed` has the code of the index for each
 * touchpoint code. It is null if the index has the touchpoint codes themselves (`Refinement` in
 * projection/refinement.ts).
 */
function byIndexed(
  byTouchpoint: Uint8Array,
  indexed: Uint32Array | null,
  isSelected: (byte: number) => boolean,
): ByIndexed {
  const selected = byTouchpoint.map((byte) => (isSelected(byte) ? 1 : 0));
  if (indexed === null) return { some: selected, every: selected, isMixed: false };
  let codes = 0;
  for (const code of indexed) if (code >= codes) codes = code + 1;
  const some = new Uint8Array(codes);
  const every = new Uint8Array(codes).fill(1);
  for (let code = 0; code < selected.length; code++) {
    some[indexed[code]!]! |= selected[code]!;
    every[indexed[code]!]! &= selected[code]!;
  }
  return { some, every, isMixed: some.some((is, code) => is === 1 && every[code] === 0) };
}

function journeysTouching({ begins, ends, words }: JourneyIndex, journeys: number, selected: Uint8Array): Uint32Array {
  const size = wordsFor(journeys);
  const touching = new Uint32Array(size);
  for (let code = 0; code < begins.length; code++) {
    if (selected[code] !== 1) continue;
    const begin = begins[code]!;
    const end = ends[code]!;
    if (end - begin === size) for (let w = 0; w < size; w++) touching[w]! |= words[begin + w]!;
    else
      for (let i = begin; i < end; i++) {
        const j = words[i]!;
        touching[j >>> 5]! |= 1 << (j & 31);
      }
  }
  return touching;
}
