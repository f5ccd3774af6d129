// What a client is told when something goes wrong: a code that stays the same, the argument's path, the remedy, and what
// is allowed. Faults of our own get an id; the log has the id and the place in the code, never texts that may hold data.
import { randomUUID } from "node:crypto";
import type { ApolloServerPlugin } from "@apollo/server";
import { unwrapResolverError } from "@apollo/server/errors";
import { type DocumentNode, GraphQLError, type GraphQLFormattedError, isEnumType } from "graphql";
import type { Logger } from "pino";
import { ThroughlineError } from "../model/errors.js";
import type { Context } from "../resolvers/context.js";
import { argumentPath } from "./argumentPath.js";

const CHOICES = ["touchpoints", "kinds", "channels", "stages", "goal", "any"] as const;

/** `formatError` of the server. */
export function errorFormatter(log: Logger) {
  const format = formatterOf(log);
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const { message, locations, ...rest } = format(formatted, error);
    const told = locations === undefined ? {} : { locations: locations.slice(0, MAX_LOCATIONS) };
    return { message: cutEchoes(message), ...told, ...rest };
  };
}

/** Places in the query that an error names: a circle of fragments has as many as it has spreads. */
const MAX_LOCATIONS = 5;
/** Characters of what a client sent that its error repeats. */
const MAX_ECHO = 200;
/** Characters of an error's sentence, whatever it holds. */
const MAX_MESSAGE = 1_000;

/** A text in quotes that is longer than MAX_ECHO ends there, and so does the message at MAX_MESSAGE. */
export function cutEchoes(message: string): string {
  if (message.length <= MAX_ECHO) return message;
  const cut = message
    .slice(0, 10 * MAX_MESSAGE)
    .replace(/"((?:[^"\\]|\\.)*)(?:"|$)/gs, (quoted: string, text: string) =>
      text.length <= MAX_ECHO ? quoted : `"${text.slice(0, MAX_ECHO)}…"`,
    );
  return cut.length <= MAX_MESSAGE ? cut : `${cut.slice(0, MAX_MESSAGE)}…`;
}

function formatterOf(log: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const original = unwrapResolverError(error);
    if (original instanceof ThroughlineError) {
      const { code, at, remedy, allowed, message } = original;
      if (code === "INTERNAL" || code === "STORE_FAILED")
        log.error({ code, stack: framesOf(original) }, "a request failed");
      return { ...formatted, message, extensions: { code, argument: at, remedy, allowed } };
    }
    if (formatted.extensions?.code !== "INTERNAL_SERVER_ERROR") return formatted;
    const id = randomUUID();
    // A client that went away wants no answer, and its request was stopped on purpose.
    if (!isAbort(original)) log.error({ id, name: nameOf(original), stack: framesOf(original) }, "a request failed");
    const { message: _, extensions: __, ...place } = formatted;
    return {
      ...place,
      message: `Something went wrong on our side (${id}).`,
      extensions: {
        code: "INTERNAL",
        id,
        remedy: "Ask again; if it stays so, report the id: the service's log has it.",
      },
    };
  };
}

/** Adds the argument's path and what is allowed to errors that GraphQL itself finds, while the document is at hand. */
export const argumentPlugin: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async didEncounterErrors({ errors, document, schema }) {
        for (const error of errors) {
          const extensions = error.extensions as Record<string, unknown>;
          if (document === undefined && isStackOverflow(error)) Object.assign(extensions, TOO_DEEP);
          if (document === undefined || error.path !== undefined) continue;
          // Apollo gives every error of validation one code; ours (scalars, limits) say more.
          const own = error.originalError instanceof GraphQLError ? error.originalError.extensions.code : undefined;
          if (own !== undefined) extensions.code = own;
          // After the last error of variables that is told, GraphQL says that there are more.
          if (error.message.startsWith("Too many errors processing variables")) extensions.code = "BAD_USER_INPUT";
          const argument = argumentOf(error, document);
          if (argument !== undefined) extensions.argument ??= argument;
          if (/OneOf (Input Object|type) "PointSelector"|"PointSelector\.\w+" must be non-null/.test(error.message)) {
            extensions.code = "AMBIGUOUS_SELECTOR";
            extensions.remedy ??= "Give exactly one of the choices.";
            extensions.allowed ??= CHOICES;
          }
          const enumeration = schema.getType(/"(\w+)" enum/.exec(error.message)?.[1] ?? "");
          if (isEnumType(enumeration)) extensions.allowed ??= enumeration.getValues().map(({ name }) => name);
        }
      },
    };
  },
};

const TOO_DEEP = {
  code: "QUERY_TOO_EXPENSIVE",
  remedy: "Ask for fewer levels; give values that are nested deeply as variables.",
};

/** The parser goes down a level for each bracket of a query. */
function isStackOverflow(error: unknown): boolean {
  for (let cause = error; cause instanceof GraphQLError; cause = cause.originalError)
    if (cause.originalError instanceof RangeError) return true;
  return false;
}

function argumentOf(error: GraphQLError, document: DocumentNode): string | undefined {
  // Of a variable GraphQL tells the path in words.
  const variable = /^Variable "\$(\w+)" got invalid value .*? at "([^"]+)"; /s.exec(error.message);
  if (variable !== null) return `$${variable[2]}`;
  const whole = /^Variable "\$(\w+)"/.exec(error.message);
  if (whole !== null) return `$${whole[1]}`;
  const node = error.nodes?.[0];
  return node === undefined ? undefined : argumentPath(document, node);
}

/** Where in the code, never the text: it may hold data. */
export function framesOf(error: unknown): string[] {
  return error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)) : [];
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}
