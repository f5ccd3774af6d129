// Finds the meaning of columns that the user does not assign to fields. Columns are recognised by the fields' own names
// (customer, touchpoint, at, channel …), by the names of event logs (case:concept:name), and by common names (User,
// Event name, Date, Amount …).
//
// Nothing is guessed. If several columns could be one field, or have the same name, the first one is used if all of
// them have the same values in the first rows. If they differ, the import is refused with AMBIGUOUS_MAPPING. A field's
// own name takes precedence over a common one. Every decision is reported as a remark.
//
// A case log has a column case_id or case:concept:name, and neither a customer nor a journey. Each of its cases is one
// journey, so the case is used as the customer, the journey and the caseId.

import { CASE, OWN, SURELY_CUSTOMER, USUAL } from "../names.js";
import { STATEMENT } from "../segment.js";
import {
  columnOf,
  FIELDS,
  type Field,
  type Mapping,
  NEVER_CONSTANT,
  NO_ATTRIBUTES,
  OFF,
  type Place,
  plain,
  REQUIRED,
  type Remark,
  type ResolvedMapping,
  sameCells,
} from "./mapping.js";
import { flagOf, noColumn, severalColumns, wordOf } from "./mappingError.js";
import { idRepeats, meansSomethingElse } from "./ownMeaning.js";

type Rows = readonly (readonly string[])[];

/** Columns that the export of Throughline writes, but that an import computes from other columns. */
const OF_EXPORT = ["touchpointKey", "journeyKey"];

const TIME_OF_DAY = /^\s*\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?\s*$/i;

export function resolveMapping(mapping: Mapping, header: readonly string[], rows: Rows, file: string): ResolvedMapping {
  return new Recognition(mapping, header, rows, file).result();
}

class Recognition {
  readonly #mapping: Mapping;
  readonly #header: readonly string[];
  readonly #rows: Rows;
  readonly #file: string;
  readonly #plain: readonly string[];
  readonly #taken = new Set<number>();
  readonly #places: Partial<Record<Field, Place>> = {};
  readonly #names: Record<string, string> = {};
  readonly #leftOut: Record<string, string> = {};
  readonly #remarks: Remark[] = [];
  readonly #attributes: { name: string; column: number }[] = [];
  #timeColumn = -1;

  constructor(mapping: Mapping, header: readonly string[], rows: Rows, file: string) {
    this.#mapping = mapping;
    this.#header = header;
    this.#rows = rows;
    this.#file = file;
    this.#plain = header.map(plain);
  }

