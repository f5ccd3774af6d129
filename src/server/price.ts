// Computes the price of a query: the number of objects that its answer can hold, plus an equivalent number of objects
// for other work.
//
// The price of a list is its length times the price of each item. The length of a page is its `first`. The length of a
// list without `first` is its expected number of entries, such as the size of the catalogue, the number of segments, or
// the number of journeys of an average customer. If a list turns out to be longer, the meter adds the excess while the
// answer is built. The price that an answer reports therefore counts all objects that the answer holds.
//
// A selection set is priced once for each type on which it is selected, however often its fragment is spread.
import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
  type ValueNode,
} from "graphql";
import type { ExpectedList } from "../resolvers/meter.js";
import { checkInput } from "./inputLists.js";
import { EVENLY, lengthOf, type Reached, STRUCTURE, workOf } from "./lengths.js";
import { Visits } from "./limits.js";
import { filtersPrice, holdsRows, isAnswer, isCountedAbove, QUESTION_COST, rowsOf } from "./questionPrice.js";
import { fragmentsOf } from "./shape.js";
import type { Sizes } from "./sizes.js";

export interface PricedQuery {
  readonly price: number;
  /** The expected lengths of the lists in a query. */
  readonly expected: ReadonlyMap<FieldNode, ExpectedList>;
}

interface Price {
  /** The price for each object on which the fields are selected. */
  readonly each: number;
  /** The price of work that is done once for the whole level, regardless of the number of objects. */
  readonly once: number;
}

const NOTHING: Price = { each: 0, once: 0 };

/** Throws QUERY_TOO_EXPENSIVE if pricing takes too long, and BAD_ARGUMENT if lists in arguments are too long. */
export function priceOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  sizes: Sizes,
): PricedQuery {
  const root = schema.getRootType(operation.operation);
  if (!root) return { price: 0, expected: new Map() };
  const pricing = new Pricing(schema, document, operation, variables, sizes);
  const { each, once } = pricing.of(operation.selectionSet, root, { evenly: true, rows: 1 });
  return { price: each + once, expected: pricing.expected };
}

class Pricing {
  readonly expected = new Map<FieldNode, ExpectedList>();
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #variables: Readonly<Record<string, unknown>>;
  readonly #sizes: Sizes;
  readonly #visits = new Visits();
  readonly #priced = new Map<SelectionSetNode, Map<string, Price>>();

  constructor(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
    sizes: Sizes,
  ) {
    this.#schema = schema;
    this.#fragments = fragmentsOf(document);
    this.#variables = withDefaults(operation, variables);
    this.#sizes = sizes;
  }

  of(set: SelectionSetNode, type: GraphQLNamedType, reached: Reached): Price {
    const prices = this.#priced.get(set) ?? new Map<string, Price>();
    this.#priced.set(set, prices);
    const key = `${type.name} ${reached.evenly} ${reached.rows}`;
    const known = prices.get(key);
    if (known !== undefined) return known;
    const price = isAbstractType(type)
      ? this.#ofAny(set, this.#schema.getPossibleTypes(type), reached)
      : this.#ofObject(set, type, reached);
    prices.set(key, price);
    return price;
  }

