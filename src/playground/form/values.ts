// Converts between the value of an argument that fields edit and its GraphQL text.
import {
  astFromValue,
  type ConstValueNode,
  type GraphQLArgument,
  type GraphQLInputType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  print,
  type ValueNode,
  valueFromASTUntyped,
  visit,
} from "graphql";
import { problemOfValue } from "./arguments.js";

export interface FieldsValue {
  /** Undefined if the argument is not given. */
  readonly value: unknown;
}

/**
 * Returns the value for fields to edit, or null if fields would lose a part of it. `variables` are the variables of the
 * document if one of them gives the argument, and null otherwise.
 */
export function fieldsOf(
  { name, type }: GraphQLArgument,
  node: ValueNode | null,
  variables: Readonly<Record<string, unknown>> | null,
): FieldsValue | null {
  const value = node === null ? undefined : node.kind === Kind.VARIABLE ? variables?.[node.name.value] : ownValue(node);
  if (value === LOSSY) return null;
  if (value === undefined) return node?.kind === Kind.VARIABLE && variables === null ? null : { value };
  return problemOfValue(name, type, value) === null ? { value } : null;
}

const LOSSY = Symbol("has variables or comments");

function ownValue(node: ValueNode): unknown {
  let isLossy = hasComment(node);
  visit(node, {
    Variable() {
      isLossy = true;
    },
  });
  return isLossy ? LOSSY : valueFromASTUntyped(node);
}

/** Whether a value contains a comment: a token between its first and its last token. */
function hasComment({ loc }: ValueNode): boolean {
  if (loc === undefined) return false;
  for (let token = loc.startToken; token !== loc.endToken && token.next !== null; token = token.next)
    if (token.kind === "Comment") return true;
  return false;
}

/** The GraphQL text of a value of this type. */
export function literalOfValue(type: GraphQLInputType, value: unknown): string {
  return print(nodeOf(type, value));
}

/** Like `astFromValue` of graphql, which throws for a list or an object that a scalar such as JSON has as its value. */
function nodeOf(type: GraphQLInputType, value: unknown): ConstValueNode {
  const own = isNonNullType(type) ? type.ofType : type;
  if (isListType(own))
    return Array.isArray(value)
      ? { kind: Kind.LIST, values: value.map((one) => nodeOf(own.ofType, one)) }
      : nodeOf(own.ofType, value);
  if (typeof value !== "object" || value === null)
    return (astFromValue(value, own) as ConstValueNode | null) ?? { kind: Kind.NULL };
  if (Array.isArray(value)) return { kind: Kind.LIST, values: value.map((one) => nodeOf(own, one)) };
  const types = isInputObjectType(own) ? own.getFields() : null;
  return {
    kind: Kind.OBJECT,
    fields: Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([name, one]) => ({
        kind: Kind.OBJECT_FIELD,
        name: { kind: Kind.NAME, value: name },
        value: nodeOf(types?.[name]?.type ?? own, one),
      })),
  };
}
