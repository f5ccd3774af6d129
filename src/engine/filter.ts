// Compiles a filter, which decides which journeys a question counts. A journey must satisfy all given conditions. They
// are applied to whole journeys, before anything is hidden. A period includes its beginning but not its end:
// startedFrom ≤ start < startedBefore.
import { blueprintNamed } from "../model/blueprint.js";
import { ThroughlineError } from "../model/errors.js";
import { conditionTest } from "../model/property.js";
import { MEMBERSHIP } from "../model/segment.js";
import type { Block, Projection } from "../projection/projection.js";
import { Aligner, compileBlueprint } from "./alignment.js";
import { hasBearer, warningOfKey, warningsOfValues } from "./attributeValues.js";
import { candidates } from "./candidates.js";
import { keepAmong, keepIf, keepLengths, keepMarked, keepStarted, type Selection } from "./kernels/bits.js";
import { compilePattern } from "./patternAutomaton.js";
import { isOpen, type JourneyPredicate } from "./scan.js";
import {
  type CompiledSelector,
  checkCondition,
  compileNamedGoal,
  compileSelectors,
  type Missing,
  unknownName,
} from "./selector.js";
import type { JourneyFilter } from "./terms.js";

import { checkDuration, checkPositive } from "./totals.js";

export interface CompiledFilter {
  /**
   * Tests a journey. Null if every journey satisfies the filter. The test does not check whether the journey is live,
   * so callers must (a journey is live unless a later version has replaced it: `MaskedBlock`).
   */
  readonly test: JourneyPredicate | null;
  /**
   * Removes the journeys that do not pass from a selection of the block. It tests one condition after another on all
   * journeys, which is faster than testing journey after journey.
   */
  narrow(block: number, selection: Selection): void;
  readonly warnings: readonly string[];
}

/** One condition in two forms: for a single journey, and for a selection. */
interface Condition {
  readonly test: (block: Block, journey: number) => boolean;
  readonly narrow: (block: Block, selection: Selection) => void;
}

const EVERY_JOURNEY = { test: null, narrow() {} };

/**
 * Compiles a filter. `at` is the path of the argument, usually `filter`. The selectors of `touches` and `avoids` are
 * looked up in the indexes of the blocks. Conditions that cost little are tested first.
 */
export function compileFilter(
  projection: Projection,
  filter: JourneyFilter | null | undefined,
  at: string,
): CompiledFilter {
  if (filter === null || filter === undefined) return { ...EVERY_JOURNEY, warnings: [] };
  const { also, ...own } = filter;
  if (also !== null && also !== undefined)
    return both(compileFilter(projection, own, at), compileFilter(projection, also, `${at}.also`));
  const missing: Missing | undefined = filter.isRule === true ? [] : undefined;
  const touches = compileSelectors(projection, filter.touches, `${at}.touches`, missing);
  const avoids = compileSelectors(projection, filter.avoids, `${at}.avoids`, missing);
  const goal = filter.reachedGoal ?? null;
  if (goal !== null) touches.push(compileNamedGoal(projection, goal, `${at}.reachedGoal`, missing));
  const pattern = filter.matches != null ? compilePattern(projection, filter.matches, `${at}.matches`, missing) : null;
  const aboutValues: string[] = [];
  const cheap: Condition[] = [
    ...started(projection, filter, at),
    ...counted(filter, at),
    ...ofCustomers(projection, filter, at, missing, aboutValues),
  ];
  const touching: Condition[] = [
    ...touches.map((selector) => byJourney((block, journey) => touched(selector, block, journey))),
    ...avoids.map((selector) => byJourney((block, journey) => !touched(selector, block, journey))),
  ];
  const costly = [
    ...(pattern === null ? [] : [byJourney(pattern.matches)]),
    ...conforming(projection, filter, `${at}.conforms`, missing),
  ];
  const warnings = [...touches, ...avoids, ...(pattern === null ? [] : [pattern])].flatMap((part) => part.warnings);
  warnings.push(...aboutValues);
  if (missing !== undefined && missing.length > 0)
    warnings.push(
      `The rule refers to names that the data do not contain (any more): ${[...new Set(missing)].join(", ")}.`,
    );
  const among = filter.behindWords ?? null;
  if (cheap.length + touching.length + costly.length === 0 && among === null) return { ...EVERY_JOURNEY, warnings };
  const inBlock = candidates(projection, { all: [...touches, ...(pattern?.touched ?? [])], none: avoids, among });
  // Caches the candidates of the block that was tested most recently.
  let last = -1;
  let words: Uint32Array | null = null;
  let rest: readonly Condition[] = [];
  return {
    test(blockIndex, journey) {
      if (blockIndex !== last) {
        const found = inBlock(blockIndex);
        words = found.words;
        rest = found.exact ? [...cheap, ...costly] : [...cheap, ...touching, ...costly];
        last = blockIndex;
      }
      if (words !== null && ((words[journey >>> 5]! >>> (journey & 31)) & 1) === 0) return false;
      const { block } = projection.blocks[blockIndex]!;
      for (const condition of rest) if (!condition.test(block, journey)) return false;
      return true;
    },
    narrow(blockIndex, selection) {
      const { words: found, exact } = inBlock(blockIndex);
      const { block } = projection.blocks[blockIndex]!;
      if (found !== null) keepAmong(selection, found);
      for (const { narrow } of exact ? [...cheap, ...costly] : [...cheap, ...touching, ...costly])
        narrow(block, selection);
    },
    warnings,
  };
}

