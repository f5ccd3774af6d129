// Reads the parts of a customer's record (format.ts), one after another.
import { INITIATORS, type Interaction, type Naming, OUTCOMES } from "../../model/interaction.js";
import type { Attributes } from "../../model/journey.js";
import { JOURNEY_HASH_BYTES } from "../../model/keys.js";
import { ByteReader } from "./bytes.js";
import type { Codes } from "./format.js";

/** All records are read with this one reader, one after another. */
export const recordReader = new ByteReader();
// Each module copies the reader to a constant of its own, because imported and exported constants are slower in loops.
const reader = recordReader;

export function readAmount(): number | null {
  const stored = reader.number();
  if (stored === 0) return null;
  return stored % 2 === 1 ? (stored - 1) / 2 : -stored / 2;
}

export function readYesNo(): boolean | null {
  const stored = reader.byte();
  return stored === 0 ? null : stored === 2;
}

export function readInitiator(): Interaction["initiatedBy"] {
  const stored = reader.byte();
  return stored === 0 ? null : INITIATORS[stored - 1]!;
}

export function readOutcome(): Interaction["outcome"] {
  const stored = reader.byte();
  return stored === 0 ? null : OUTCOMES[stored - 1]!;
}

export function readCode(codes: Codes): string | null {
  const stored = reader.number();
  return stored === 0 ? null : codes.textOf(stored - 1);
}

export function readTexts(count: number): (string | null)[] {
  const texts = reader.texts(reader.count());
  return readMany(count, () => {
    const place = reader.number();
    return place === 0 ? null : texts[place - 1]!;
  });
}

export function readNamings(count: number): (readonly Naming[] | null)[] {
  const texts = reader.texts(reader.count());
  return readMany(count, () => {
    const size = reader.count();
    return size === 0 ? null : readMany(size, () => ({ anonymous: texts[reader.number()]!, origin: reader.number() }));
  });
}

const NO_ATTRIBUTES: Attributes = Object.freeze({});

export function readAttributes(): Attributes {
  const count = reader.count();
  if (count === 0) return NO_ATTRIBUTES;
  const entries: [string, string][] = [];
  for (let i = 0; i < count; i++) entries.push([reader.text(), reader.text()]);
  return Object.fromEntries(entries);
}

export function readJourneys(): { keys: string[]; sizes: number[]; starts: number[] } {
  const count = reader.count();
  const keys: string[] = [];
  const sizes: number[] = [];
  const starts: number[] = [];
  let start = 0;
  for (let j = 0; j < count; j++) {
    keys.push(`j-${reader.hex(JOURNEY_HASH_BYTES)}`);
    sizes.push(reader.number());
    start += reader.signed();
    starts.push(start);
  }
  return { keys, sizes, starts };
}

export function readTimes(sizes: readonly number[], starts: readonly number[], count: number): number[] {
  const at = new Array<number>(count);
  let i = 0;
  for (let j = 0; j < sizes.length; j++) {
    let time = starts[j]!;
    at[i++] = time;
    for (let k = 1; k < sizes[j]!; k++) {
      time += reader.number();
      at[i++] = time;
    }
  }
  return at;
}

export function readMany<T>(count: number, read: () => T): T[] {
  const values = new Array<T>(count);
  for (let i = 0; i < count; i++) values[i] = read();
  return values;
}
