// Properties of interactions: the further values of a row, which are stored as one JSON object per interaction. The key
// of a property is its path in that object. Values are treated as texts: numbers in their shortest decimal form, and
// booleans as `true` and `false`. A property whose value is a list has several members. If the value is null, an empty
// text or an object, it is unknown.
import { compareKeys } from "./keys.js";

/**
 * A condition on one property. All given parts must hold. `in`, `like` and the range (`atLeast`, `atMost`) hold if at
 * least one member of the value satisfies them. `notIn` holds if the property is known and none of its members is
 * listed.
 */
export interface PropertyCondition {
  readonly key: string;
  readonly in?: readonly string[] | null;
  readonly notIn?: readonly string[] | null;
  /** A text in which `*` matches any text. */
  readonly like?: string | null;
  /** The bounds of a range of numbers, both included. Texts that are written like a JSON number count as numbers. */
  readonly atLeast?: number | null;
  readonly atMost?: number | null;
  /** If this is false, the interaction must have no value. */
  readonly known?: boolean | null;
}

export const CONDITION_PARTS = ["in", "notIn", "like", "atLeast", "atMost", "known"] as const;

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Returns the number that a value represents, or NaN. */
export function numberOf(value: string): number {
  return JSON_NUMBER.test(value) ? Number(value) : Number.NaN;
}

/**
 * Returns a function that tests the members of the property of one interaction. An interaction without a value has no
 * members.
 */
export function conditionTest(condition: PropertyCondition): (members: readonly string[]) => boolean {
  const { known } = condition;
  const accepted = condition.in == null ? null : new Set(condition.in);
  const refused = condition.notIn == null ? null : new Set(condition.notIn);
  const like = condition.like == null ? null : likeTest(condition.like);
  const least = condition.atLeast ?? Number.NEGATIVE_INFINITY;
  const most = condition.atMost ?? Number.POSITIVE_INFINITY;
  const hasRange = condition.atLeast != null || condition.atMost != null;
  return (members) => {
    if (members.length === 0) return known === false;
    if (known === false) return false;
    if (accepted !== null && !members.some((member) => accepted.has(member))) return false;
    if (refused !== null && members.some((member) => refused.has(member))) return false;
    if (like !== null && !members.some(like)) return false;
    return (
      !hasRange ||
      members.some((member) => {
        const number = numberOf(member);
        return number >= least && number <= most;
      })
    );
  };
}

/**
 * Returns a function that tests whether a text matches a text with wildcards. The parts between the wildcards are
 * searched for one after the other. Each search starts where the previous part ended, so the time is linear.
 */
function likeTest(like: string): (text: string) => boolean {
  const parts = like.split("*");
  const [first, last] = [parts[0]!, parts.at(-1)!];
  if (parts.length === 1) return (text) => text === like;
  return (text) => {
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    let at = first.length;
    const end = text.length - last.length;
    for (let p = 1; p < parts.length - 1; p++) {
      const found = text.indexOf(parts[p]!, at);
      if (found < 0 || found + parts[p]!.length > end) return false;
      at = found + parts[p]!.length;
    }
    return true;
  };
}

/**
 * The members of a property of one interaction, each once, in order of code points. The list is empty if nothing is
 * known.
 */
export function propertyMembers(attributes: unknown, key: string): string[] {
  const found = new Set<string>();
  collect(attributes, key, found);
  return found.size < 2 ? [...found] : [...found].sort(compareKeys);
}

function collect(value: unknown, path: string | null, found: Set<string>): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    for (const member of value) collect(member, path, found);
    return;
  }
  if (path === null) {
    const text = textOf(value);
    if (text !== null) found.add(text);
    return;
  }
  if (typeof value !== "object") return;
  // The name of a member may contain dots, so every way to divide the path into names is tried.
  for (const name of Object.keys(value))
    if (name === path) collect((value as Record<string, unknown>)[name], null, found);
    else if (path.length > name.length && path[name.length] === "." && path.startsWith(name))
      collect((value as Record<string, unknown>)[name], path.slice(name.length + 1), found);
}

function textOf(value: unknown): string | null {
  switch (typeof value) {
    case "string":
      return value === "" ? null : value;
    case "number":
    case "boolean":
      return String(value);
    default:
      return null;
  }
}

/** The keys of the properties that an object has. Every key leads to at least one known value. */
export function propertyKeys(attributes: unknown): Set<string> {
  const keys = new Set<string>();
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) for (const member of value) visit(member, path);
    else if (value !== null && typeof value === "object")
      for (const [name, member] of Object.entries(value)) visit(member, path === "" ? name : `${path}.${name}`);
    else if (path !== "" && textOf(value) !== null) keys.add(path);
  };
  visit(attributes, "");
  return keys;
}

/**
 * Returns a function that reads the members of one property from the JSON text of an interaction's attributes. Most
 * texts are not parsed. Instead, a key without a dot is searched for in the text, and the text or number after it is
 * cut out.
 */
export function propertyReader(key: string): (json: string) => readonly string[] {
  const written = `${JSON.stringify(key)}:`;
  const canBeNested = key.includes(".");
  return (json) => {
    if (canBeNested) return propertyMembers(JSON.parse(json), key);
    const at = json.indexOf(written);
    if (at < 0) return NONE;
    const begin = at + written.length;
    const first = json.charCodeAt(begin);
    const before = json.charCodeAt(at - 1);
    // If the name occurs within an inner object or a list, it belongs to another path. The text is then parsed.
    if ((before !== OPEN && before !== COMMA) || json.lastIndexOf("{", at) !== 0)
      return propertyMembers(JSON.parse(json), key);
    if (first === QUOTE) {
      const end = json.indexOf('"', begin + 1);
      const text = json.slice(begin + 1, end);
      if (!text.includes("\\")) return text === "" ? NONE : [text];
    } else if (first !== OPEN && first !== OPEN_LIST) {
      let end = begin;
      for (let code = first; code !== COMMA && code !== CLOSE; code = json.charCodeAt(++end));
      const literal = json.slice(begin, end);
      return literal === "null" ? NONE : [String(JSON.parse(literal))];
    }
    return propertyMembers(JSON.parse(json), key);
  };
}

const NONE: readonly string[] = [];
const QUOTE = 34;
const COMMA = 44;
const OPEN = 123;
const CLOSE = 125;
const OPEN_LIST = 91;
