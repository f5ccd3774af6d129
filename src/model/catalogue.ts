// The catalogue: touchpoints, channels, stages, goals, service levels, segments, personas and blueprints. Entries are
// either declared or derived from rows.
import type { Blueprint, Measurement } from "./blueprint.js";
import type { Initiator } from "./interaction.js";
import type { Persona } from "./persona.js";
import type { PropertyCondition } from "./property.js";
import type { Segment } from "./segment.js";

export const MEDIA = ["ONLINE", "OFFLINE"] as const;
export type Medium = (typeof MEDIA)[number];
export const PHASES = ["PRE_PURCHASE", "PURCHASE", "POST_PURCHASE"] as const;
export type Phase = (typeof PHASES)[number];

/** The largest number of touchpoints, because a projection holds the codes of touchpoints as Uint16. */
export const MAX_TOUCHPOINTS = 65_535;

export interface Channel {
  readonly key: string;
  readonly name: string;
  readonly medium: Medium | null;
  /** Whether an employee serves the customer. */
  readonly assisted: boolean;
  /**
   * Whether a catalogue file or a mutation declared the channel. If not, only rows contain it, and it disappears with
   * its last interaction.
   */
  readonly declared: boolean;
}

export interface Stage {
  readonly key: string;
  readonly name: string;
  readonly position: number | null;
  readonly phase: Phase | null;
  readonly purpose: string | null;
  readonly declared: boolean;
}

export interface Touchpoint {
  /** `channel/kind`. Never changes. */
  readonly key: string;
  readonly name: string;
  /** Name and key of the kind. */
  readonly kind: string;
  readonly kindKey: string;
  /** `channel` and `stage` are keys. */
  readonly channel: string;
  readonly stage: string | null;
  readonly description: string | null;
  readonly initiatedBy: Initiator;
  readonly owner: string | null;
  /** Teams or people who take part, besides the owner. */
  readonly stakeholders: readonly string[];
  readonly declared: boolean;
}

/**
 * Selects interactions. Exactly one field is set. A list such as `kinds` selects the interactions that at least one of
 * its entries selects. An entry is a key or a name from the catalogue. A text that is the key of one thing and the name
 * of another means the key.
 */
export interface PointSelector {
  readonly touchpoints?: readonly string[] | null;
  readonly kinds?: readonly string[] | null;
  readonly channels?: readonly string[] | null;
  readonly stages?: readonly string[] | null;
  readonly goal?: string | null;
  readonly any?: boolean | null;
  readonly property?: PropertyCondition | null;
  /**
   * `all` selects an interaction if every one of these selectors selects it, `anyOf` if at least one does, and `not` if
   * this one does not.
   */
  readonly all?: readonly PointSelector[] | null;
  readonly anyOf?: readonly PointSelector[] | null;
  readonly not?: PointSelector | null;
}

/** A selector and all selectors within it. */
export function selectorsWithin(selector: PointSelector): PointSelector[] {
  const { all, anyOf, not } = selector;
  const inner = [...(all ?? []), ...(anyOf ?? []), ...(not === null || not === undefined ? [] : [not])];
  return [selector, ...inner.flatMap(selectorsWithin)];
}

/**
 * Whether a selector combines others or has a condition on a property. If not, the touchpoint (and for a goal, the
 * outcome) decides whether it selects an interaction.
 */
export function isCompound({ property, all, anyOf: any, not }: PointSelector): boolean {
  return [property, all, any, not].some((choice) => choice !== null && choice !== undefined);
}

export interface Goal {
  readonly key: string;
  readonly name: string;
  /** The selector of a goal contains no `goal` itself. */
  readonly selector: PointSelector;
  readonly isDefault: boolean;
}

export interface ServiceLevel {
  /** Two channel keys or two touchpoint keys. */
  readonly from: string;
  readonly to: string;
  /** Milliseconds. */
  readonly wait: number;
}

