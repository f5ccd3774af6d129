// Limits for one request: for its text, its shape, its arguments and its result. Each limit has a reason, and each
// refusal has a code and a remedy. The introspection queries of common tools stay within all limits.
import { type ASTNode, GraphQLError } from "graphql";

/**
 * The largest number of bytes of a request's body. 10,000 interactions with about 200 bytes each take half of it, and
 * the rest is a reserve.
 */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;
/**
 * The largest number of UTF-16 code units of a query. A mutation that records 300 interactions as literals has about
 * 60,000. Longer data belong in variables. To find the line of an error, GraphQL reads the text up to that place.
 */
export const MAX_QUERY_LENGTH = 262_144;
/** The largest number of lines of a query. For every error that it reports, GraphQL counts the lines again. */
export const MAX_LINES = 20_000;
/**
 * The largest number of tokens of a query. A query of the explorer has a few hundred, and a mutation that records 300
 * interactions as literals has about 10,000.
 */
export const MAX_TOKENS = 20_000;
/** The largest number of characters in comments, which do not count as tokens. */
export const MAX_COMMENTS = 1_000;
/**
 * The largest number of errors reported per query, so that a long query with many errors does not lead to a long
 * answer.
 */
export const MAX_ERRORS = 5;
/**
 * The largest number of fields, spreads and inline fragments in the text of a query. A generated page has a few
 * hundred.
 */
export const MAX_SELECTIONS = 2_000;
/**
 * The largest depth of fields. For example, customers → edges → node → journeys → edges → node → interactions → edges →
 * node → touchpoint → channel has depth 11.
 */
export const MAX_DEPTH = 20;
/**
 * The largest depth of selection sets in the text of a query. Both fields and inline fragments count. The limit keeps
 * functions that recurse over the document, such as JSON.stringify, from overflowing the stack.
 */
export const MAX_NESTING = 100;
/**
 * The largest depth of objects and lists in an argument. A filter in the rule of a segment has depth 5, and the
 * attributes of a log have a depth of about 10.
 */
export const MAX_VALUE_DEPTH = 32;
/** The largest number of questions in one request. A page may ask a dozen. Each alias of a question counts. */
export const MAX_ALIASES = 50;
/** The largest number of characters of an alias, which is repeated in every row of the answer. */
export const MAX_ALIAS_LENGTH = 100;
/**
 * The largest number of objects in an answer. Such an answer takes the process, which serves all clients, about a
 * second.
 */
export const MAX_COST = 200_000;
/**
 * The largest number of visits of fields, including fields in fragments, while a query is checked or priced. This many
 * visits take about 20 ms.
 */
export const MAX_VISITS = 100_000;

const FEWER = "Request fewer rows (`first`) or fewer levels, or use several requests.";

export function tooExpensive(message: string, node?: ASTNode, remedy = FEWER): GraphQLError {
  return new GraphQLError(message, {
    ...(node === undefined ? {} : { nodes: [node] }),
    extensions: { code: "QUERY_TOO_EXPENSIVE", remedy, http: { status: 400, headers: new Map() } },
  });
}

/** Counts the visits of one check of a query, so that the check of any query takes a limited time. */
export class Visits {
  #left = MAX_VISITS;

  count(): void {
    if (--this.#left < 0)
      throw tooExpensive("The query spreads its fragments too often.", undefined, "Spread each fragment fewer times.");
  }
}
