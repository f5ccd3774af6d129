// Shortens a wrong value to its beginning before GraphQL makes an error about it. GraphQL's errors repeat the wrong
// value, so each error in a large value would otherwise repeat all of it.

/**
 * The largest numbers of entries of an object and of characters of a text or key that are shown. An error is cut at
 * 1,000 characters anyway.
 */
const MAX_ENTRIES = 50;
const MAX_CHARACTERS = 200;
/**
 * GraphQL shows at most 10 members of a list, and the number of the others. It shows values that are nested at most two
 * levels deep.
 */
const MAX_MEMBERS = 10;
const MAX_LEVELS = 3;

/**
 * Returns a value from which GraphQL shows the same text as from `value`. If `value` is small, it is returned
 * unchanged.
 */
export function beginningOf(value: unknown, levels = MAX_LEVELS): unknown {
  if (typeof value === "string") return beginningOfText(value);
  if (typeof value !== "object" || value === null) return value;
  if (levels === 0) return Array.isArray(value) ? value.slice(0, 1) : isEmpty(value) ? {} : { "…": "…" };
  if (Array.isArray(value)) {
    const shown = value.slice(0, MAX_MEMBERS).map((member) => beginningOf(member, levels - 1));
    // The length is kept, because GraphQL shows the number of members.
    shown.length = value.length;
    return shown;
  }
  const shown: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  let count = 0;
  for (const key in value) {
    if (count++ === MAX_ENTRIES) {
      shown["…"] = "…";
      break;
    }
    shown[beginningOfText(key)] = beginningOf((value as Record<string, unknown>)[key], levels - 1);
  }
  return shown;
}

export function beginningOfText(text: string): string {
  return text.length <= MAX_CHARACTERS ? text : `${text.slice(0, MAX_CHARACTERS)}…`;
}

function isEmpty(object: object): boolean {
  for (const _ in object) return false;
  return true;
}
