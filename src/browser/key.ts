// The API key of the pages. It is kept only for the browser session (in sessionStorage, which the browser deletes with
// the tab), and sent only to this service. The explorer and the playground share the key.
const KEY = "throughline:apiKey";

export const apiKey = (): string => sessionStorage.getItem(KEY) ?? "";

export function setApiKey(key: string): void {
  if (key === "") sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, key);
}
