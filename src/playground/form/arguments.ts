// The arguments of a root field, in the form in which fields edit them. An edit of an argument changes the text of the
// document, or the variable that gives the argument. Everything else stays as it is: selection, comments and
// formatting.
import {
  type ArgumentNode,
  coerceInputValue,
  type DocumentNode,
  type FieldNode,
  type GraphQLArgument,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  parse,
  parseValue,
  type ValueNode,
  valueFromASTUntyped,
} from "graphql";
import { breakOf, type Edit, indentAt } from "../document/edits.js";
import { type Asked, askingOf, rootFields } from "../document/fields.js";

/** A root field that has arguments, with its place in the document. */
export interface Question {
  /** Identifies the question by its operation and response key, which stay the same while arguments change. */
  readonly id: string;
  readonly operation: OperationDefinitionNode;
  readonly field: Asked["field"];
  readonly node: FieldNode;
}

export type Control = "enum" | "boolean" | "number" | "text" | "graphql";

/** Returns null if the text is not a GraphQL document. */
export function questionsIn(schema: GraphQLSchema, text: string): readonly Question[] | { readonly problem: string } {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    if (error instanceof GraphQLError)
      return { problem: `${error.message} The form returns when the text can be read.` };
    throw error;
  }
  const asking = askingOf(schema, document);
  return document.definitions.flatMap((operation, i) =>
    operation.kind !== Kind.OPERATION_DEFINITION
      ? []
      : rootFields(asking, operation).flatMap(({ key, field, nodes: [node] }) =>
          node === undefined || field.args.length === 0 ? [] : [{ id: `${i}/${key}`, operation, field, node }],
        ),
  );
}

export const argumentOf = ({ node }: Question, name: string): ArgumentNode | null =>
  node.arguments?.find((argument) => argument.name.value === name) ?? null;

/** Arguments that the schema does not have. The form cannot edit them, and leaves them where they are. */
export function unknownArguments({ node, field }: Question): readonly ArgumentNode[] {
  return (node.arguments ?? []).filter(({ name }) => !field.args.some((argument) => argument.name === name.value));
}

/** The control for values of this type. */
export function controlOf(type: GraphQLInputType): Control {
  const inner = isNonNullType(type) ? type.ofType : type;
  if (isListType(inner)) return "graphql";
  if (isEnumType(inner)) return "enum";
  switch (getNamedType(inner).name) {
    case "Boolean":
      return "boolean";
    case "Int":
    case "Float":
    case "Int64":
      return "number";
    case "String":
    case "ID":
    case "Duration":
    case "DateTime":
      return "text";
    default:
      return "graphql";
  }
}

/**
 * Returns the text that a control shows for a literal. If the result is null, the control cannot show the literal, and
 * the form shows the GraphQL text instead.
 */
export function shownAs(control: Control, node: ValueNode): string | null {
  switch (control) {
    case "enum":
      return node.kind === Kind.ENUM ? node.value : null;
    case "boolean":
      return node.kind === Kind.BOOLEAN ? String(node.value) : null;
    case "number":
      return node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : null;
    case "text":
      return node.kind === Kind.STRING ? node.value : null;
    default:
      return null;
  }
}

/** The GraphQL text of a value that was entered in a control. */
export const literalOf = (control: Control, entered: string): string =>
  control === "text" ? JSON.stringify(entered) : entered.trim();

/**
 * Returns what is wrong with a GraphQL value for this argument, or null if nothing is wrong. The values of variables in
 * it are not checked.
 */
export function problemOf({ name, type }: GraphQLArgument, literal: string): string | null {
  let node: ValueNode;
  try {
    node = parseValue(literal);
  } catch (error) {
    return error instanceof GraphQLError ? error.message : String(error);
  }
  if (hasVariable(node)) return null;
  return problemOfValue(name, type, valueFromASTUntyped(node));
}

