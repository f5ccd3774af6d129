// Edits conditions on attributes of the customer. A condition consists of the key of an attribute and of conditions on
// its value.
import { useState } from "react";
import { searchAttributeKeys, searchAttributeValues } from "../answers/people.js";
import type { Given } from "./conditions.js";
import { Picker } from "./picker.js";
import { saysSomething, type ValueCondition } from "./valueCondition.js";
import { ValueConditions } from "./valueConditions.js";

type Attributes = Given<"attributes">;

interface AttributesEditorProps {
  readonly value: Attributes | undefined;
  readonly onChange: (value: Attributes | undefined) => void;
}

export function AttributesEditor({ value = [], onChange }: AttributesEditorProps) {
  /** The key that was chosen last and has no condition yet. */
  const [begun, setBegun] = useState<string>();
  const given: Attributes = value;
  const shown = begun === undefined ? given : [...given, { key: begun }];
  const set = (index: number, key: string, condition: ValueCondition) => {
    const all = [...given];
    if (saysSomething(condition)) all[index] = { key, ...condition };
    else all.splice(index, 1);
    // The key has no condition yet, so it is kept here and not passed on.
    if (!saysSomething(condition)) setBegun(key);
    else if (index === given.length) setBegun(undefined);
    onChange(all.length === 0 ? undefined : all);
  };
  return (
    <div className="stack">
      {shown.map(({ key, ...condition }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two conditions may be about one attribute.
        <div key={`${i}/${key}`} className="stack">
          <strong>{key}</strong>
          <ValueConditions
            label="Attribute"
            of={key}
            value={condition}
            searchValues={(text, signal) => searchAttributeValues(key, text, signal)}
            onChange={(next) => set(i, key, next)}
          />
        </div>
      ))}
      <Picker
        label="Attribute"
        placeholder={shown.length === 0 ? "Attribute" : "Another attribute"}
        values={[]}
        autoFocus={shown.length === 0}
        without={given.map(({ key }) => key)}
        search={searchAttributeKeys}
        onChange={([chosen]) => setBegun(chosen)}
      />
    </div>
  );
}