  result(): ResolvedMapping {
    for (const field of FIELDS) this.#asSaid(field);
    const none = this.#mapping.attributes.length === 1 && this.#mapping.attributes[0] === NO_ATTRIBUTES;
    for (const name of none ? [] : this.#mapping.attributes) {
      const column = columnOf(name, "attributes", this.#header, this.#file, this.#rows);
      this.#attributes.push({ name, column });
      this.#taken.add(column);
    }
    if (this.#mapping.attributes.length > 0 && !none) this.#names.attributes = this.#mapping.attributes.join(",");
    for (const field of REQUIRED) if (!this.#isSettled(field)) this.#require(field);
    for (const field of FIELDS) if (!this.#isSettled(field)) this.#find(field);
    if (this.#mapping.saved) this.#compareWithSaved();
    const attributesColumn = this.#attributesColumn();
    if (this.#mapping.attributes.length === 0) this.#keepOthers();
    return {
      places: this.#places,
      timeColumn: this.#timeColumn,
      attributes: this.#attributes,
      attributesColumn,
      othersColumn: -1,
      statementColumn: this.#header.indexOf(STATEMENT),
      names: this.#names,
      leftOut: this.#leftOut,
      unused: this.#header.filter((name, index) => !this.#taken.has(index) && name !== STATEMENT),
      remarks: this.#remarks,
    };
  }

  /**
   * Keeps every other column as a property, except columns with the name of a field that is switched off. If several
   * columns have the same name, the first one is kept.
   */
  #keepOthers(): void {
    const known = new Set([...this.#taken].map((column) => this.#header[column]!));
    // A mapping that the user wrote switches a field off, and its column with it. A saved mapping may have switched the
    // field off because its column has another meaning, so the column is kept as a property.
    const off = this.#mapping.saved ? [] : FIELDS.filter((field) => this.#mapping.columns[field] === OFF);
    const ignored = new Set(off.flatMap((field) => [plain(field), ...(OWN[field] ?? [])]));
    if (OF_EXPORT.every((name) => this.#header.includes(name))) for (const name of OF_EXPORT) known.add(name);
    this.#header.forEach((name, column) => {
      if (this.#taken.has(column) || name.trim() === "" || name === STATEMENT) return;
      if (known.has(name) || ignored.has(this.#plain[column]!)) return;
      known.add(name);
      this.#attributes.push({ name, column });
      this.#taken.add(column);
      this.#names.attributes = [this.#names.attributes, name].filter((part) => part !== undefined).join(",");
    });
  }

  #asSaid(field: Field): void {
    const name = this.#mapping.columns[field];
    if (name === undefined || name === OFF) return;
    if (name.startsWith("=") && !NEVER_CONSTANT.includes(field)) {
      this.#places[field] = { constant: name.slice(1) };
      this.#names[field] = name;
      return;
    }
    const parts = field === "at" && !this.#header.includes(name) ? name.split("+").map((part) => part.trim()) : [name];
    if (parts.length === 2 && parts.every((part) => part !== "")) {
      this.#setDateAndTime(this.#said(parts[0]!, field), this.#said(parts[1]!, field));
    } else this.#set(field, this.#said(name, field));
  }

  #said(name: string, field: Field): number {
    const column = columnOf(name, field, this.#header, this.#file, this.#rows);
    const same = this.#header.filter((other) => other === this.#header[column]).length;
    if (same > 1)
      this.#remark(
        "SETTLED_COLUMN",
        `${same} columns are named "${name}" and have the same values; the first is used as the ${wordOf(field)}.`,
      );
    return column;
  }

  #isSettled(field: Field): boolean {
    return this.#places[field] !== undefined || this.#mapping.columns[field] === OFF;
  }

  #set(field: Field, column: number): void {
    this.#places[field] = { column };
    this.#names[field] = this.#header[column]!;
    this.#taken.add(column);
  }

  #setDateAndTime(date: number, time: number): void {
    this.#places.at = { column: date };
    this.#timeColumn = time;
    this.#names.at = `${this.#header[date]} + ${this.#header[time]}`;
    this.#taken.add(date);
    this.#taken.add(time);
  }

  #remark(code: Remark["code"], message: string): void {
    this.#remarks.push({ code, message });
  }

  #free(names: readonly string[]): number[] {
    return this.#called(names).filter((column) => !this.#taken.has(column));
  }

  /**
   * Finds the column of a required field. The column may already be used for another field, but not for another
   * required one.
   */
  #freeOrShared(names: readonly string[]): number[] {
    const needed = this.#needed();
    return this.#called(names).filter((column) => !needed.includes(column));
  }

  /** Returns the columns that are used for required fields. */
  #needed(): number[] {
    const columns = REQUIRED.flatMap((field) => {
      const place = this.#places[field];
      return place !== undefined && "column" in place ? [place.column] : [];
    });
    return [...columns, this.#timeColumn];
  }

  #called(names: readonly string[]): number[] {
    return this.#plain.flatMap((name, index) => (names.includes(name) ? [index] : []));
  }

  #require(field: (typeof REQUIRED)[number]): void {
    if (field === "customer" && this.#findCustomer()) return;
    // If there is no customer, rows are recorded under their anonymous key.
    if (field === "customer" && this.#findAnonymous()) return;
    if (field === "at" && this.#findDateAndTime()) return;
    if (field !== "customer") {
      const found = this.#one(
        field,
        this.#freeOrShared([field, ...(OWN[field] ?? [])]),
        this.#freeOrShared(USUAL[field] ?? []),
      );
      if (found !== null) {
        this.#set(field, found);
        return;
      }
    }
    const needed = this.#needed();
    const others = [...this.#header.keys()].filter((column) => !needed.includes(column));
    throw noColumn(field, this.#file, this.#header, this.#rows, others);
  }

  #findCustomer(): boolean {
    const cases = this.#freeOrShared(CASE);
    const usual = this.#freeOrShared(USUAL.customer!);
    const surely = usual.filter((column) => SURELY_CUSTOMER.includes(this.#plain[column]!));
    const own = this.#freeOrShared(["customer"]);
    const found =
      own.length > 0 || surely.length > 0
        ? this.#one("customer", own, usual)
        : this.#one("customer", [], [...usual, ...cases]);
    if (found === null) return false;
    this.#set("customer", found);
    if (!cases.includes(found)) return true;
    const { journey, caseId } = this.#mapping.columns;
    if (caseId === undefined) this.#set("caseId", found);
    if (journey === undefined && this.#free(["journey"]).length === 0) {
      this.#set("journey", found);
      const name = this.#header[found];
      this.#remark(
        "CASE_LOG",
        `A case log: each case is one journey. With --customer "${name}" the journey gap would split cases.`,
      );
    }
    return true;
  }

  /** Whether a column has anonymous keys. */
  #findAnonymous(): boolean {
    if (!this.#isSettled("anonymous")) this.#find("anonymous");
    return this.#places.anonymous !== undefined;
  }

  /** Finds a column of dates and a column of times of day by their common names. */
  #findDateAndTime(): boolean {
    if (this.#freeOrShared(["at", ...OWN.at!]).length > 0) return false;
    const [dates, times] = [this.#freeOrShared(["date"]), this.#freeOrShared(["time"])];
    if (dates.length !== 1 || times.length !== 1) return false;
    const [date, time] = [dates[0]!, times[0]!];
    const known = this.#rows.filter((row) => row[time]?.trim());
    if (known.length === 0 || !known.every((row) => TIME_OF_DAY.test(row[time]!))) return false;
    if (this.#rows.some((row) => /\d:\d\d/.test(row[date] ?? ""))) return false;
    this.#setDateAndTime(date, time);
    this.#remark(
      "DATE_AND_TIME",
      `The time is made of two columns, "${this.#header[date]}" and "${this.#header[time]}".`,
    );
    return true;
  }

  /** Finds the column of an optional field, by the field's own name or by a common one. */
  #find(field: Field): void {
    const own = this.#free(field === "caseId" ? CASE : [plain(field), ...(OWN[field] ?? [])]);
    const column = this.#one(field, own, this.#free(USUAL[field] ?? []));
    if (column === null) return;
    const why =
      field === "id" ? idRepeats(column, this.#places, this.#rows) : meansSomethingElse(field, column, this.#rows);
    const decided = this.#mapping.decided[field];
    const leaveOut = decided === undefined ? why !== null : decided === "LEFT_OUT";
    if (leaveOut) this.#leaveOut(field, column, why ?? "it was left out of the first file of this name");
    else this.#set(field, column);
    if (decided === undefined || leaveOut === (why !== null) || !this.#rows.some((row) => row[column]?.trim())) return;
    this.#remark(
      "CONTRADICTS_SAVED",
      leaveOut
        ? `The column "${this.#header[column]}" was left out of the first file of this name, but its values here would be read as the ${field}.`
        : `The column "${this.#header[column]}" is the ${field} as in the first file of this name, but ${why}.`,
    );
  }

  #leaveOut(field: string, column: number, why: string): void {
    const name = this.#header[column]!;
    this.#leftOut[field] = name;
    this.#taken.add(column);
    const kept = this.#mapping.attributes.length === 0;
    if (kept) {
      this.#attributes.push({ name, column });
      this.#names.attributes = [this.#names.attributes, name].filter((part) => part !== undefined).join(",");
    }
    const flag = flagOf(field);
    this.#remark(
      "COLUMN_LEFT_OUT",
      `The column "${name}" is not used as the ${field}: ${why}. ${kept ? "It is kept as an attribute. " : ""}${
        field === "attributes" ? "" : `${flag} "${name}" takes it nevertheless, ${flag} = leaves it out.`
      }`.trim(),
    );
  }

  #attributesColumn(): number {
    if (this.#mapping.attributes.length > 0) return -1;
    const column = this.#one("attributes", this.#free(["attributes"]), []);
    if (column === null) return -1;
    const why = meansSomethingElse("attributes", column, this.#rows);
    if (why !== null) {
      this.#leaveOut("attributes", column, why);
      return -1;
    }
    this.#taken.add(column);
    this.#names.attributes = [this.#names.attributes, this.#header[column]!].filter(Boolean).join(",");
    return column;
  }

  /** The column of the field; null if there is none. Throws AMBIGUOUS_MAPPING. */
  #one(field: Field | "attributes", own: readonly number[], usual: readonly number[]): number | null {
    const all = own.length > 0 ? own : usual;
    if (all.length === 0) return null;
    // Columns without values are ignored if there are others.
    const filled = all.filter((column) => this.#rows.some((row) => (row[column] ?? "").trim() !== ""));
    const candidates = filled.length > 0 ? filled : all.slice(0, 1);
    const column = candidates[0]!;
    const listed = (columns: readonly number[]) => columns.map((index) => `"${this.#header[index]}"`).join(", ");
    const differing = candidates.filter((other) => !sameCells(this.#rows, column, other));
    if (differing.length > 0) throw severalColumns(field, this.#file, this.#header, this.#rows, candidates);
    if (all.length > 1)
      this.#remark(
        "SETTLED_COLUMN",
        candidates.length > 1
          ? `${listed(candidates)} have the same values; the first is used as the ${wordOf(field)}.`
          : `${listed(all)} could be the ${wordOf(field)}; "${this.#header[column]}" is used, because the others have no values.`,
      );
    if (own.length > 0 && usual.length > 0)
      this.#remark(
        "OTHER_CANDIDATE",
        `The ${wordOf(field)} is "${this.#header[column]}"; ${listed(usual)} could also be the ${wordOf(field)}, but ${usual.length === 1 ? "is" : "are"} not used.`,
      );
    return column;
  }

  /**
   * Compares the file with the decisions that an earlier import saved. They are kept, but contradictions are reported.
   */
  #compareWithSaved(): void {
    for (const field of FIELDS) {
      const said = this.#mapping.columns[field];
      const place = this.#places[field];
      if (said === OFF) {
        const column = this.#plain.indexOf(plain(field));
        if (column < 0 || this.#rows.length === 0) continue;
        const known = this.#rows.some((row) => (row[column] ?? "").trim() !== "");
        const why =
          field === "id" ? idRepeats(column, this.#places, this.#rows) : meansSomethingElse(field, column, this.#rows);
        if (known && why === null)
          this.#remark(
            "CONTRADICTS_SAVED",
            `The saved mapping does not use "${this.#header[column]}" as the ${field}, but its values in this file are values of the field.`,
          );
      } else if (place !== undefined && "column" in place && plain(this.#header[place.column]!) === plain(field)) {
        const why =
          field === "id"
            ? idRepeats(place.column, this.#places, this.#rows)
            : meansSomethingElse(field, place.column, this.#rows);
        if (why !== null)
          this.#remark(
            "CONTRADICTS_SAVED",
            `The saved mapping uses "${this.#header[place.column]}" as the ${field}, but ${why}.`,
          );
      }
    }
  }
}