  /** If an object can have several types, it costs as much as the most expensive of them. */
  #ofAny(set: SelectionSetNode, types: readonly GraphQLNamedType[], reached: Reached): Price {
    let dearest = NOTHING;
    for (const type of types) {
      const price = this.of(set, type, reached);
      dearest = { each: Math.max(dearest.each, price.each), once: Math.max(dearest.once, price.once) };
    }
    return dearest;
  }

  #ofObject(set: SelectionSetNode, type: GraphQLNamedType, reached: Reached): Price {
    let each = 0;
    let once = 0;
    const spread = new Set<string>();
    const rest: SelectionNode[] = [...set.selections];
    for (let selection = rest.pop(); selection !== undefined; selection = rest.pop()) {
      this.#visits.count();
      if (!this.#isIncluded(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const price = this.#ofField(selection, type, reached);
        each += price.each;
        once += price.once;
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (spread.has(selection.name.value)) continue;
        spread.add(selection.name.value);
      }
      if (fragment === undefined || !this.#applies(fragment.typeCondition?.name.value, type)) continue;
      for (const within of fragment.selectionSet.selections) rest.push(within);
    }
    return { each, once };
  }

  #ofField(node: FieldNode, parent: GraphQLNamedType, reached: Reached): Price {
    const field = this.#field(parent, node.name.value);
    if (field === undefined) return NOTHING;
    const args = this.#arguments(field, node);
    const place = `${parent.name}.${field.name}`;
    const work = workOf(place, args, this.#sizes);
    const once = work.once + filtersPrice(args);
    const type = getNamedType(field.type);
    if (isLeafType(type) || node.selectionSet === undefined) return { each: work.each, once };

    const isList = isListType(getNullableType(field.type));
    const isQuestion = parent === this.#schema.getQueryType() && isAnswer(type);
    const length = this.#length(place, parent, field, args, reached, isList, isQuestion);
    const isPage = type.name.endsWith("Connection");
    const below = this.of(node.selectionSet, type, {
      evenly: reached.evenly && EVENLY.has(place),
      rows: isPage || isQuestion ? length : 1,
    });
    if (isQuestion) return { each: QUESTION_COST + below.each + work.each, once: once + below.once };
    if (isPage) return { each: below.each + work.each, once: once + below.once };
    const item = weightOf(type.name) + below.each;
    if (isList && !isCountedAbove(place)) this.expected.set(node, { length, each: item });
    return { each: length * item + work.each, once: once + below.once };
  }

  #length(
    place: string,
    parent: GraphQLNamedType,
    field: GraphQLField<unknown, unknown>,
    args: Readonly<Record<string, unknown>>,
    reached: Reached,
    isList: boolean,
    isQuestion: boolean,
  ): number {
    if (isQuestion) return rowsOf(field.name, args);
    if (parent.name.endsWith("Connection") || (isList && holdsRows(parent, field.name))) {
      if (!isList) return 1;
      return reached.rows;
    }
    return lengthOf(place, field, args, this.#sizes, reached, this.#schema);
  }

  #field(parent: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
    if (parent === this.#schema.getQueryType()) {
      if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
      if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
    }
    return isObjectType(parent) ? parent.getFields()[name] : undefined;
  }

  #applies(condition: string | undefined, type: GraphQLNamedType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const named = this.#schema.getType(condition);
    return (
      isAbstractType(named) &&
      isObjectType(type) &&
      isCompositeType(named) &&
      this.#schema.isSubType(named, type as GraphQLCompositeType & typeof type)
    );
  }

  /** Evaluates `@skip` and `@include`. Invalid values are refused elsewhere. */
  #isIncluded({ directives = [] }: SelectionNode): boolean {
    return directives.every(({ name, arguments: given }) => {
      const condition = given?.find((argument) => argument.name.value === "if");
      const holds = condition === undefined ? undefined : this.#value(condition.value);
      return name.value === "skip" ? holds !== true : name.value !== "include" || holds !== false;
    });
  }

  /**
   * The arguments in the form in which the client gave them, with defaults filled in. Values are interpreted only
   * during execution.
   */
  #arguments(field: GraphQLField<unknown, unknown>, node: FieldNode): Readonly<Record<string, unknown>> {
    if (field.args.length === 0) return {};
    const given = new Map<string, ArgumentNode>(
      (node.arguments ?? []).map((argument) => [argument.name.value, argument]),
    );
    const args: Record<string, unknown> = {};
    for (const { name, type, defaultValue } of field.args) {
      const argument = given.get(name);
      const value = argument === undefined ? undefined : this.#value(argument.value);
      args[name] = value === undefined ? defaultValue : value;
      checkInput(type, args[name], name, `${field.name}.${name}`);
    }
    return args;
  }

  #value(node: ValueNode): unknown {
    switch (node.kind) {
      case Kind.VARIABLE:
        return this.#variables[node.name.value];
      case Kind.NULL:
        return null;
      case Kind.INT:
      case Kind.FLOAT:
        return Number(node.value);
      case Kind.LIST:
        return node.values.map((item) => this.#value(item));
      case Kind.OBJECT:
        return Object.fromEntries(node.fields.map((field) => [field.name.value, this.#value(field.value)]));
      default:
        return node.value;
    }
  }
}

/** Introspection objects cost more, because GraphQL creates them all at once, without giving other requests a turn. */
const INTROSPECTION_WEIGHT = 8;

function weightOf(type: string): number {
  if (type.startsWith("__")) return INTROSPECTION_WEIGHT;
  return STRUCTURE.test(type) ? 0 : 1;
}

/** Adds the defaults of variables, which are literals without variables. */
function withDefaults(
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const variables: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const { variable, defaultValue } of variableDefinitions) {
    const name = variable.name.value;
    if (Object.hasOwn(given, name)) variables[name] = given[name];
    else if (defaultValue !== undefined) variables[name] = plain(defaultValue);
  }
  return variables;
}

function plain(node: ValueNode): unknown {
  if (node.kind === Kind.NULL) return null;
  if (node.kind === Kind.LIST) return node.values.map(plain);
  if (node.kind === Kind.OBJECT)
    return Object.fromEntries(node.fields.map((field) => [field.name.value, plain(field.value)]));
  if (node.kind === Kind.INT || node.kind === Kind.FLOAT) return Number(node.value);
  return node.kind === Kind.VARIABLE ? undefined : node.value;
}
