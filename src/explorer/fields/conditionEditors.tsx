// The editors of the conditions of the filter bar. Their search fields make up a fifth of the page's code, so they are
// loaded only when a condition is edited for the first time.
import type { ReactNode } from "react";
import type { PointSelector } from "../../client/client.js";
import { searchCustomers, searchPersonas, searchSegments } from "../answers/people.js";
import { AttributesEditor } from "./attributesEditor.js";
import type { Field, Given } from "./conditions.js";
import { ConformsEditor } from "./conformsEditor.js";
import { NamePicker } from "./namePicker.js";
import { Picker } from "./picker.js";
import { PointPicker } from "./pointPicker.js";

interface EditorProps<V> {
  readonly value: V | undefined;
  readonly onChange: (value: V | undefined) => void;
}

/** The fields that the menu of conditions offers; the others can only be removed. */
type Edited = Exclude<Field, "startedFrom" | "startedBefore" | "startedWithin" | "behind">;

/** One field for each selector, and an empty field for the next one. */
export function PointsEditor({ value = [], onChange }: EditorProps<Given<"touches">>) {
  const given: readonly PointSelector[] = value;
  return (
    <div className="stack">
      {[...given, undefined].map((selector, i) => (
        <PointPicker
          // biome-ignore lint/suspicious/noArrayIndexKey: selectors have no identity but their position.
          key={i}
          label={`Interactions ${i + 1}`}
          value={selector}
          autoFocus={i === given.length}
          isInline
          onChange={(next) => {
            const all = given.filter((_, at) => at !== i);
            if (next !== undefined) all.splice(i, 0, next);
            onChange(all.length === 0 ? undefined : all);
          }}
        />
      ))}
    </div>
  );
}

function CountEditor({ value, onChange }: EditorProps<number>) {
  return (
    <label className="field">
      Interactions
      <input
        type="number"
        min={1}
        step={1}
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value === "" ? undefined : Number(event.target.value))}
      />
    </label>
  );
}

export const EDITORS: { readonly [F in Edited]-?: (props: EditorProps<Given<F>>) => ReactNode } = {
  segments: ({ value = [], onChange }) => (
    <Picker
      label="Segments"
      values={value}
      search={searchSegments}
      autoFocus
      onChange={(next) => onChange(next.length === 0 ? undefined : [...next])}
    />
  ),
  persona: ({ value, onChange }) => (
    <Picker
      label="Persona"
      single
      values={value === undefined ? [] : [value]}
      search={searchPersonas}
      autoFocus
      onChange={([next]) => onChange(next)}
    />
  ),
  attributes: AttributesEditor,
  touches: PointsEditor,
  avoids: PointsEditor,
  reachedGoal: ({ value, onChange }) => (
    <NamePicker
      label="Goal"
      placeholder="Goal"
      value={value === undefined ? undefined : { goal: value }}
      autoFocus
      onChange={(next) => onChange(next?.goal ?? undefined)}
    />
  ),
  matches: ({ value, onChange }) => (
    <label className="field">
      Pattern
      <input
        className="wide code"
        defaultValue={value ?? ""}
        placeholder="channel:web .* channel:store"
        spellCheck={false}
        onKeyDown={(event) => {
          if (event.key === "Enter") onChange(event.currentTarget.value.trim() || undefined);
        }}
        onBlur={(event) => onChange(event.target.value.trim() || undefined)}
      />
    </label>
  ),
  conforms: ConformsEditor,
  minInteractions: CountEditor,
  maxInteractions: CountEditor,
  customers: ({ value = [], onChange }) => (
    <Picker
      label="Customers"
      placeholder="Beginning of a key"
      values={value}
      search={searchCustomers}
      autoFocus
      onChange={(next) => onChange(next.length === 0 ? undefined : [...next])}
    />
  ),
};
