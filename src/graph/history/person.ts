// Finds everything that joins the identities of one customer, for a user who looks at the customer or is about to erase
// it.
import { compareKeys } from "../../model/keys.js";
import type { Person } from "../store.js";
import { type Borne, type Declaration, type Link, type Related, Relations, type Walk } from "./relations.js";

/** The reads of a store that `person` needs. They return their results synchronously. */
export interface PersonReads {
  related(identity: string): Related;
  owners(identity: string): ReadonlyMap<string, Borne>;
  customerOf(identity: string): string;
}

export function personOf(
  key: string,
  identities: readonly string[],
  names: Person["names"],
  { related, owners, customerOf }: PersonReads,
): Person {
  const relations = new Relations();
  const work = person(key, identities, names, relations);
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) {
      const { joining, ...found } = step.value;
      return {
        ...found,
        joining: joining.map(({ anonymous, owner }) => ({ anonymous, customer: customerOf(owner) })),
      };
    }
    if ("relations" in step.value)
      for (const identity of step.value.relations) relations.know(identity, related(identity));
    else relations.knowOwners(step.value.owners, owners(step.value.owners));
  }
}

/**
 * Describes the customer to whom an identity belongs. In `joining`, the field `customer` is an identity, and the caller
 * must still look up the key of its customer.
 */
export function* person(
  key: string,
  identities: readonly string[],
  names: Person["names"],
  relations: Relations,
): Walk<
  Omit<Person, "joining"> & { readonly joining: readonly { readonly anonymous: string; readonly owner: string }[] }
> {
  const members = new Set(identities);
  const links = new Map<string, Link>();
  const declarations = new Map<string, Declaration>();
  const addLink = (link: Link) => links.set(JSON.stringify([link.from, link.into]), link);
  yield* relations.load(identities);
  for (const identity of identities) {
    const { into, from, declares } = yield* relations.of(identity);
    for (const other of into) addLink({ from: identity, into: other });
    for (const other of from) addLink({ from: other, into: identity });
    for (const [anonymous, borne] of declares)
      declarations.set(JSON.stringify([anonymous, identity]), { anonymous, customer: identity, ...borne });
    for (const [customer, borne] of yield* relations.allOwners(identity))
      declarations.set(JSON.stringify([identity, customer]), { anonymous: identity, customer, ...borne });
  }
  return {
    key,
    identities: [key, ...identities.filter((identity) => identity !== key).sort(compareKeys)],
    names,
    shared: yield* relations.sharedWith(members),
    links: [...links.values()].sort(compareLinks),
    declarations: [...declarations.values()].sort(compareDeclarations),
    joining: yield* relations.joiningWithout(members),
  };
}

export function compareLinks(a: Link, b: Link): number {
  return compareKeys(a.from, b.from) || compareKeys(a.into, b.into);
}

export function compareDeclarations(a: Declaration, b: Declaration): number {
  return compareKeys(a.anonymous, b.anonymous) || compareKeys(a.customer, b.customer);
}
