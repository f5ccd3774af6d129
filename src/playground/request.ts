// One request to the service behind the page. The key of the API, if one is set, is kept for the browser session only
// (sessionStorage: gone with the tab, never sent anywhere else) and sent as `Authorization: Bearer …`.
import type { Fetcher } from "@graphiql/toolkit";

export const ENDPOINT = "/graphql";
const KEY = "throughline:apiKey";

export interface GraphQLAnswer<Data> {
  data?: Data | null;
  errors?: readonly { message: string; extensions?: { code?: string; remedy?: string } }[];
}

/** The service can't be reached, refuses, or answers something that isn't GraphQL. `code` is the service's, or null. */
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

/** Sends a query; errors of GraphQL are in the answer, all others are thrown as RequestFailed. */
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

/** What GraphiQL sends its queries with. */
export const fetcher: Fetcher = async (params, options) => {
  const answer = await request<Record<string, unknown>>(params, options?.headers ?? {});
  return answer as Awaited<ReturnType<Fetcher>>;
};
