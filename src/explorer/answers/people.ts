// Finds customers, their attributes and segments for pickers.
import { ExplorerCustomersDocument, ExplorerSegmentsDocument } from "../generated/graphql.js";
import type { Choice } from "../shell/picker.js";
import { client } from "./client.js";
import { queries } from "./useAnswer.js";

const contains = (name: string, text: string) => name.toLocaleLowerCase().includes(text.trim().toLocaleLowerCase());

export async function searchSegments(text: string): Promise<readonly Choice[]> {
  const { segments } = await queries.ensureQueryData({
    queryKey: ["ExplorerSegments"],
    queryFn: ({ signal }) => client.ask(ExplorerSegmentsDocument, {}, signal),
  });
  return segments
    .filter(({ key, name }) => contains(name, text) || contains(key, text))
    .map(({ key, name, size }) => ({ key, name, note: `${size.toLocaleString()} customers` }));
}

export async function searchCustomers(text: string): Promise<readonly Choice[]> {
  return (await someCustomers()).filter(({ key }) => contains(key, text)).map(({ key }) => ({ key, name: key }));
}

export async function searchAttributeKeys(text: string): Promise<readonly Choice[]> {
  const keys = new Set((await someCustomers()).flatMap(({ attributes }) => Object.keys(attributes as object)));
  return [...keys].filter((key) => contains(key, text)).map((key) => ({ key, name: key }));
}

export async function searchAttributeValues(key: string, text: string): Promise<readonly Choice[]> {
  const values = (await someCustomers()).flatMap(({ attributes }) => (attributes as Record<string, string>)[key] ?? []);
  return [...new Set(values)].filter((value) => contains(value, text)).map((value) => ({ key: value, name: value }));
}

async function someCustomers() {
  const { customers } = await queries.ensureQueryData({
    queryKey: ["ExplorerCustomers"],
    queryFn: ({ signal }) => client.ask(ExplorerCustomersDocument, {}, signal),
  });
  return customers.nodes;
}