/** Makes a condition that must be tested journey by journey, because no column decides it. */
function byJourney(test: Condition["test"]): Condition {
  return { test, narrow: (block, selection) => keepIf(selection, (journey) => test(block, journey)) };
}

function both(one: CompiledFilter, other: CompiledFilter): CompiledFilter {
  const [first, second] = [one.test, other.test];
  return {
    test:
      first === null || second === null
        ? (first ?? second)
        : (block, journey) => first(block, journey) && second(block, journey),
    narrow(block, selection) {
      one.narrow(block, selection);
      other.narrow(block, selection);
    },
    warnings: [...new Set([...one.warnings, ...other.warnings])],
  };
}

function started(
  { newest }: Projection,
  { startedFrom, startedBefore, startedWithin }: JourneyFilter,
  at: string,
): Condition[] {
  checkDuration(startedWithin, `${at}.startedWithin`);
  const recent = startedWithin == null || newest === null ? Number.NEGATIVE_INFINITY : newest - startedWithin;
  const given = startedFrom ?? Number.NEGATIVE_INFINITY;
  const before = startedBefore ?? Number.POSITIVE_INFINITY;
  // `startedWithin` is relative to the newest interaction, so an empty period is not an error. No journey starts in it.
  const from = Math.max(given, recent);
  if (Number.isNaN(given) || Number.isNaN(before) || given >= before)
    throw new ThroughlineError(
      "BAD_ARGUMENT",
      "`startedFrom` is not before `startedBefore`: no journey can start between them.",
      {
        at: `${at}.startedFrom`,
        remedy: "Give an earlier `startedFrom` or a later `startedBefore` (which itself is not included).",
      },
    );
  if (from === Number.NEGATIVE_INFINITY && before === Number.POSITIVE_INFINITY) return [];
  return [
    {
      test: ({ start }, journey) => start[journey]! >= from && start[journey]! < before,
      narrow: ({ start }, selection) => keepStarted(selection, start, from, before),
    },
  ];
}

function counted({ minInteractions, maxInteractions }: JourneyFilter, at: string): Condition[] {
  checkPositive(minInteractions, `${at}.minInteractions`);
  checkPositive(maxInteractions, `${at}.maxInteractions`);
  const least = minInteractions ?? 0;
  const most = maxInteractions ?? Number.POSITIVE_INFINITY;
  if (least > most)
    throw new ThroughlineError("BAD_ARGUMENT", "`minInteractions` is greater than `maxInteractions`.", {
      at: `${at}.minInteractions`,
      remedy: "Exchange the two.",
    });
  if (least <= 1 && most === Number.POSITIVE_INFINITY) return [];
  return [
    {
      test({ offsets }, journey) {
        const length = offsets[journey + 1]! - offsets[journey]!;
        return length >= least && length <= most;
      },
      narrow: ({ offsets }, selection) => keepLengths(selection, offsets, least, most),
    },
  ];
}

