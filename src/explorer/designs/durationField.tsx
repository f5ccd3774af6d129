// A duration as a number and a unit. A duration that is not a whole number of minutes is kept as it is.
import { milliseconds } from "../../views/format.js";

const UNITS = [
  ["D", "days", 86_400_000],
  ["H", "hours", 3_600_000],
  ["M", "minutes", 60_000],
] as const;
type Unit = (typeof UNITS)[number][0];

const isoOf = (count: number, unit: Unit): string => (unit === "D" ? `P${count}D` : `PT${count}${unit}`);

/** The largest unit of which the duration is a whole number; null if there is none. */
export function partsOf(iso: string): { readonly count: number; readonly unit: Unit } | null {
  const millis = milliseconds(iso);
  if (millis === null) return null;
  const found = UNITS.find(([, , size]) => millis % size === 0);
  return found === undefined ? null : { count: millis / found[2], unit: found[0] };
}

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
        step={1}
        aria-label={label}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        placeholder={value !== null && parts === null ? value : "none"}
        value={parts?.count ?? ""}
        onChange={({ target }) =>
          onChange(target.value === "" ? null : isoOf(Math.max(0, Math.round(Number(target.value))), unit))
        }
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
