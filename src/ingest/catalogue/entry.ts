// An entry of a catalogue file: reads the members of the entry, and reports each mistake with its line.
import { checkKey, isBlank } from "../../model/check.js";
import { ThroughlineError } from "../../model/errors.js";
import { nearest, slug } from "../../model/keys.js";
import { parseDuration } from "../../model/time.js";
import { CatalogueText, type Path, pathOf } from "./catalogueText.js";

/** Returns the outermost entry of the file, which contains all others. */
export function rootOf(text: CatalogueText): Entry {
  return new Entry(text, [], text.values());
}

/** One map of the file, with its place in the file. */
export class Entry {
  readonly #text: CatalogueText;
  readonly #path: Path;
  readonly #value: Readonly<Record<string, unknown>>;

  constructor(text: CatalogueText, path: Path, value: unknown) {
    this.#text = text;
    this.#path = path;
    if (value === null || typeof value !== "object" || Array.isArray(value))
      throw this.mistake("", "This is not a list of `name: value`.", "See docs/own-data.md for an example.");
    this.#value = value as Record<string, unknown>;
  }

  /** `field` is a path within this entry, such as `wait` or `steps[2].next`. */
  mistake(field: string, message: string, remedy: string): ThroughlineError {
    return this.#text.mistake([...this.#path, ...pathOf(field)], message, remedy);
  }

  has(field: string): boolean {
    return this.#value[field] !== undefined && this.#value[field] !== null;
  }

  onlyKnows(fields: readonly string[]): void {
    for (const field of Object.keys(this.#value))
      if (!fields.includes(field)) {
        const near = nearest(field, fields, 1)[0];
        throw this.mistake(
          field,
          "This name is not known here.",
          near === undefined ? `Known are ${fields.join(", ")}.` : `Did you mean ${near}?`,
        );
      }
  }

  noneTwice(section: string, keys: readonly string[]): void {
    const twice = keys.find((key, index) => keys.indexOf(key) < index);
    if (twice !== undefined)
      this.#text.part(() => {
        throw this.mistake(section, `"${twice}" occurs twice.`, "Keep one of them.");
      });
  }

