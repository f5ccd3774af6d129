// Parses the text of a pattern, which describes the journeys that a client looks for. Grammar:
//
//   pattern := item (op item)*
//   op      := `->` (next) | `.*` (anything or nothing between) | `[^names]*` (any number between, none of these)
//   item    := `start` | `end` | name | `[names]` (any of these) | `[^names]` (one, none of these)
//   names   := all (`|` all)*
//   all     := name (`&` name)*        an interaction that each of these names selects
//   name    := touchpoint | channel:x | stage:x | kind:x | goal:x | property:key=value
//
// A name, key or value with characters other than letters, digits, `-`, `_` and `/` must be in double quotes. `start`
// and `end` are the ends of the journey, not interactions. The result is a list of steps, or BAD_PATTERN with the place
// of the error.
import { ThroughlineError } from "../model/errors.js";

/** What a name can refer to. Each of these is a field of PointSelector. */
export type PatternChoice = "touchpoints" | "channels" | "stages" | "kinds" | "goal" | "property";

export interface PatternName {
  readonly choice: PatternChoice;
  /** The name without prefix and quotes. For a property, it is the property's key. */
  readonly name: string;
  /** The value of a property. */
  readonly value?: string;
  /** The other names that are joined to this one with `&`. They must select the interaction too. */
  readonly also?: readonly PatternName[];
  /** The position of the first character of the name in the pattern, counted from 1. */
  readonly place: number;
}

/** A step allows interactions with any of these names or, if negated, with none of them. */
export interface PatternSet {
  readonly names: readonly PatternName[];
  readonly negated: boolean;
}

export interface PatternStep {
  readonly item: PatternSet;
  /**
   * The interactions that may come between the previous step (or the start) and this step, in any number. Null if no
   * interaction may come between them.
   */
  readonly between: PatternSet | null;
  /** The step as written in the pattern. */
  readonly text: string;
}

export interface Pattern {
  readonly steps: readonly PatternStep[];
  /** The interactions that may come after the last step, in any number. Null if the journey must end with that step. */
  readonly after: PatternSet | null;
}

/** The largest number of steps, so that the states fit into the bits of a word. */
export const MAX_STEPS = 30;
const MAX_LENGTH = 2_000;
const NAME = /[\p{L}\p{M}\p{N}_/-]/u;
const CHOICES: Readonly<Record<string, PatternChoice>> = {
  touchpoint: "touchpoints",
  channel: "channels",
  stage: "stages",
  kind: "kinds",
  goal: "goal",
  property: "property",
};
const ANYTHING: PatternSet = { names: [], negated: true };

/** Parses a pattern. `at` is the path of the argument. */
export function parsePattern(text: string, at: string): Pattern {
  return new Parser(text, at).pattern();
}

type Op = { readonly between: PatternSet | null };
type Item = "start" | "end" | PatternSet;

class Parser {
  readonly #text: string;
  readonly #at: string;
  #i = 0;

  constructor(text: string, at: string) {
    this.#text = text;
    this.#at = at;
    if (text.length > MAX_LENGTH) throw this.#bad(`It is longer than ${MAX_LENGTH} characters.`, MAX_LENGTH);
  }

