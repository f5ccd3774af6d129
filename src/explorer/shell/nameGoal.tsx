// The form "Name your goal", which is shown if a question needs a goal and the catalogue has no default goal. The
// choice is saved as the default goal. If the API key or the store does not permit this, the page shows what to write
// into the catalogue file. The choice can also be used for this one question without saving it.
import { type FormEvent, useState } from "react";
import type { PointSelector } from "../../client/client.js";
import { client } from "../answers/client.js";
import { textOf } from "../answers/errorText.js";
import { usePointNames } from "../answers/points.js";
import { refreshAfterSaving } from "../answers/seen.js";
import { PointPicker } from "../fields/pointPicker.js";
import { partsOf } from "../fields/pointSelector.js";
import { SaveGoalDocument } from "../generated/graphql.js";
import { keyOf } from "./keyOf.js";
import "./nameGoal.css";

interface NameGoalProps {
  /** Why the question needs a goal. */
  readonly why: string;
  /** Uses the choice for this question only. */
  readonly onUse?: (goal: PointSelector) => void;
}

export function NameGoal({ why, onUse }: NameGoalProps) {
  const [selector, setSelector] = useState<PointSelector>();
  const [typed, setTyped] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const { sort, keys } = partsOf(selector);
  const { nameOf } = usePointNames(sort === null ? [] : keys.map((key) => ({ sort, key })));
  const suggested = sort === null || keys[0] === undefined ? "" : nameOf(sort, keys[0]);
  const name = typed ?? suggested;
  const key = keyOf(name);
  const isGoal = selector?.goal != null;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (selector === undefined || isGoal || key === "") return;
    try {
      await client.ask(SaveGoalDocument, { goal: { key, name: name.trim(), selector, isDefault: true } });
      setRefusal(undefined);
      await refreshAfterSaving();
    } catch (error) {
      setRefusal(textOf(error));
    }
  };
  return (
    <form className="name-goal" aria-label="Name your goal" onSubmit={(event) => void save(event)}>
      <h2>Name your goal</h2>
      <p>{why}</p>
      <PointPicker
        label="Name your goal"
        placeholder="The touchpoints, kinds or stage that end a journey well"
        value={selector}
        onChange={setSelector}
      />
      {selector !== undefined && !isGoal && (
        <label className="field">
          Name of the goal
          <input value={name} maxLength={200} onChange={(event) => setTyped(event.target.value)} />
        </label>
      )}
      {selector !== undefined && (
        <p className="actions">
          {!isGoal && (
            <button type="submit" className="control primary" disabled={key === ""}>
              Save as the default goal
            </button>
          )}
          {onUse !== undefined && (
            <button type="button" className="control" onClick={() => onUse(selector)}>
              Use it for this question only
            </button>
          )}
        </p>
      )}
      {refusal !== undefined && selector !== undefined && (
        <div role="alert">
          <p>The goal was not saved: {refusal}</p>
          <p>Or ask who runs the service to write this into a catalogue file and to apply it:</p>
          <pre>
            <code>{yamlOf(key, name.trim(), selector)}</code>
          </pre>
          <pre>
            <code>npx throughline catalogue apply catalogue.yaml</code>
          </pre>
        </div>
      )}
    </form>
  );
}

/** The goal as an entry of a catalogue file. JSON is YAML. */
function yamlOf(key: string, name: string, selector: PointSelector): string {
  const parts = Object.entries(selector).filter(([, value]) => value != null);
  const fields = [["key", key], ["name", name], ...parts, ["default", true]] as const;
  return `goals:\n  - { ${fields.map(([field, value]) => `${field}: ${JSON.stringify(value)}`).join(", ")} }`;
}
