// What one request may ask: limits on its text, its shape, its arguments and what it returns. Each has a reason, and each
// refuses with a code and says what to do; introspection, which tools send, passes all of them.
import { type ASTNode, GraphQLError } from "graphql";

/** Bytes of a request's body: 10,000 interactions of some 200 bytes, and room. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;
/**
 * UTF-16 code units of a query. A recording of 300 interactions written out has some 60,000; what is longer belongs in
 * variables. Finding the line of an error reads the text up to there.
 */
export const MAX_QUERY_LENGTH = 262_144;
/** Lines of a query: each error of a query counts them again. */
export const MAX_LINES = 20_000;
/** A query of the explorer has some hundred tokens; a recording of 300 interactions written out has about 10,000. */
export const MAX_TOKENS = 20_000;
/** Comments are no tokens. */
export const MAX_COMMENTS = 1_000;
/** Errors reported of one query, so that a long wrong query is not a long answer. */
export const MAX_ERRORS = 5;
/** Fields, spreads and inline fragments as they are written: a generated page has some hundred. */
export const MAX_SELECTIONS = 2_000;
/** customers → edges → node → journeys → edges → node → interactions → edges → node → touchpoint → channel has 11. */
export const MAX_DEPTH = 20;
/** Objects and lists in each other within an argument: a filter of a segment's rule has 5, attributes of a log some 10. */
export const MAX_VALUE_DEPTH = 32;
/** One page may ask a dozen questions side by side; each alias of a question is a question. */
export const MAX_ALIASES = 50;
/** Characters of an alias: it stands in every row of the answer. */
export const MAX_ALIAS_LENGTH = 100;
/** Objects that an answer can hold; about a second of work for the process that serves everyone. */
export const MAX_COST = 200_000;
/** Visits of fields while a query is checked or priced, fragments included; some 20 ms. */
export const MAX_VISITS = 100_000;

const FEWER = "Ask for fewer rows (`first`), fewer levels, or in several requests.";

export function tooExpensive(message: string, node?: ASTNode, remedy = FEWER): GraphQLError {
  return new GraphQLError(message, {
    ...(node === undefined ? {} : { nodes: [node] }),
    extensions: { code: "QUERY_TOO_EXPENSIVE", remedy, http: { status: 400, headers: new Map() } },
  });
}

/** Counts the steps of one check of a query, so that no query makes it long. */
export class Visits {
  #left = MAX_VISITS;

  count(): void {
    if (--this.#left < 0)
      throw tooExpensive("The query's fragments are spread too often.", undefined, "Spread each fragment fewer times.");
  }
}
