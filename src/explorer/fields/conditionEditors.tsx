// The editors of the conditions of the filter bar. They are loaded when a condition is edited for the first time,
// because no picture needs them, and their search fields make up a fifth of the page's code.
import { type ReactNode, useState } from "react";
import type { PointSelector } from "../../client/client.js";
import {
  searchAttributeKeys,
  searchAttributeValues,
  searchCustomers,
  searchPersonas,
  searchSegments,
} from "../answers/people.js";
import { attributeText, type Field, type Given } from "./conditions.js";
import { NamePicker } from "./namePicker.js";
import { Picker } from "./picker.js";
import { PointPicker } from "./pointPicker.js";

interface EditorProps<V> {
  readonly value: V | undefined;
  readonly onChange: (value: V | undefined) => void;
}

/** The fields that the menu of conditions offers; the others can only be removed. */
type Edited = Exclude<Field, "startedFrom" | "startedBefore" | "startedWithin" | "conforms" | "behind">;

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

function AttributesEditor({ value = [], onChange }: EditorProps<Given<"attributes">>) {
  const given = value;
  const set = (next: typeof given) => onChange(next.length === 0 ? undefined : next);
  return (
    <div className="stack">
      {given.map((attribute, i) => (
        <div key={attribute.key} className="stack">
          <strong>{attribute.key}</strong>
          {isOnlyIn(attribute) ? null : <span className="note">{attributeText(attribute)}</span>}
          <Picker
            label={`Values of ${attribute.key}`}
            placeholder="Value"
            values={attribute.in ?? []}
            search={(text, signal) => searchAttributeValues(attribute.key, text, signal)}
            autoFocus
            onChange={(values) =>
              set(
                values.length === 0 && isOnlyIn(attribute)
                  ? given.filter((_, at) => at !== i)
                  : given.map((other, at) =>
                      at === i ? { ...other, in: values.length === 0 ? null : [...values] } : other,
                    ),
              )
            }
          />
        </div>
      ))}
      <NewAttribute onAdd={(key, first) => set([...given, { key, in: [first] }])} taken={given.map(({ key }) => key)} />
    </div>
  );
}

/** Whether the condition is about values alone, as the editor makes it. */
function isOnlyIn({ key: _, in: __, ...more }: Given<"attributes">[number]): boolean {
  return Object.values(more).every((part) => part === null || part === undefined);
}

/** The user first chooses a key, then one of its values. */
function NewAttribute({
  taken,
  onAdd,
}: {
  readonly taken: readonly string[];
  readonly onAdd: (key: string, value: string) => void;
}) {
  const [key, setKey] = useState<string>();
  if (key === undefined)
    return (
      <Picker
        label="Attribute"
        placeholder="Attribute"
        values={[]}
        autoFocus={taken.length === 0}
        search={async (text, signal) =>
          (await searchAttributeKeys(text, signal)).filter((choice) => !taken.includes(choice.key))
        }
        onChange={([chosen]) => setKey(chosen)}
      />
    );
  return (
    <div className="stack">
      <strong>{key}</strong>
      <Picker
        label={`Values of ${key}`}
        placeholder="Value"
        values={[]}
        autoFocus
        search={(text, signal) => searchAttributeValues(key, text, signal)}
        onChange={([value]) => {
          if (value === undefined) return;
          setKey(undefined);
          onAdd(key, value);
        }}
      />
    </div>
  );
}
