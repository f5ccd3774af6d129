// Wraps the resolver of every field of the schema, so that:
// - a list that fails leaves no promises behind (lists.ts);
// - the meter of the request counts the size of the answer, and stops an answer that is too large (meter.ts);
// - promised values continue in a later turn of the event loop if the current turn has become long (service/pace.ts).
//
// Fields without a resolver get one that reads the property, like GraphQL's default resolver.
import {
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  isObjectType,
  OperationTypeNode,
} from "graphql";
import type { Pace } from "../service/pace.js";
import type { Context } from "./context.js";
import { countPromise, isThenable, SafeList } from "./lists.js";
import type { Meter } from "./meter.js";

type Resolver = GraphQLFieldResolver<Record<string, unknown>, Context>;
type Field = GraphQLField<Record<string, unknown>, Context>;

export function harden(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type) && !type.name.startsWith("__"))
      for (const field of Object.values(type.getFields())) field.resolve = hardened(field);
  for (const root of [schema.getQueryType(), schema.getMutationType()])
    for (const field of Object.values(root?.getFields() ?? {})) field.resolve = inTurn(field.resolve!);
}

/**
 * Fields of the root can take several milliseconds each. If the current turn of the event loop has become long, the
 * next field therefore starts in a later turn. Fields of a query do not start once the request has ended, for example
 * because an earlier field was refused.
 */
function inTurn(resolve: Resolver): Resolver {
  return (source, args, context, info) => {
    const wait = context?.scope?.pace.wait() ?? null;
    if (wait === null) return resolve(source, args, context, info);
    countPromise();
    return wait.then(() => {
      if (info.operation.operation === OperationTypeNode.QUERY) context.scope.signal.throwIfAborted();
      return resolve(source, args, context, info);
    });
  };
}

function hardened(field: Field): Resolver {
  const resolve = field.resolve ?? propertyOf(field.name);
  const settle = settlerOf(field.type);
  const isLeaf = isLeafType(getNamedType(field.type));
  return (source, args, context, info) => {
    const meter = context?.meter;
    meter?.check();
    const value: unknown = resolve(source, args, context, info);
    const pace = context?.scope?.pace ?? null;
    const settled = (found: unknown) => (settle === null ? found : settle(found, meter, info, pace));
    if (!isThenable(value)) return settled(value);
    countPromise();
    if (isLeaf || pace === null) return value.then(settled);
    return value.then((found) => pace.wait()?.then(() => settled(found)) ?? settled(found));
  };
}

type Info = Parameters<Resolver>[3];
type Settle = (value: unknown, meter: Meter | undefined, info: Info, pace: Pace | null) => unknown;

/**
 * Returns a function that is called with the value of a field before GraphQL completes it. Returns null if the value is
 * a single object, because the fields of an object are counted one by one.
 */
function settlerOf(type: GraphQLOutputType): Settle | null {
  const isLeaf = isLeafType(getNamedType(type));
  if (!isListType(getNullableType(type)))
    return isLeaf
      ? (value, meter, info) => {
          meter?.addValue(info.path.key, value);
          return value;
        }
      : null;
  const item = (getNullableType(type) as { readonly ofType: GraphQLOutputType }).ofType;
  if (isListType(getNullableType(item))) throw new Error("Lists of lists are not supported.");
  return (value, meter, info, pace) => {
    if (typeof value !== "object" || value === null || !(Symbol.iterator in value)) return value;
    const items = Array.isArray(value) ? (value as unknown[]) : [...(value as Iterable<unknown>)];
    meter?.addValue(info.path.key, isLeaf ? items : undefined);
    if (isLeaf) return items;
    meter?.addList(info.fieldNodes, items.length);
    return new SafeList(items, pace);
  };
}

function propertyOf(name: string): Resolver {
  return (source, args, context, info) => {
    const value = source[name];
    return typeof value === "function" ? value.call(source, args, context, info) : value;
  };
}
