// How nodes are read: the columns of a customer, of its answers and of its journeys. These are parts of statements.

/**
 * If a sequence is beyond 2^53 − 1, all sequences are read as texts, because the driver returns integers as doubles.
 */
const SEQUENCE =
  "CASE WHEN any(s IN j.sequence WHERE s > 9007199254740991 OR s < -9007199254740991) THEN toStringList(j.sequence) ELSE j.sequence END";
export const JOURNEY = `j { .key, .name, .route, .times, .ids, sequence: ${SEQUENCE}, .origins, .brought, .caseIds, .values, .costs, .initiatedBy, .outcomes, .resolved, .intended, .contextCarried, .repeatedInfo, .referredBy, .attributes, .identities, .anonymous, .naming }`;
/** The answers of a customer. The property `answers` counts them, and is absent if there are none. */
export const ANSWERS =
  "CASE WHEN c.answers IS NULL THEN [] ELSE [(c)-[:GAVE]->(f:Feedback) | f {.identity, .id, .at, .touchpoint, .interaction, .csat, .nps, .ces, .emotion, .comment, .origins}] END";
export const CUSTOMER = `c {.key, .number, .version, .attributes, .kept, answers: ${ANSWERS}}`;
/**
 * The properties of a Journey node from `j`, as `encodeJourney` packs them. A list of texts is packed into one text
 * with U+0000 between the members, and a list of integers into one text with blanks. The driver and the server would
 * each take about twenty times as long for a list.
 */
const PACKED_TEXTS = [
  "route",
  "ids",
  "brought",
  "caseIds",
  "initiatedBy",
  "outcomes",
  "intended",
  "referredBy",
  "attributes",
  "identities",
  "anonymous",
  "naming",
]
  .map((name) => `${name}: split(j.${name}, '\\u0000')`)
  .join(", ");
const PACKED_INTEGERS = ["times", "sequence", "origins", "sources", "resolved", "contextCarried", "repeatedInfo"]
  .map((name) => `${name}: toIntegerList(split(j.${name}, ' '))`)
  .join(", ");
export const UNPACKED = `{key: j.key, name: j.name, start: j.start, end: j.end, values: j.values, costs: j.costs, ${PACKED_TEXTS}, ${PACKED_INTEGERS}}`;
/**
 * The columns that the projection keeps: no ids, sequences or origins. Times are floats, which are exact in this range
 * and faster for the driver to decode.
 */
export const COLUMNS =
  "[j.key, j.route, toFloatList(j.times), j.caseIds, j.values, j.costs, j.initiatedBy, j.outcomes, j.resolved, j.intended, j.contextCarried, j.repeatedInfo]";