export function problemOfValue(name: string, type: GraphQLInputType, value: unknown): string | null {
  const problems: string[] = [];
  coerceInputValue(value, type, (path, _value, error) =>
    problems.push(`${[name, ...path].join(".")}: ${error.message}`),
  );
  return problems[0] ?? null;
}

function hasVariable(node: ValueNode): boolean {
  if (node.kind === Kind.VARIABLE) return true;
  if (node.kind === Kind.LIST) return node.values.some(hasVariable);
  return node.kind === Kind.OBJECT && node.fields.some(({ value }) => hasVariable(value));
}

/** Sets an argument to a GraphQL value. If `literal` is null, removes the argument. */
export function setArgument(text: string, question: Question, name: string, literal: string | null): Edit | null {
  const { node } = question;
  const given = node.arguments ?? [];
  const argument = argumentOf(question, name);
  if (argument !== null) {
    const { value, loc } = argument;
    if (literal !== null) return { offset: value.loc!.start, length: value.loc!.end - value.loc!.start, text: literal };
    if (given.length === 1) {
      // Removing the only argument also removes the parentheses. Comments between them stay.
      const from = find(text, node.name.loc?.end ?? 0, "(");
      const to = find(text, loc!.end, ")") + 1;
      const kept = text.slice(from + 1, loc!.start) + text.slice(loc!.end, to - 1);
      return { offset: from, length: to - from, text: /^[\s,]*$/.test(kept) ? "" : ` ${kept.trimStart()}` };
    }
    const after = /^[ \t]*,?[ \t]*/.exec(text.slice(loc!.end))?.[0].length ?? 0;
    const before = /(\r?\n)?[ \t]*$/.exec(text.slice(0, loc!.start))?.[0] ?? "";
    const endsLine = /^\r?\n|^$/.test(text.slice(loc!.end + after));
    // If the argument has a line to itself, the line is removed with it; otherwise, the separator after it is removed.
    return endsLine && before.includes("\n")
      ? { offset: loc!.start - before.length, length: loc!.end + after - loc!.start + before.length, text: "" }
      : { offset: loc!.start, length: loc!.end + after - loc!.start, text: "" };
  }
  if (literal === null) return null;
  const last = given.at(-1);
  if (last === undefined) return { offset: node.name.loc!.end, length: 0, text: `(${name}: ${literal})` };
  const line = text.slice(text.lastIndexOf("\n", last.loc!.start - 1) + 1, last.loc!.start);
  const separator = line.trim() === "" ? `${breakOf(text)}${line}` : ", ";
  return { offset: last.loc!.end, length: 0, text: `${separator}${name}: ${literal}` };
}

/** Returns the next position of the character outside of comments. */
function find(text: string, from: number, character: string): number {
  let at = from;
  while (at < text.length && text[at] !== character)
    at = text[at] === "#" ? text.indexOf("\n", at) + 1 || text.length : at + 1;
  return at;
}

/**
 * Returns the text of the variables, on several lines, after one of them is set, or removed if the value is undefined.
 * Returns null if the text is not plain JSON, because its comments would be lost.
 */
export function setVariable(json: string, name: string, value: unknown): string | null {
  const values = variablesIn(json);
  if (values === null) return null;
  const { [name]: _, ...others } = values;
  const changed = value === undefined ? others : { ...values, [name]: value };
  return JSON.stringify(changed, null, 2);
}

/** The variables; null if the text is not a JSON object. */
export function variablesIn(json: string): Readonly<Record<string, unknown>> | null {
  if (json.trim() === "") return {};
  try {
    const values: unknown = JSON.parse(json);
    return typeof values === "object" && values !== null && !Array.isArray(values)
      ? (values as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** Formats a value on several lines that are indented like the line of its argument. */
export const indentedUnder = (text: string, offset: number, literal: string): string =>
  literal.replaceAll("\n", breakOf(text) + indentAt(text, offset));

/** The question at this position; null if there is none. */
export function questionAt(questions: readonly Question[], offset: number): Question | null {
  return questions.find(({ node: { loc } }) => loc !== undefined && loc.start <= offset && offset <= loc.end) ?? null;
}
