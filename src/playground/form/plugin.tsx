// The form's pane: the arguments of a question of the document, each with its description. An edit changes one argument in
// the text, or the variable that gives it. What a control cannot show is shown as text and stays as it is.
import { type GraphiQLPlugin, useGraphiQL } from "@graphiql/react";
import { type GraphQLArgument, isEnumType, isNonNullType, isRequiredArgument, Kind, print } from "graphql";
import { useEffect, useState } from "react";
import {
  argumentOf,
  type Control,
  controlOf,
  indentedUnder,
  literalOf,
  problemOf,
  problemOfValue,
  type Question,
  questionAt,
  questionsIn,
  setArgument,
  setVariable,
  shownAs,
  unknownArguments,
  variablesIn,
} from "./arguments.js";

export const FORM: GraphiQLPlugin = { title: "Form", icon: FormIcon, content: Form };

function FormIcon() {
  return (
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
      <path d="M4 6h5M4 12h9M4 18h3" strokeLinecap="round" />
      <circle cx="13" cy="6" r="2" />
      <circle cx="17" cy="12" r="2" />
      <circle cx="11" cy="18" r="2" />
      <path d="M15 6h5m-1 6h1m-7 6h7" strokeLinecap="round" />
    </svg>
  );
}

function Form() {
  const schema = useGraphiQL((state) => state.schema);
  const query = useGraphiQL((state) => state.queryEditor);
  const variables = useGraphiQL((state) => state.variableEditor);
  const [, redraw] = useState(0);
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => {
    const changed = () => redraw((count) => count + 1);
    const watched = [
      query?.onDidChangeModelContent(changed),
      variables?.onDidChangeModelContent(changed),
      query?.onDidChangeCursorPosition(({ position }) => {
        const model = query.getModel();
        if (model === null || schema == null || !query.hasTextFocus()) return;
        const questions = questionsIn(schema, model.getValue());
        const at = "problem" in questions ? null : questionAt(questions, model.getOffsetAt(position));
        if (at !== null) setChosen(at.id);
      }),
    ];
    return () => {
      for (const one of watched) one?.dispose();
    };
  }, [query, variables, schema]);

  const text = query?.getValue() ?? "";
  if (schema == null) return <Pane>The schema is being loaded…</Pane>;
  const questions = text.trim() === "" ? [] : questionsIn(schema, text);
  if ("problem" in questions) return <Pane>{questions.problem}</Pane>;
  const question = questions.find(({ id }) => id === chosen) ?? questions[0];
  if (question === undefined) return <Pane>This document asks no question that has arguments.</Pane>;

  /** Edits the text as it is now: the question is looked up again. */
  const set = (name: string, literal: string | null) => {
    const model = query?.getModel();
    if (query === undefined || model == null) return;
    const now = questionsIn(schema, model.getValue());
    const own = "problem" in now ? undefined : now.find(({ id }) => id === question.id);
    if (own === undefined) return;
    const at = argumentOf(own, name)?.loc?.start ?? own.node.loc?.start ?? 0;
    const edit = setArgument(model.getValue(), own, name, literal && indentedUnder(model.getValue(), at, literal));
    if (edit === null) return;
    const [start, end] = [model.getPositionAt(edit.offset), model.getPositionAt(edit.offset + edit.length)];
    const range = {
      startLineNumber: start.lineNumber,
      startColumn: start.column,
      endLineNumber: end.lineNumber,
      endColumn: end.column,
    };
    query.pushUndoStop();
    query.executeEdits("throughline", [{ range, text: edit.text }]);
    query.pushUndoStop();
  };
  const unknown = unknownArguments(question);
  return (
    <Pane>
      <label className="throughline-field">
        <strong>Question</strong>
        <select value={question.id} onChange={(event) => setChosen(event.target.value)}>
          {questions.map(({ id, node, operation }) => (
            <option key={id} value={id}>
              {node.alias === undefined ? "" : `${node.alias.value}: `}
              {node.name.value}
              {operation.name === undefined ? "" : ` (${operation.name.value})`}
            </option>
          ))}
        </select>
      </label>
      {question.field.args.map((argument) => (
        <Argument
          key={`${question.id}/${argument.name}`}
          argument={argument}
          question={question}
          json={variables?.getValue() ?? ""}
          onLiteral={(literal) => set(argument.name, literal)}
          onVariables={(json) => variables?.setValue(json)}
        />
      ))}
      {unknown.length > 0 && (
        <p>
          Not in the schema, and left as it is: <code>{unknown.map((one) => print(one)).join(", ")}</code>
        </p>
      )}
    </Pane>
  );
}

function Pane({ children }: { readonly children: React.ReactNode }) {
  return (
    <section className="throughline-tour throughline-form" aria-label="Form">
      <h2>Form</h2>
      {children}
    </section>
  );
}

interface ArgumentProps {
  readonly argument: GraphQLArgument;
  readonly question: Question;
  readonly json: string;
  onLiteral(literal: string | null): void;
  onVariables(json: string): void;
}

function Argument({ argument, question, json, onLiteral, onVariables }: ArgumentProps) {
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
  /** What is wrong with the entered text; null if it was taken over. An empty one removes the argument. */
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
  return (
    <div className="throughline-field">
      <strong>{name}</strong> <code>{variable === null ? String(type) : `$${variable}, ${String(type)}`}</code>
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
  /** The language of a text area. */
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
