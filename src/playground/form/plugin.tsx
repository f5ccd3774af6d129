// The form's pane: the arguments of a question of the document, each with its description. An edit changes one argument
// in the text, or the variable that gives the argument. If no control can show a value, it is shown as text.
import { type GraphiQLPlugin, useGraphiQL } from "@graphiql/react";
import { print } from "graphql";
import { useEffect, useState } from "react";
import { Argument } from "./argument.js";
import { argumentOf, indentedUnder, questionAt, questionsIn, setArgument, unknownArguments } from "./arguments.js";

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

  /** The text may have changed since the form was rendered, so the question is looked up in the current text. */
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
