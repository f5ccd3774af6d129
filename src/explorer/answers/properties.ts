// Searches the service for properties of interactions and for their values.
import { format } from "../../views/format.js";
import type { Choice } from "../fields/picker.js";
import { ExplorerPropertiesDocument, ExplorerPropertyValuesDocument } from "../generated/graphql.js";
import { client } from "./client.js";

const OFFERED = 50;

export async function searchProperties(text: string, signal: AbortSignal): Promise<readonly Choice[]> {
  const found = await client.ask(ExplorerPropertiesDocument, { search: text.trim(), first: OFFERED }, signal);
  return found.properties.map(({ key, interactions }) => ({
    key,
    name: key,
    note: format.plural(interactions, "interaction"),
  }));
}

export async function searchPropertyValues(key: string, text: string, signal: AbortSignal): Promise<readonly Choice[]> {
  const found = await client.ask(ExplorerPropertyValuesDocument, { key, search: text.trim(), first: OFFERED }, signal);
  return (found.property?.values ?? []).map(({ value, interactions }) => ({
    key: value,
    name: value,
    note: format.plural(interactions, "interaction"),
  }));
}
