// The fields of values that are not objects: names of an enumeration, texts, numbers, and lists of these.
import { type GraphQLEnumType, type GraphQLInputType, isEnumType, parseValue } from "graphql";
import { useState } from "react";
import { controlOf } from "./arguments.js";
import { literalOfValue } from "./values.js";

export interface FieldsProps {
  /** The name for screen readers. */
  readonly label: string;
  readonly type: GraphQLInputType;
  readonly value: unknown;
  /** Undefined removes the value. */
  onChange(value: unknown): void;
}

export interface ListProps<T> {
  readonly label: string;
  readonly type: T;
  readonly values: readonly unknown[];
  onChange(values: readonly unknown[]): void;
}

export function Choices({ label, type, values, onChange }: ListProps<GraphQLEnumType>) {
  return (
    <fieldset className="throughline-choices" aria-label={label}>
      {type.getValues().map(({ name }) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={values.includes(name)}
            onChange={(event) =>
              onChange(event.target.checked ? [...values, name] : values.filter((value) => value !== name))
            }
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}

export function Lines({ label, type, values, onChange }: ListProps<GraphQLInputType>) {
  const isNumber = controlOf(type) === "number";
  return (
    <textarea
      key={JSON.stringify(values)}
      aria-label={`${label}, one in each line`}
      placeholder="one in each line"
      rows={values.length + 1}
      spellCheck={false}
      defaultValue={values.join("\n")}
      onBlur={(event) => {
        const lines = event.target.value.split("\n").filter((line) => line !== "");
        const next = isNumber ? lines.map(numberIn) : lines;
        if (JSON.stringify(next) !== JSON.stringify(values)) onChange(next);
      }}
    />
  );
}

export function Scalar({ label, type, value, onChange }: FieldsProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const control = controlOf(type);
  if (control === "enum" || control === "boolean") {
    const options = isEnumType(type) ? type.getValues().map(({ name }) => name) : ["true", "false"];
    const give = (text: string) => onChange(text === "" ? undefined : control === "boolean" ? text === "true" : text);
    return (
      <select
        aria-label={label}
        value={value == null ? "" : String(value)}
        onChange={(event) => give(event.target.value)}
      >
        <option value="">not set</option>
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    );
  }
  const shown = value == null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
  const give = (text: string) => {
    setProblem(null);
    if (text === shown) return;
    if (text === "") return onChange(undefined);
    if (control === "graphql") {
      const value = parsed(text);
      if (value === undefined) setProblem('This is not JSON, such as 12, true, "text" or ["a", "b"].');
      else if (!isWritable(type, value))
        setProblem("In a document, a key has only letters, digits and underscores. Give other keys in a variable.");
      else onChange(value);
    } else onChange(control === "number" ? numberIn(text) : text);
  };
  return (
    <>
      <input
        key={shown}
        aria-label={label}
        inputMode={control === "number" ? "decimal" : "text"}
        placeholder="not set"
        spellCheck={false}
        defaultValue={shown}
        aria-invalid={problem !== null || undefined}
        onBlur={(event) => give(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && give(event.currentTarget.value)}
      />
      {problem !== null && <small role="alert">Not in the document yet. {problem}</small>}
    </>
  );
}

/** Returns a text that is not a number as it is, so that the form says what is wrong with it. */
function numberIn(text: string): number | string {
  return text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text);
}

/** Returns undefined if the text is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether GraphQL text can have the value. Keys of JSON may contain spaces, for example, and names in GraphQL do not. */
function isWritable(type: GraphQLInputType, value: unknown): boolean {
  try {
    parseValue(literalOfValue(type, value));
    return true;
  } catch {
    return false;
  }
}
