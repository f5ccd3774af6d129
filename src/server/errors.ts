// The errors that a client receives: a stable code, the path of the argument, the remedy, and the allowed values.
// Internal errors get an id. The log has the id and the place in the code, but never texts that may contain data.
import { randomUUID } from "node:crypto";
import type { ApolloServerPlugin } from "@apollo/server";
import { unwrapResolverError } from "@apollo/server/errors";
import { type DocumentNode, GraphQLError, type GraphQLFormattedError, isEnumType } from "graphql";
import type { Logger } from "pino";
import { ThroughlineError } from "../model/errors.js";
import type { Context } from "../resolvers/context.js";
import { argumentPath } from "./argumentPath.js";

const CHOICES = ["touchpoints", "kinds", "channels", "stages", "goal", "any"] as const;

/** The server's `formatError`. */
export function errorFormatter(log: Logger) {
  const format = formatterOf(log);
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const { message, locations, ...rest } = format(formatted, error);
    const told = locations === undefined ? {} : { locations: locations.slice(0, MAX_LOCATIONS) };
    return { message: cutEchoes(message), ...told, ...rest };
  };
}

/**
 * The largest number of places in the query that an error names. An error about a circle of fragments would otherwise
 * name every spread in the circle.
 */
const MAX_LOCATIONS = 5;
/** The largest number of characters of a client's input that an error repeats. */
const MAX_ECHO = 200;
/** The largest number of characters of an error's message. */
const MAX_MESSAGE = 1_000;

/** Cuts quoted texts at MAX_ECHO characters, and the whole message at MAX_MESSAGE. */
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
    // A client that has disconnected needs no answer. Its request was stopped deliberately, so this is not a fault.
    if (!isAbort(original)) log.error({ id, name: nameOf(original), stack: framesOf(original) }, "a request failed");
    const { message: _, extensions: __, ...place } = formatted;
    return {
      ...place,
      message: `Something went wrong on our side (${id}).`,
      extensions: {
        code: "INTERNAL",
        id,
        remedy: "Ask again. If the error persists, report the id, which is in the service's log.",
      },
    };
  };
}

/**
 * Adds the argument's path and the allowed values to errors that GraphQL itself finds. This is done in a plugin,
 * because the document is available only there.
 */
export const argumentPlugin: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async didEncounterErrors({ errors, document, schema }) {
        for (const error of errors) {
          const extensions = error.extensions as Record<string, unknown>;
          if (document === undefined && isStackOverflow(error)) Object.assign(extensions, TOO_DEEP);
          if (document === undefined || error.path !== undefined) continue;
          // Apollo gives every validation error the same code. Our own codes (scalars, limits) are more specific.
          const own = error.originalError instanceof GraphQLError ? error.originalError.extensions.code : undefined;
          if (own !== undefined) extensions.code = own;
          // GraphQL reports a limited number of errors in variables. It then adds this error, which says that there are
          // more.
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
  remedy: "Request fewer levels, and give values that are nested deeply as variables.",
};

/** The parser recurses for each bracket of a query, so a query with many brackets can overflow the stack. */
function isStackOverflow(error: unknown): boolean {
  for (let cause = error; cause instanceof GraphQLError; cause = cause.originalError)
    if (cause.originalError instanceof RangeError) return true;
  return false;
}

function argumentOf(error: GraphQLError, document: DocumentNode): string | undefined {
  // For a variable, GraphQL's message contains the path within a sentence.
  const variable = /^Variable "\$(\w+)" got invalid value .*? at "([^"]+)"; /s.exec(error.message);
  if (variable !== null) return `$${variable[2]}`;
  const whole = /^Variable "\$(\w+)"/.exec(error.message);
  if (whole !== null) return `$${whole[1]}`;
  const node = error.nodes?.[0];
  return node === undefined ? undefined : argumentPath(document, node);
}

/**
 * The places in the code from the stack of an error. The text of the error is never logged, because it may contain
 * data.
 */
export function framesOf(error: unknown): string[] {
  return error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)) : [];
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}
