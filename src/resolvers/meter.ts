// The size of the answer to one request: how many objects it holds, and about how many bytes.
//
// Before a query is executed, it has a price: the number of objects that it is expected to return (server/price.ts). If
// a list turns out longer than expected, the meter adds the cost of the additional items. An answer that costs more
// than the limit, or grows beyond the maximum size, is stopped: from then on, every field fails with the same error,
// and the server answers with that error alone.
import { type FieldNode, GraphQLError } from "graphql";

/**
 * The expected length of a list at its place in the query, and the cost of an item, including all fields selected on
 * it.
 */
export interface ExpectedList {
  readonly length: number;
  readonly each: number;
}

export interface MeterLimits {
  readonly objects: number;
  readonly bytes: number;
}

/** JSON puts quotes, a colon and a comma around a key and its value. */
const BYTES_AROUND = 5;
/** The assumed length of numbers, booleans, times and nulls. */
const BYTES_OF_SHORT_VALUE = 12;

export class Meter {
  readonly limits: MeterLimits;
  readonly #expected: ReadonlyMap<FieldNode, ExpectedList>;
  /** For each place in the query, the actual length of the lists so far, minus their expected length. */
  readonly #beyond = new Map<FieldNode, number>();
  readonly #price: number;
  #more = 0;
  #bytes = 0;
  #stopped: GraphQLError | null = null;

  constructor(price: number, limits: MeterLimits, expected: ReadonlyMap<FieldNode, ExpectedList>) {
    this.#price = price;
    this.limits = limits;
    this.#expected = expected;
  }

  /** Objects in the answer: the expected number plus the excess. */
  get price(): number {
    return Math.ceil(this.#price + this.#more);
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The error that stopped the answer; null if it was not stopped. */
  get stopped(): GraphQLError | null {
    return this.#stopped;
  }

  /** Throws if the answer has been stopped. */
  check(): void {
    if (this.#stopped !== null) throw this.#stopped;
  }

  /** `value` is undefined if the field holds objects, because their fields are counted one by one. */
  addValue(key: string | number, value: unknown): void {
    this.#bytes += String(key).length + BYTES_AROUND + (value === undefined ? 0 : bytesOf(value));
    if (this.#bytes > this.limits.bytes) this.#stop(tooLarge(this.limits.bytes));
  }

  addList(nodes: readonly FieldNode[], length: number): void {
    this.#bytes += 2 * length;
    for (const node of nodes) {
      const expected = this.#expected.get(node);
      if (expected === undefined) continue;
      const before = this.#beyond.get(node) ?? 0;
      const after = before + (length - expected.length) * expected.each;
      this.#beyond.set(node, after);
      this.#more += Math.max(0, after) - Math.max(0, before);
    }
    if (this.price > this.limits.objects) this.#stop(tooMany(this.price, this.limits.objects));
  }

  #stop(error: GraphQLError): never {
    this.#stopped ??= error;
    throw this.#stopped;
  }
}

/** Approximate length of a value in JSON. It keeps its own stack, because a value may be nested deeply. */
export function bytesOf(value: unknown): number {
  if (typeof value === "string") return value.length + 2;
  if (typeof value !== "object" || value === null) return BYTES_OF_SHORT_VALUE;
  let bytes = 0;
  const rest: unknown[] = [value];
  while (rest.length > 0) {
    const part = rest.pop();
    if (typeof part === "string") bytes += part.length + 3;
    else if (typeof part !== "object" || part === null) bytes += BYTES_OF_SHORT_VALUE;
    else if (Array.isArray(part)) for (const item of part) rest.push(item);
    else
      for (const [key, under] of Object.entries(part)) {
        bytes += key.length + BYTES_AROUND;
        rest.push(under);
      }
  }
  return bytes;
}

const FEWER = "Request fewer rows (`first`), fewer fields or fewer levels, or use several requests.";

function tooMany(price: number, limit: number): GraphQLError {
  return stopping("QUERY_TOO_EXPENSIVE", `The answer would hold some ${price} objects; ${limit} is the most.`, FEWER);
}

export function tooLarge(limit: number): GraphQLError {
  const most = Math.round(limit / 1_048_576);
  return stopping("ANSWER_TOO_LARGE", `The answer is larger than ${most} MiB.`, FEWER);
}

/**
 * Makes the error that stops an answer. It already has a path, so that GraphQL does not copy it for every field that
 * fails.
 */
function stopping(code: string, message: string, remedy: string): GraphQLError {
  return new GraphQLError(message, { path: [], extensions: { code, remedy } });
}
