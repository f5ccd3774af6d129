// The catalogue: touchpoints, channels, stages, goals, service levels and segments, declared or brought by rows.
import type { Initiator } from "./interaction.js";
import type { Segment } from "./segment.js";

export const MEDIA = ["ONLINE", "OFFLINE"] as const;
export type Medium = (typeof MEDIA)[number];
export const PHASES = ["PRE_PURCHASE", "PURCHASE", "POST_PURCHASE"] as const;
export type Phase = (typeof PHASES)[number];

/** Codes of touchpoints in a projection are Uint16. */
export const MAX_TOUCHPOINTS = 65_535;

export interface Channel {
  readonly key: string;
  readonly name: string;
  readonly medium: Medium | null;
  /** A person answers. */
  readonly assisted: boolean;
  /** Stands in the catalogue by a file or a mutation; otherwise it goes with its last interaction. */
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
  /** `channel/kind`; never changes. */
  readonly key: string;
  readonly name: string;
  /** Name and key of the kind. */
  readonly kind: string;
  readonly kindKey: string;
  /** Keys. */
  readonly channel: string;
  readonly stage: string | null;
  readonly description: string | null;
  readonly initiatedBy: Initiator;
  readonly owner: string | null;
  readonly declared: boolean;
}

/** Exactly one choice; a list means any of its members. Keys, or names as the catalogue has them; a key wins. */
export interface PointSelector {
  readonly touchpoints?: readonly string[] | null;
  readonly kinds?: readonly string[] | null;
  readonly channels?: readonly string[] | null;
  readonly stages?: readonly string[] | null;
  readonly goal?: string | null;
  readonly any?: boolean | null;
}

export interface Goal {
  readonly key: string;
  readonly name: string;
  /** Any choice but `goal`. */
  readonly selector: PointSelector;
  readonly isDefault: boolean;
}

export interface ServiceLevel {
  /** Both channel keys or both touchpoint keys. */
  readonly from: string;
  readonly to: string;
  /** Milliseconds. */
  readonly wait: number;
}

export interface Catalogue {
  /** Raised by every change to it. */
  readonly version: number;
  /** Each by key in code-point order; stages by position (those without last), then key. */
  readonly touchpoints: readonly Touchpoint[];
  readonly channels: readonly Channel[];
  readonly stages: readonly Stage[];
  readonly goals: readonly Goal[];
  readonly serviceLevels: readonly ServiceLevel[];
  readonly segments: readonly Segment[];
  /** Every spelling that is merged into a key: slug → names, only where there are several. */
  readonly mergedNames: readonly MergedName[];
}

export interface MergedName {
  readonly of: "channel" | "stage" | "kind";
  readonly key: string;
  /** In code-point order; the first is shown. */
  readonly names: readonly string[];
}

/** What a catalogue file or a mutation declares. What is undefined is left as it is, null clears. */
export interface CatalogueChange {
  readonly channels?: readonly (Pick<Channel, "key"> & Partial<Omit<Channel, "key" | "declared">>)[];
  readonly stages?: readonly (Pick<Stage, "key"> & Partial<Omit<Stage, "key" | "declared">>)[];
  /** `channel` (key or name) and `kind` (name) are needed for a touchpoint that does not exist yet. */
  readonly touchpoints?: readonly TouchpointChange[];
  readonly goals?: readonly Goal[];
  readonly serviceLevels?: readonly ServiceLevel[];
  readonly segments?: readonly (Pick<Segment, "key"> & Partial<Segment>)[];
  /** Keys. Of a listed segment, its members are let go first. */
  readonly removedSegments?: readonly string[];
}

export interface TouchpointChange {
  readonly key: string;
  readonly name?: string | undefined;
  readonly kind?: string | undefined;
  readonly channel?: string | undefined;
  readonly stage?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly initiatedBy?: Initiator | null | undefined;
  readonly owner?: string | null | undefined;
}
