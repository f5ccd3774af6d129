// Edits the conditions on values of a property or an attribute: one of several values, a range, a text with wildcards,
// known or not. A condition that was chosen but has no value yet is kept in this component, and passed on as soon as it
// has a value.
import { useQuery } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { format } from "../../views/format.js";
import { LookupProblem } from "./lookupProblem.js";
import { type Choice, Picker } from "./picker.js";
import { isNumber, RANGE, type ValueCondition } from "./valueCondition.js";

const CONDITIONS = [
  ["in", "is any of"],
  ["notIn", "is none of"],
  ["like", "is like, with * for any text"],
  ["atLeast", "is at least"],
  ["atMost", "is at most"],
  ["known", "is known or not"],
] as const satisfies readonly (readonly [keyof ValueCondition, string])[];

type Field = (typeof CONDITIONS)[number][0];

interface ValueConditionsProps {
  readonly label: string;
  /** The property or the attribute that has the values. */
  readonly of: string;
  readonly value: ValueCondition;
  readonly searchValues: (text: string, signal: AbortSignal) => Promise<readonly Choice[]>;
  readonly onChange: (value: ValueCondition) => void;
}

export function ValueConditions({ label, of, value, searchValues, onChange }: ValueConditionsProps) {
  /** Conditions that were chosen in the menu. */
  const [added, setAdded] = useState<readonly Field[]>([]);
  const chosen = CONDITIONS.filter(([field]) => value[field] != null || added.includes(field));
  // Before the user chooses a condition, the most frequent one is offered.
  const shown = chosen.length === 0 ? [CONDITIONS[0]] : chosen;
  const set = (field: Field, next: unknown) => {
    const { [field]: _, ...others } = value;
    if (!added.includes(field)) setAdded([...added, field]);
    onChange(next === undefined ? others : { ...others, [field]: next });
  };
  const menu = useRef<HTMLSelectElement>(null);
  const remove = (field: Field) => {
    // The button that had the focus disappears, so the menu receives the focus.
    menu.current?.focus();
    const { [field]: given, ...others } = value;
    setAdded(added.filter((other) => other !== field));
    if (given != null) onChange(others);
  };
  return (
    <>
      {shown.map(([field, name]) => (
        <div key={field} className="property-condition">
          <span className="form-label">
            {name}
            {chosen.length > 0 && (
              <button
                type="button"
                className="condition-remove"
                aria-label={`${label}: remove ${of} ${name}`}
                onClick={() => remove(field)}
              >
                ×
              </button>
            )}
          </span>
          <Value
            label={`${label}: ${of} ${name}`}
            field={field}
            value={value}
            searchValues={searchValues}
            onChange={(next) => set(field, next)}
          />
        </div>
      ))}
      <RangeProblem label={label} of={of} value={value} searchValues={searchValues} />
      <select
        ref={menu}
        aria-label={`${label}: another condition on ${of}`}
        value=""
        onChange={(event) => {
          const field = event.target.value as Field;
          if (field === "known") set(field, true);
          else setAdded([...added, ...shown.map(([one]) => one).filter((one) => value[one] != null), field]);
        }}
      >
        <option value="">Another condition…</option>
        {CONDITIONS.filter((one) => !shown.includes(one)).map(([field, name]) => (
          <option key={field} value={field}>
            {name}
          </option>
        ))}
      </select>
    </>
  );
}

interface ValueProps {
  readonly label: string;
  readonly field: Field;
  readonly value: ValueCondition;
  readonly searchValues: ValueConditionsProps["searchValues"];
  readonly onChange: (value: unknown) => void;
}

function Value({ label, field, value, searchValues, onChange }: ValueProps) {
  if (field === "in" || field === "notIn")
    return (
      <Picker
        label={label}
        placeholder="Value"
        values={value[field] ?? []}
        search={searchValues}
        onChange={(values) => onChange(values.length === 0 ? undefined : [...values])}
      />
    );
  if (field === "known")
    return (
      <select
        aria-label={label}
        value={String(value.known ?? true)}
        onChange={(event) => onChange(event.target.value === "true")}
      >
        <option value="true">is known</option>
        <option value="false">is not known</option>
      </select>
    );
  if (field === "like")
    return (
      <input
        aria-label={label}
        spellCheck={false}
        defaultValue={value.like ?? ""}
        onChange={(event) => onChange(event.target.value === "" ? undefined : event.target.value)}
      />
    );
  return <NumberField label={label} value={value[field]} onChange={onChange} />;
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number | null | undefined;
  readonly onChange: (value: number | undefined) => void;
}

/** A field for a number. Any other text stays in the field, and is not passed on. */
function NumberField({ label, value, onChange }: NumberFieldProps) {
  const [text, setText] = useState(value == null ? "" : String(value));
  const problem = useId();
  const isWrong = text.trim() !== "" && !isNumber(text);
  return (
    <>
      <input
        aria-label={label}
        inputMode="decimal"
        spellCheck={false}
        value={text}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? problem : undefined}
        onChange={(event) => {
          const next = event.target.value;
          setText(next);
          if (next.trim() === "") onChange(undefined);
          else if (isNumber(next)) onChange(Number(next));
        }}
      />
      {isWrong && (
        <small id={problem} className="field-problem" role="alert">
          “{text}” is not a number. Write it with a point and no spaces, such as 1250.5.
        </small>
      )}
    </>
  );
}

/** Says why no value lies in a range. */
function RangeProblem({
  label,
  of,
  value,
  searchValues,
}: Pick<ValueConditionsProps, "label" | "of" | "value" | "searchValues">) {
  const { atLeast, atMost } = value;
  const hasRange = RANGE.some((field) => value[field] != null);
  const values = useQuery({
    queryKey: ["numbers", label, of],
    queryFn: ({ signal }) => searchValues("", signal),
    enabled: hasRange,
  });
  if (hasRange && values.isError) return <LookupProblem error={values.error} again={() => void values.refetch()} />;
  const isEmpty = atLeast != null && atMost != null && atLeast > atMost;
  const frequent = values.data ?? [];
  const hasNoNumber = hasRange && frequent.length > 0 && !frequent.some(({ key }) => isNumber(key));
  if (!isEmpty && !hasNoNumber) return null;
  return (
    <small className="field-problem" role="alert">
      {isEmpty
        ? `Nothing is at least ${format.number(atLeast, 6)} and at most ${format.number(atMost, 6)}. Exchange the two.`
        : `The values of ${of} are texts, such as ${frequent[0]!.key}, and a range holds for numbers only. Choose values instead.`}
    </small>
  );
}
