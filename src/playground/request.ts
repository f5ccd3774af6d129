// One request to the service behind the page. If an API key is set, it is kept for the browser session only (in
// sessionStorage, which the browser deletes with the tab) and sent as `Authorization: Bearer …` to this service only.
import type { Fetcher } from "@graphiql/toolkit";

export const ENDPOINT = "/graphql";
const KEY = "throughline:apiKey";

export interface GraphQLAnswer<Data> {
  data?: Data | null;
  errors?: readonly { message: string; extensions?: { code?: string; remedy?: string } }[];
}

/**
 * The service cannot be reached, refuses, or answers something that is not GraphQL. `code` is the service's code, or
 * null.
 */
export class RequestFailed extends Error {
  readonly code: string | null;
  constructor(message: string, code: string | null = null) {
    super(message);
    this.code = code;
  }
}

export const apiKey = (): string => sessionStorage.getItem(KEY) ?? "";

export function setApiKey(key: string): void {
  if (key === "") sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, key);
}

/** Sends a query. GraphQL errors are in the answer; all others are thrown as RequestFailed. */
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

/** GraphiQL sends its queries with this function. */
export const fetcher: Fetcher = async (params, options) => {
  const answer = await request<Record<string, unknown>>(params, options?.headers ?? {});
  return answer as Awaited<ReturnType<Fetcher>>;
};
