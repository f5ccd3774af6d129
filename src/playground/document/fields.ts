// The fields that an operation selects, in the form that the answer will have: fragments are resolved in place, and
// fields with the same response key are merged. A field that @skip or @include excludes is not in the answer.
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLInputType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  TypeNameMetaFieldDef,
  valueFromASTUntyped,
} from "graphql";

export type Variables = Readonly<Record<string, unknown>>;

/** A document with the values of its variables, as it was or will be sent. */
export interface Asking {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Variables;
}

/** A field of the answer, with every node of the document that selects it. */
export interface Asked {
  /** The name of the field in the answer: the alias if there is one, or else the name of the field itself. */
  readonly key: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  /** Whether @skip or @include excludes it from the answer. */
  readonly isSkipped: boolean;
}

export function askingOf(schema: GraphQLSchema, document: DocumentNode, variables: Variables = {}): Asking {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  return { schema, fragments, variables };
}

/** The operation with this name, or the only operation; null if there is none, or if several are possible. */
export function operationOf(document: DocumentNode, name?: string | null): OperationDefinitionNode | null {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (name) return operations.find((operation) => operation.name?.value === name) ?? null;
  return operations.length === 1 ? (operations[0] ?? null) : null;
}

/** The values of the variables: those that are given, and the defaults of the others. */
export function withDefaults(operation: OperationDefinitionNode, given: Variables | undefined | null): Variables {
  const values: Record<string, unknown> = { ...given };
  for (const { variable, defaultValue } of operation.variableDefinitions ?? [])
    if (values[variable.name.value] === undefined && defaultValue !== undefined)
      values[variable.name.value] = valueFromASTUntyped(defaultValue);
  return values;
}

/** The root fields of a query in the order of the document, including those in fragments on Query. */
export function rootFields(asking: Asking, operation: OperationDefinitionNode): readonly Asked[] {
  const type = asking.schema.getRootType(operation.operation);
  return type == null ? [] : fieldsOf(asking, type.name, [operation.selectionSet]);
}

/** The subfields of a field; empty if it has none. */
export function fieldsUnder(asking: Asking, { field, nodes }: Asked): readonly Asked[] {
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return [];
  return fieldsOf(
    asking,
    type.name,
    nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet])),
  );
}

/** The fields that these selection sets select on a type, merged by their response keys. */
export function fieldsOf(asking: Asking, type: string, sets: readonly SelectionSetNode[]): readonly Asked[] {
  const found = new Map<string, { field: Asked["field"]; nodes: FieldNode[]; skipped: FieldNode[] }>();
  /**
   * The named fragments around this selection. The service refuses a document with a circle of fragments, but such a
   * document must not hang the page.
   */
  const open: string[] = [];
  const visit = (on: string, set: SelectionSetNode, skips: boolean): void => {
    for (const node of set.selections) {
      const isSkipped = skips || leavesOut(node, asking);
      if (node.kind === Kind.FIELD) {
        const field = fieldOf(asking.schema, on, node.name.value);
        if (field === null) continue;
        const key = node.alias?.value ?? node.name.value;
        const entry = found.get(key) ?? { field, nodes: [], skipped: [] };
        (isSkipped ? entry.skipped : entry.nodes).push(node);
        found.set(key, entry);
        continue;
      }
      if (node.kind === Kind.INLINE_FRAGMENT) {
        const condition = node.typeCondition?.name.value ?? on;
        if (applies(asking.schema, condition, on)) visit(on, node.selectionSet, isSkipped);
        continue;
      }
      const name = node.name.value;
      const fragment = asking.fragments.get(name);
      if (fragment === undefined || open.includes(name)) continue;
      open.push(name);
      if (applies(asking.schema, fragment.typeCondition.name.value, on)) visit(on, fragment.selectionSet, isSkipped);
      open.pop();
    }
  };
  for (const set of sets) visit(type, set, false);
  return [...found].map(([key, { field, nodes, skipped }]) =>
    nodes.length > 0 ? { key, field, nodes, isSkipped: false } : { key, field, nodes: skipped, isSkipped: true },
  );
}

