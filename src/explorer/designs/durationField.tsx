// A duration as a number and a unit. A duration that is not a whole number of minutes is kept as it is.
import { isoOf, partsOf, UNITS, type Unit } from "./duration.js";

interface DurationFieldProps {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly invalid?: boolean;
  readonly describedBy?: string | undefined;
}

export function DurationField({ label, value, onChange, invalid = false, describedBy }: DurationFieldProps) {
  const parts = value === null ? null : partsOf(value);
  const unit: Unit = parts?.unit ?? "D";
  return (
    <span className="duration-field">
      <input
        type="number"
        min={0}
        step="any"
        aria-label={label}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        placeholder={value !== null && parts === null ? value : "none"}
        value={parts?.count ?? ""}
        onChange={({ target }) => onChange(target.value === "" ? null : isoOf(Number(target.value), unit))}
      />
      <select
        aria-label={`${label}, unit`}
        value={unit}
        disabled={parts === null}
        onChange={({ target }) => parts !== null && onChange(isoOf(parts.count, target.value as Unit))}
      >
        {UNITS.map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </span>
  );
}
