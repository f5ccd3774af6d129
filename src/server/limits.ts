// Limits for one request: for its text, its shape, its arguments and its result. Each limit has a reason, and each
// refusal has a code and a remedy. The introspection queries of common tools stay within all limits.
import { type ASTNode, GraphQLError } from "graphql";

/** Bytes of a request's body: 10,000 interactions of about 200 bytes, and some reserve. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;
/**
 * UTF-16 code units of a query. A recording of 300 interactions as literals has about 60,000. Longer data belong in
 * variables. Finding the line of an error reads the text up to that place.
 */
export const MAX_QUERY_LENGTH = 262_144;
/** Lines of a query. Reporting an error counts the lines again. */
export const MAX_LINES = 20_000;
/** A query of the explorer has some hundred tokens. A recording of 300 interactions as literals has about 10,000. */
export const MAX_TOKENS = 20_000;
/** The largest number of characters in comments, which do not count as tokens. */
export const MAX_COMMENTS = 1_000;
/** Errors reported per query, so that a long wrong query does not lead to a long answer. */
export const MAX_ERRORS = 5;
/** Fields, spreads and inline fragments as written. A generated page has some hundred. */
export const MAX_SELECTIONS = 2_000;
/** customers → edges → node → journeys → edges → node → interactions → edges → node → touchpoint → channel has 11. */
export const MAX_DEPTH = 20;
/**
 * Selection sets within each other, as written: fields and inline fragments. Fewer than overflow the stack of a function
 * that recurses over the document, such as JSON.stringify.
 */
export const MAX_NESTING = 100;
/** Objects and lists nested in an argument. A filter in the rule of a segment has 5, attributes of a log about 10. */
export const MAX_VALUE_DEPTH = 32;
/** One page may ask a dozen questions in one request. Each alias of a question is a question. */
export const MAX_ALIASES = 50;
/** Characters of an alias, which is repeated in every row of the answer. */
export const MAX_ALIAS_LENGTH = 100;
/** Objects that an answer can hold: about a second of work for the process that serves everyone. */
export const MAX_COST = 200_000;
/** Visits of fields, including those in fragments, while a query is checked or priced: about 20 ms. */
export const MAX_VISITS = 100_000;

const FEWER = "Request fewer rows (`first`) or fewer levels, or use several requests.";

export function tooExpensive(message: string, node?: ASTNode, remedy = FEWER): GraphQLError {
  return new GraphQLError(message, {
    ...(node === undefined ? {} : { nodes: [node] }),
    extensions: { code: "QUERY_TOO_EXPENSIVE", remedy, http: { status: 400, headers: new Map() } },
  });
}

/** Counts the steps of one check of a query, so that the check takes a limited time for any query. */
export class Visits {
  #left = MAX_VISITS;

  count(): void {
    if (--this.#left < 0)
      throw tooExpensive("The query spreads its fragments too often.", undefined, "Spread each fragment fewer times.");
  }
}
