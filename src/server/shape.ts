// Checks the shape of a query: its length, its depth, and its number of aliases. The shape is checked before GraphQL's
// own rules, so that these rules never receive a query that would keep them busy. The check takes time linear in the
// text: a fragment is examined only once, even if the query uses it often.
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";
import {
  MAX_ALIAS_LENGTH,
  MAX_ALIASES,
  MAX_DEPTH,
  MAX_LINES,
  MAX_NESTING,
  MAX_SELECTIONS,
  MAX_VALUE_DEPTH,
  tooExpensive,
} from "./limits.js";

/** Returns an error for the first limit that the query exceeds, or null if it exceeds none. */
export function shapeProblem(document: DocumentNode): GraphQLError | null {
  const lines = linesOf(document.loc?.source.body ?? "");
  if (lines > MAX_LINES)
    return tooExpensive(`The query has ${lines} lines; ${MAX_LINES} is the most.`, undefined, "Write it shorter.");
  const written = writtenProblem(document);
  if (written !== null) return written;
  const shape = new Shape(document);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const { depth } = shape.of(definition.selectionSet);
    if (depth > MAX_DEPTH)
      return tooExpensive(`The query is ${depth} levels deep; ${MAX_DEPTH} is the most.`, definition);
  }
  let aliases = 0;
  for (const definition of document.definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION) aliases += shape.of(definition.selectionSet).aliases;
  if (aliases > MAX_ALIASES)
    return tooExpensive(`The query has ${aliases} aliases; ${MAX_ALIASES} is the most.`, document);
  return null;
}

/**
 * Checks all of the text, including parts that no operation uses. It keeps its own stack, because values may be nested
 * deeply.
 */
function writtenProblem(document: DocumentNode): GraphQLError | null {
  let selections = 0;
  const sets: { readonly set: SelectionSetNode; readonly depth: number }[] = [];
  const values: { readonly value: ValueNode; readonly depth: number }[] = [];
  const addArguments = ({ arguments: given }: { readonly arguments?: readonly { readonly value: ValueNode }[] }) => {
    for (const { value } of given ?? []) values.push({ value, depth: 1 });
  };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION)
      for (const { defaultValue, directives } of definition.variableDefinitions ?? []) {
        if (defaultValue !== undefined) values.push({ value: defaultValue, depth: 1 });
        directives?.forEach(addArguments);
      }
    if (definition.kind === Kind.OPERATION_DEFINITION || definition.kind === Kind.FRAGMENT_DEFINITION) {
      definition.directives?.forEach(addArguments);
      sets.push({ set: definition.selectionSet, depth: 1 });
    }
  }
  for (let next = sets.pop(); next !== undefined; next = sets.pop()) {
    const { set, depth } = next;
    if (depth > MAX_NESTING)
      return tooExpensive(
        `Selections are nested more than ${MAX_NESTING} levels deep.`,
        undefined,
        "Use fewer levels.",
      );
    for (const selection of set.selections) {
      if (++selections > MAX_SELECTIONS)
        return tooExpensive(`The query selects more than ${MAX_SELECTIONS} fields.`, selection);
      selection.directives?.forEach(addArguments);
      if (selection.kind === Kind.FIELD) {
        addArguments(selection);
        if (selection.alias !== undefined && selection.alias.value.length > MAX_ALIAS_LENGTH)
          return tooExpensive(
            `An alias has ${selection.alias.value.length} characters; ${MAX_ALIAS_LENGTH} is the most.`,
            undefined,
            "Use a shorter alias, because every row repeats it.",
          );
      }
      if (selection.kind !== Kind.FRAGMENT_SPREAD && selection.selectionSet !== undefined)
        sets.push({ set: selection.selectionSet, depth: depth + 1 });
    }
  }
  for (let next = values.pop(); next !== undefined; next = values.pop()) {
    const { value, depth } = next;
    if (depth > MAX_VALUE_DEPTH)
      return tooExpensive(
        `A value is nested more than ${MAX_VALUE_DEPTH} levels deep.`,
        undefined,
        "Use fewer levels.",
      );
    if (value.kind === Kind.LIST) for (const item of value.values) values.push({ value: item, depth: depth + 1 });
    if (value.kind === Kind.OBJECT)
      for (const field of value.fields) values.push({ value: field.value, depth: depth + 1 });
  }
  return null;
}

interface Measures {
  readonly depth: number;
  /** Number of aliases. Aliases in a fragment count as often as the fragment is spread. */
  readonly aliases: number;
}

const NOTHING: Measures = { depth: 0, aliases: 0 };

class Shape {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #measured = new Map<SelectionSetNode, Measures>();

  constructor(document: DocumentNode) {
    this.#fragments = fragmentsOf(document);
  }

  of(set: SelectionSetNode): Measures {
    const known = this.#measured.get(set);
    if (known !== undefined) return known;
    // A fragment that contains itself is reported by another rule.
    this.#measured.set(set, NOTHING);
    let depth = 0;
    let aliases = 0;
    for (const selection of set.selections) {
      const below =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? this.#fragments.get(selection.name.value)?.selectionSet
          : selection.selectionSet;
      const under = below === undefined ? NOTHING : this.of(below);
      const isField = selection.kind === Kind.FIELD;
      depth = Math.max(depth, under.depth + (isField ? 1 : 0));
      aliases += under.aliases + (isField && selection.alias !== undefined ? 1 : 0);
    }
    const measures = { depth, aliases };
    this.#measured.set(set, measures);
    return measures;
  }
}

export function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  return fragments;
}

function linesOf(text: string): number {
  let lines = 1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) lines++;
  }
  return lines;
}
