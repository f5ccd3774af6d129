// The fields of a step. An error of the service is shown at the field that it concerns.
import { client } from "../answers/client.js";
import { Picker } from "../fields/picker.js";
import { type Draft, followers, type Place, type StepDraft, withStep } from "./draft.js";
import { DurationField } from "./durationField.js";
import { Line, Refusal } from "./line.js";
import type { Refused } from "./refusal.js";

interface StepFormProps {
  readonly draft: Draft;
  readonly step: StepDraft;
  /** The error about this step. */
  readonly refused: Refused | null;
  readonly onChange: (draft: Draft) => void;
}

const EMOTIONS = [
  [2, "very good (2)"],
  [1, "good (1)"],
  [0, "neutral (0)"],
  [-1, "bad (−1)"],
  [-2, "very bad (−2)"],
] as const;

/** Touchpoints that the search has found, by key, for their names and channels. */
const known = new Map<string, Place>();

async function searchTouchpoints(text: string, signal: AbortSignal) {
  const found = await client.findTouchpoints({ search: text.trim(), first: 30 }, signal);
  for (const { key, name, channel } of found) known.set(key, { key, name, channel });
  return found.map(({ key, name, channel }) => ({ key, name, note: channel.name }));
}

export function StepForm({ draft, step, refused, onChange }: StepFormProps) {
  const index = draft.steps.indexOf(step);
  const set = (change: Partial<StepDraft>) => onChange(withStep(draft, step.id, change));
  const at = (field: string) => (refused?.field === field ? refused : null);
  const follows = followers(draft, index);
  const text = (field: "does" | "thinks" | "feels" | "owner", label: string) => (
    <Line label={label} refused={at(field)}>
      {(aria) => <input value={step[field]} onChange={({ target }) => set({ [field]: target.value })} {...aria} />}
    </Line>
  );
  return (
    <section className="step-form" aria-label={`Step ${index + 1}: ${step.name}`}>
      <h3>
        Step {index + 1}: {step.name}
      </h3>
      {refused !== null && refused.field === null && <Refusal refused={refused} />}
      <div className="step-fields">
        <Line label="Name" refused={at("name")}>
          {(aria) => <input value={step.name} onChange={({ target }) => set({ name: target.value })} {...aria} />}
        </Line>
        <Line label="Key" hint="the same in all versions" refused={at("key")}>
          {(aria) => (
            <input
              value={step.key}
              spellCheck={false}
              onChange={({ target }) => set({ key: target.value })}
              {...aria}
            />
          )}
        </Line>
        <div className="form-field step-wide">
          <span className="form-label">
            Takes place at <small>the first is preferred, the others are alternatives</small>
          </span>
          <Picker
            label="Takes place at"
            placeholder="Touchpoint"
            values={step.at.map(({ key }) => key)}
            nameOf={(key) => nameOf(step.at.find((place) => place.key === key) ?? known.get(key), key)}
            search={searchTouchpoints}
            onChange={(keys) =>
              set({
                at: keys.map(
                  (key) =>
                    step.at.find((place) => place.key === key) ?? known.get(key) ?? { key, name: key, channel: null },
                ),
              })
            }
          />
          {at("at") !== null && <Refusal refused={at("at")!} />}
        </div>
        {text("does", "The customer does")}
        {text("thinks", "The customer thinks")}
        {text("feels", "The customer feels")}
        <Line label="Expected emotion" refused={at("emotion")}>
          {(aria) => (
            <select
              value={step.emotion ?? ""}
              onChange={({ target }) => set({ emotion: target.value === "" ? null : Number(target.value) })}
              {...aria}
            >
              <option value="">not stated</option>
              {step.emotion !== null && !EMOTIONS.some(([value]) => value === step.emotion) && (
                <option value={step.emotion}>{step.emotion}</option>
              )}
              {EMOTIONS.map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Line>
        <Line label="Pain points" hint="one a line" refused={at("painPoints")}>
          {(aria) => (
            <textarea
              rows={2}
              value={step.painPoints.join("\n")}
              onChange={({ target }) => set({ painPoints: target.value === "" ? [] : target.value.split("\n") })}
              {...aria}
            />
          )}
        </Line>
        {text("owner", "Owner")}
        <Line label="Expected wait before this step, at most" refused={at("expectedWait")}>
          {({ id: _, ...aria }) => (
            <DurationField
              label="Expected wait"
              value={step.expectedWait}
              onChange={(expectedWait) => set({ expectedWait })}
              invalid={aria["aria-invalid"] === true}
              describedBy={aria["aria-describedby"]}
            />
          )}
        </Line>
        {draft.kind === "SERIES" && (
          <Line label="Sent after the previous step" refused={at("delay")}>
            {({ id: _, ...aria }) => (
              <DurationField
                label="Delay"
                value={step.delay}
                onChange={(delay) => set({ delay })}
                invalid={aria["aria-invalid"] === true}
                describedBy={aria["aria-describedby"]}
              />
            )}
          </Line>
        )}
        <div className="form-field">
          <span className="form-label">The step</span>
          <label className="form-check">
            <input
              type="checkbox"
              checked={step.optional}
              onChange={({ target }) => set({ optional: target.checked })}
            />
            may be left out
          </label>
          <label className="form-check">
            <input
              type="checkbox"
              checked={step.repeatable}
              onChange={({ target }) => set({ repeatable: target.checked })}
            />
            may occur several times in a row
          </label>
        </div>
        <fieldset className="step-next step-wide">
          <legend className="form-label">May be followed by</legend>
          <label className="form-check">
            <input
              type="checkbox"
              checked={step.next === null}
              onChange={({ target }) => set({ next: target.checked ? null : follows })}
            />
            the step that follows in the list
          </label>
          {step.next !== null &&
            draft.steps
              .filter((other) => other.id !== step.id)
              .map((other) => (
                <label key={other.id} className="form-check">
                  <input
                    type="checkbox"
                    checked={step.next?.includes(other.id) ?? false}
                    onChange={({ target }) =>
                      set({
                        next: target.checked
                          ? [...(step.next ?? []), other.id]
                          : (step.next ?? []).filter((id) => id !== other.id),
                      })
                    }
                  />
                  {other.name}
                </label>
              ))}
          {step.next?.length === 0 && <small>The journey may end here.</small>}
          {at("next") !== null && <Refusal refused={at("next")!} />}
        </fieldset>
      </div>
    </section>
  );
}

const nameOf = (place: Place | undefined, key: string): string =>
  place === undefined ? key : place.channel === null ? place.name : `${place.name}, ${place.channel.name}`;
