// Searches the service for customers, attributes and segments that pickers offer.
import { format } from "../../views/format.js";
import type { Choice } from "../fields/picker.js";
import { ExplorerCustomerKeyDocument } from "../generated/graphql.js";
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

/** The customer with this key, or the first customers if the text is empty. */
export const searchCustomers: Search = async (text, signal) => {
  const key = text.trim();
  const { customer, customers } = await client.ask(ExplorerCustomerKeyDocument, { key: key || "-" }, signal);
  if (key !== "") return customer === null ? [] : [{ key: customer.key, name: customer.key }];
  return customers.nodes.map((one) => ({ key: one.key, name: one.key }));
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
