// The API key of the pages. It is kept for the browser session only (in sessionStorage, which the browser deletes with
// the tab) and sent to this service only. The explorer and the playground share it.
const KEY = "throughline:apiKey";

export const apiKey = (): string => sessionStorage.getItem(KEY) ?? "";

export function setApiKey(key: string): void {
  if (key === "") sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, key);
}
