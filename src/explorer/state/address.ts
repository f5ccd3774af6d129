// Converts between the state and the address, without loss. The address has one parameter per argument, `filter`,
// `unit`, the presentation as `~NAME`, and the data version of a shared link as `version`. Values are JSON. Characters
// that addresses escape are swapped with characters that they do not escape, so that a link stays short and readable:
// filter=(~segments~:!~vip~*).
import { PATHS, type Place, placeAt } from "./place.js";
import type { State, Target } from "./state.js";

const FILTER = "filter";
const UNIT = "unit";
const VERSION = "version";
const LOOK = "~";
/** The argument `version` of questions about blueprints, because an address already has a `version`. */
const BLUEPRINT_VERSION = "blueprintVersion";

export interface Arrived {
  readonly state: State;
  /** Parameters that cannot be read. They are ignored, and the page says so. */
  readonly unreadable: readonly string[];
}

/** Path and search, such as `/handoffs?filter=(~segments~:!~vip~*)`. */
export function addressOf({ place, filter, unit, args, look, version }: Target): string {
  const parameters: string[] = [];
  const add = (name: string, text: string) => parameters.push(`${escaped(name)}=${escaped(text)}`);
  for (const [name, value] of Object.entries(args))
    if (value !== undefined) add(name === VERSION ? BLUEPRINT_VERSION : name, packed(value));
  if (Object.values(filter).some((value) => value !== undefined)) add(FILTER, packed(filter));
  if (unit != null) add(UNIT, packed(unit));
  for (const [name, text] of Object.entries(look)) add(LOOK + name, text);
  if (version !== undefined) add(VERSION, version);
  return parameters.length === 0 ? PATHS[place] : `${PATHS[place]}?${parameters.join("&")}`;
}

/** Returns null if no place has this path. `search` may begin with a question mark. */
export function stateOf(path: string, search: string): Arrived | null {
  const place = placeAt(path);
  return place === null ? null : read(place, search);
}

function read(place: Place, search: string): Arrived {
  const args: Record<string, unknown> = {};
  const look: Record<string, string> = {};
  const unreadable: string[] = [];
  let filter: State["filter"] = {};
  let unit: State["unit"] = null;
  let version: string | undefined;
  for (const [name, text] of new URLSearchParams(search)) {
    if (name.startsWith(LOOK)) look[name.slice(LOOK.length)] = text;
    else if (name === VERSION) version = text;
    else {
      const value = unpacked(text);
      const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
      if (value === undefined || ((name === FILTER || name === UNIT) && !isObject)) unreadable.push(name);
      else if (name === FILTER) filter = value as State["filter"];
      else if (name === UNIT) unit = value as State["unit"];
      else args[name === BLUEPRINT_VERSION ? VERSION : name] = value;
    }
  }
  return { state: { place, filter, unit, args, look, ...(version === undefined ? {} : { version }) }, unreadable };
}

/** JSON with swapped characters. */
function packed(value: unknown): string {
  return swapped(JSON.stringify(value));
}

/** Returns undefined if the text is not such JSON. */
function unpacked(text: string): unknown {
  try {
    return JSON.parse(swapped(text));
  } catch {
    return undefined;
  }
}

const PAIRS = ['"~', "{(", "})", "[!", "]*"];
const SWAPS = new Map(PAIRS.flatMap(([a, b]) => [[a!, b!] as const, [b!, a!] as const]));

/** Swaps the characters. The function is its own inverse. */
function swapped(text: string): string {
  return text.replace(/["~{}()[\]!*]/g, (character) => SWAPS.get(character)!);
}

/** Escapes only the characters that an address must not contain. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(/%(2C|3A|2F|40)/g, (code) => decodeURIComponent(code));
}
