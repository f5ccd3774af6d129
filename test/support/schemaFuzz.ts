// Sends random requests that are generated from the schema. They have selections with aliases, fragments and
// directives, arguments that are mostly valid, lists, and mutations, whose data later requests find. No request may
// cause an internal error or end the service.
import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { expect } from "vitest";
import { schema as builtSchema } from "../../src/resolvers/schema.js";
import { random } from "./random.js";
import type { TestServer } from "./server.js";

export interface FuzzReport {
  readonly requests: number;
  /** The number of requests by the code of the first error, or `ok` for requests without an error. */
  readonly outcomes: Readonly<Record<string, number>>;
}

/** Keys and names that exist in the log of the tests, and some that do not. */
const TEXTS = [
  "web/site",
  "ad/ad",
  "store/purchase",
  "web",
  "store",
  "Site",
  "bought",
  "buyers",
  "ana",
  "ben",
  "region",
  "North",
  "new",
  "é",
  "",
  " ",
  "x".repeat(600),
  "\u0000",
  "a:b#c",
  "Touchpoint:web/site",
  "Customer:ana",
  "Channel:web",
  "channel:web .* goal:bought",
];
const DURATIONS = ["P7D", "PT1S", "P30D", "-P1D", "soon", "P1Y"];
const TIMES = [
  "2026-01-01T00:00:00Z",
  "2026-01-05T10:00:00.123+02:00",
  "2026-13-01T00:00:00Z",
  "yesterday",
  "1969-01-01T00:00:00Z",
];
const NUMBERS = [1, 2, 3, 5, 20, 0, -1, 1_000, 1_001, 2_147_483_647, -2_147_483_648];
const FLOATS = [0.5, 0, -1, 1e300, 0.02, 12.3456];
const INT64 = [0, "9223372036854775807", "-9223372036854775808", "9223372036854775808", 1.5];
const JSONS = [
  {},
  { region: "North" },
  { region: null },
  { a: { b: [1, { c: null }] } },
  { n: 1e21 },
  [],
  null,
  "text",
  { "": "" },
  { "segment:buyers": "1" },
];
const DEPTH = 5;
/** One of this many requests is a mutation. All others are queries. */
const CHANGE_EVERY = 4;

class Maker {
  readonly #schema: GraphQLSchema;
  readonly #next: () => number;
  #fragments: string[] = [];
  /** Values that were stored or shown, for later requests. */
  readonly #texts: string[] = [...TEXTS];

  constructor(schema: GraphQLSchema, next: () => number) {
    this.#schema = schema;
    this.#next = next;
  }

