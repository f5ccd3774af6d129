// The unit of analysis: which interactions form one path. By default, these are the interactions of a stored journey.
// Other units group a customer's interactions differently. All counts of journeys in an answer are then counts of such
// units.

export type Unit =
  /** All interactions of a customer. */
  | { readonly kind: "customer" }
  /**
   * Runs of a customer's interactions. A new unit begins where the time between two neighbours is longer than `gap`
   * milliseconds.
   */
  | { readonly kind: "gap"; readonly gap: number }
  /** The interactions of a customer with the same case id. */
  | { readonly kind: "case" }
  /** The interactions of a customer with the same value of a property. */
  | { readonly kind: "property"; readonly key: string };

/** A text that identifies the kind of unit. It is part of the keys of such units (`keyPrefixOf`). */
export function textOfUnit(unit: Unit): string {
  switch (unit.kind) {
    case "gap":
      return `gap:${unit.gap}`;
    case "property":
      return `property:${encodeURIComponent(unit.key)}`;
    default:
      return unit.kind;
  }
}

/** Returns null if no unit has this text. */
export function unitOfText(text: string): Unit | null {
  if (text === "customer" || text === "case") return { kind: text };
  const gap = /^gap:(\d{1,15})$/.exec(text);
  if (gap !== null) return { kind: "gap", gap: Number(gap[1]) };
  if (!text.startsWith("property:")) return null;
  try {
    const key = decodeURIComponent(text.slice("property:".length));
    return key === "" || textOfUnit({ kind: "property", key }) !== text ? null : { kind: "property", key };
  } catch {
    return null;
  }
}

const UNIT_KEY = /^u-(.+)-[0-9a-f]{24}$/;

/**
 * Returns the kind of unit to which this key belongs, or null for the key of a stored journey and for any other text.
 */
export function unitOfKey(key: string): Unit | null {
  const text = UNIT_KEY.exec(key)?.[1];
  return text === undefined ? null : unitOfText(text);
}

/** Returns the beginning of the keys of stored journeys, or of the keys of a unit. 24 hexadecimal digits follow it. */
export function keyPrefixOf(unit: Unit | null): string {
  return unit === null ? "j-" : `u-${textOfUnit(unit)}-`;
}
