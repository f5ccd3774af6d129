// The fields of a form. A form edits arguments, and each change leads to a new state.
import { type ReactNode, useId } from "react";

export function Form({ children, label }: { readonly children: ReactNode; readonly label: string }) {
  return (
    <form className="form" aria-label={label} onSubmit={(event) => event.preventDefault()}>
      {children}
    </form>
  );
}

/** A field with its label above it. */
export function Field({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="form-field">
      <span className="form-label">
        {label}
        {hint !== undefined && <small> {hint}</small>}
      </span>
      {children}
    </div>
  );
}

interface SelectProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly (readonly [value: V, name: string])[];
  readonly onChange: (value: V) => void;
}

export function Select<V extends string>({ label, value, options, onChange }: SelectProps<V>) {
  const id = useId();
  return (
    <div className="form-field">
      <label className="form-label" htmlFor={id}>
        {label}
      </label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value as V)}>
        {options.map(([option, name]) => (
          <option key={option} value={option}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

interface WindowProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  /** The text that is shown if there is no duration. */
  readonly none?: string;
}

const SPANS = [
  ["PT1H", "1 hour"],
  ["PT24H", "24 hours"],
  ["P3D", "3 days"],
  ["P7D", "7 days"],
  ["P14D", "14 days"],
  ["P30D", "30 days"],
  ["P90D", "90 days"],
] as const;

/** A field for a duration. If the duration in a link is not one of the choices, it is added to them. */
export function Window({ label, value, onChange, none = "any time" }: WindowProps) {
  const options: (readonly [string, string])[] = [["", none], ...SPANS];
  if (value !== undefined && !SPANS.some(([span]) => span === value)) options.push([value, value]);
  return (
    <Select
      label={label}
      value={value ?? ""}
      options={options}
      onChange={(span) => onChange(span === "" ? undefined : span)}
    />
  );
}
