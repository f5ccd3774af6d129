// Limits the lengths of all lists in arguments. They are checked before anything is executed, so that the service never
// reads a list that it will refuse.
import {
  GraphQLError,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
} from "graphql";
import { getMetadataStorage } from "type-graphql";
import { declaredParam } from "../resolvers/arguments.js";
import { longestListsOf } from "../schema/shared/rules.js";
import { MAX_ROWS_A_CALL } from "../service/changes.js";

/** The maximum length of a list that has no limit of its own. It equals the largest number of rows of a page. */
export const MAX_MEMBERS_OF_LIST = 1_000;

/** The limit for each place. A place is `Input.field`, or `field.argument` for an argument of a query or mutation. */
let limits: ReadonlyMap<string, number> | null = null;

/** The maximum length of a list at its place. */
export function mostMembers(place: string): number {
  limits ??= declaredLimits();
  return limits.get(place) ?? MAX_MEMBERS_OF_LIST;
}

/** Limits from the rules of argument and input classes, and from the rows of mutations. */
function declaredLimits(): Map<string, number> {
  const { inputTypes, queries, mutations, fieldResolvers } = getMetadataStorage();
  const declared = ({ params = [] }: (typeof queries)[number] | (typeof fieldResolvers)[number]) =>
    params.map(declaredParam);
  const found = new Map<string, number>();
  const add = (owner: string, type: unknown): void => {
    for (const [field, most] of longestListsOf(type as { readonly prototype: object }))
      found.set(`${owner}.${field}`, most);
  };
  for (const { name, target } of inputTypes) add(name, target);
  for (const resolver of [...queries, ...mutations, ...fieldResolvers])
    for (const param of declared(resolver)) if (param.kind === "args") add(resolver.schemaName, param.getType());
  for (const mutation of mutations)
    for (const param of declared(mutation))
      if (param.kind === "arg") found.set(`${mutation.schemaName}.${param.name}`, MAX_ROWS_A_CALL);
  return found;
}

/**
 * Throws BAD_ARGUMENT with the path of the list. `value` comes from the client and has not been read yet. A request can
 * hold hundreds of thousands of values, so the path becomes text only for the error.
 */
export function checkInput(type: GraphQLInputType, value: unknown, at: string, place: string): void {
  check(type, value, { within: null, key: at }, place);
}

/** A place of an input: the key of a field or the index of a member, within another place. */
interface At {
  readonly within: At | null;
  readonly key: string | number;
}

function textOf({ within, key }: At): string {
  if (within === null) return String(key);
  return `${textOf(within)}${typeof key === "number" ? `[${key}]` : `.${key}`}`;
}

function check(type: GraphQLInputType, value: unknown, at: At, place: string): void {
  if (value === null || value === undefined) return;
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const items = Array.isArray(value) ? (value as unknown[]) : [value];
    const most = mostMembers(place);
    if (items.length > most) throw tooLong(textOf(at), items.length, most);
    const item = nullable.ofType as GraphQLInputType;
    const of = getNullableType(item);
    if (!isListType(of) && (!isInputObjectType(of) || listFieldsOf(of).length === 0)) return;
    for (let i = 0; i < items.length; i++) check(item, items[i], { within: at, key: i }, place);
  } else if (isInputObjectType(nullable) && typeof value === "object")
    for (const { name, type: of, place: within } of listFieldsOf(nullable)) {
      const own = (value as Record<string, unknown>)[name];
      if (own !== null && own !== undefined) check(of, own, { within: at, key: name }, within);
    }
}

/** Whether a value of the type can contain a list. `seen` has the types that were already looked at. */
function holdsLists(type: GraphQLInputType, seen: Set<GraphQLInputObjectType>): boolean {
  if (isListType(getNullableType(type))) return true;
  const named = getNamedType(type);
  if (!isInputObjectType(named) || seen.has(named)) return false;
  seen.add(named);
  return Object.values(named.getFields()).some((field) => holdsLists(field.type, seen));
}

interface ListField {
  readonly name: string;
  readonly type: GraphQLInputType;
  /** The key of its limit. */
  readonly place: string;
}

const listFields = new Map<GraphQLInputObjectType, readonly ListField[]>();

/** The fields of the type whose values can contain a list. Most rows of mutations have none. */
function listFieldsOf(type: GraphQLInputObjectType): readonly ListField[] {
  let found = listFields.get(type);
  if (found === undefined) {
    found = Object.values(type.getFields())
      .filter((field) => holdsLists(field.type, new Set()))
      .map((field) => ({ name: field.name, type: field.type, place: `${type.name}.${field.name}` }));
    listFields.set(type, found);
  }
  return found;
}

function tooLong(at: string, length: number, most: number): GraphQLError {
  return new GraphQLError(`\`${at}\` has ${length} members; ${most} is the most.`, {
    extensions: {
      code: "BAD_ARGUMENT",
      argument: at,
      remedy: `Give at most ${most}, or use several requests.`,
      allowed: [`1 to ${most}`],
      http: { status: 400, headers: new Map() },
    },
  });
}
