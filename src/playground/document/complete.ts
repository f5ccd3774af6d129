// Adds to a document the fields that a view needs. A field is inserted at the end of the selection set to which it
// belongs. If the document selects the parent of the field only in a named fragment, the fragment is not changed,
// because it may be used elsewhere. Instead, the parent is selected again outside of it. If a response key is already
// used, the new field gets an alias.
import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type NameNode,
  parse,
  print,
  type SelectionSetNode,
  validate,
} from "graphql";
import { breakOf, type Edit, edited, indentAt, indented, lineStart, STEP } from "./edits.js";
import { type Asked, type Asking, askingOf, fieldsUnder, operationOf, rootFields, type Variables } from "./fields.js";
import { fitOf, type Missing, openArguments } from "./fit.js";

export type Completion =
  | { readonly edits: readonly Edit[]; readonly text: string }
  /** Why the fields cannot be added, and what to do. */
  | { readonly refused: string };

interface Request {
  readonly schema: GraphQLSchema;
  readonly text: string;
  readonly operation: string | null;
  readonly variables: Variables;
  /** The response key of the root field. */
  readonly key: string;
  readonly fragment: DocumentNode;
}

/** The greatest length of a line. A selection that would be longer is broken into several lines. */
const LINE = 100;

export function complete({ schema, text, operation: name, variables, key, fragment }: Request): Completion {
  const document = parsed(text);
  if (document instanceof GraphQLError) return { refused: `The document has a syntax error: ${document.message}` };
  const operation = operationOf(document, name);
  const asking = askingOf(schema, document, variables);
  const root = operation === null ? undefined : rootFields(asking, operation).find((asked) => asked.key === key);
  if (operation === null || root === undefined)
    return { refused: `The document no longer asks for ${key}. Run it again first.` };
  const home = homeOf(root.nodes, operation.selectionSet) ?? root.nodes.find(({ selectionSet }) => selectionSet);
  if (home?.selectionSet === undefined) return { refused: `${key} selects no fields yet. Run the document first.` };

  const inserted = new Map<SelectionSetNode, FieldNode[]>();
  insert(inserted, home.selectionSet, fieldsUnder(asking, root), fitOf(asking, root, fragment).missing, asking);
  const edits = [...inserted].map(([set, fields]) => insertion(text, set, fields));
  const result = edited(text, edits);
  const problem = newProblem(schema, document, result);
  return problem === null
    ? { edits, text: result }
    : { refused: `The fields cannot be added by themselves: ${problem} Please add them by hand.` };
}

/**
 * Collects the fields to insert, by selection set of the document. `taken` are the fields that are already at this
 * place.
 */
function insert(
  into: Map<SelectionSetNode, FieldNode[]>,
  set: SelectionSetNode,
  taken: readonly Asked[],
  missing: readonly Missing[],
  asking: Asking,
): void {
  const keys = new Set(taken.map(({ key }) => key));
  for (const one of missing) {
    const here = one.found.find((asked) => homeOf(asked.nodes, set) !== null);
    const home = here && homeOf(here.nodes, set)?.selectionSet;
    if (here === undefined || home === undefined) add(into, set, besides(one, taken, keys, asking));
    else insert(into, home, fieldsUnder(asking, here), one.within, asking);
  }
}

/**
 * Returns a field with its missing subfields. If a fragment of the document selects the same field here, the field gets
 * the same key and arguments, so that the answer has one field with the subfields of both.
 */
function besides(one: Missing, taken: readonly Asked[], keys: Set<string>, asking: Asking): FieldNode {
  const { need, found, within } = one;
  const merges = found.find((asked) => taken.some(({ nodes }) => nodes[0] === asked.nodes[0]));
  const inside = merges === undefined ? [] : fieldsUnder(asking, merges);
  const keysInside = new Set(inside.map(({ key }) => key));
  return fieldNode(
    merges?.key ?? freeKey(need, keys),
    need.field.name,
    merges === undefined ? closedArguments(need) : merges.nodes[0]?.arguments,
    within.map((inner) => besides(inner, inside, keysInside, asking)),
  );
}

/**
 * The arguments that are written for a field of the view. An argument for which the view accepts any value is left out,
 * so that the server uses its default.
 */
function closedArguments(need: Asked): FieldNode["arguments"] {
  const open = openArguments(need);
  return need.nodes[0]?.arguments?.filter(({ name }) => !open.has(name.value));
}

function add(into: Map<SelectionSetNode, FieldNode[]>, set: SelectionSetNode, field: FieldNode): void {
  into.set(set, [...(into.get(set) ?? []), field]);
}

function fieldNode(key: string, name: string, args: FieldNode["arguments"], inner: readonly FieldNode[]): FieldNode {
  return {
    kind: Kind.FIELD,
    name: nameNode(name),
    ...(key === name ? {} : { alias: nameNode(key) }),
    ...(args === undefined ? {} : { arguments: args }),
    ...(inner.length === 0 ? {} : { selectionSet: { kind: Kind.SELECTION_SET, selections: inner } }),
  };
}

const nameNode = (value: string): NameNode => ({ kind: Kind.NAME, value });

/**
 * Returns a response key that no field at this place has, such as `behind`, or `behind2` if that is used. The key then
 * counts as used.
 */
function freeKey({ key }: Asked, keys: Set<string>): string {
  let free = key;
  for (let i = 2; keys.has(free); i++) free = `${key}${i}`;
  keys.add(free);
  return free;
}

/**
 * Returns the first of these nodes whose selection set is written inside this selection set, and not in a fragment
 * elsewhere.
 */
function homeOf(nodes: readonly FieldNode[], set: SelectionSetNode): FieldNode | null {
  return (
    nodes.find(
      ({ loc, selectionSet }) =>
        selectionSet !== undefined &&
        loc !== undefined &&
        set.loc !== undefined &&
        loc.start >= set.loc.start &&
        loc.end <= set.loc.end,
    ) ?? null
  );
}

/** Inserts fields before the closing brace: on lines of their own, or on the brace's line if it fits there. */
function insertion(text: string, { loc, selections }: SelectionSetNode, fields: readonly FieldNode[]): Edit {
  const close = (loc?.end ?? text.length) - 1;
  const start = lineStart(text, close);
  const lineBreak = breakOf(text);
  const lines = fields.map((field) => print(field));
  const first = selections[0]?.loc?.start ?? close;
  if (text.slice(start, close).trim() === "") {
    const own = text.slice(lineStart(text, first), first);
    const indent = own.trim() === "" ? own : indentAt(text, close) + STEP;
    const block = lines.map((line) => indented(line, indent, lineBreak) + lineBreak).join("");
    return { offset: start, length: 0, text: block };
  }
  const from = text.slice(0, close).trimEnd().length;
  const short = ` ${lines.join(" ")} `;
  const open = Math.max(start, loc?.start ?? start);
  if (!short.includes("\n") && from - open + short.length < LINE)
    return { offset: from, length: close - from, text: short };
  const indent = indentAt(text, close);
  const block = lines.map((line) => lineBreak + indented(line, indent + STEP, lineBreak)).join("");
  return { offset: from, length: close - from, text: block + lineBreak + indent };
}

/** Returns a problem that the document did not have before, or null if there is none. */
function newProblem(schema: GraphQLSchema, before: DocumentNode, text: string): string | null {
  const after = parsed(text);
  if (after instanceof GraphQLError) return after.message;
  const known = new Set(validate(schema, before).map(({ message }) => message));
  return validate(schema, after).find(({ message }) => !known.has(message))?.message ?? null;
}

function parsed(text: string): DocumentNode | GraphQLError {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}
