// The transport of the typed client: it sends one document over HTTP with graphql-request. A Refusal with a code and a
// remedy is thrown if the service refuses, if an intermediary answers instead of the service, or if nothing answers.
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { ClientError, GraphQLClient, type RequestDocument } from "graphql-request";

export interface ClientOptions {
  /** URL of the service's `/graphql`. In a browser, it may be relative to the page: `/graphql`. */
  readonly url: string;
  /** The API key, if the service requires one. */
  readonly apiKey?: string;
}

/**
 * Why a request was not answered. `code` is stable across versions; the message is not. In addition to the service's
 * codes, UNREACHABLE means that no answer arrived, and UNEXPECTED_ANSWER means that something other than the service
 * answered.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly argument: string | undefined;
  readonly remedy: string | undefined;
  readonly allowed: readonly string[] | undefined;

  constructor(message: string, extensions: Readonly<Record<string, unknown>>, cause: unknown) {
    super(message, { cause });
    this.name = "Refusal";
    this.code = String(extensions.code ?? "UNKNOWN");
    this.argument = extensions.argument as string | undefined;
    this.remedy = extensions.remedy as string | undefined;
    this.allowed = extensions.allowed as readonly string[] | undefined;
  }
}

/** Runs any document that was generated from the schema. Aborting the signal also stops the work in the service. */
export type Ask = <Data, Variables extends object>(
  document: TypedDocumentNode<Data, Variables>,
  variables?: Variables,
  signal?: AbortSignal,
) => Promise<Data>;

/**
 * Returns the function that sends documents. The address is resolved only when a document is sent, so a client can also
 * be created where there is no page, such as on a server that renders pages.
 */
export function transport({ url, apiKey }: ClientOptions): Ask {
  const headers = {
    accept: "application/graphql-response+json, application/json",
    ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
  };
  return async (document, variables, signal) => {
    const address = addressOf(url);
    const http = new GraphQLClient(address, { headers });
    try {
      return await http.request({ document: document as RequestDocument, variables: variables ?? {}, signal });
    } catch (error) {
      // The caller aborted the request and therefore knows the reason.
      throw signal?.aborted ? error : refusalOf(error, address);
    }
  };
}

/** Returns the absolute address of the service, because graphql-request accepts only absolute addresses. */
function addressOf(url: string): string {
  const page = (globalThis as { location?: { href?: string } }).location?.href;
  try {
    return new URL(url, page).href;
  } catch (cause) {
    throw new Refusal(
      `"${url}" is not the address of a service.`,
      {
        code: "BAD_ARGUMENT",
        argument: "url",
        remedy: "Give the whole address, such as http://127.0.0.1:4000/graphql.",
      },
      cause,
    );
  }
}

function refusalOf(error: unknown, address: string): unknown {
  if (error instanceof ClientError) {
    const [first] = error.response.errors ?? [];
    if (first !== undefined) return new Refusal(first.message, first.extensions ?? {}, error);
    return unexpected(`${address} answered with status ${error.response.status}.`, error);
  }
  // The error of fetch if the connection fails, or if a browser withholds the answer from the page.
  if (error instanceof TypeError)
    return new Refusal(
      `No answer came from ${address}.`,
      {
        code: "UNREACHABLE",
        remedy:
          "Check that the service runs there and, in a page of another origin, that CORS_ORIGINS lists the origin.",
      },
      error,
    );
  return unexpected(`${address} answered with something that is not GraphQL.`, error);
}

function unexpected(message: string, cause: unknown): Refusal {
  return new Refusal(
    message,
    { code: "UNEXPECTED_ANSWER", remedy: "Check that the address ends in /graphql, and check any proxies in between." },
    cause,
  );
}
