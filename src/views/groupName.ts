// The name of a group of a breakdown.
import { format } from "./format.js";

interface Group {
  readonly label: string;
  readonly isOther: boolean;
  readonly isNone: boolean;
}

/** `otherGroups` is the number of groups that Other combines. */
export function nameOfGroup({ label, isOther, isNone }: Group, otherGroups: number): string {
  if (isOther) return `Other (${format.plural(otherGroups, "group")})`;
  return isNone ? "(none)" : label;
}
