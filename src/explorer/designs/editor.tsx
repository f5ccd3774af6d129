// The editor of a blueprint: its diagram, its steps in order, the fields of the chosen step, and a form to save a new
// version. Changes that are not saved are kept in memory. The page asks before the reader leaves it.
import { useState } from "react";
import { client } from "../answers/client.js";
import { refreshAfterSaving } from "../answers/seen.js";
import { useDesigns } from "../answers/useDesigns.js";
import { SaveBlueprintDocument } from "../generated/graphql.js";
import { Select } from "../shell/fields.js";
import { keyOf } from "../shell/keyOf.js";
import { Sized } from "../shell/sized.js";
import { Diagram } from "./diagram.js";
import { added, type Draft, inputOf, isSame } from "./draft.js";
import { keepDraft, keptDraft, useLeavingQuestion } from "./leaving.js";
import { Line, Refusal } from "./line.js";
import { type Refused, refusedOf } from "./refusal.js";
import { StepForm } from "./stepForm.js";
import { StepList } from "./stepList.js";

interface EditorProps {
  /** Identifies the draft by the blueprint and the version that it starts from. */
  readonly name: string;
  readonly saved: Draft;
  /** Whether the blueprint does not exist yet. Its key then follows from its name. */
  readonly isNew: boolean;
  /** The reason why nothing can be saved; null if the draft can be saved. */
  readonly readOnly: string | null;
  /** The number of the version that is saved next. */
  readonly nextVersion: number;
  readonly onSaved: (key: string, version: number) => void;
}

export function Editor({ name, saved, isNew, readOnly, nextVersion, onSaved }: EditorProps) {
  const [draft, setDraft] = useState<Draft>(() => keptDraft(name) ?? saved);
  const [chosen, setChosen] = useState<number | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [isSaving, setSaving] = useState(false);
  const personas = useDesigns().data?.personas ?? [];
  const isDirty = !isSame(draft, saved);
  useLeavingQuestion(name, isDirty);
  const change = (next: Draft) => {
    setDraft(next);
    setRefused(null);
    keepDraft(name, isSame(next, saved) ? null : next);
  };
  const step = draft.steps.find(({ id }) => id === chosen);
  const save = async () => {
    if (draft.name.trim() === "") {
      setRefused({ message: "The blueprint has no name.", remedy: "Give it one.", step: null, field: "name" });
      return;
    }
    setSaving(true);
    try {
      const { saveBlueprint } = await client.ask(SaveBlueprintDocument, { blueprint: inputOf(draft) });
      keepDraft(name, null);
      await refreshAfterSaving();
      onSaved(saveBlueprint.key, saveBlueprint.version);
    } catch (error) {
      const found = refusedOf(error);
      setRefused(found);
      if (found.step !== null) setChosen(draft.steps[found.step]?.id ?? null);
    } finally {
      setSaving(false);
    }
  };
  const at = (field: string) => (refused?.step === null && refused.field === field ? refused : null);
  const addStep = () => {
    const place = step === undefined ? draft.steps.length : draft.steps.indexOf(step) + 1;
    const { draft: next, id } = added(draft, place);
    change(next);
    setChosen(id);
  };
  const isElsewhere = refused !== null && (refused.step !== null || !FIELDS.has(refused.field ?? ""));
  return (
    <div className="editor">
      <div className="editor-bar">
        <button
          type="button"
          className="control primary"
          disabled={readOnly !== null || !isDirty || isSaving}
          aria-describedby="editor-state"
          onClick={() => void save()}
        >
          {isSaving ? "Saving…" : `Save as version ${nextVersion}`}
        </button>
        <button type="button" className="control" disabled={!isDirty || isSaving} onClick={() => change(saved)}>
          Discard changes
        </button>
        <span id="editor-state" role="status">
          {readOnly ??
            (isDirty
              ? "● Changes that are not saved."
              : isNew
                ? "Give it a name, and add its steps."
                : "Everything is saved.")}
        </span>
      </div>
      {isElsewhere && (
        <p className="editor-refused">
          {refused.step !== null && `In step ${refused.step + 1}: `}
          <Refusal refused={refused} />
        </p>
      )}
      <Sized className="diagram-room">
        {(width) => <Diagram draft={draft} width={width} chosen={chosen} onChoose={setChosen} />}
      </Sized>
      <form className="form" aria-label="Blueprint" onSubmit={(event) => event.preventDefault()}>
        <Line label="Name" refused={at("name") ?? at("key")}>
          {(aria) => (
            <input
              value={draft.name}
              onChange={({ target: { value } }) =>
                change({ ...draft, name: value, ...(isNew ? { key: keyOf(value) } : {}) })
              }
              {...aria}
            />
          )}
        </Line>
        <Line label="What it is for" refused={at("description")}>
          {(aria) => (
            <input
              value={draft.description}
              onChange={({ target: { value } }) => change({ ...draft, description: value })}
              {...aria}
            />
          )}
        </Line>
        <Select
          label="It designs"
          value={draft.kind}
          options={[
            ["JOURNEY", "a journey"],
            ["SERIES", "a planned series of messages"],
          ]}
          onChange={(kind) => change({ ...draft, kind })}
        />
        <Select
          label="For the persona"
          value={draft.persona ?? ""}
          options={[["", "none"], ...personas.map(({ key, name: own }) => [key, own] as const)]}
          onChange={(persona) => change({ ...draft, persona: persona === "" ? null : persona })}
        />
      </form>
      <div className="editor-steps">
        <div>
          <h3>Steps</h3>
          <StepList draft={draft} chosen={chosen} refused={refused} onChoose={setChosen} onChange={change} />
          <button type="button" className="control" onClick={addStep}>
            {step === undefined ? "Add a step" : `Add a step after “${step.name}”`}
          </button>
        </div>
        {step === undefined ? (
          <p className="hint">
            Choose a step to edit it. Drag steps into another order, or use the arrows beside each of them.
          </p>
        ) : (
          <StepForm
            key={step.id}
            draft={draft}
            step={step}
            refused={refused !== null && refused.step === draft.steps.indexOf(step) ? refused : null}
            onChange={change}
          />
        )}
      </div>
    </div>
  );
}

/** The fields of the blueprint that show their own errors. */
const FIELDS: ReadonlySet<string> = new Set(["name", "key", "description"]);
