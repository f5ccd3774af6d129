// A query in an address: /playground/?query=…&variables=…. With such an address, the explorer links to the query behind
// a picture, and the playground links to its own tabs.

export const PLAYGROUND = "/playground/";

/** The largest length of an address. Servers refuse longer addresses, and some programs cut them. */
export const LONGEST_LINK = 8_000;

export interface SharedQuery {
  readonly query: string;
  /** Formats JSON for reading. A text that is not JSON stays as it is. */
  readonly variables: string;
}

/** The query in the search part of an address; null if there is none. */
export function sharedIn(search: string): SharedQuery | null {
  const parameters = new URLSearchParams(search);
  const query = parameters.get("query");
  if (query === null || query.trim() === "") return null;
  return { query, variables: laidOut(parameters.get("variables") ?? "") };
}

/** The address without the query. Other parameters remain. */
export function withoutShared({ pathname, search, hash }: Pick<Location, "pathname" | "search" | "hash">): string {
  const parameters = new URLSearchParams(search);
  parameters.delete("query");
  parameters.delete("variables");
  return `${pathname}${parameters.size === 0 ? "" : `?${parameters}`}${hash}`;
}

/** The address of a query, without the origin. The variables lose their formatting, which `sharedIn` restores. */
export function addressOfQuery({ query, variables }: SharedQuery): string {
  const packed = compact(variables);
  return `${PLAYGROUND}?${new URLSearchParams({ query, ...(packed === "" ? {} : { variables: packed }) })}`;
}

function laidOut(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    return value !== null && typeof value === "object" && Object.keys(value).length === 0
      ? ""
      : JSON.stringify(value, null, 2);
  } catch {
    return json;
  }
}

function compact(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json));
  } catch {
    return json.trim();
  }
}
