// Describes what the touchpoint codes of a refined projection mean (refine.ts).

/**
 * Tables by touchpoint code that say what each code of a refined projection means. They are plain data and can be sent
 * to a thread.
 */
export interface Refinement {
  /** A table for the text of each condition, which is 1 for each code for which the condition holds. */
  readonly holds: ReadonlyMap<string, Uint8Array>;
  /**
   * A table that is 1 for each code that means the outcome FAILED. Null if the codes do not distinguish failed
   * interactions.
   */
  readonly failed: Uint8Array | null;
  /**
   * A table with the code that the indexes of blocks have for each code. Null if the indexes have the codes themselves.
   * If codes distinguish values, there are too many of them for an index.
   */
  readonly indexed: Uint32Array | null;
  /** The values of each property whose values the codes distinguish, by key. */
  readonly values: ReadonlyMap<string, RefinedValues>;
  /** The facts about each property that a distinction names, by key. */
  readonly properties: ReadonlyMap<string, KnownProperty>;
  /** Suggestions for keys that no interaction has. */
  readonly keys: readonly string[];
}

export interface RefinedValues {
  /** An entry for each touchpoint code, which is 0 if there is no value, and otherwise 1 + the index in `members`. */
  readonly codes: Uint32Array;
  /** The members of each value. A list has several. */
  readonly members: readonly (readonly string[])[];
}

export interface KnownProperty {
  /** Whether any live interaction has a value. */
  readonly isBorne: boolean;
  /** The values that conditions name, but that no live interaction has. */
  readonly unborne: readonly string[];
}