function ofCustomers(
  { customers }: Projection,
  { customerNumbers, memberOf, attributes, isStrict }: JourneyFilter,
  at: string,
  missing: Missing | undefined,
  warnings: string[],
): Condition[] {
  const conditions: Condition[] = [];
  if (customerNumbers !== null && customerNumbers !== undefined)
    conditions.push(byJourney(({ customer }, journey) => customerNumbers.has(customer[journey]!)));
  if (memberOf !== null && memberOf !== undefined) {
    if (!memberOf.includes(1))
      warnings.push(`No customer has the persona, or belongs to the segments, of \`${at}\`, so no journey passes it.`);
    conditions.push(byJourney(({ customer }, journey) => memberOf[customer[journey]!] === 1));
  }
  (attributes ?? []).forEach((wanted, i) => {
    checkCondition(wanted, `${at}.attributes[${i}]`);
    const holds = conditionTest(wanted);
    const column = wanted.key.startsWith(MEMBERSHIP) ? undefined : customers.attributes.get(wanted.key);
    // A key or value that no customer has is not an error, because no catalogue lists attributes and customers change.
    if (column === undefined || !hasBearer(column)) {
      const place = `${at}.attributes[${i}].key`;
      const known = [...customers.attributes].flatMap(([key, one]) =>
        key.startsWith(MEMBERSHIP) || !hasBearer(one) ? [] : [key],
      );
      if (isStrict === true) throw unknownName(wanted.key, "customer attribute", place, known);
      if (missing === undefined) warnings.push(warningOfKey(wanted.key, known, place));
      else missing.push(`customer attribute "${wanted.key}"`);
      const isKept = holds([]);
      conditions.push(byJourney(() => isKept));
      return;
    }
    // In a rule, an unknown value causes no warning, because a rule may be declared before its first member exists.
    if (missing === undefined)
      for (const part of ["in", "notIn"] as const)
        warnings.push(...warningsOfValues(column, wanted.key, wanted[part] ?? [], `${at}.attributes[${i}].${part}`));
    const { codes } = column;
    const yes = Uint8Array.from([[], ...column.values.map((value) => [value])], (members) => (holds(members) ? 1 : 0));
    const test: Condition["test"] = ({ customer }, journey) => yes[codes[customer[journey]!] ?? 0] === 1;
    // The column need not have an entry for every customer. A customer without an entry has no value.
    conditions.push(
      yes[0] === 1
        ? byJourney(test)
        : { test, narrow: ({ customer }, selection) => keepMarked(selection, customer, codes, yes) },
    );
  });
  return conditions;
}

/**
 * The condition that journeys conform to a blueprint, or that they deviate from it. It aligns each journey
 * (alignment.ts).
 */
function conforming(
  projection: Projection,
  { conforms }: JourneyFilter,
  at: string,
  missing: Missing | undefined,
): Condition[] {
  if (conforms === null || conforms === undefined) return [];
  const { blueprint: key, version, deviating } = conforms;
  let aligner: Aligner;
  try {
    const blueprint = blueprintNamed(projection.catalogue, key, version, `${at}.blueprint`, `${at}.version`);
    aligner = new Aligner(compileBlueprint(blueprint, projection.dictionary.touchpoints));
  } catch (error) {
    if (missing === undefined || !(error instanceof ThroughlineError) || error.code !== "UNKNOWN_NAME") throw error;
    missing.push(`blueprint "${key}"${version === null ? "" : `, version ${version}`}`);
    return [byJourney(() => false)];
  }
  return [
    byJourney((block, journey) => {
      const { touchpoint, offsets } = block;
      const open = isOpen(projection, block, journey);
      return aligner.cost(touchpoint, offsets[journey]!, offsets[journey + 1]!, open) > 0 === deviating;
    }),
  ];
}

function touched(selector: CompiledSelector, block: Block, journey: number): boolean {
  const { byTouchpoint } = selector;
  const { touchpoint, offsets } = block;
  const end = offsets[journey + 1]!;
  for (let i = offsets[journey]!; i < end; i++)
    if (byTouchpoint[touchpoint[i]!] !== 0 && selector.matches(block, i)) return true;
  return false;
}