  request(changes: boolean): string {
    this.#fragments = [];
    const root = (changes ? this.#schema.getMutationType() : this.#schema.getQueryType())!;
    const body = this.#selection(root, DEPTH, changes ? 1 : 3);
    return `${changes ? "mutation" : "query"} ${body} ${this.#fragments.join(" ")}`;
  }

  remember(text: string): void {
    for (const [, key] of text.matchAll(/"(?:key|id|behind|endCursor|cursor|name)":"([^"\\]{1,2000})"/g))
      if (this.#texts.length < 500) this.#texts.push(key!);
      else this.#texts[TEXTS.length + this.#below(500 - TEXTS.length)] = key!;
  }

  #below(n: number): number {
    return Math.floor(this.#next() * n);
  }

  #pick<T>(all: readonly T[]): T {
    return all[this.#below(all.length)]!;
  }

  #selection(type: GraphQLNamedType, depth: number, most = 5): string {
    const types = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [type];
    const parts: string[] = [];
    for (let n = 1 + this.#below(most); n > 0; n--) {
      const object = this.#pick(types);
      if (!isObjectType(object)) continue;
      const inner = this.#field(object, depth);
      if (inner === "") continue;
      const kind = this.#next();
      if (isAbstractType(type) || kind < 0.1) parts.push(`... on ${object.name} { ${inner} }`);
      else if (kind < 0.2) {
        const name = `F${this.#fragments.length}`;
        // The place of this fragment is reserved first, because generating it may add fragments that it contains.
        this.#fragments.push(`fragment ${name} on ${object.name} { ${inner} }`);
        parts.push(`...${name}`);
        if (kind < 0.12) parts.push(`...${name}`);
      } else parts.push(inner);
    }
    return `{ ${parts.length === 0 ? "__typename" : parts.join(" ")} }`;
  }

  #field(type: GraphQLNamedType, depth: number): string {
    if (!isObjectType(type)) return "";
    const field = this.#pick(Object.values(type.getFields()));
    const named = getNamedType(field.type);
    if (!isLeafType(named) && depth === 0) return "";
    const alias = this.#next() < 0.3 ? `a${this.#below(1_000)}: ` : "";
    const directive =
      this.#next() < 0.05 ? this.#pick([" @skip(if: false)", " @include(if: true)", " @skip(if: true)"]) : "";
    return `${alias}${field.name}${this.#arguments(field.args)}${directive}${isLeafType(named) ? "" : ` ${this.#selection(named, depth - 1)}`}`;
  }

  #arguments(args: readonly GraphQLArgument[]): string {
    const given = args.filter(
      ({ type, defaultValue }) => (isNonNullType(type) && defaultValue === undefined) || this.#next() < 0.25,
    );
    return given.length === 0
      ? ""
      : `(${given.map(({ name, type }) => `${name}: ${this.#value(type, 4)}`).join(", ")})`;
  }

  #value(type: GraphQLInputType, depth: number): string {
    if (isNonNullType(type)) return this.#value(type.ofType, depth);
    if (this.#next() < 0.03) return "null";
    if (isListType(type))
      return `[${Array.from({ length: this.#below(4) }, () => this.#value(type.ofType, depth - 1)).join(", ")}]`;
    if (isEnumType(type)) return this.#pick(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields());
      const given = type.isOneOf
        ? [this.#pick(fields)]
        : fields.filter(
            (field) =>
              (isNonNullType(field.type) && field.defaultValue === undefined) || (depth > 0 && this.#next() < 0.25),
          );
      return `{ ${given.map((field) => `${field.name}: ${this.#value(field.type, depth - 1)}`).join(", ")} }`;
    }
    return this.#scalar(type.name);
  }

  #scalar(name: string): string {
    const texts: Record<string, readonly unknown[]> = {
      Int: NUMBERS,
      Float: FLOATS,
      Boolean: [true, false],
      Int64: INT64,
      Duration: DURATIONS,
      DateTime: TIMES,
      JSON: JSONS,
    };
    return literal(
      this.#next() < 0.8 || name !== "Int" ? this.#pick(texts[name] ?? this.#texts) : this.#pick([1, 2, 3, 10]),
    );
  }
}

/** A value in GraphQL notation. Keys of objects must be names, so other keys are left out. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{ ${Object.entries(value)
      .filter(([key]) => /^[_A-Za-z]\w*$/.test(key))
      .map(([key, part]) => `${key}: ${literal(part)}`)
      .join(", ")} }`;
  return JSON.stringify(value);
}

/**
 * Sends random requests one after another, and sometimes several at once. Each must be answered with data or with our
 * error codes.
 */
export async function fuzz(server: TestServer, seed: number, requests: number): Promise<FuzzReport> {
  const next = random(seed);
  const maker = new Maker(builtSchema(), next);
  const outcomes: Record<string, number> = {};
  for (let sent = 0; sent < requests; ) {
    const batch = Array.from({ length: Math.min(requests - sent, next() < 0.1 ? 8 : 1) }, () =>
      maker.request(next() < 1 / CHANGE_EVERY),
    );
    sent += batch.length;
    await Promise.all(
      batch.map(async (query) => {
        const { status, data, errors = [] } = await server.ask(query);
        expect(status, query).toBeLessThan(500);
        for (const { extensions, message } of errors) {
          expect(extensions?.code, `${message}\n${query}`).toBeTypeOf("string");
          expect(extensions.code, `${message}\n${query}\n${server.logged.at(-1)}`).not.toMatch(/INTERNAL/);
        }
        const outcome = errors.length === 0 ? "ok" : String(errors[0]!.extensions.code);
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
        maker.remember(JSON.stringify(data ?? null));
      }),
    );
  }
  expect(server.logged.join("\n")).toBe("");
  return { requests, outcomes };
}
