// What a refined projection knows about its touchpoint codes (refine.ts makes one).

/** What the codes of a refined projection tell, by touchpoint code. It is plain data and can be sent to a thread. */
export interface Refinement {
  /** By text of a condition: 1 by code if the condition holds. */
  readonly holds: ReadonlyMap<string, Uint8Array>;
  /** 1 by code if the outcome is FAILED. Null if codes do not tell. */
  readonly failed: Uint8Array | null;
  /** By key of a property whose value codes tell. */
  readonly values: ReadonlyMap<string, RefinedValues>;
  /** By key of every property that a distinction names. */
  readonly properties: ReadonlyMap<string, KnownProperty>;
  /** Keys near to those that no interaction has. */
  readonly keys: readonly string[];
}

export interface RefinedValues {
  /** By code: 0 if there is no value, else 1 + the index in `members`. */
  readonly codes: Uint32Array;
  /** A list has several members. */
  readonly members: readonly (readonly string[])[];
}

export interface KnownProperty {
  /** Whether any live interaction has a value. */
  readonly isBorne: boolean;
  /** Values that conditions name and that no live interaction has. */
  readonly unborne: readonly string[];
}
