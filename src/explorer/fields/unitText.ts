// The unit of analysis in words.
import type { Unit } from "../../client/client.js";
import { format } from "../../views/format.js";

export type UnitKind = "journey" | "customer" | "gap" | "case" | "property";

/** Returns the field of the unit that is set. */
export function kindOf(unit: Unit | null): UnitKind {
  if (unit === null) return "journey";
  if (unit.customer === true) return "customer";
  if (unit.gap != null) return "gap";
  if (unit.case === true) return "case";
  return unit.property == null ? "journey" : "property";
}

/** Returns a sentence that says what "journey" means in an answer about the unit, or null for stored journeys. */
export function unitSentence(unit: Unit | null): string | null {
  switch (kindOf(unit)) {
    case "customer":
      return "A journey here is everything that one customer did.";
    case "gap":
      return `A journey here is what one customer did until nothing happened for more than ${format.duration(unit!.gap)}.`;
    case "case":
      return "A journey here is what one customer did with one case id.";
    case "property":
      return `A journey here is what one customer did with one value of ${unit!.property}.`;
    default:
      return null;
  }
}

/** Returns a sentence about the interactions that an answer leaves out, or null if it leaves out none. */
export function leftOutSentence(unit: Unit | null, leftOut: number): string | null {
  if (leftOut === 0) return null;
  const kind = kindOf(unit);
  const without = kind === "case" ? "case id" : kind === "property" ? `value of ${unit!.property}` : "such journey";
  return leftOut === 1
    ? `One interaction of the store has no ${without} and is left out.`
    : `${format.count(leftOut)} interactions of the store have no ${without} and are left out.`;
}
