// Edits a condition on a property of an interaction: the key of the property, then the conditions on its value.
import type { PropertyCondition } from "../../client/client.js";
import { searchPropertyValues } from "../answers/properties.js";
import { PropertyKeyPicker } from "./propertyKey.js";
import { ValueConditions } from "./valueConditions.js";

type Condition = Partial<PropertyCondition>;

interface PropertyEditorProps {
  readonly label: string;
  readonly value: Condition;
  readonly onChange: (value: Condition) => void;
}

export function PropertyEditor({ label, value, onChange }: PropertyEditorProps) {
  const { key, ...condition } = value;
  return (
    <div className="stack">
      <PropertyKeyPicker
        label={`${label}: property`}
        value={key}
        onChange={(next) =>
          onChange(next === undefined ? {} : key === undefined ? { ...value, key: next } : { key: next })
        }
      />
      {key !== undefined && (
        <ValueConditions
          key={key}
          label={label}
          of={key}
          value={condition}
          searchValues={(text, signal) => searchPropertyValues(key, text, signal)}
          onChange={(next) => onChange({ key, ...next })}
        />
      )}
    </div>
  );
}
