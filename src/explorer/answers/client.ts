// The typed client of the page, with the API key of the session. `followKey` must be called when the key changes. The
// client has only the methods that the page uses. A client with all methods would load the documents of all operations,
// which would be a tenth of all code that the browser loads before the first picture.

import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { apiKey } from "../../browser/key.js";
import {
  FindAttributesDocument,
  FindAttributeValuesDocument,
  FindChannelsDocument,
  FindGoalsDocument,
  FindKindsDocument,
  FindPersonasDocument,
  FindSegmentsDocument,
  FindStagesDocument,
  FindTouchpointsDocument,
  type ThroughlineClient,
} from "../../client/client.js";
import { transport } from "../../client/transport.js";

const URL = "/graphql";

const FIND = {
  findAttributes: FindAttributesDocument,
  findAttributeValues: FindAttributeValuesDocument,
  findChannels: FindChannelsDocument,
  findGoals: FindGoalsDocument,
  findKinds: FindKindsDocument,
  findPersonas: FindPersonasDocument,
  findSegments: FindSegmentsDocument,
  findStages: FindStagesDocument,
  findTouchpoints: FindTouchpointsDocument,
} as const satisfies Partial<Record<keyof ThroughlineClient, object>>;

type Client = Pick<ThroughlineClient, keyof typeof FIND | "ask">;

export let client: Client = newClient();

export function followKey(): void {
  client = newClient();
}

function newClient(): Client {
  const key = apiKey();
  const ask = transport({ url: URL, ...(key === "" ? {} : { apiKey: key }) });
  // Each operation has one root field, whose value is the answer.
  const find = Object.entries(FIND).map(([name, document]) => [
    name,
    async (variables: object, signal?: AbortSignal) =>
      Object.values(await ask<object, object>(document as TypedDocumentNode<object, object>, variables, signal))[0],
  ]);
  return { ask, ...Object.fromEntries(find) } as Client;
}
