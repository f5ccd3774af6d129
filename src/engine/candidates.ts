// Finds the journeys that can match. These have an interaction for every selector in `all`, and no interaction for any
// selector in `none`. The indexes of the blocks give the answer with a few operations per 32 journeys. Whether an
// interaction reaches a goal depends on its outcome, but indexes do not contain outcomes. If a selector depends on
// outcomes, the result is therefore a superset, and is marked as such.
import { type JourneyIndex, wordsFor } from "../projection/journeyIndex.js";
import type { Block, Projection } from "../projection/projection.js";
import { type CompiledSelector, NO, UNLESS_FAILED, YES } from "./selector.js";

export interface Candidates {
  /**
   * Bit j & 31 of word j >>> 5 is set if journey j can match, whether it is live or masked. Null means all journeys.
   */
  readonly words: Uint32Array | null;
  /** True if all of these journeys match; false if some may not. */
  readonly exact: boolean;
}

type ByTouchpoint = Pick<CompiledSelector, "byTouchpoint">;

export interface Touching {
  readonly all: readonly ByTouchpoint[];
  readonly none: readonly ByTouchpoint[];
  /** Interactions that this selector selects are hidden, and do not count for the selectors of `all`. */
  readonly hide?: ByTouchpoint | null;
  /** For each block, the only journeys that can match. */
  readonly among?: readonly Uint32Array[] | null | undefined;
}

/** The result for each block, computed on first use. */
export function candidates(
  { blocks, dictionary: { refinement } }: Projection,
  touching: Touching,
): (block: number) => Candidates {
  const known: Candidates[] = [];
  const indexed = refinement?.indexed ?? null;
  return (s) => {
    known[s] ??= among(candidatesIn(blocks[s]!.block, touching, indexed), touching.among?.[s]);
    return known[s];
  };
}

/** The journeys that are in both sets. */
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

function candidatesIn(block: Block, { all, none, hide = null }: Touching, indexed: Uint32Array | null): Candidates {
  const { index, journeys, columns } = block;
  const unlessFailed = columns.outcome === null ? YES : UNLESS_FAILED;
  let exact = true;
  let words: Uint32Array | null = null;
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
    const touching = journeysTouching(index, journeys, some);
    if (words === null) words = touching;
    else for (let w = 0; w < words.length; w++) words[w]! &= touching[w]!;
  }
  for (const selector of none) {
    if (unsure(selector)) exact = false;
    const { every, isMixed } = byIndexed(selector.byTouchpoint, indexed, surely);
    if (isMixed) exact = false;
    const touching = journeysTouching(index, journeys, every);
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
  /** The entry for a code of the index is 1 if at least one of the codes that it combines is selected. */
  readonly some: Uint8Array;
  /** The entry for a code of the index is 1 if all codes that it combines are selected. */
  readonly every: Uint8Array;
  /** Whether `some` and `every` differ, so that the index cannot decide. */
  readonly isMixed: boolean;
}

/** `indexed` has the code of the index for each code. It is null if the index has the codes themselves. */
function byIndexed(
  byTouchpoint: Uint8Array,
  indexed: Uint32Array | null,
  isSelected: (byte: number) => boolean,
): ByIndexed {
  const selected = byTouchpoint.map((byte) => (isSelected(byte) ? 1 : 0));
  if (indexed === null) return { some: selected, every: selected, isMixed: false };
  const codes = indexed.reduce((most, code) => Math.max(most, code + 1), 0);
  const some = new Uint8Array(codes);
  const every = new Uint8Array(codes).fill(1);
  selected.forEach((is, code) => {
    some[indexed[code]!]! |= is;
    every[indexed[code]!]! &= is;
  });
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
