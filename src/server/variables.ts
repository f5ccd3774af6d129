// Coerces the variables of a request in turns of the event loop, if they are large. GraphQL would coerce them without
// interruption before it executes the query, and its errors would repeat a whole wrong value several times. 10,000 rows
// would hold the event loop for 30 ms, and an object with 200,000 keys for a second.
//
// The values and errors are those of GraphQL (execution/values.js and utilities/coerceInputValue.js of version 16),
// except that an error repeats only the beginning of a large value. GraphQL itself coerces small values within a large
// value.
import {
  coerceInputValue,
  type DocumentNode,
  GraphQLBoolean,
  GraphQLError,
  GraphQLFloat,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLInt,
  type GraphQLLeafType,
  type GraphQLList,
  type GraphQLSchema,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
  valueFromAST,
} from "graphql";
import { didYouMean } from "graphql/jsutils/didYouMean.js";
import { inspect } from "graphql/jsutils/inspect.js";
import { suggestionList } from "graphql/jsutils/suggestionList.js";
import { isNumberBeyond } from "../model/json.js";
import { Json } from "../schema/shared/scalars.js";
import { ownTurn, turnIsLong } from "../service/turns.js";
import { MAX_ERRORS } from "./limits.js";
import { beginningOf, beginningOfText } from "./shown.js";

type Variables = Readonly<Record<string, unknown>>;
type Coerced = { readonly variables: Variables } | { readonly errors: readonly GraphQLError[] };

/**
 * The size up to which GraphQL coerces a value itself, which takes at most 2 ms. Every value counts as 1, and every
 * TEXT_UNIT characters of a text count as 1 more.
 */
const SMALL = 500;
const TEXT_UNIT = 100;
/** The size of the values that are coerced between two checks of the clock. */
const LOOK_EVERY = 200;

export function areLarge(variables: Variables): boolean {
  return sizeOf(variables) > SMALL;
}

/** Returns the coerced variables, or at most MAX_ERRORS errors. If there are more errors, one further error says so. */
export async function coerceInTurns(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: Variables,
): Promise<Coerced> {
  const errors: GraphQLError[] = [];
  const report = (error: GraphQLError): void => {
    if (errors.length >= MAX_ERRORS)
      throw new GraphQLError("Too many errors processing variables, error limit reached. Execution aborted.");
    errors.push(error);
  };
  const variables: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  try {
    for (const node of variableDefinitions) await coerceOne(schema, node, given, variables, report);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    errors.push(error);
  }
  return errors.length === 0 ? { variables } : { errors };
}

/**
 * Returns the document for variables that are already coerced. It declares them as JSON, because GraphQL leaves JSON
 * values unchanged. Its selections are the same objects as those of the given document.
 */
export function withCoercedVariables(document: DocumentNode, operation: OperationDefinitionNode): DocumentNode {
  const variableDefinitions = (operation.variableDefinitions ?? []).map(
    ({ kind, variable }): VariableDefinitionNode => ({
      kind,
      variable,
      type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: Json.name } },
    }),
  );
  const definitions = document.definitions.map((definition) =>
    definition === operation ? { ...operation, variableDefinitions } : definition,
  );
  return { ...document, definitions };
}

async function coerceOne(
  schema: GraphQLSchema,
  node: VariableDefinitionNode,
  given: Variables,
  coerced: Record<string, unknown>,
  report: (error: GraphQLError) => void,
): Promise<void> {
  const name = node.variable.name.value;
  const type = typeFromAST(schema, node.type);
  // Validation has already refused all other types.
  if (!isInputType(type)) throw new Error(`$${name} is not an input.`);
  if (!Object.hasOwn(given, name)) {
    if (node.defaultValue !== undefined) coerced[name] = valueFromAST(node.defaultValue, type);
    else if (isNonNullType(type))
      report(new GraphQLError(`Variable "$${name}" of required type "${type}" was not provided.`, { nodes: node }));
    return;
  }
  const value = given[name];
  if (value === null && isNonNullType(type))
    return report(
      new GraphQLError(`Variable "$${name}" of non-null type "${type}" must not be null.`, { nodes: node }),
    );
  const coercion = new Coercion((path, wrong, error) => {
    const at = path.length === 0 ? "" : ` at "${name}${pathText(path)}"`;
    const message = `Variable "$${name}" got invalid value ${inspect(beginningOf(wrong))}${at}; ${error.message}`;
    report(new GraphQLError(message, { nodes: node, originalError: error }));
  });
  coerced[name] = await coercion.of(value, type, []);
}

type Path = readonly (string | number)[];
type OnError = (path: Path, value: unknown, error: GraphQLError) => void;

