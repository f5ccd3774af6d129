// The scalars of the API. Internally, instants and durations are integers in milliseconds; clients see ISO 8601.
//
// On input, a scalar checks only that it received a string. The string is parsed where the path of the argument is
// known (texts.ts). An error can then name `options.within`, and a wrong time rejects one row instead of the whole
// request.
import { GraphQLError, GraphQLScalarType, Kind, print, type ValueNode } from "graphql";
import { exactNumber, MAX_JSON_DEPTH } from "../../model/json.js";
import { formatDuration, formatInstant } from "../../model/time.js";

export const DateTime = new GraphQLScalarType<string, string>({
  name: "DateTime",
  description:
    "A point in time in ISO 8601 format. Output is in UTC with milliseconds, such as `2026-01-31T09:00:00.000Z`. Input may have any offset from UTC, but must have one. Digits beyond milliseconds are cut off.",
  serialize: (value) => (typeof value === "number" ? formatInstant(value) : String(value)),
  parseValue: (value) => text(value, "A DateTime", "2026-01-31T09:00:00Z"),
  parseLiteral: (node) => text(node, "A DateTime", "2026-01-31T09:00:00Z"),
});

export const Duration = new GraphQLScalarType<string, string>({
  name: "Duration",
  description:
    "A length of time in ISO 8601 format, such as `P7D`, `PT30M` or `P1DT12H`. A day has 24 hours. Years and months are not allowed, because their length varies. Output is exact to the millisecond. Arguments cannot be negative.",
  serialize: (value) => (typeof value === "number" ? formatDuration(value) : String(value)),
  parseValue: (value) => text(value, "A Duration", "P7D"),
  parseLiteral: (node) => text(node, "A Duration", "P7D"),
});

export const Int64 = new GraphQLScalarType<number | string, number | string>({
  name: "Int64",
  description:
    "A 64-bit integer. Values from −(2^53 − 1) to 2^53 − 1 are returned as JSON numbers. All others are returned as strings, because JavaScript cannot represent them exactly. Input may be a number or a string.",
  serialize: (value) => (typeof value === "bigint" ? String(value) : (value as number)),
  parseValue: wholeNumber,
  parseLiteral: wholeNumber,
});

/** The value is parsed in service/recording/record.ts, so that a wrong value rejects only its row. */
function wholeNumber(given: unknown): number | string {
  if (typeof given === "string" || typeof given === "number") return given;
  const node = isNode(given) ? given : undefined;
  if (node?.kind === Kind.INT || node?.kind === Kind.STRING) return node.value;
  throw new GraphQLError("An Int64 is a whole number, or a text of its digits.", {
    nodes: node,
    extensions: { code: "BAD_ARGUMENT", remedy: 'Write 42, or "9223372036854775807".' },
  });
}

export const Json = new GraphQLScalarType({
  name: "JSON",
  description:
    "Any JSON value, nested at most 100 levels deep. A number that JavaScript cannot represent exactly, such as 12345678901234567890, is stored as a string.",
  specifiedByURL: "http://www.ecma-international.org/publications/files/ECMA-ST/ECMA-404.pdf",
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => literalValue(node, variables, MAX_JSON_DEPTH),
});

function literalValue(
  node: ValueNode,
  variables: Readonly<Record<string, unknown>> | null | undefined,
  levels: number,
): unknown {
  switch (node.kind) {
    case Kind.STRING:
    case Kind.BOOLEAN:
      return node.value;
    case Kind.INT:
    case Kind.FLOAT:
      return exactNumber(node.value);
    case Kind.NULL:
      return null;
    case Kind.VARIABLE:
      return variables?.[node.name.value];
    case Kind.ENUM:
      throw new GraphQLError(`${print(node).slice(0, 40)} is not a JSON value.`, {
        nodes: node,
        extensions: { code: "BAD_ARGUMENT", remedy: "Write texts in quotes." },
      });
  }
  if (levels === 0)
    throw new GraphQLError(`A JSON value is nested deeper than ${MAX_JSON_DEPTH} levels.`, {
      extensions: { code: "BAD_ARGUMENT", remedy: "Send flatter values, or those levels as one text." },
    });
  if (node.kind === Kind.LIST) return node.values.map((value) => literalValue(value, variables, levels - 1));
  // The object is made from entries instead of by assignments, because `__proto__` is an ordinary key in JSON.
  return Object.fromEntries(
    node.fields.map(({ name, value }) => [name.value, literalValue(value, variables, levels - 1)]),
  );
}

/** `given` is the value of a variable, or the node of a literal, which has its position in the query. */
function text(given: unknown, what: string, example: string): string {
  if (typeof given === "string") return given;
  const node = isNode(given) ? given : undefined;
  if (node?.kind === Kind.STRING) return node.value;
  throw new GraphQLError(
    `${what} is a text such as "${example}"${node === undefined ? "" : `, not ${print(node).slice(0, 40)}`}.`,
    {
      nodes: node,
      extensions: { code: "BAD_ARGUMENT", remedy: `Write it in quotes, like "${example}".` },
    },
  );
}

function isNode(given: unknown): given is ValueNode {
  return typeof given === "object" && given !== null && "kind" in given && "loc" in given;
}
