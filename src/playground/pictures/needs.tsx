// The fields that a view reads and that the document does not select, and a button that adds them and runs the document
// again.
import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useState } from "react";
import type { View } from "../../views/view.js";
import { complete } from "../document/complete.js";
import type { Asked } from "../document/fields.js";
import { type Missing, namesOf } from "../document/fit.js";
import type { Run } from "../runs.js";

/** The number of missing fields that are listed at first. A click shows the others. */
const NAMED = 6;

interface NeedsProps {
  readonly missing: readonly Missing[];
  readonly root: Asked;
  readonly view: View;
  readonly run: Run;
  /** Whether the picture is drawn all the same, because the page has requested the fields separately. */
  readonly isDrawn: boolean;
}

export function Needs({ missing, root, view, run, isDrawn }: NeedsProps) {
  const editor = useGraphiQL((state) => state.queryEditor);
  const schema = useGraphiQL((state) => state.schema);
  const { run: runAgain } = useGraphiQLActions();
  const [refused, setRefused] = useState<string | null>(null);
  const names = namesOf(missing);
  const add = () => {
    const model = editor?.getModel();
    if (editor === undefined || model == null || schema == null) return;
    const done = complete({
      schema,
      text: model.getValue(),
      operation: run.operationName,
      variables: run.variables,
      key: root.key,
      fragment: view.fragment,
    });
    if ("refused" in done) return setRefused(done.refused);
    setRefused(null);
    editor.pushUndoStop();
    editor.executeEdits(
      "throughline",
      done.edits.map(({ offset, length, text }) => {
        const [start, end] = [model.getPositionAt(offset), model.getPositionAt(offset + length)];
        return {
          range: {
            startLineNumber: start.lineNumber,
            startColumn: start.column,
            endLineNumber: end.lineNumber,
            endColumn: end.column,
          },
          text,
        };
      }),
    );
    editor.pushUndoStop();
    runAgain();
  };
  return (
    <div className="throughline-needs">
      <p>
        {isDrawn ? "For the picture, the page has also requested " : "The picture needs "}
        <Names names={names.slice(0, NAMED)} />
        {names.length > NAMED && "…"}
      </p>
      {names.length > NAMED && (
        <details>
          <summary>{names.length - NAMED} more</summary>
          <p>
            <Names names={names.slice(NAMED)} />
          </p>
        </details>
      )}
      <button type="button" className="throughline-button" onClick={add}>
        Add them and run
      </button>
      {refused !== null && <p role="alert">{refused}</p>}
    </div>
  );
}

function Names({ names }: { readonly names: readonly string[] }) {
  return names.map((name, i) => (
    <span key={name}>
      {i > 0 && ", "}
      <code>{name}</code>
    </span>
  ));
}
