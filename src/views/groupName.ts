// The name of a group of a breakdown, and its key within a picture.
import { format } from "./format.js";

interface Group {
  readonly label: string;
  readonly isOther: boolean;
  readonly isNone: boolean;
}

/** The key of the group of those without a value, and of the label of touchpoints without a stage. */
export const NONE = "(none)";
/** The keys of Other and of the group of those without a value. A value may be the same text. */
const SPECIAL: ReadonlySet<string> = new Set(["OTHER", NONE]);
const VALUE = "value:";

/** Identifies a group among all groups of a breakdown. Values that another group could have as its key are prefixed. */
export function keyOfGroup({ key, isOther, isNone }: Group & { readonly key: string }): string {
  const isTaken = SPECIAL.has(key) || key.startsWith(VALUE);
  return !isOther && !isNone && isTaken ? `${VALUE}${key}` : key;
}

/** `otherGroups` is the number of groups that Other combines. */
export function nameOfGroup({ label, isOther, isNone }: Group, otherGroups: number): string {
  if (isOther) return `Other (${format.plural(otherGroups, "group")})`;
  return isNone ? NONE : label;
}
