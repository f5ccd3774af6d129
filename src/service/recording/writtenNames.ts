// Finds the entries of the catalogue to which the names of touchpoints and channels in the rows of a mutation refer.
// The same rules apply to interactions and to feedback answers.

import { API_SOURCE } from "../../graph/store.js";
import type { Catalogue, Touchpoint } from "../../model/catalogue.js";
import { checkKey, type FieldProblem, isBlank } from "../../model/check.js";
import type { OriginContent } from "../../model/interaction.js";
import { channelSlug, nearest, slug, touchpointKey, UNKNOWN_CHANNEL } from "../../model/keys.js";

/**
 * The largest number of unknown names in one mutation for which similar names are suggested. Each unknown name is
 * compared with all names of the catalogue.
 */
const MAX_HINTS = 20;

export interface Names {
  readonly touchpoints: ReadonlyMap<string, Touchpoint & { readonly channelName: string }>;
  /** The key and the name of each entry, found by the key and by every name. */
  readonly channels: ReadonlyMap<string, { readonly key: string; readonly name: string }>;
}

export function namesOf({ touchpoints, channels, mergedNames }: Catalogue): Names {
  const byKey = new Map(channels.map(({ key, name }) => [key, { key, name }]));
  const known = new Map<string, { key: string; name: string }>();
  for (const { of, key, names } of mergedNames)
    if (of === "channel" && byKey.has(key)) for (const name of names) known.set(name, byKey.get(key)!);
  for (const channel of channels) known.set(channel.name, byKey.get(channel.key)!);
  // If a text is the key of one entry and the name of another, it means the entry with the key.
  for (const [key, channel] of byKey) known.set(key, channel);
  return {
    touchpoints: new Map(
      touchpoints.map((t) => [t.key, { ...t, channelName: byKey.get(t.channel)?.name ?? t.channel }]),
    ),
    channels: known,
  };
}

/** The names with which a row writes its touchpoint. They become an OriginContent. */
export type WrittenNames = Omit<OriginContent, "source" | "initiatedBy">;

/** The key of a touchpoint, and the names with which a row writes it. */
export interface WrittenTouchpoint {
  readonly key: string;
  readonly kind: string;
  readonly channelName: string | null;
}

/**
 * If the row has a `channel`, its field `touchpoint` contains the name of a kind. The key of the touchpoint is then
 * derived from channel and kind, as for a row of a file. Otherwise, the field `touchpoint` contains a key. If the
 * catalogue does not have this key, the text is read as `channel/kind`, or as a kind of the channel `unknown` if there
 * is no slash.
 */
export function touchpointOf(
  asked: { readonly touchpoint: string; readonly channel?: string | null },
  names: Names,
  hints: Hints,
  createNames: boolean,
): WrittenTouchpoint | FieldProblem {
  const channel = nameOrNull(asked.channel);
  const key =
    channel === null
      ? asked.touchpoint
      : touchpointKey(names.channels.get(channel)?.key ?? channelSlug(channel), slug(asked.touchpoint));
  const known = names.touchpoints.get(key);
  if (known !== undefined && channel === null) return known;
  if (!createNames)
    return (
      known ??
      unknown("touchpoint", "UNKNOWN_TOUCHPOINT", channel === null ? asked.touchpoint : key, names.touchpoints, hints)
    );
  const slash = channel === null ? asked.touchpoint.indexOf("/") : -1;
  const kind = asked.touchpoint.slice(slash + 1);
  const written = channel ?? nameOrNull(asked.touchpoint.slice(0, Math.max(0, slash)));
  for (const [field, name] of [
    ["touchpoint", kind],
    ["channel", written],
  ] as const) {
    const problem = name === null ? null : checkKey(field, name);
    if (problem !== null) return problem;
  }
  const of = written === null ? null : names.channels.get(written);
  const channelKey = written === null ? UNKNOWN_CHANNEL : (of?.key ?? channelSlug(written));
  const made = touchpointKey(channelKey, slug(kind));
  const standing = names.touchpoints.get(made);
  // If the row gives the key of a channel, the origin gets the name of the channel, so that the key is not counted as a
  // spelling of the name.
  return {
    key: made,
    kind: standing !== undefined && channel === null ? standing.kind : kind,
    channelName: written === null ? null : written === of?.key ? of.name : written,
  };
}

/**
 * Collects the origins of a mutation (`OriginContent` in model/interaction.ts): the different ways in which its rows
 * write touchpoints. A row that gives only the key of a touchpoint gets the names from the catalogue, so that it never
 * introduces another spelling.
 */
export class Origins {
  readonly all: OriginContent[] = [];
  readonly #indices = new Map<string, number>();

  indexOf(written: WrittenNames): number {
    const key = JSON.stringify(Object.values(written));
    let index = this.#indices.get(key);
    if (index === undefined) {
      index = this.all.length;
      this.#indices.set(key, index);
      this.all.push({ source: API_SOURCE, ...written, initiatedBy: null });
    }
    return index;
  }
}

/**
 * Suggestions for misspelt names. They are cached, because the rows of a mutation often repeat the same misspelling.
 */
export class Hints {
  readonly #known = new Map<string, readonly string[]>();

  nearest(field: string, name: string, names: ReadonlyMap<string, unknown>): readonly string[] {
    const asked = `${field} ${name}`;
    let near = this.#known.get(asked);
    if (near === undefined) {
      if (this.#known.size === MAX_HINTS) return [];
      near = nearest(name, names.keys());
      this.#known.set(asked, near);
    }
    return near;
  }
}

export function unknown(
  field: string,
  code: "UNKNOWN_TOUCHPOINT" | "UNKNOWN_CHANNEL",
  name: string,
  known: ReadonlyMap<string, unknown>,
  hints: Hints,
): FieldProblem {
  const near = hints.nearest(field, name, known);
  const hint = near.length === 0 ? "" : ` Nearest: ${near.join(", ")}.`;
  return {
    field,
    code,
    message: `The catalogue has no ${field === "touchpoint" ? "touchpoint" : "channel"} "${name.slice(0, 80)}".${hint}`,
  };
}

export function textOrNull(text: string | null | undefined): string | null {
  return text === undefined || text === "" ? null : text;
}

/** An empty name counts as no name. */
export function nameOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined || isBlank(text) ? null : text;
}
