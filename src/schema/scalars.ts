// The scalars of the API. Inside, instants and durations are integers of milliseconds; clients see ISO 8601.
//
// As input a scalar only checks that it got a text: what the text says is read where the argument's path is known
// (service/arguments.ts), so that an error names `options.within` and a bad time rejects one row and not the request.
import { GraphQLError, GraphQLScalarType, Kind, print, type ValueNode } from "graphql";
import { GraphQLJSON } from "graphql-scalars";
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

export const Json = new GraphQLScalarType({
  ...GraphQLJSON.toConfig(),
  name: "JSON",
  description: "Any JSON value.",
});

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