class Coercion {
  readonly #onError: OnError;
  /** The size of the values that were coerced since the clock was last checked. */
  #since = 0;

  constructor(onError: OnError) {
    this.#onError = onError;
  }

  async of(value: unknown, type: GraphQLInputType, path: Path): Promise<unknown> {
    const size = sizeOf(value);
    if (this.#isLong(size)) await ownTurn();
    return size <= SMALL ? this.#small(value, type, path) : this.#large(value, getNullableType(type), path);
  }

  #isLong(size: number): boolean {
    this.#since += size;
    if (this.#since < LOOK_EVERY) return false;
    this.#since = 0;
    return turnIsLong();
  }

  #small(value: unknown, type: GraphQLInputType, path: Path): unknown {
    return coerceInputValue(value, type, (within, wrong, error) => this.#onError([...path, ...within], wrong, error));
  }

  #large(value: unknown, type: GraphQLInputType, path: Path): unknown {
    if (isListType(type)) return this.#list(value, type, path);
    if (isInputObjectType(type)) return this.#object(value, type, path);
    return this.#small(takes(type as GraphQLLeafType, value) ? value : beginningOf(value), type, path);
  }

  async #list(value: unknown, { ofType }: GraphQLList<GraphQLInputType>, path: Path): Promise<unknown[]> {
    // As everywhere in GraphQL, a single value is accepted as a list with one member.
    if (!Array.isArray(value)) return [await this.of(value, ofType, path)];
    const coerced: unknown[] = [];
    for (const [i, member] of (value as unknown[]).entries()) {
      const size = sizeOf(member);
      if (this.#isLong(size)) await ownTurn();
      const at = [...path, i];
      coerced.push(size <= SMALL ? this.#small(member, ofType, at) : await this.of(member, ofType, at));
    }
    return coerced;
  }

  async #object(value: unknown, type: GraphQLInputObjectType, path: Path): Promise<unknown> {
    const refuse = (message: string, at = path, wrong = value) => this.#onError(at, wrong, new GraphQLError(message));
    if (typeof value !== "object" || Array.isArray(value))
      return refuse(`Expected type "${type.name}" to be an object.`);
    const given = value as Readonly<Record<string, unknown>>;
    const fields = type.getFields();
    const coerced: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const field of Object.values(fields)) {
      const own = given[field.name];
      if (own !== undefined) coerced[field.name] = await this.of(own, field.type, [...path, field.name]);
      else if (field.defaultValue !== undefined) coerced[field.name] = field.defaultValue;
      else if (isNonNullType(field.type))
        refuse(`Field "${field.name}" of required type "${field.type}" was not provided.`);
    }
    // After MAX_ERRORS errors, the remaining fields are not read.
    for (const name in given)
      if (!fields[name]) {
        const written = beginningOfText(name);
        const suggestions = suggestionList(written, Object.keys(fields));
        refuse(`Field "${written}" is not defined by type "${type.name}".${didYouMean(suggestions)}`);
      }
    if (type.isOneOf) {
      const [key = "", ...others] = Object.keys(coerced);
      if (others.length > 0 || !(key in coerced))
        refuse(`Exactly one key must be specified for OneOf type "${type.name}".`);
      if (coerced[key] === null) refuse(`Field "${key}" must be non-null.`, [...path, key], null);
    }
    return { ...coerced };
  }
}

/** Whether a large value can be valid for the type. If not, only its beginning is read, and the value is refused. */
function takes(type: GraphQLLeafType, value: unknown): boolean {
  if (typeof value !== "string") return type === Json;
  if (type === GraphQLFloat) return isNumberBeyond(value);
  return type !== GraphQLInt && type !== GraphQLBoolean && !isEnumType(type);
}

/**
 * The size of a value: the number of values in it plus the units of text. Counting stops soon after SMALL is exceeded.
 */
function sizeOf(value: unknown): number {
  let size = 0;
  const rest = [value];
  while (rest.length > 0 && size <= SMALL) {
    const one = rest.pop();
    size++;
    if (typeof one === "string") size += Math.floor(one.length / TEXT_UNIT);
    else if (Array.isArray(one)) for (let i = 0; i < one.length && i <= SMALL; i++) rest.push(one[i]);
    else if (typeof one === "object" && one !== null) {
      for (const key in one) {
        size += Math.floor(key.length / TEXT_UNIT);
        if (rest.push((one as Record<string, unknown>)[key]) > SMALL) break;
      }
    }
  }
  return size + rest.length;
}

function pathText(path: Path): string {
  return path.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
}
