// Compiles selectors. A PointSelector describes interactions by their touchpoint, channel, stage, kind, goal or
// properties. The entries of a selector are keys or names of the catalogue, including alternative spellings. If an
// entry is the key of one thing and the name of another, it means the key. For an entry that does not exist, the error
// UNKNOWN_NAME suggests similar names. An entry that exists and has no interactions matches nothing. If a selector
// names a goal, an interaction with the outcome FAILED does not match.
//
// A selector is compiled to one byte per touchpoint code, so testing an interaction is one look-up. If a selector has
// conditions on properties, the question runs on a refined projection, whose codes show whether the conditions hold
// (projection/refine.ts). Compiling costs the number of names times the size of the catalogue, once per question.
import { type Goal, isCompound, type PointSelector, selectorsWithin, type Touchpoint } from "../model/catalogue.js";
import { ThroughlineError } from "../model/errors.js";
import { nearest } from "../model/keys.js";
import { CONDITION_PARTS, type PropertyCondition } from "../model/property.js";
import { NAMED_CHOICES, type NamedChoice, resolverOf } from "../model/resolver.js";
import type { Block, Projection } from "../projection/projection.js";
import { conditionText } from "../projection/refine.js";
import type { Refinement } from "../projection/refinement.js";
import { touchpointsByCode } from "../projection/touchpoints.js";

/** The code of FAILED in the outcome column. */
const FAILED = 2;
/** The number of names that an error lists if none is similar. */
const LISTED = 10;
const CHOICES = [
  "touchpoints",
  "kinds",
  "channels",
  "stages",
  "goal",
  "any",
  "property",
  "all",
  "anyOf",
  "not",
] as const;
/** The greatest depth to which `all`, `anyOf` and `not` may nest selectors. A selector without them has depth 1. */
export const MAX_DEPTH = 5;
/** The largest number of selectors within one selector. Each of them is looked up for every touchpoint code. */
const MAX_PARTS = 100;

/** A byte with this value means that the selector matches no interaction at the touchpoint. */
export const NO = 0;
/** A byte with this value means that the selector matches every interaction at the touchpoint. */
export const YES = 1;
/**
 * A byte with this value means that the selector matches the interactions at the touchpoint whose outcome is not
 * FAILED. It is used if the selector names a goal.
 */
export const UNLESS_FAILED = 2;

export interface CompiledSelector {
  /** For each touchpoint code: NO, YES or UNLESS_FAILED. */
  readonly byTouchpoint: Uint8Array;
  matches(block: Block, interaction: number): boolean;
  /** Warnings for the client, for example that a goal names something that does not exist yet. */
  readonly warnings: readonly string[];
}

/**
 * A list to which descriptions of names that do not exist are added, such as `kind "Chat"`. If a function receives such
 * a list, a name that does not exist matches nothing. Without a list, it causes an error.
 */
export type Missing = string[];

/**
 * Compiles a selector. `at` is the path of the argument, such as `from` or `options.hide[0]`. An error in a name is
 * reported at the path of the name, such as `from.kinds[1]`. If `isExact` is true, the codes show which interactions
 * failed, and every byte is NO or YES.
 */
export function compileSelector(
  projection: Projection,
  selector: PointSelector,
  at: string,
  missing?: Missing,
  isExact = false,
): CompiledSelector {
  if (selectorsWithin(selector).length > MAX_PARTS)
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` consists of more than ${MAX_PARTS} selectors.`, {
      at,
      remedy: "Name several values in one selector or condition.",
    });
  return compileAt(projection, selector, at, missing, 1, isExact);
}

