// The rules of arguments, as decorators for class-validator. A rule is a function that throws a ThroughlineError with
// the argument's path. The engine applies some of these functions too, so each rule is written only once. Null and
// undefined mean "not given" and always pass.
//
// Four kinds of checks are made elsewhere, where the value is read:
// - checks of names, because they need the catalogue
// - checks that concern several arguments together
// - checks of cursors
// - checks that a question uses the options it was given
//
// Rows of mutations (InteractionInput) have no rules here either, because each bad row is rejected by itself.
import { ValidateBy } from "class-validator";
import { checkCount, checkFirst } from "../../engine/totals.js";
import { ThroughlineError } from "../../model/errors.js";
import { MAX_SEARCH_LENGTH } from "../../model/search.js";
import { readDuration, readInstant } from "./texts.js";

/** Throws a ThroughlineError with the path `at`. */
export type Rule<T> = (value: T, at: string) => void;

let rules = 0;

/** Adds a rule to one argument or field. */
export function Checked<T>(rule: Rule<T>): PropertyDecorator {
  return ValidateBy(
    {
      // Rules of the same field need different names.
      name: `rule${++rules}`,
      validator: { validate: (value) => passes(rule, value as T), defaultMessage: () => "is refused" },
    },
    { context: { rule } },
  );
}

function passes<T>(rule: Rule<T>, value: T): boolean {
  try {
    rule(value, "");
    return true;
  } catch (error) {
    if (error instanceof ThroughlineError) return false;
    throw error;
  }
}

/** A duration of zero or more. */
export const IsDuration = () => Checked<string>((text, at) => void readDuration(text, at));
/** A date, or a time with an offset. */
export const IsInstant = () => Checked<string>((text, at) => void readInstant(text, at));
/** The number of rows of a page or of an answer. */
export const IsPageSize = () => Checked<number>(checkFirst);
/** A whole number between two limits. */
export const IsCount = (least: number, most: number) =>
  Checked<number>((count, at) => checkCount(count, at, least, most));
/** Words to search for. */
export const IsSearch = () =>
  Checked<string>(({ length }, at) => {
    if (length <= MAX_SEARCH_LENGTH) return;
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` has ${length} characters.`, {
      at,
      remedy: `Search for at most ${MAX_SEARCH_LENGTH} characters.`,
    });
  });
/** The value must be `true`. Clients could expect `false` to mean the opposite of `true`, which is not supported. */
export const IsTrue = (remedy: string) =>
  Checked<boolean>((flag, at) => {
    if (!flag) throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` can only be true.`, { at, remedy });
  });
/**
 * A list whose number of members is between two limits. `remedy` is the remedy of the error for any other list. The
 * server also uses the upper limit to refuse longer lists before it reads their members (server/inputLists.ts).
 */
export const HasMembers = (least: number, most: number, remedy?: string): PropertyDecorator => {
  const check = Checked<readonly unknown[]>(({ length }, at) => {
    if (length >= least && length <= most) return;
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` ${length === 0 ? "is empty" : `has ${length} members`}.`, {
      at,
      remedy:
        remedy ?? `Give ${least === 0 ? "at most" : `${least} to`} ${most.toLocaleString("en")}, or leave it out.`,
    });
  });
  return (prototype, property) => {
    check(prototype, property);
    const own = longest.get(prototype) ?? new Map<string, number>();
    longest.set(prototype, own.set(String(property), most));
  };
};

/**
 * The lists with a limit in each class: the maximum length by the name of the field. The key is the prototype of the
 * class.
 */
const longest = new WeakMap<object, Map<string, number>>();

/** Returns the maximum length of each list with a limit among the fields of a class. Inherited fields are included. */
export function longestListsOf({ prototype }: { readonly prototype: object }): ReadonlyMap<string, number> {
  if (prototype === Object.prototype) return new Map();
  const inherited = longestListsOf({ prototype: Object.getPrototypeOf(prototype) as object });
  return new Map([...inherited, ...(longest.get(prototype) ?? [])]);
}