/**
 * Whether two fields have the same name and the same arguments, after defaults and variables are resolved. The
 * arguments in `open` may differ.
 */
export function isSame(a: Asked, inA: Asking, b: Asked, inB: Asking, open: ReadonlySet<string> = NONE): boolean {
  const compared = (asked: Asked, asking: Asking) =>
    Object.fromEntries(Object.entries(askedArguments(asked, asking)).filter(([name]) => !open.has(name)));
  return a.field.name === b.field.name && same(compared(a, inA), compared(b, inB));
}

const NONE: ReadonlySet<string> = new Set();

/**
 * The given arguments as JSON. Variables are replaced by their values, and a single value for a list becomes a list.
 * Arguments whose value is the default are left out. Null also means the default.
 */
export function givenArguments({ field, nodes: [node] }: Asked, { variables }: Asking): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const { name, value } of node?.arguments ?? []) {
    const definition = field.args.find((argument) => argument.name === name.value);
    const plain = valueFromASTUntyped(value, variables as Record<string, unknown>);
    if (plain == null) continue;
    given[name.value] = definition === undefined ? plain : inLists(definition.type, plain);
  }
  return given;
}

/** The given arguments, with the defaults of the others. */
export function askedArguments(asked: Asked, asking: Asking): Record<string, unknown> {
  const defaults = asked.field.args.flatMap(({ name, defaultValue }) =>
    defaultValue == null ? [] : [[name, defaultValue] as const],
  );
  return { ...Object.fromEntries(defaults), ...givenArguments(asked, asking) };
}

/** Converts the value to the type: a single value for a list becomes a list of one. Unknown fields are kept. */
function inLists(type: GraphQLInputType, value: unknown): unknown {
  if (value == null) return value;
  if (isNonNullType(type)) return inLists(type.ofType, value);
  if (isListType(type)) {
    const inner: GraphQLInputType = type.ofType;
    return Array.isArray(value) ? value.map((item) => inLists(inner, item)) : [inLists(inner, value)];
  }
  if (!isInputObjectType(type) || typeof value !== "object" || Array.isArray(value)) return value;
  const fields = type.getFields();
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const field = fields[name];
      return inner == null ? [] : [[name, field === undefined ? inner : inLists(field.type, inner)]];
    }),
  );
}

/** Whether two values are equal as JSON, regardless of the order of keys. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]));
  const [keysA, keysB] = [Object.keys(a), Object.keys(b)];
  return (
    keysA.length === keysB.length &&
    keysA.every((key) => Object.hasOwn(b, key) && same((a as Variables)[key], (b as Variables)[key]))
  );
}

/** The definition of a field; null if the type has no such field. */
function fieldOf(schema: GraphQLSchema, typeName: string, name: string): Asked["field"] | null {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  const type = schema.getType(typeName);
  return isObjectType(type) || isInterfaceType(type) ? (type.getFields()[name] ?? null) : null;
}

/** Whether a fragment with this condition always applies to values of the type. */
function applies(schema: GraphQLSchema, condition: string, type: string): boolean {
  if (condition === type) return true;
  const [wide, narrow] = [schema.getType(condition), schema.getType(type)];
  return isAbstractType(wide) && (isObjectType(narrow) || isInterfaceType(narrow)) && schema.isSubType(wide, narrow);
}

function leavesOut(node: Parameters<typeof getDirectiveValues>[1], { variables }: Asking): boolean {
  try {
    const values = variables as Record<string, unknown>;
    return (
      getDirectiveValues(GraphQLSkipDirective, node, values)?.if === true ||
      getDirectiveValues(GraphQLIncludeDirective, node, values)?.if === false
    );
  } catch {
    // The directive is invalid, so the service refuses the document.
    return false;
  }
}