function compileAt(
  projection: Projection,
  selector: PointSelector,
  at: string,
  missing: Missing | undefined,
  depth: number,
  isExact: boolean,
): CompiledSelector {
  if (depth > MAX_DEPTH)
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` is nested more than ${MAX_DEPTH} deep.`, {
      at,
      remedy: "Use fewer `all`, `anyOf` and `not` within each other.",
    });
  const choices = CHOICES.filter((choice) => selector[choice] !== null && selector[choice] !== undefined);
  const [choice] = choices;
  if (choices.length !== 1 || choice === undefined)
    throw new ThroughlineError(
      "AMBIGUOUS_SELECTOR",
      `\`${at}\` makes ${choices.length === 0 ? "no choice" : `${choices.length} choices`}.`,
      {
        at,
        remedy: "Give exactly one of the choices.",
        allowed: CHOICES,
      },
    );
  if (choice === "any") {
    if (selector.any !== true)
      throw new ThroughlineError("BAD_ARGUMENT", `\`${at}.any\` can only be true.`, {
        at: `${at}.any`,
        remedy: "Leave the selector out, or give one of the other choices.",
      });
    return compiled(new Uint8Array(projection.dictionary.touchpoints.length).fill(YES));
  }
  if (choice === "goal") {
    const goal = compileNamedGoal(projection, selector.goal!, `${at}.goal`, missing);
    return depth === 1 && !isExact ? goal : withoutFailed(refinementOf(projection, at), goal);
  }
  if (choice === "property") return compileProperty(projection, selector.property!, `${at}.property`, missing);
  if (choice === "not") {
    const { byTouchpoint, warnings } = compileAt(projection, selector.not!, `${at}.not`, missing, depth + 1, isExact);
    return compiled(
      byTouchpoint.map((byte) => (byte === NO ? YES : NO)),
      warnings,
    );
  }
  if (choice === "all" || choice === "anyOf") {
    const parts = selector[choice]!;
    if (parts.length === 0)
      throw new ThroughlineError("BAD_ARGUMENT", `\`${at}.${choice}\` is empty.`, {
        at: `${at}.${choice}`,
        remedy: "Give at least one selector, or leave it out.",
      });
    const members = parts.map((part, i) =>
      compileAt(projection, part, `${at}.${choice}[${i}]`, missing, depth + 1, isExact),
    );
    const bytes = new Uint8Array(projection.dictionary.touchpoints.length).map((_, code) =>
      (choice === "all" ? members.every(selects(code)) : members.some(selects(code))) ? YES : NO,
    );
    return compiled(
      bytes,
      members.flatMap(({ warnings }) => warnings),
    );
  }
  const names = selector[choice]!;
  if (names.length === 0)
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}.${choice}\` is empty.`, {
      at: `${at}.${choice}`,
      remedy: "Name at least one, or leave the selector out.",
    });

  const bytes = new Uint8Array(projection.dictionary.touchpoints.length);
  const resolve = resolverOf(projection.catalogue, choice);
  const marked: string[] = [];
  names.forEach((name, i) => {
    const keys = resolve.keys(name);
    if (keys !== null) marked.push(...keys);
    else if (missing === undefined)
      throw unknownName(name, SINGULAR[choice], `${at}.${choice}[${i}]`, resolve.known(), resolve.nearest(name));
    else missing.push(`${SINGULAR[choice]} "${name}"`);
  });
  mark(projection, bytes, choice, marked);
  return compiled(bytes);
}

function selects(code: number): (selector: CompiledSelector) => boolean {
  return ({ byTouchpoint }) => byTouchpoint[code] !== NO;
}

/**
 * Replaces UNLESS_FAILED by YES or NO, code by code. This is possible for nested selectors, because the codes of their
 * projection show which interactions failed.
 */
function withoutFailed({ failed }: Refinement, { byTouchpoint, warnings }: CompiledSelector): CompiledSelector {
  return compiled(
    byTouchpoint.map((byte, code) => (byte === NO || failed![code] === 1 ? NO : YES)),
    warnings,
  );
}

function refinementOf({ dictionary: { refinement } }: Projection, at: string): Refinement {
  if (refinement !== undefined) return refinement;
  throw new ThroughlineError(
    "OPTION_DOES_NOT_APPLY",
    `\`${at}\` depends on single interactions, and only names of the catalogue can be chosen here.`,
    { at, remedy: "Choose touchpoints, kinds, channels or stages." },
  );
}

function compileProperty(
  projection: Projection,
  condition: PropertyCondition,
  at: string,
  missing: Missing | undefined,
): CompiledSelector {
  checkCondition(condition, at);
  const { holds, properties, keys } = refinementOf(projection, at);
  const { key } = condition;
  const { isBorne, unborne } = properties.get(key)!;
  if (!isBorne) {
    if (missing === undefined) throw unknownName(key, "property", `${at}.key`, keys);
    missing.push(`property "${key}"`);
  }
  return compiled(
    holds.get(conditionText(condition))!,
    // In the rule of a segment, a value that does not occur causes no warning, because a rule may be declared before
    // its first member exists.
    missing !== undefined || !isBorne
      ? []
      : unborne
          .filter((value) => condition.in?.includes(value) === true || condition.notIn?.includes(value) === true)
          .map(
            (value) => `No interaction has the value "${value.slice(0, 100)}" of the property "${key}" (\`${at}\`).`,
          ),
  );
}

