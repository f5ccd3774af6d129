// Edits a condition on a property of an interaction: its key, then what its value must be.
import type { PropertyCondition } from "../../client/client.js";
import { searchProperties, searchPropertyValues } from "../answers/properties.js";
import { Picker } from "./picker.js";

type Condition = Partial<PropertyCondition>;

/** Conditions, each with what it is when it is added. */
const CONDITIONS = [
  ["in", "is any of"],
  ["notIn", "is none of"],
  ["like", "is like, with * for any text"],
  ["atLeast", "is at least"],
  ["atMost", "is at most"],
  ["known", "is known or not"],
] as const satisfies readonly (readonly [keyof PropertyCondition, string])[];

interface PropertyEditorProps {
  readonly label: string;
  readonly value: Condition;
  readonly onChange: (value: Condition) => void;
}

export function PropertyEditor({ label, value, onChange }: PropertyEditorProps) {
  const { key } = value;
  const set = (field: keyof Condition, next: unknown) => {
    const { [field]: _, ...others } = value;
    onChange(next === undefined ? others : { ...others, [field]: next });
  };
  const given = CONDITIONS.filter(([field]) => value[field] !== undefined && value[field] !== null);
  // The most frequent condition is offered as soon as there is a key.
  const shown = given.length === 0 && key !== undefined ? [CONDITIONS[0]] : given;
  return (
    <div className="stack">
      <Picker
        label={`${label}: property`}
        placeholder="Property, such as campaign"
        single
        values={key === undefined ? [] : [key]}
        search={searchProperties}
        none="No interaction has properties. The import keeps columns of a file that it is told to keep."
        onChange={([next]) =>
          onChange(next === undefined ? {} : key === undefined ? { ...value, key: next } : { key: next })
        }
      />
      {key !== undefined &&
        shown.map(([field, name]) => (
          <div key={field} className="property-condition">
            <span className="form-label">{name}</span>
            <Value label={`${label}: ${key} ${name}`} field={field} value={value} propertyKey={key} onChange={set} />
          </div>
        ))}
      {key !== undefined && (
        <select
          aria-label={`${label}: another condition on ${key}`}
          value=""
          onChange={(event) => {
            const field = event.target.value as (typeof CONDITIONS)[number][0];
            set(
              field,
              field === "in" || field === "notIn" ? [] : field === "known" ? true : field === "like" ? "*" : 0,
            );
          }}
        >
          <option value="">Another condition…</option>
          {CONDITIONS.filter((one) => !shown.includes(one)).map(([field, name]) => (
            <option key={field} value={field}>
              {name}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

interface ValueProps {
  readonly label: string;
  readonly field: (typeof CONDITIONS)[number][0];
  readonly propertyKey: string;
  readonly value: Condition;
  readonly onChange: (field: keyof Condition, value: unknown) => void;
}

function Value({ label, field, propertyKey, value, onChange }: ValueProps) {
  if (field === "in" || field === "notIn")
    return (
      <Picker
        label={label}
        placeholder="Value"
        values={value[field] ?? []}
        search={(text, signal) => searchPropertyValues(propertyKey, text, signal)}
        onChange={(values) => onChange(field, values.length === 0 ? undefined : [...values])}
      />
    );
  if (field === "known")
    return (
      <select
        aria-label={label}
        value={String(value.known)}
        onChange={(event) => onChange(field, event.target.value === "" ? undefined : event.target.value === "true")}
      >
        <option value="true">is known</option>
        <option value="false">is not known</option>
        <option value="">no condition</option>
      </select>
    );
  const isNumber = field !== "like";
  return (
    <input
      aria-label={label}
      type={isNumber ? "number" : "text"}
      step="any"
      spellCheck={false}
      defaultValue={value[field] ?? ""}
      onChange={(event) => {
        const { value: text } = event.target;
        if (text === "") onChange(field, undefined);
        else onChange(field, isNumber ? Number(text) : text);
      }}
    />
  );
}
