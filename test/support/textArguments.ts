// Finds every place of the GraphQL schema that accepts a text: each String, each ID and each scalar of our own, in the
// arguments of every field and in their inputs. For each place, it makes a request with a text there and harmless
// values everywhere else.
import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from "graphql";

export interface TextArgument {
  /** `Query.customers.journeys(filter.matches)`. */
  readonly place: string;
  readonly query: string;
  /** Variables with the text in this place. */
  variables(text: string): Record<string, unknown>;
}

/** Values for required texts other than the text being tested, by the name of the argument or field. */
const HARMLESS: Readonly<Record<string, unknown>> = {
  key: "probe",
  id: "Customer:ana",
  ids: ["Customer:ana"],
  customer: "probe",
  anonymous: "probe-device",
  touchpoint: "web/site",
  at: "2026-01-05T09:00:00Z",
  from: "web",
  to: "phone",
  into: "probe",
  wait: "PT1H",
  journeyGap: "P30D",
  attributes: { region: "North" },
  pattern: ".*",
  blueprint: "click",
  name: "probe",
  in: "North",
  number: 99,
  // The steps between which an exclusion of a funnel applies.
  after: 1,
  before: 2,
};
/** `from` of a link is a list of keys of customers. */
const HARMLESS_LISTS: Readonly<Record<string, unknown>> = { from: ["probe-2"] };

const INPUT_DEPTH = 4;

export function textArguments(schema: GraphQLSchema): TextArgument[] {
  const found: TextArgument[] = [];
  for (const root of [schema.getQueryType()!, schema.getMutationType()!]) {
    const operation = root === schema.getQueryType() ? "query" : "mutation";
    const seen = new Set<string>();
    const walk = (type: GraphQLObjectType, way: readonly string[]): void => {
      if (seen.has(type.name) || way.length > 8) return;
      seen.add(type.name);
      const fields = Object.values(type.getFields());
      for (const field of fields) found.push(...ofField(field, operation, root.name, way));
      // The fields below mutations are the same as in queries.
      if (operation === "mutation") return;
      for (const field of fields) {
        const next = getNamedType(field.type);
        if (isObjectType(next)) walk(next, [...way, field.args.some(isRequiredArgument) ? called(field) : field.name]);
      }
    };
    walk(root, []);
  }
  return found;
}

function ofField(
  field: GraphQLField<unknown, unknown>,
  operation: string,
  root: string,
  way: readonly string[],
): TextArgument[] {
  return field.args.flatMap((tried) => {
    const others = field.args.filter((arg) => arg !== tried && isRequiredArgument(arg));
    const given = [
      `${tried.name}: $${tried.name}`,
      ...others.map((arg) => `${arg.name}: ${literal(arg.name, arg.type)}`),
    ];
    const body = `${field.name}(${given.join(", ")})${selection(field.type)}`;
    const query = `${operation}($${tried.name}: ${tried.type}) { ${way.reduceRight((inner, step) => `${step} { ${inner} }`, body)} }`;
    return leaves(tried.type, tried.name, 0).map(({ path, value }) => ({
      place: `${[root, ...way.map((step) => step.split("(")[0]), field.name].join(".")}(${path})`,
      query,
      variables: (text: string) => ({ [tried.name]: value(text) }),
    }));
  });
}

interface Leaf {
  readonly path: string;
  readonly value: (text: string) => unknown;
}

/**
 * An input that contains itself (a selector in a selector) is entered only once, because the same code reads it at
 * every depth.
 */
function leaves(given: GraphQLInputType, path: string, depth: number, around: readonly string[] = []): Leaf[] {
  const type = isNonNullType(given) ? given.ofType : given;
  if (isListType(type))
    return leaves(type.ofType, `${path}[0]`, depth, around).map((leaf) => ({
      ...leaf,
      value: (text) => [leaf.value(text)],
    }));
  if (isInputObjectType(type)) {
    if (depth === INPUT_DEPTH || around.includes(type.name)) return [];
    const fields = Object.values(type.getFields());
    return fields.flatMap((field) => {
      const rest = fields.filter((other) => other !== field && isRequiredInputField(other));
      return leaves(field.type, `${path}.${field.name}`, depth + 1, [...around, type.name]).map((leaf) => ({
        path: leaf.path,
        value: (text: string) => ({
          ...Object.fromEntries(rest.map((other) => [other.name, harmless(other.name, other.type)])),
          [field.name]: leaf.value(text),
        }),
      }));
    });
  }
  if (isEnumType(type) || ["Int", "Float", "Boolean"].includes(type.name)) return [];
  if (type.name === "JSON")
    return [
      { path: `${path}{value}`, value: (text) => ({ probe: text }) },
      { path: `${path}{key}`, value: (text) => ({ [text]: "probe" }) },
      { path: `${path}{whole}`, value: (text) => text },
    ];
  return [{ path, value: (text) => text }];
}

function harmless(name: string, given: GraphQLInputType): unknown {
  const type = isNonNullType(given) ? given.ofType : given;
  if (isListType(type)) return HARMLESS_LISTS[name] ?? [harmless(name, type.ofType)];
  if (isInputObjectType(type)) {
    if (type.isOneOf) return { any: true };
    const required = Object.values(type.getFields()).filter(isRequiredInputField);
    return Object.fromEntries(required.map((field) => [field.name, harmless(field.name, field.type)]));
  }
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (!(name in HARMLESS) && ["Int", "Float"].includes(type.name)) return 1;
  if (!(name in HARMLESS)) throw new Error(`nothing harmless is known for ${name}: ${type}`);
  return HARMLESS[name];
}

function literal(name: string, type: GraphQLInputType): string {
  return JSON.stringify(harmless(name, type)).replace(/"(\w+)":/g, "$1: ");
}

function called(field: GraphQLField<unknown, unknown>): string {
  const required = field.args.filter(isRequiredArgument);
  return `${field.name}(${required.map((arg) => `${arg.name}: ${literal(arg.name, arg.type)}`).join(", ")})`;
}

function selection(type: GraphQLOutputType): string {
  return isObjectType(getNamedType(type)) || "getFields" in getNamedType(type) ? " { __typename }" : "";
}
