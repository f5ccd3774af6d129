// Collects the properties of a row in one JSON text. They are the values of columns that belong to no field, and the
// members of the JSON object of attributes.
import type { FieldProblem } from "../model/check.js";
import { isBlank } from "../model/check.js";
import { canonicalJson, JsonProblem, readJson } from "../model/json.js";
import type { ResolvedMapping } from "./mapping/mapping.js";

export class RowProperties {
  readonly #columns: ResolvedMapping["attributes"];
  readonly #objectColumn: number;
  readonly #othersColumn: number;
  readonly #isJson: boolean;
  /**
   * For each property that is an object: the paths within it that are read as fields, and are therefore left out of the
   * property.
   */
  readonly #read = new Map<string, readonly string[]>();

  /** `isJson` is true if rows are JSON objects, so that a text may be an object or a list. */
  constructor({ attributes, attributesColumn, othersColumn, names }: ResolvedMapping, isJson: boolean) {
    this.#columns = attributes;
    this.#objectColumn = attributesColumn;
    this.#othersColumn = othersColumn;
    this.#isJson = isJson;
    for (const { name } of attributes) {
      const within = Object.entries(names).flatMap(([field, column]) =>
        field !== "attributes" && column.startsWith(`${name}.`) ? [column.slice(name.length + 1)] : [],
      );
      if (within.length > 0) this.#read.set(name, within);
    }
  }

  /**
   * Returns the properties of a row as JSON text; null if there are none. `leave` is called for a JSON object that
   * cannot be read.
   */
  of(fields: readonly string[], leave: (problem: FieldProblem, text: string) => void): string | null {
    const others = this.#othersColumn < 0 ? "" : fields[this.#othersColumn]!;
    if (this.#columns.length === 0 && this.#objectColumn < 0 && others === "") return null;
    let known: [name: string, value: unknown][] = others === "" ? [] : Object.entries(JSON.parse(others) as object);
    for (const { name, column } of this.#columns) {
      const value = this.#valueOf(name, fields[column]!);
      if (value !== undefined) known.push([name, value]);
    }
    if (this.#objectColumn >= 0) {
      const given = jsonAttributes(fields[this.#objectColumn]!);
      if (given !== null && "code" in given) leave(given as FieldProblem, fields[this.#objectColumn]!);
      else if (given !== null) {
        const object = given.object as Readonly<Record<string, unknown>>;
        known = [...known.filter(([name]) => !Object.hasOwn(object, name)), ...Object.entries(object)];
      }
    }
    // `Object.fromEntries` is used because an attribute may have any name, even `__proto__`.
    return known.length === 0 ? null : canonicalJson(Object.fromEntries(known));
  }

  /** Undefined if there is no value, or if all members of an object are read as fields. */
  #valueOf(name: string, text: string): unknown {
    if (text === "") return undefined;
    if (!this.#isJson || !(text.startsWith("{") || text.startsWith("["))) return text;
    let value: unknown;
    try {
      value = readJson(text);
    } catch (cause) {
      if (!(cause instanceof JsonProblem)) throw cause;
      return text;
    }
    for (const path of this.#read.get(name) ?? []) value = withoutMember(value, path);
    return isObject(value) && Object.keys(value).length === 0 ? undefined : value;
  }
}

/** The object without the member at the path. */
function withoutMember(value: unknown, path: string): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
      if (name === path) return [];
      return [[name, path.startsWith(`${name}.`) ? withoutMember(member, path.slice(name.length + 1)) : member]];
    }),
  );
}

function isObject(value: unknown): value is object {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

export function jsonAttributes(text: string): { readonly object: object } | FieldProblem | null {
  if (isBlank(text)) return null;
  let value: unknown;
  try {
    value = readJson(text);
  } catch (cause) {
    if (!(cause instanceof JsonProblem)) throw cause;
    return { field: "attributes", code: "BAD_JSON", message: "The attributes are not JSON, or nested too deep." };
  }
  if (value === null) return null;
  if (typeof value !== "object" || Array.isArray(value))
    return { field: "attributes", code: "BAD_VALUE", message: "The attributes are not a JSON object." };
  return { object: value };
}
