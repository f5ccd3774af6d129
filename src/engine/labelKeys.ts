// The keys of labels. A label is a touchpoint, a kind, a channel, a stage, a value of a property, a group that the
// client has named, or one of a few special labels. The key says which of them it is.
import type { Catalogue, Touchpoint } from "../model/catalogue.js";
import { ThroughlineError } from "../model/errors.js";
import { NO_STAGE } from "../model/keys.js";
import type { Grain, Label, LabelOptions } from "./terms.js";

/** The key of the row of attribution for conversions without a touch. */
export const DIRECT = "(direct)";

export const START: Label = { key: "START", label: "Start", kind: "START" };
export const END: Label = { key: "END", label: "End", kind: "END" };
/** The label that combines all labels that are not shown. */
export const OTHER: Label = { key: "OTHER", label: "Other", kind: "OTHER" };

export const GROUP_PREFIX = "group:";
const VALUE_PREFIX = "value:";
/** The keys of labels and rows that are neither values nor groups. */
const SPECIAL_KEYS: ReadonlySet<string> = new Set([NO_STAGE, DIRECT, START.key, END.key, OTHER.key]);

/**
 * Returns the key of the label for a value of a property. It is the value itself, unless another label could have this
 * key: then `value:` precedes the value.
 */
export function keyOfValue(value: string): string {
  const isTaken = SPECIAL_KEYS.has(value) || value.startsWith(GROUP_PREFIX) || value.startsWith(VALUE_PREFIX);
  return isTaken ? `${VALUE_PREFIX}${value}` : value;
}

/**
 * Returns the name of the label of a value by its key. A value that is also a special key is shown in quotation marks.
 */
export function nameOfValue(key: string): string {
  return key.startsWith(VALUE_PREFIX) ? `"${key.slice(VALUE_PREFIX.length)}"` : key;
}

/** Returns the key of the label of a touchpoint. `key` is its key, even if it is no longer in the catalogue. */
export function labelKey(touchpoint: Touchpoint | undefined, key: string, grain: Grain): string {
  if (touchpoint === undefined || grain === "TOUCHPOINT") return key;
  if (grain === "KIND") return touchpoint.kindKey;
  if (grain === "CHANNEL") return touchpoint.channel;
  return touchpoint.stage ?? NO_STAGE;
}

/**
 * Refuses a group whose key is also the key of a touchpoint, kind, channel or stage at the grain. The keys of values
 * are changed in such a case (`keyOfValue`). Keys of the catalogue are never changed, because clients use them to look
 * up the entries of the catalogue.
 */
export function refuseTakenNames(
  { touchpoints }: Pick<Catalogue, "touchpoints">,
  { grain, groups }: LabelOptions,
  at: string | null = "options",
): void {
  if (groups.length === 0 || grain === "PROPERTY") return;
  const taken = new Set(touchpoints.map((touchpoint) => labelKey(touchpoint, touchpoint.key, grain)));
  groups.forEach(({ name }, g) => {
    const key = `${GROUP_PREFIX}${name}`;
    if (!taken.has(key)) return;
    throw new ThroughlineError(
      "BAD_ARGUMENT",
      `The group "${name.slice(0, 100)}" would have the same key as the ${grain.toLowerCase()} "${key.slice(0, 100)}".`,
      { at: `${at}.groups[${g}].name`, remedy: "Give the group another name." },
    );
  });
}
