// The rules of arguments, as decorators for class-validator. A rule is a function that throws a ThroughlineError with
// the argument's path. The engine applies some of these functions too, so each rule is written only once. Null and
// undefined mean "not given" and always pass.
//
// Other checks are made where the value is read. These are checks of names, which need the catalogue, of several
// arguments together, of cursors, and of options that a question does not use. Rows that are rejected one by one
// (InteractionInput) have no rules here.
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
 * A list whose number of members is between two limits. `remedy` says what to do otherwise. The server reads the upper
 * limit too, and refuses longer lists before it reads them (server/inputLists.ts).
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

/** The maximum lengths of the lists of each class, by the prototype of the class. */
const longest = new WeakMap<object, Map<string, number>>();

/** The maximum length of each list of a class that has a limit, by field. */
export function longestListsOf({ prototype }: { readonly prototype: object }): ReadonlyMap<string, number> {
  if (prototype === Object.prototype) return new Map();
  const inherited = longestListsOf({ prototype: Object.getPrototypeOf(prototype) as object });
  return new Map([...inherited, ...(longest.get(prototype) ?? [])]);
}