/** Throws BAD_ARGUMENT if the condition can hold for no value, or holds for every value. `at` is its path. */
export function checkCondition(condition: PropertyCondition, at: string): void {
  const refuse = (part: string, what: string, remedy: string): never => {
    throw new ThroughlineError("BAD_ARGUMENT", what, { at: part === "" ? at : `${at}.${part}`, remedy });
  };
  const given = CONDITION_PARTS.filter((part) => condition[part] !== null && condition[part] !== undefined);
  const { known, atLeast, atMost } = condition;
  if (condition.key === "") refuse("key", `\`${at}.key\` is empty.`, "Give a key.");
  if (given.length === 0)
    refuse("", `\`${at}\` makes no condition.`, `Give at least one of ${CONDITION_PARTS.join(", ")}.`);
  for (const part of ["in", "notIn"] as const)
    if (condition[part]?.length === 0) refuse(part, `\`${at}.${part}\` is empty.`, "Give at least one value.");
  if (known === false && given.length > 1)
    refuse(
      "known",
      `\`${at}.known\` is false, and no other condition can hold for an interaction or customer without a value.`,
      "Give `known: false` alone.",
    );
  for (const part of ["atLeast", "atMost"] as const)
    if (Number.isNaN(condition[part] ?? 0)) refuse(part, `\`${at}.${part}\` is not a number.`, "Give a number.");
  if (atLeast != null && atMost != null && atLeast > atMost)
    refuse("atLeast", `\`${at}.atLeast\` is greater than \`atMost\`.`, "Exchange the two.");
}

/**
 * Compiles the goal of a question: the given selector or, without one, the default goal of the catalogue. Throws
 * GOAL_REQUIRED if neither exists. An interaction with the outcome FAILED never reaches the goal, even if the selector
 * does not name a goal.
 */
export function compileGoal(
  projection: Projection,
  selector: PointSelector | null | undefined,
  at: string,
  missing?: Missing,
): CompiledSelector {
  if (selector !== null && selector !== undefined) {
    const { byTouchpoint, warnings } = compileSelector(projection, selector, at, missing);
    return compiled(byTouchpoint.map(asGoal), warnings);
  }
  const { goals } = projection.catalogue;
  const byDefault = goals.find((goal) => goal.isDefault);
  if (byDefault === undefined)
    throw new ThroughlineError("GOAL_REQUIRED", "This question needs a goal, and the catalogue has no default goal.", {
      at,
      remedy:
        goals.length === 0
          ? `Give \`${at}\`, such as { kinds: ["Checkout"] }, or declare a goal in the catalogue.`
          : `Give \`${at}\`: { goal: … }, or make one of the goals the default.`,
      allowed: goals.map((goal) => goal.key),
    });
  return compileGoalOf(projection, byDefault);
}

/**
 * Whether `outer` selects every interaction that `inner` selects, and `inner` selects at least one touchpoint of the
 * catalogue. Touchpoints without interactions count too.
 */
export function covers(projection: Projection, outer: PointSelector, inner: PointSelector): boolean {
  // Which interactions a condition selects depends on the data and not on the catalogue.
  if (isCompound(outer) || isCompound(inner)) return JSON.stringify(outer) === JSON.stringify(inner);
  const touchpoints = projection.catalogue.touchpoints.map(({ key }) => key);
  const everything = { ...projection, dictionary: { ...projection.dictionary, touchpoints } };
  const over = compileSelector(everything, outer, "outer").byTouchpoint;
  const under = compileSelector(everything, inner, "inner").byTouchpoint;
  return (
    under.some((byte) => byte !== NO) &&
    under.every((byte, code) => byte === NO || over[code] === YES || over[code] === byte)
  );
}

/** Compiles a list of selectors, such as `via`. The path of selector i is `at[i]`. */
export function compileSelectors(
  projection: Projection,
  selectors: readonly PointSelector[] | null | undefined,
  at: string,
  missing?: Missing,
): CompiledSelector[] {
  return (selectors ?? []).map((selector, i) => compileSelector(projection, selector, `${at}[${i}]`, missing));
}

/** Combines selectors into one that matches an interaction if any of them does; null for an empty list. */
export function anyOf(selectors: readonly CompiledSelector[]): CompiledSelector | null {
  const [first] = selectors;
  if (first === undefined) return null;
  const bytes = first.byTouchpoint.map((_, code) => {
    let widest: number = NO;
    for (const { byTouchpoint } of selectors) {
      if (byTouchpoint[code] === YES) return YES;
      if (byTouchpoint[code] === UNLESS_FAILED) widest = UNLESS_FAILED;
    }
    return widest;
  });
  return compiled(
    bytes,
    selectors.flatMap(({ warnings }) => warnings),
  );
}

