// The layout of a customer's record. It stores interactions as columns. A column is left out if no interaction has a
// value in it. The other columns are called known below. encodeRecord.ts and encodeColumns.ts write records, and
// decodeRecord.ts and visitRecord.ts read them.
//
//     version, key, attributes
//     journeys: 12 bytes of the key, number of interactions, start after the previous journey
//     waits, touchpoint codes                          all interactions, journey after journey
//     which columns are known; the known ones          ─┐ read by `visitRecord`, for the projection,
//     names of journeys, ids, sequences, origins, rest  ┘ which stops here
//     identities, named anonymous keys, what else is kept   only where they are not the customer's key alone
//     answers                                               only where there are some
//
// Codes are those of the store's dictionary. A code that may be unknown is stored as code + 1, so that 0 means unknown.
// An interaction takes about 20 bytes.

/**
 * The number of the format. It is increased when the layout of any database changes. `migrate.ts` converts stores of
 * older formats.
 */
export const FORMAT = 3;

/** Converts texts to codes and back (dictionary.ts). */
export interface Codes {
  codeOf(text: string): number;
  textOf(code: number): string;
}

/** One bit for each column that a history may have. Visitors, such as the projection, receive only the first nine. */
export const HAS = {
  VALUE: 1,
  COST: 2,
  INITIATED_BY: 4,
  OUTCOME: 8,
  RESOLVED: 16,
  CONTEXT_CARRIED: 32,
  REPEATED_INFO: 64,
  INTENDED_CHANNEL: 128,
  CASE_ID: 256,
  REFERRED_BY: 512,
  ATTRIBUTES: 1024,
  JOURNEY_NAMES: 2048,
  /** Set if at least one interaction has several origins. */
  SHARED: 4096,
  /** Set if the identity of at least one interaction is not the customer's key. This bit exists since format 3. */
  IDENTITIES: 8192,
  /** Set if at least one interaction names an anonymous key. */
  NAMED: 16_384,
  KEPT: 32_768,
  ANSWERS: 65_536,
} as const;
