// Compiles selectors: which interactions does a PointSelector select? The entries of a selector are keys or names of
// the catalogue, including alternative spellings. If an entry is the key of one thing and the name of another, it means
// the key. For an entry that does not exist, the error UNKNOWN_NAME suggests similar names. An entry that exists and
// has no interactions matches nothing. If a selector names a goal, an interaction with the outcome FAILED does not
// match.
//
// A selector is compiled to one byte per touchpoint code, so testing an interaction is one look-up. Compiling costs the
// number of names times the size of the catalogue, once per question.
import type { Goal, PointSelector, Touchpoint } from "../model/catalogue.js";
import { ThroughlineError } from "../model/errors.js";
import { nearest } from "../model/keys.js";
import { NAMED_CHOICES, type NamedChoice, resolverOf } from "../model/resolver.js";
import type { Block, Projection } from "../projection/projection.js";
import { touchpointsByCode } from "../projection/touchpoints.js";

/** The code of FAILED in the outcome column. */
const FAILED = 2;
/** The number of names that an error lists if none is similar. */
const LISTED = 10;
const CHOICES = ["touchpoints", "kinds", "channels", "stages", "goal", "any"] as const;

/** Whether a selector matches interactions at a touchpoint. */
export const NO = 0;
export const YES = 1;
/** The selector matches unless the outcome of the interaction is FAILED, because the touchpoint belongs to a goal. */
export const UNLESS_FAILED = 2;

export interface CompiledSelector {
  /** For each touchpoint code: NO, YES or UNLESS_FAILED. */
  readonly byTouchpoint: Uint8Array;
  matches(block: Block, interaction: number): boolean;
  /** Warnings for the client, for example that a goal names something that does not exist yet. */
  readonly warnings: readonly string[];
}

/**
 * Collects descriptions of names that do not exist, such as `kind "Chat"`. These names then match nothing. Without a
 * collector, such a name is an error.
 */
export type Missing = string[];

/**
 * `at` is the path of the argument, such as `from` or `options.hide[0]`. An error in a name is reported at
 * `from.kinds[1]`.
 */
export function compileSelector(
  projection: Projection,
  selector: PointSelector,
  at: string,
  missing?: Missing,
): CompiledSelector {
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
  if (choice === "goal") return compileNamedGoal(projection, selector.goal!, `${at}.goal`, missing);
  const names = selector[choice]!;
  if (names.length === 0)
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}.${choice}\` is empty.`, {
      at: `${at}.${choice}`,
      remedy: "Name at least one, or leave the selector out.",
    });

  const bytes = new Uint8Array(projection.dictionary.touchpoints.length);
  const resolve = resolverOf(projection.catalogue, choice);
  names.forEach((name, i) => {
    const keys = resolve.keys(name);
    if (keys !== null) mark(projection, bytes, choice, keys);
    else if (missing === undefined) throw unknownName(name, SINGULAR[choice], `${at}.${choice}[${i}]`, resolve.known());
    else missing.push(`${SINGULAR[choice]} "${name}"`);
  });
  return compiled(bytes);
}

/**
 * The goal of a question that needs one: the given selector, or else the default goal of the catalogue. Without either,
 * the error is GOAL_REQUIRED. Interactions with the outcome FAILED never reach the goal, whatever the selector names.
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
  const touchpoints = projection.catalogue.touchpoints.map(({ key }) => key);
  const everything = { ...projection, dictionary: { ...projection.dictionary, touchpoints } };
  const over = compileSelector(everything, outer, "outer").byTouchpoint;
  const under = compileSelector(everything, inner, "inner").byTouchpoint;
  return (
    under.some((byte) => byte !== NO) &&
    under.every((byte, code) => byte === NO || over[code] === YES || over[code] === byte)
  );
}

/** Compiles a list of selectors, such as `via`; the path of each is `at[i]`. */
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

function compileNamedGoal(
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
 * A goal may be declared before its first interaction. A name in its selector that does not exist yet is therefore a
 * warning and not an error.
 */
function compileGoalOf(projection: Projection, goal: Goal): CompiledSelector {
  const bytes = new Uint8Array(projection.dictionary.touchpoints.length);
  if (goal.selector.any === true) return compiled(bytes.fill(UNLESS_FAILED));
  const missing: string[] = [];
  for (const choice of NAMED_CHOICES) {
    const names = selectorNames(goal.selector, choice);
    if (names.length === 0) continue;
    const resolve = resolverOf(projection.catalogue, choice);
    for (const name of names) {
      const keys = resolve.keys(name);
      if (keys === null) missing.push(name);
      else mark(projection, bytes, choice, keys);
    }
  }
  return compiled(
    bytes.map(asGoal),
    missing.length === 0 ? [] : [`The goal "${goal.key}" names things that do not exist: ${missing.join(", ")}.`],
  );
}

const SINGULAR: Record<NamedChoice, string> = {
  touchpoints: "touchpoint",
  kinds: "kind",
  channels: "channel",
  stages: "stage",
};

function selectorNames(selector: PointSelector, choice: NamedChoice): readonly string[] {
  return selector[choice] ?? [];
}

function mark(projection: Projection, bytes: Uint8Array, choice: NamedChoice, keys: readonly string[]): void {
  const wanted = new Set(keys);
  touchpointsByCode(projection).forEach((touchpoint, code) => {
    if (touchpoint !== undefined && wanted.has(keyOf(touchpoint, choice))) bytes[code] = YES;
  });
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

export function unknownName(name: string, what: string, at: string, known: readonly string[]): ThroughlineError {
  const near = nearest(name, known);
  return new ThroughlineError("UNKNOWN_NAME", `There is no ${what} "${name.slice(0, 100)}" (\`${at}\`).`, {
    at,
    remedy:
      near.length > 0
        ? `Did you mean ${near.map((n) => `"${n}"`).join(" or ")}?`
        : `Give the key or name of a ${what}.`,
    allowed: near.length > 0 ? near : known.slice(0, LISTED),
  });
}
