// Compiles a pattern into an automaton whose set of active states is stored in one word. The method is Shift-And, from
// R. Baeza-Yates and G. Gonnet, "A new approach to text searching", Communications of the ACM 35(10), 1992,
// doi:10.1145/135239.135243. State s means that the first s steps have matched. Two tables by touchpoint code have a
// set of states as each entry, with one bit per state. The first table (`enter`) has the states from which an
// interaction with this code leads to the next state. The second (`stay`) has the states that remain active after it. A
// journey therefore costs two look-ups per interaction, whatever the pattern.
import type { PointSelector } from "../model/catalogue.js";
import { ThroughlineError } from "../model/errors.js";
import type { Block, Projection } from "../projection/projection.js";
import { tableOf } from "./journeyView.js";
import { type PatternName, type PatternSet, parsePattern } from "./pattern.js";
import { type CompiledSelector, compileSelector, hasFailed, type Missing, NO, UNLESS_FAILED, YES } from "./selector.js";

/** Throws BAD_PATTERN, or UNKNOWN_NAME with similar names. Names in negations are checked too. */
export function compilePattern(projection: Projection, text: string, at: string, missing?: Missing) {
  const pattern = parsePattern(text, at);
  const { steps, after } = pattern;
  const touchpoints = projection.dictionary.touchpoints.length;
  // These tables are indexed by code. The codes of failed interactions come after the others. If bit s of `enter` is
  // set, the interaction leads from state s to state s + 1.
  const enter = new Uint32Array(2 * touchpoints);
  const stay = new Uint32Array(2 * touchpoints);
  const selectors: CompiledSelector[] = [];
  const mark = (table: Uint32Array, set: PatternSet, state: number): void => {
    const named = new Uint8Array(2 * touchpoints);
    for (const name of set.names) {
      const selector = selectorOf(projection, name, at, missing);
      selectors.push(selector);
      tableOf([[selector, 1]], touchpoints).forEach((bit, code) => {
        if (bit === 1) named[code] = 1;
      });
    }
    named.forEach((is, code) => {
      if ((is === 1) !== set.negated) table[code]! |= 1 << state;
    });
  };
  steps.forEach(({ item, between }, s) => {
    mark(enter, item, s);
    if (between !== null) mark(stay, between, s);
  });
  if (after !== null) mark(stay, after, steps.length);

  const outcomes = selectors.some(({ byTouchpoint }) => byTouchpoint.includes(UNLESS_FAILED));
  const last = 1 << steps.length;
  // If anything may follow the last step, the journey need not be read to its end.
  const open = after !== null && after.names.length === 0;
  const run = (block: Block, journey: number): number => {
    const { touchpoint, offsets, columns } = block;
    const looks = outcomes && columns.outcome !== null;
    const end = offsets[journey + 1]!;
    let states = 1;
    let reached = 1;
    for (let i = offsets[journey]!; i < end; i++) {
      const code = looks && hasFailed(block, i) ? touchpoint[i]! + touchpoints : touchpoint[i]!;
      states = ((states & enter[code]!) << 1) | (states & stay[code]!);
      reached |= states;
      if (states === 0 || (open && (states & last) !== 0)) break;
    }
    return (states & last) !== 0 ? reached | (last << 1) : reached;
  };
  return {
    pattern,
    /** Number of steps. */
    steps: steps.length,
    /**
     * The tables that kernels read. If one of `selectors` depends on outcomes, the tables have a second half, for
     * failed interactions (journeyView.ts).
     */
    automaton: { enter, stay, accepting: last, stop: open ? last : 0 },
    selectors,
    /**
     * Reads a journey. Bit s of the result is set if state s was reached anywhere in the journey, and bit `steps` + 1
     * if the whole pattern matches.
     */
    run,
    /**
     * The touchpoints that each step allows, without regard to outcomes. A journey that matches contains a touchpoint
     * of each of these sets.
     */
    touched: steps.map((_, s) => ({
      byTouchpoint: Uint8Array.from({ length: touchpoints }, (__, code) =>
        ((enter[code]! | enter[code + touchpoints]!) & (1 << s)) === 0 ? NO : YES,
      ),
    })),
    matches: (block: Block, journey: number) => (run(block, journey) & (last << 1)) !== 0,
    warnings: [...new Set(selectors.flatMap(({ warnings }) => warnings))],
  };
}

export type CompiledPattern = Readonly<ReturnType<typeof compilePattern>>;

/** Returns the selector that a name means. */
export function selectorOfName({ choice, name, value, also }: PatternName): PointSelector {
  const own: PointSelector =
    choice === "goal"
      ? { goal: name }
      : choice === "property"
        ? { property: { key: name, in: [value!] } }
        : { [choice]: [name] };
  return also === undefined ? own : { all: [own, ...also.map(selectorOfName)] };
}

function selectorOf(
  projection: Projection,
  name: PatternName,
  at: string,
  missing: Missing | undefined,
): CompiledSelector {
  try {
    return compileSelector(projection, selectorOfName(name), at, missing);
  } catch (error) {
    if (!(error instanceof ThroughlineError) || error.code !== "UNKNOWN_NAME") throw error;
    const wrong = unknownPart(projection, name) ?? name;
    const what = wrong.choice === "goal" || wrong.choice === "property" ? wrong.choice : wrong.choice.slice(0, -1);
    throw new ThroughlineError(
      "UNKNOWN_NAME",
      `There is no ${what} "${wrong.name.slice(0, 100)}" (\`${at}\`, character ${wrong.place}).`,
      {
        at,
        ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
        ...(error.allowed === undefined ? {} : { allowed: error.allowed }),
      },
    );
  }
}

/** Returns the first name of a conjunction that is unknown. */
function unknownPart(projection: Projection, { also = [], ...first }: PatternName): PatternName | undefined {
  return [first, ...also].find((name) => {
    const missing: Missing = [];
    compileSelector(projection, selectorOfName(name), "", missing);
    return missing.length > 0;
  });
}