export interface Catalogue {
  /** The version of the catalogue. Every change to the catalogue increases it. */
  readonly version: number;
  /**
   * The lists are in code-point order of their keys, unless a comment below says otherwise. Stages are in order of
   * position, then key. Stages without a position come last.
   */
  readonly touchpoints: readonly Touchpoint[];
  readonly channels: readonly Channel[];
  readonly stages: readonly Stage[];
  readonly goals: readonly Goal[];
  readonly serviceLevels: readonly ServiceLevel[];
  readonly segments: readonly Segment[];
  /** In order of position, then key. */
  readonly personas: readonly Persona[];
  /** All versions of all blueprints, in order of key, then version. */
  readonly blueprints: readonly Blueprint[];
  /** For each slug, the names that share it. Only slugs with several names have an entry. */
  readonly mergedNames: readonly MergedName[];
}

export interface MergedName {
  readonly of: "channel" | "stage" | "kind";
  readonly key: string;
  /** The names, most interactions first, then in code-point order. The first name is shown. */
  readonly names: readonly string[];
}

/** What a catalogue file or a mutation declares. Undefined keeps a value, and null clears it. */
export interface CatalogueChange {
  /**
   * The version of the catalogue that the caller read when it decided on the change. If the catalogue has changed
   * since, the whole change is refused with CONFLICT, and the caller must decide again.
   */
  readonly asOf?: number;
  readonly channels?: readonly (Pick<Channel, "key"> & Partial<Omit<Channel, "key" | "declared">>)[];
  readonly stages?: readonly (Pick<Stage, "key"> & Partial<Omit<Stage, "key" | "declared">>)[];
  /** To declare a touchpoint that does not exist yet, `channel` (key or name) and `kind` (name) are required. */
  readonly touchpoints?: readonly TouchpointChange[];
  readonly goals?: readonly Goal[];
  readonly serviceLevels?: readonly ServiceLevel[];
  readonly segments?: readonly (Pick<Segment, "key"> & Partial<Segment>)[];
  readonly personas?: readonly (Pick<Persona, "key"> & Partial<Persona>)[];
  readonly blueprints?: readonly BlueprintChange[];
  readonly measurements?: readonly (BlueprintVersion & { readonly measurement: Measurement })[];
  /** Keys of segments to remove. When a listed segment is removed, its members are removed from it first. */
  readonly removedSegments?: readonly string[];
  /**
   * Keys of entries to remove. If one of them is still in use, the error is IN_USE, and nothing is changed. Keys that
   * do not exist are ignored. Removals are applied after the declarations of the same change.
   */
  readonly removedTouchpoints?: readonly string[];
  readonly removedChannels?: readonly string[];
  readonly removedStages?: readonly string[];
  readonly removedGoals?: readonly string[];
  readonly removedServiceLevels?: readonly Pick<ServiceLevel, "from" | "to">[];
  readonly removedPersonas?: readonly string[];
  /** Versions to remove. A version with measurements is refused with IN_USE. */
  readonly removedBlueprints?: readonly BlueprintVersion[];
  readonly removedMeasurements?: readonly (BlueprintVersion & Pick<Measurement, "from" | "before">)[];
}

export type BlueprintVersion = Pick<Blueprint, "key" | "version">;

/**
 * A blueprint to save. Without a version, it becomes the next version if it differs from the latest one. With a
 * version, it becomes that version. If that version exists with other content, the change is refused, because a saved
 * version never changes. Steps name touchpoints by key, or by a name that only one touchpoint has.
 */
export type BlueprintChange = Omit<Blueprint, "version" | "measurements"> & {
  readonly version?: number | undefined;
  readonly measurements?: readonly Measurement[] | undefined;
};

export interface TouchpointChange {
  readonly key: string;
  readonly name?: string | undefined;
  readonly kind?: string | undefined;
  readonly channel?: string | undefined;
  readonly stage?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly initiatedBy?: Initiator | null | undefined;
  readonly owner?: string | null | undefined;
  readonly stakeholders?: readonly string[] | undefined;
}
