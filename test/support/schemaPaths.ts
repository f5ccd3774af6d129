// Paths from the roots of a schema to each of its fields, and queries along them, for tests generated from the schema.
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";

export interface PathStep {
  readonly parent: string;
  readonly field: GraphQLField<unknown, unknown>;
}

/** For every field of every object type, the shortest path from Query or Mutation. */
export function pathsOf(schema: GraphQLSchema): Map<string, readonly PathStep[]> {
  const found = new Map<string, readonly PathStep[]>();
  const seen = new Set<string>();
  let level: { readonly type: GraphQLNamedType; readonly path: readonly PathStep[] }[] = [];
  for (const root of [schema.getQueryType(), schema.getMutationType()]) if (root) level.push({ type: root, path: [] });
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { type, path } of level) {
      const types = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
      for (const object of types) {
        if (!isObjectType(object) || seen.has(object.name)) continue;
        seen.add(object.name);
        for (const field of Object.values(object.getFields())) {
          const steps = [...path, { parent: object.name, field }];
          found.set(`${object.name}.${field.name}`, steps);
          next.push({ type: getNamedType(field.type), path: steps });
        }
      }
    }
    level = next;
  }
  return found;
}

/** A query along the path, with `selection` in its last field. Required arguments get some value. */
export function queryOf(path: readonly PathStep[], selection: string): string {
  const kind = path[0]!.parent === "Mutation" ? "mutation" : "query";
  const inner = path.reduceRight((below, { parent, field }, i) => {
    const text = `${field.name}${argumentsOf(field.args)}${below === "" ? "" : ` { ${below} }`}`;
    const isUnderInterface = i > 0 && isAbstractType(getNamedType(path[i - 1]!.field.type));
    return isUnderInterface ? `... on ${parent} { ${text} }` : text;
  }, selection);
  return `${kind} { ${inner} }`;
}

export function argumentsOf(args: readonly GraphQLArgument[]): string {
  const given = args.filter(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined);
  return given.length === 0 ? "" : `(${given.map(({ name, type }) => `${name}: ${literal(type)}`).join(", ")})`;
}

function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return `[${literal(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    if (type.isOneOf) return `{ ${fields[0]!.name}: ${literal(fields[0]!.type)} }`;
    const required = fields.filter((field) => isNonNullType(field.type) && field.defaultValue === undefined);
    return `{ ${required.map((field) => `${field.name}: ${literal(field.type)}`).join(", ")} }`;
  }
  const texts: Record<string, string> = { Int: "1", Float: "1", Boolean: "true", JSON: "{}", Duration: '"P1D"' };
  return texts[type.name] ?? (type.name === "DateTime" ? '"2026-01-01T00:00:00Z"' : '"x"');
}

/** Leaves of a type that need no arguments, for a selection. */
export function leavesOf(type: GraphQLNamedType): string[] {
  if (!isObjectType(type)) return ["__typename"];
  return Object.values(type.getFields())
    .filter((field) => isLeafType(getNamedType(field.type)) && argumentsOf(field.args) === "")
    .map(({ name }) => name);
}
