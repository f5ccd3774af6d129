// The typed client of the page, with the API key of the session. `followKey` is called when the key changes.

import { apiKey } from "../../browser/key.js";
import { createClient, type ThroughlineClient } from "../../client/client.js";

const URL = "/graphql";

export let client: ThroughlineClient = newClient();

export function followKey(): void {
  client = newClient();
}

function newClient(): ThroughlineClient {
  const key = apiKey();
  return createClient({ url: URL, ...(key === "" ? {} : { apiKey: key }) });
}
