// The fields of a value of any input type. Selectors and filters are edited as in the explorer. Any other object has a
// row for each field that is given, and a menu of the other fields.
import { QueryClientProvider } from "@tanstack/react-query";
import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from "graphql";
import { useState } from "react";
import type { JourneyFilter, PointSelector, Unit } from "../../client/client.js";
import { followKey } from "../../explorer/answers/client.js";
import { queries } from "../../explorer/answers/useAnswer.js";
import { PointsEditor } from "../../explorer/fields/conditionEditors.js";
import { FilterConditions } from "../../explorer/fields/filterConditions.js";
import { PointPicker } from "../../explorer/fields/pointPicker.js";
import { UnitField } from "../../explorer/fields/unitField.js";
import "../../explorer/fields/fields.css";
import { problemOfValue } from "./arguments.js";
import { Choices, type FieldsProps, Lines, type ListProps, Scalar } from "./leaves.js";

/** Edits a value. While the value is not complete, it is kept here. It is passed on as soon as it fits its type. */
export default function Fields({ label, type, value, onChange }: FieldsProps) {
  const [draft, setDraft] = useState<{ readonly of: unknown; readonly value: unknown }>({ of: value, value });
  // The API key may have changed since the client of the search fields was created.
  useState(followKey);
  const isOwn = JSON.stringify(draft.of) === JSON.stringify(value);
  const shown = isOwn ? draft.value : value;
  const problem = shown === undefined ? null : problemOfValue(label, type, shown);
  const change = (next: unknown) => {
    const fits = next === undefined || problemOfValue(label, type, next) === null;
    setDraft({ of: fits ? next : value, value: next });
    if (fits) onChange(next);
  };
  return (
    <QueryClientProvider client={queries}>
      <div className="throughline-fields">
        <Value label={label} type={type} value={shown} onChange={change} />
        {problem !== null && <small role="status">Not in the document yet. {problem}</small>}
      </div>
    </QueryClientProvider>
  );
}

function Value({ label, type, value, onChange }: FieldsProps) {
  const own = isNonNullType(type) ? type.ofType : type;
  if (isListType(own)) {
    const of = isNonNullType(own.ofType) ? own.ofType.ofType : own.ofType;
    const values = value == null ? [] : Array.isArray(value) ? value : [value];
    const set = (next: readonly unknown[]) => onChange(next.length === 0 ? undefined : next);
    if (isNamed(of, "PointSelector"))
      return (
        <PointsEditor
          value={values as PointSelector[]}
          onChange={(next: readonly PointSelector[] | undefined) => set(next ?? [])}
        />
      );
    if (isEnumType(of)) return <Choices label={label} type={of} values={values as string[]} onChange={set} />;
    if (isInputObjectType(of)) return <Objects label={label} type={of} values={values} onChange={set} />;
    return <Lines label={label} type={of} values={values} onChange={set} />;
  }
  if (isNamed(own, "PointSelector"))
    return <PointPicker label={label} value={(value ?? undefined) as PointSelector | undefined} onChange={onChange} />;
  if (isNamed(own, "JourneyFilter"))
    return (
      <FilterConditions
        filter={(value ?? {}) as JourneyFilter}
        behindName={undefined}
        onChange={(filter) => onChange(Object.keys(filter).length === 0 ? undefined : filter)}
      />
    );
  if (isNamed(own, "Unit"))
    return <UnitField unit={(value ?? null) as Unit | null} onChange={(unit) => onChange(unit ?? undefined)} />;
  if (isInputObjectType(own))
    return <ObjectFields label={label} type={own} value={(value ?? {}) as Given} onChange={onChange} />;
  return <Scalar label={label} type={own} value={value} onChange={onChange} />;
}

const isNamed = (type: GraphQLInputType, name: string): boolean => "name" in type && type.name === name;

type Given = Readonly<Record<string, unknown>>;

interface ObjectProps {
  readonly label: string;
  readonly type: GraphQLInputObjectType;
  readonly value: Given;
  onChange(value: unknown): void;
}

function ObjectFields({ label, type, value, onChange }: ObjectProps) {
  /** Fields that were chosen in the menu and have no value yet. */
  const [added, setAdded] = useState<readonly string[]>([]);
  const fields = Object.values(type.getFields());
  const shown = fields.filter(
    ({ name, type }) => value[name] !== undefined || added.includes(name) || isNonNullType(type),
  );
  const set = (name: string, next: unknown) => {
    const { [name]: _, ...others } = value;
    const changed = next === undefined ? others : { ...others, [name]: next };
    onChange(Object.keys(changed).length === 0 ? undefined : changed);
  };
  return (
    <div className="throughline-object">
      {shown.map(({ name, type }) => (
        <div key={name} className="throughline-object-field">
          <span className="form-label">
            {name}
            {!isNonNullType(type) && (
              <button
                type="button"
                className="icon-button"
                aria-label={`Remove ${label}, ${name}`}
                onClick={() => {
                  setAdded(added.filter((other) => other !== name));
                  if (value[name] !== undefined) set(name, undefined);
                }}
              >
                ×
              </button>
            )}
          </span>
          <Value label={`${label}, ${name}`} type={type} value={value[name]} onChange={(next) => set(name, next)} />
        </div>
      ))}
      {shown.length < fields.length && (
        <select
          aria-label={`${label}: another field`}
          value=""
          onChange={(event) => setAdded([...added, event.target.value])}
        >
          <option value="">Another field…</option>
          {fields
            .filter((field) => !shown.includes(field))
            .map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
        </select>
      )}
    </div>
  );
}

/** A list of objects. An added object becomes part of the value as soon as one of its fields is given. */
function Objects({ label, type, values, onChange }: ListProps<GraphQLInputObjectType>) {
  const [isAdding, setAdding] = useState(false);
  const rows = isAdding ? [...values, {}] : values;
  return (
    <>
      {rows.map((value, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity but their position.
        <div key={i} className="throughline-entry">
          <ObjectFields
            label={`${label} ${i + 1}`}
            type={type}
            value={value as Given}
            onChange={(next) => {
              if (i === values.length) setAdding(false);
              const all = [...values];
              all.splice(i, 1, ...(next === undefined ? [] : [next]));
              onChange(all);
            }}
          />
          <button
            type="button"
            className="icon-button"
            aria-label={`Remove ${label} ${i + 1}`}
            onClick={() => (i === values.length ? setAdding(false) : onChange(values.filter((_, at) => at !== i)))}
          >
            ×
          </button>
        </div>
      ))}
      <button type="button" className="control" disabled={isAdding} onClick={() => setAdding(true)}>
        + {type.name.replace(/Input$/, "")}
      </button>
    </>
  );
}
