// The scalars of the API. Inside, instants and durations are integers of milliseconds; clients see ISO 8601.
//
// As input a scalar only checks that it got a text: what the text says is read where the argument's path is known
// (service/arguments.ts), so that an error names `options.within` and a bad time rejects one row and not the request.
import { GraphQLError, GraphQLScalarType, Kind, print, type ValueNode } from "graphql";
import { exactNumber, MAX_JSON_DEPTH } from "../model/json.js";
import { formatDuration, formatInstant } from "../model/time.js";

export const DateTime = new GraphQLScalarType<string, string>({
  name: "DateTime",
  description:
    "An instant in ISO 8601, in UTC to the millisecond: `2026-01-31T09:00:00.000Z`. As input any offset is read and finer digits are cut off; a time without an offset is refused.",
  serialize: (value) => (typeof value === "number" ? formatInstant(value) : String(value)),
  parseValue: (value) => text(value, "A DateTime", "2026-01-31T09:00:00Z"),
  parseLiteral: (node) => text(node, "A DateTime", "2026-01-31T09:00:00Z"),
});

export const Duration = new GraphQLScalarType<string, string>({
  name: "Duration",
  description:
    "A length of time in ISO 8601, without years and months: `P7D`, `PT30M`, `P1DT12H`. A day is 24 hours. Given to the millisecond; a duration that is an argument is never negative.",
  serialize: (value) => (typeof value === "number" ? formatDuration(value) : String(value)),
  parseValue: (value) => text(value, "A Duration", "P7D"),
  parseLiteral: (node) => text(node, "A Duration", "P7D"),
});

export const Int64 = new GraphQLScalarType<number | string, number | string>({
  name: "Int64",
  description:
    "A whole number of 64 bits. Given as a number up to 2^53 − 1 either way, and beyond as a text, since JavaScript's numbers end there. As input either is taken.",
  serialize: (value) => (typeof value === "bigint" ? String(value) : (value as number)),
  parseValue: wholeNumber,
  parseLiteral: wholeNumber,
});

/** What a text or a number says is read where a row can be rejected for it (service/record.ts). */
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
    "Any JSON value, nested at most 100 levels deep. A number that JavaScript cannot hold, such as 12345678901234567890, is kept as the text it is.",
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
      throw new GraphQLError(`${print(node).slice(0, 40)} is no JSON value.`, {
        nodes: node,
        extensions: { code: "BAD_ARGUMENT", remedy: "Write texts in quotes." },
      });
  }
  if (levels === 0)
    throw new GraphQLError(`A JSON value is nested deeper than ${MAX_JSON_DEPTH} levels.`, {
      extensions: { code: "BAD_ARGUMENT", remedy: "Send flatter values, or those levels as one text." },
    });
  if (node.kind === Kind.LIST) return node.values.map((value) => literalValue(value, variables, levels - 1));
  // Entries and not assignments: `__proto__` is a key like others.
  return Object.fromEntries(
    node.fields.map(({ name, value }) => [name.value, literalValue(value, variables, levels - 1)]),
  );
}

/** Of a variable the value itself, of a query's text the node, which tells where it stands. */
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