  pattern(): Pattern {
    const steps: PatternStep[] = [];
    // Without `start`, anything may come before the first step.
    let between: PatternSet | null = ANYTHING;
    let after: PatternSet | null = ANYTHING;
    for (let n = 0; ; n++) {
      const place = this.#skip();
      const item = this.#item();
      if (item === "start") {
        if (n > 0) throw this.#bad("`start` can only be the first item.", place);
        between = null;
      } else if (item === "end") {
        if (n === 0) throw this.#bad("`end` can only be the last item, after an operator.", place);
        after = between;
      } else {
        if (steps.length === MAX_STEPS) throw this.#bad(`It has more than ${MAX_STEPS} steps.`, place);
        steps.push({ item, between, text: this.#text.slice(place, this.#i).trim() });
      }
      if (this.#skip() === this.#text.length) break;
      if (item === "end") throw this.#bad("`end` can only be the last item.", this.#i);
      between = this.#op().between;
    }
    return { steps, after };
  }

  #item(): Item {
    const place = this.#i;
    if (this.#eat("[")) {
      const set = this.#set();
      if (this.#text[this.#i] === "*")
        throw this.#bad("`[^…]*` can only be between two steps; a step is expected here.", place);
      return set;
    }
    if (this.#rest().startsWith(".*") || this.#rest().startsWith("->"))
      throw this.#bad("A step must come before an operator.", place);
    const quoted = this.#text[place] === '"';
    const name = this.#name();
    if (!quoted && name.choice === "touchpoints" && (name.name === "start" || name.name === "end")) return name.name;
    return { names: [name], negated: false };
  }

  #op(): Op {
    if (this.#eat("->")) return { between: null };
    if (this.#eat(".*")) return { between: ANYTHING };
    const place = this.#i;
    if (this.#eat("[")) {
      const set = this.#set();
      if (set.negated && this.#eat("*")) return { between: set };
    }
    throw this.#bad("Expected an operator: `->`, `.*` or `[^names]*`.", place);
  }

  /** Reads a set of names, after its opening bracket. */
  #set(): PatternSet {
    const negated = this.#eat("^");
    const names: PatternName[] = [];
    do {
      const [first, ...also] = this.#all();
      names.push(also.length === 0 ? first! : { ...first!, also });
    } while (this.#eat("|"));
    if (!this.#eat("]")) throw this.#bad("`|`, `&` or `]` is expected here.", this.#i);
    return { names, negated };
  }

  #all(): PatternName[] {
    const names: PatternName[] = [];
    do {
      this.#skip();
      names.push(this.#name());
      this.#skip();
    } while (this.#eat("&"));
    return names;
  }

  #name(): PatternName {
    const place = this.#i;
    if (this.#text[place] === '"') return { choice: "touchpoints", name: this.#quoted(), place: place + 1 };
    const word = this.#word();
    if (this.#text[this.#i] !== ":") return { choice: "touchpoints", name: word, place: place + 1 };
    const choice = Object.hasOwn(CHOICES, word) ? CHOICES[word] : undefined;
    if (choice === undefined)
      throw this.#bad(`"${word}:" is none of ${Object.keys(CHOICES).join(":, ")}:.`, place, Object.keys(CHOICES));
    this.#i++;
    const name = this.#text[this.#i] === '"' ? this.#quoted() : this.#word();
    if (choice !== "property") return { choice, name, place: place + 1 };
    if (!this.#eat("=")) throw this.#bad("`=` and a value are expected after the key of a property.", this.#i);
    const value = this.#text[this.#i] === '"' ? this.#quoted() : this.#word();
    return { choice, name, value, place: place + 1 };
  }

  #word(): string {
    const from = this.#i;
    while (this.#i < this.#text.length) {
      // A dash before `>` begins the operator.
      if (this.#rest().startsWith("->")) break;
      const char = String.fromCodePoint(this.#text.codePointAt(this.#i)!);
      if (!NAME.test(char)) break;
      this.#i += char.length;
    }
    if (this.#i === from)
      throw this.#bad(
        from === this.#text.length
          ? "The pattern ends where a name is expected."
          : `A name is expected, not "${String.fromCodePoint(this.#text.codePointAt(from)!)}"; names with such characters must be in double quotes.`,
        from,
      );
    return this.#text.slice(from, this.#i);
  }

  #quoted(): string {
    const end = this.#text.indexOf('"', this.#i + 1);
    if (end < 0) throw this.#bad("A double quote is not closed.", this.#i);
    const name = this.#text.slice(this.#i + 1, end);
    this.#i = end + 1;
    return name;
  }

  #rest(): string {
    return this.#text.slice(this.#i, this.#i + 2);
  }

  #eat(token: string): boolean {
    if (!this.#text.startsWith(token, this.#i)) return false;
    this.#i += token.length;
    return true;
  }

  /** Skips white space. Returns the new position. */
  #skip(): number {
    while (/\s/.test(this.#text[this.#i] ?? "")) this.#i++;
    return this.#i;
  }

  #bad(what: string, place: number, allowed?: readonly string[]): ThroughlineError {
    const around = this.#text.slice(Math.max(0, place - 20), place + 20);
    return new ThroughlineError(
      "BAD_PATTERN",
      `\`${this.#at}\` is not a pattern: ${what} (character ${place + 1}, near \`${around}\`)`,
      {
        at: this.#at,
        remedy:
          "Write it like: start -> channel:search .* [web/checkout|store/checkout] [^channel:phone]* goal:purchase",
        ...(allowed === undefined ? {} : { allowed }),
      },
    );
  }
}
