// The beginning of a value that a client sent, for an error that repeats it. GraphQL repeats a wrong value as a whole,
// and each error that it finds within the value repeats it again.

/** Entries of an object, and characters of a text or a key, that are shown. An error is cut at 1,000 characters. */
const MAX_ENTRIES = 50;
const MAX_CHARACTERS = 200;
/** GraphQL shows 10 members of a list, and their number, and values within two others. */
const MAX_MEMBERS = 10;
const MAX_LEVELS = 3;

/** A value with everything that GraphQL shows of a value of this size. It equals `value` if that is small. */
export function beginningOf(value: unknown, levels = MAX_LEVELS): unknown {
  if (typeof value === "string") return beginningOfText(value);
  if (typeof value !== "object" || value === null) return value;
  if (levels === 0) return Array.isArray(value) ? value.slice(0, 1) : isEmpty(value) ? {} : { "…": "…" };
  if (Array.isArray(value)) {
    const shown = value.slice(0, MAX_MEMBERS).map((member) => beginningOf(member, levels - 1));
    // GraphQL shows the number of members.
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
