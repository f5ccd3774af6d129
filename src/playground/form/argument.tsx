// An argument in the form: fields, a single control, or a text area. If a value contains variables or comments, or does
// not fit its type, it is shown only as text, because fields would lose a part of it.
import { type GraphQLArgument, isEnumType, isNonNullType, isRequiredArgument, Kind, print } from "graphql";
import { lazy, Suspense, useState } from "react";
import { Fence } from "../fence.js";
import {
  argumentOf,
  type Control,
  controlOf,
  literalOf,
  problemOf,
  problemOfValue,
  type Question,
  setVariable,
  shownAs,
  variablesIn,
} from "./arguments.js";
import { fieldsOf, literalOfValue } from "./values.js";

/** Loaded when the form is opened, because the code of search fields is larger than that of the form. */
const Fields = lazy(() => import("./fields.js"));

const AS_TEXT = "This value has variables or comments in it, or does not fit its type, so it is edited as text.";

interface ArgumentProps {
  readonly argument: GraphQLArgument;
  readonly question: Question;
  readonly json: string;
  onLiteral(literal: string | null): void;
  onVariables(json: string): void;
}

export function Argument({ argument, question, json, onLiteral, onVariables }: ArgumentProps) {
  const { name, type, description, defaultValue } = argument;
  const node = argumentOf(question, name)?.value ?? null;
  const variable = node?.kind === Kind.VARIABLE ? node.name.value : null;
  const own = controlOf(type);
  let control: Control = own;
  let value = "";
  if (variable !== null) {
    const given = variablesIn(json)?.[variable];
    const fits =
      own === "number"
        ? typeof given === "number"
        : own === "boolean"
          ? typeof given === "boolean"
          : typeof given === "string";
    if (given !== undefined && (own === "graphql" || !fits)) control = "graphql";
    value = given === undefined ? "" : control === "graphql" ? JSON.stringify(given, null, 2) : String(given);
  } else if (node !== null) {
    const shown = shownAs(own, node);
    if (shown === null) control = "graphql";
    value = shown ?? (node.loc === undefined ? print(node) : node.loc.source.body.slice(node.loc.start, node.loc.end));
  }
  /**
   * Sets the argument to the entered text. Returns what is wrong with the text, or null if it was accepted. An empty
   * text removes the argument.
   */
  const vary = (name: string, next: unknown): string | null => {
    const changed = setVariable(json, name, next);
    if (changed === null) return "The variables are not plain JSON. Please edit them in their editor.";
    onVariables(changed);
    return null;
  };
  const enter = (entered: string): string | null => {
    if (entered.trim() === "" && !(control === "text" && entered !== "")) {
      if (variable !== null) return vary(variable, undefined);
      onLiteral(null);
      return null;
    }
    if (variable === null) {
      const literal = literalOf(control, entered);
      const problem = problemOf(argument, literal);
      if (problem === null) onLiteral(literal);
      return problem;
    }
    let parsed: unknown = entered;
    try {
      if (control !== "text" && control !== "enum") parsed = JSON.parse(entered) as unknown;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    return problemOfValue(name, type, parsed) ?? vary(variable, parsed);
  };
  const required = isRequiredArgument(argument);
  const fields = own === "graphql" ? fieldsOf(argument, node, variable === null ? null : variablesIn(json)) : null;
  const entry = (
    <Entry
      key={`${control}/${value}`}
      name={name}
      control={control}
      value={value}
      options={optionsOf(argument)}
      placeholder={
        required ? "required" : defaultValue === undefined ? "not set" : `default ${JSON.stringify(defaultValue)}`
      }
      hint={control !== "graphql" ? null : variable === null ? "GraphQL" : "JSON"}
      onEnter={enter}
    />
  );
  const setFields = (next: unknown) => {
    if (variable !== null) vary(variable, next);
    else onLiteral(next === undefined ? null : literalOfValue(argument.type, next));
  };
  return (
    <div className="throughline-field">
      <strong>{name}</strong> <code>{variable === null ? String(type) : `$${variable}, ${String(type)}`}</code>
      {fields === null ? (
        entry
      ) : (
        <>
          <Fence missing="The fields cannot be loaded. Edit the text below, or load the page again.">
            <Suspense fallback={<span role="status">Loading…</span>}>
              <Fields label={name} type={type} value={fields.value} onChange={setFields} />
            </Suspense>
          </Fence>
          <details>
            <summary>as text</summary>
            {entry}
          </details>
        </>
      )}
      {own === "graphql" && fields === null && <small>{AS_TEXT}</small>}
      {description != null && <small>{description}</small>}
    </div>
  );
}

function optionsOf({ type }: GraphQLArgument): readonly string[] {
  const inner = isNonNullType(type) ? type.ofType : type;
  if (isEnumType(inner)) return inner.getValues().map(({ name }) => name);
  return controlOf(type) === "boolean" ? ["true", "false"] : [];
}

interface EntryProps {
  readonly name: string;
  readonly control: Control;
  readonly value: string;
  readonly options: readonly string[];
  readonly placeholder: string;
  /** A note about the language in which a text area is written. */
  readonly hint: string | null;
  onEnter(text: string): string | null;
}

function Entry({ name, control, value, options, placeholder, hint, onEnter }: EntryProps) {
  const [draft, setDraft] = useState(value);
  const [problem, setProblem] = useState<string | null>(null);
  const enter = (text: string) => {
    if (text !== value) setProblem(onEnter(text));
    else setProblem(null);
  };
  const isChoice = control === "enum" || control === "boolean";
  return (
    <>
      {isChoice ? (
        <select aria-label={name} value={value} onChange={(event) => enter(event.target.value)}>
          <option value="">{placeholder}</option>
          {options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      ) : control === "graphql" ? (
        <textarea
          aria-label={`${name} in ${hint}`}
          rows={Math.min(10, draft.split("\n").length + 1)}
          spellCheck={false}
          placeholder={`${placeholder}; in ${hint}`}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={() => enter(draft)}
        />
      ) : (
        <input
          aria-label={name}
          inputMode={control === "number" ? "decimal" : "text"}
          spellCheck={false}
          placeholder={placeholder}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={() => enter(draft)}
          onKeyDown={(event) => event.key === "Enter" && enter(draft)}
        />
      )}
      {problem !== null && <span role="alert">{problem} The document is as it was.</span>}
    </>
  );
}