/** Compiles the goal with this key or name. `at` is the path of the name. */
export function compileNamedGoal(
  projection: Projection,
  name: string,
  at: string,
  missing: Missing | undefined,
): CompiledSelector {
  const { goals } = projection.catalogue;
  const goal = goals.find(({ key }) => key === name) ?? goals.find((g) => g.name === name);
  if (goal === undefined) {
    if (missing === undefined)
      throw unknownName(
        name,
        "goal",
        at,
        goals.map(({ key }) => key),
      );
    missing.push(`goal "${name}"`);
    return compiled(new Uint8Array(projection.dictionary.touchpoints.length));
  }
  return compileGoalOf(projection, goal);
}

/**
 * Compiles the selector of a declared goal. A goal may be declared before its first interaction, so a name in its
 * selector that does not exist yet causes a warning and not an error.
 */
function compileGoalOf(projection: Projection, goal: Goal): CompiledSelector {
  const bytes = new Uint8Array(projection.dictionary.touchpoints.length);
  const missing: string[] = [];
  if (goal.selector.any === true || isCompound(goal.selector)) {
    const { byTouchpoint } = compileSelector(projection, goal.selector, `goal "${goal.key}"`, missing);
    return compiled(byTouchpoint.map(asGoal), warningsOfGoal(goal, missing));
  }
  for (const choice of NAMED_CHOICES) {
    const resolve = resolverOf(projection.catalogue, choice);
    const marked: string[] = [];
    for (const name of goal.selector[choice] ?? []) {
      const keys = resolve.keys(name);
      if (keys === null) missing.push(name);
      else marked.push(...keys);
    }
    mark(projection, bytes, choice, marked);
  }
  return compiled(bytes.map(asGoal), warningsOfGoal(goal, missing));
}

function warningsOfGoal({ key }: Goal, missing: readonly string[]): string[] {
  return missing.length === 0 ? [] : [`The goal "${key}" names things that do not exist: ${missing.join(", ")}.`];
}

const SINGULAR: Record<NamedChoice, string> = {
  touchpoints: "touchpoint",
  kinds: "kind",
  channels: "channel",
  stages: "stage",
};

function mark(projection: Projection, bytes: Uint8Array, choice: NamedChoice, keys: readonly string[]): void {
  const wanted = new Set(keys);
  // A refined projection may have tens of thousands of codes but few touchpoints, so touchpoints are tested first, each
  // once.
  const selected = new Set(projection.catalogue.touchpoints.filter((one) => wanted.has(keyOf(one, choice))));
  const touchpoints = touchpointsByCode(projection);
  for (let code = 0; code < touchpoints.length; code++) {
    const touchpoint = touchpoints[code];
    if (touchpoint !== undefined && selected.has(touchpoint)) bytes[code] = YES;
  }
}

function keyOf(touchpoint: Touchpoint, choice: NamedChoice): string {
  switch (choice) {
    case "touchpoints":
      return touchpoint.key;
    case "kinds":
      return touchpoint.kindKey;
    case "channels":
      return touchpoint.channel;
    case "stages":
      return touchpoint.stage ?? "";
  }
}

function asGoal(byte: number): number {
  return byte === NO ? NO : UNLESS_FAILED;
}

function compiled(byTouchpoint: Uint8Array, warnings: readonly string[] = []): CompiledSelector {
  return {
    byTouchpoint,
    warnings,
    matches(block, interaction) {
      const byte = byTouchpoint[block.touchpoint[interaction]!]!;
      return byte === YES || (byte === UNLESS_FAILED && !hasFailed(block, interaction));
    },
  };
}

export function hasFailed(
  { columns: { outcome } }: { readonly columns: Pick<Block["columns"], "outcome"> },
  interaction: number,
): boolean {
  return outcome !== null && outcome[interaction] === FAILED;
}

/** The error for a name that does not exist. `near` are the suggestions, which are otherwise found in `known`. */
export function unknownName(
  name: string,
  what: string,
  at: string,
  known: readonly string[],
  near: readonly string[] = nearest(name, known),
): ThroughlineError {
  return new ThroughlineError("UNKNOWN_NAME", `There is no ${what} "${name.slice(0, 100)}" (\`${at}\`).`, {
    at,
    remedy:
      near.length > 0
        ? `Did you mean ${near.map((n) => `"${n}"`).join(" or ")}?`
        : `Give the key or name of a ${what}.`,
    allowed: near.length > 0 ? near : known.slice(0, LISTED),
  });
}
