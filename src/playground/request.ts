// One request to the service behind the page. An API key (browser/key.ts) is sent as `Authorization: Bearer …`.
import type { Fetcher } from "@graphiql/toolkit";
import { getIntrospectionQuery } from "graphql";
import { apiKey } from "../browser/key.js";
import type { Variables } from "./document/fields.js";
import { begin } from "./runs.js";

const ENDPOINT = "/graphql";

export interface ServiceError {
  message: string;
  extensions?: { code?: string; remedy?: string };
}

export interface GraphQLAnswer<Data> {
  data?: Data | null;
  errors?: readonly ServiceError[];
}

/**
 * The error if the service cannot be reached, refuses the request, or returns something that is not GraphQL. `code` is
 * the service's code, or null if there is none.
 */
export class RequestFailed extends Error {
  readonly code: string | null;
  constructor(message: string, code: string | null = null) {
    super(message);
    this.code = code;
  }
}

/** Sends a query. GraphQL errors are in the answer. All other errors are thrown as RequestFailed. */
export async function request<Data>(body: object, headers: Record<string, string> = {}): Promise<GraphQLAnswer<Data>> {
  const key = apiKey();
  let response: Response;
  try {
    response = await fetch(ENDPOINT, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        ...(key && { authorization: `Bearer ${key}` }),
        ...headers,
      },
      body: JSON.stringify(body),
    });
  } catch {
    throw new RequestFailed("The service does not answer. Is it still running?");
  }
  const text = await response.text();
  try {
    return JSON.parse(text) as GraphQLAnswer<Data>;
  } catch {
    throw new RequestFailed(`The service answered ${response.status}: ${text.slice(0, 300) || response.statusText}`);
  }
}

/** Replaces the introspection query of GraphiQL, and also requests whether an input takes exactly one field. */
const INTROSPECTION = getIntrospectionQuery({ schemaDescription: true, inputValueDeprecation: true, oneOf: true });

/** GraphiQL sends its queries with this function. */
export const fetcher: Fetcher = async (params, options) => {
  const { query, variables, operationName } = params;
  const isIntrospection = operationName === "IntrospectionQuery";
  const end = isIntrospection ? null : begin();
  const run = { query, variables: (variables ?? {}) as Variables, operationName: operationName ?? null };
  try {
    const answer = await request<Record<string, unknown>>(
      isIntrospection ? { ...params, query: INTROSPECTION } : params,
      options?.headers ?? {},
    );
    end?.({ ...run, data: answer.data ?? null });
    return answer as Awaited<ReturnType<Fetcher>>;
  } catch (error) {
    // The picture of an earlier answer must not stand below this error.
    end?.({ ...run, data: null });
    throw error;
  }
};
