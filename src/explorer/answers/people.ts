// Searches the service for the customers, attributes and segments that pickers offer.
import { format } from "../../views/format.js";
import type { Choice } from "../fields/picker.js";
import { ExplorerCustomerKeysDocument } from "../generated/graphql.js";
import { client } from "./client.js";

const OFFERED = 50;

type Search = (text: string, signal: AbortSignal) => Promise<readonly Choice[]>;

export const searchSegments: Search = async (text, signal) =>
  (await client.findSegments({ search: text.trim(), first: OFFERED }, signal)).map(({ key, name, description }) => ({
    key,
    name,
    ...(description === null ? {} : { note: description }),
  }));

export const searchPersonas: Search = async (text, signal) =>
  (await client.findPersonas({ search: text.trim(), first: OFFERED }, signal)).map(({ key, name, description }) => ({
    key,
    name,
    ...(description === null ? {} : { note: description }),
  }));

/**
 * Finds customers whose key starts with the text, and the customer to whom exactly this key belongs, if it was linked
 * to another key.
 */
export const searchCustomers: Search = async (text, signal) => {
  const key = text.trim();
  const { customer, customers } = await client.ask(ExplorerCustomerKeysDocument, { key, first: OFFERED }, signal);
  const found = customers.nodes.map((one) => ({ key: one.key, name: one.key }));
  const isListed = customer === null || found.some((one) => one.key === customer.key);
  return isListed ? found : [{ key: customer.key, name: customer.key, note: `has the key ${key}` }, ...found];
};

export const searchAttributeKeys: Search = async (text, signal) =>
  (await client.findAttributes({ search: text.trim(), first: OFFERED }, signal)).map(({ key, distinctValues }) => ({
    key,
    name: key,
    note: format.plural(distinctValues, "value"),
  }));

export async function searchAttributeValues(
  attribute: string,
  text: string,
  signal: AbortSignal,
): Promise<readonly Choice[]> {
  const found = await client.findAttributeValues({ attribute, search: text.trim(), first: OFFERED }, signal);
  return (found?.values ?? []).map(({ value, customers }) => ({
    key: value,
    name: value,
    note: format.plural(customers, "customer"),
  }));
}