  #items(section: string): readonly unknown[] {
    if (!this.has(section)) return [];
    const items = this.#value[section];
    if (!Array.isArray(items))
      throw this.mistake(section, "This is not a list.", "Start each entry with a dash: `- key: …`.");
    return items;
  }

  list(section: string): Entry[] {
    const items = this.#items(section);
    return items.map((item, index) => new Entry(this.#text, [...this.#path, section, index], item));
  }

  /** Reads the entries of a list. Returns those without a mistake. The mistakes of the others are kept in `text`. */
  each<T>(section: string, read: (entry: Entry) => T): T[] {
    const items = this.#text.part(() => this.#items(section)) ?? [];
    return items.flatMap(
      (item, index) =>
        this.#text.part(() => [read(new Entry(this.#text, [...this.#path, section, index], item))]) ?? [],
    );
  }

  text(field: string): string | undefined {
    if (!this.has(field)) return undefined;
    const value = this.#value[field];
    if (typeof value !== "string" && typeof value !== "number")
      throw this.mistake(field, "This is not a text.", "Write one text.");
    if (isBlank(String(value))) throw this.mistake(field, "This is empty.", "Give a text, or leave the name out.");
    return String(value);
  }

  needed(field: string): string {
    const text = this.text(field);
    if (text === undefined) throw this.mistake(field, "This is missing.", `Give ${field}.`);
    return text;
  }

  texts(field: string): string[] {
    const value = this.#value[field];
    const list: unknown[] = Array.isArray(value) ? value : [value];
    if (
      list.length === 0 ||
      list.some((item) => (typeof item !== "string" && typeof item !== "number") || isBlank(String(item)))
    )
      throw this.mistake(field, "This is not a list of names.", "Write one name, or [first, second].");
    return list.map(String);
  }

  keyAndName(keyOf = slug): { key: string; name: string | undefined } {
    const name = this.text("name");
    const key = this.text("key") ?? (name === undefined ? undefined : keyOf(name));
    if (key === undefined) throw this.mistake("key", "There is neither a key nor a name.", "Give a key or a name.");
    const problem = checkKey("key", key);
    if (problem !== null) throw this.mistake("key", problem.message, "Give another key.");
    return { key, name };
  }

  /** An optional list of names; undefined if it is not given, and empty if it is `[]`. */
  optionalTexts(field: string): string[] | undefined {
    if (!this.has(field)) return undefined;
    const value = this.#value[field];
    return Array.isArray(value) && value.length === 0 ? [] : this.texts(field);
  }

  /** Returns a duration in milliseconds. */
  duration(field: string): number | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    try {
      return parseDuration(text);
    } catch (cause) {
      const { message, remedy } = cause as ThroughlineError;
      throw this.mistake(field, message, remedy ?? "");
    }
  }

  /** Returns an instant in UTC milliseconds. */
  instant(field: string): number | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? Date.parse(text) : Number.NaN;
    if (Number.isNaN(instant)) throw this.mistake(field, "This is not a time.", "Write it like 2026-01-31T00:00:00Z.");
    return instant;
  }

  neededDuration(field: string): number {
    this.needed(field);
    return this.duration(field)!;
  }

  /** The entry in this field. */
  part(field: string): Entry {
    return new Entry(this.#text, [...this.#path, field], this.#value[field]);
  }

  /** Returns a map of texts, such as `{ age: 25–40 }`. */
  textMap(field: string): Record<string, string> | undefined {
    if (!this.has(field)) return undefined;
    const entry = new Entry(this.#text, [...this.#path, field], this.#value[field]);
    return Object.fromEntries(Object.keys(entry.#value).map((name) => [name, entry.needed(name)]));
  }

  /** Returns the map as it is in the file. */
  plain(field: string): Readonly<Record<string, unknown>> | undefined {
    if (!this.has(field)) return undefined;
    return new Entry(this.#text, [...this.#path, field], this.#value[field]).#value;
  }

  /** The value as it is in the file. */
  value(field: string): unknown {
    return this.#value[field];
  }

  boolean(field: string): boolean | undefined {
    if (!this.has(field)) return undefined;
    const value = this.#value[field];
    if (typeof value !== "boolean")
      throw this.mistake(field, "This is neither true nor false.", "Write true or false.");
    return value;
  }

  wholeNumber(field: string): number | undefined {
    if (!this.has(field)) return undefined;
    const value = this.#value[field];
    if (typeof value !== "number" || !Number.isSafeInteger(value))
      throw this.mistake(field, "This is not a whole number.", "Write 1, 2, 3 …");
    return value;
  }

  number(field: string): number | undefined {
    if (!this.has(field)) return undefined;
    const value = this.#value[field];
    if (typeof value !== "number" || !Number.isFinite(value))
      throw this.mistake(field, "This is not a number.", "Write a number such as 1 or -0.5.");
    return value;
  }

  choice<T extends string>(field: string, allowed: readonly T[]): T | undefined {
    if (!this.has(field)) return undefined;
    const choice = allowed.find((candidate) => candidate === this.#value[field]);
    if (choice === undefined)
      throw this.mistake(
        field,
        `"${String(this.#value[field])}" is not a valid value here.`,
        `Write one of ${allowed.join(", ")}.`,
      );
    return choice;
  }
}

export function definedOf<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}

/** Leaves out null and other values that are the default when the file is read. */
export function withoutNulls(value: object): object {
  const isGiven = (field: unknown): boolean =>
    field !== null && field !== undefined && field !== false && !(Array.isArray(field) && field.length === 0);
  return Object.fromEntries(Object.entries(value).filter(([, field]) => isGiven(field)));
}
