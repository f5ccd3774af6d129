// The type that says what the touchpoint codes of a refined projection mean. refine.ts explains refined projections.

/**
 * Tables by touchpoint code that say what each code of a refined projection means. They are plain data and can be sent
 * to a thread.
 */
export interface Refinement {
  /** A table for each condition, by the text of the condition: 1 for each code for which it holds. */
  readonly holds: ReadonlyMap<string, Uint8Array>;
  /** A table with 1 for each code of failed interactions. Null if the codes do not distinguish failed interactions. */
  readonly failed: Uint8Array | null;
  /**
   * The code that the indexes of blocks use in place of each code. Null if the indexes use the codes themselves. If
   * codes distinguish values, there are too many of them for an index, so the indexes use the codes of the stored
   * projection.
   */
  readonly indexed: Uint32Array | null;
  /** The properties whose values the codes distinguish, by key, each with its values. */
  readonly values: ReadonlyMap<string, RefinedValues>;
  /**
   * The properties that refined blocks have as columns (`Block.values`), sorted by key. For each property, the list of
   * its values, where each value is a list of its members. The value with code c in the column is at index c − 1.
   */
  readonly members: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** For the key of each property that a distinction names, facts about the property. */
  readonly properties: ReadonlyMap<string, KnownProperty>;
  /** The keys of properties, from which an error about an unknown key suggests similar ones. */
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
