// Converts a projection to bytes and back, so that a restarted process need not read the whole store again. The bytes
// are a header in JSON, followed by the columns of each block, as they are in memory. The header contains a text that
// describes the layout of the columns. This text is derived from the columns themselves, so a release with a different
// layout recognizes that it cannot read the bytes.
//
// A snapshot contains no data of removed customers. Masked journeys, values that no customer has, and touchpoints that
// are no longer in the catalogue are left out.
import { createHash } from "node:crypto";
import type { Catalogue } from "../model/catalogue.js";
import { INITIATORS, OUTCOMES } from "../model/interaction.js";
import type { LooseAnswers } from "./answers.js";
import { BlockBuilder } from "./blockBuilder.js";
import { projectionOf } from "./build.js";
import { type Column, sharedUint32 } from "./columns.js";
import { mergedBlock } from "./merge.js";
import type { Block, CustomerColumns, LiveCounts, MaskedBlock, Projection } from "./projection.js";
import { SPARSE_COLUMNS } from "./sparse.js";

/** This number must be raised if the meaning of a column changes, but neither its name nor its type does. */
const MEANING = 2;
/** Each array begins at a multiple of this number of bytes, which is enough for every type of array. */
const ALIGNMENT = 8;

const TYPES = { Float64Array, Uint32Array, Int32Array, Uint16Array, Uint8Array } as const;
type TypeName = keyof typeof TYPES;

/**
 * The place of an array in the snapshot: its type, its length, and the offset of its bytes within the bytes of its
 * part.
 */
interface Place {
  readonly type: TypeName;
  readonly length: number;
  readonly at: number;
}

/** A value in which each array is replaced by its place. */
type Placed = Place | { readonly [name: string]: Placed } | number | string | null;

/**
 * A part of the snapshot: one range of bytes, which is read into one buffer, and a value whose arrays are in these
 * bytes.
 */
interface Part {
  readonly bytes: number;
  readonly value: Placed;
}

export interface SnapshotHeader {
  readonly layout: string;
  /** The store from which the projection was read (GraphStore.identity). */
  readonly store: string;
  readonly version: number;
  readonly customerNumbers: number;
  readonly touchpoints: readonly string[];
  readonly channels: readonly string[];
  readonly attributes: readonly { readonly key: string; readonly values: readonly string[]; readonly codes: Part }[];
  readonly blocks: readonly (Part & { readonly liveCounts: LiveCounts })[];
  readonly looseAnswers: Part;
}

/** A header, and the arrays of each of its parts, in the order of `partsOf`. */
export interface Snapshot {
  readonly header: SnapshotHeader;
  readonly arrays: readonly (readonly Column[])[];
}

/** Returns the ranges of bytes of a snapshot, in order: attributes, blocks, and loose answers. */
export function partsOf({ attributes, blocks, looseAnswers }: SnapshotHeader): Part[] {
  return [...attributes.map(({ codes }) => codes), ...blocks, looseAnswers];
}

/**
 * Makes the snapshot of a projection. Blocks with masked journeys are copied without them, in slices between which the
 * event loop runs.
 */
export async function snapshotOf(projection: Projection, store: string): Promise<Snapshot> {
  const { version, blocks, dictionary, customers, customerNumbers, catalogue, looseAnswers } = projection;
  const whole: MaskedBlock[] = [];
  for (const masked of blocks) whole.push(masked.live === null ? masked : await mergedBlock([masked]));
  const arrays: Column[][] = [];
  const partOf = (value: object): Part => {
    const part = placed(value);
    arrays.push(part.arrays);
    return { bytes: part.bytes, value: part.value };
  };
  const attributes = attributesInUse(customers).map(({ key, values, codes }) => ({
    key,
    values,
    codes: partOf({ codes }),
  }));
  const known = new Set(catalogue.touchpoints.map(({ key }) => key));
  return {
    header: {
      layout: LAYOUT,
      store,
      version,
      customerNumbers,
      touchpoints: dictionary.touchpoints.map((key) => (known.has(key) ? key : "")),
      channels: dictionary.channels,
      attributes,
      blocks: whole.map(({ block, liveCounts }) => ({ ...partOf(block), liveCounts })),
      looseAnswers: partOf(looseAnswers),
    },
    arrays,
  };
}

/** Makes the projection from a header and the bytes of its parts in shared memory. */
export function projectionFrom(
  header: SnapshotHeader,
  parts: readonly SharedArrayBuffer[],
  catalogue: Catalogue,
  settings: Pick<Projection, "journeyGap" | "timeZone">,
): Projection {
  const { version, customerNumbers, touchpoints, channels, attributes, blocks } = header;
  const columns = attributes.map(({ key, values, codes }, i) => {
    const { codes: column } = taken(codes.value, parts[i]!) as { codes: Uint32Array };
    return [key, { values, codes: column }] as const;
  });
  return projectionOf(
    version,
    blocks.map(({ value, liveCounts }, i) => ({
      block: taken(value, parts[attributes.length + i]!) as Block,
      live: null,
      liveCounts,
    })),
    {
      dictionary: { touchpoints, channels },
      customers: { attributes: new Map(columns) },
      customerNumbers,
      looseAnswers: taken(header.looseAnswers.value, parts.at(-1)!) as LooseAnswers,
    },
    catalogue,
    settings,
  );
}

function placed(value: object): { readonly arrays: Column[]; readonly bytes: number; readonly value: Placed } {
  const arrays: Column[] = [];
  let bytes = 0;
  const place = (one: unknown): Placed => {
    if (!ArrayBuffer.isView(one))
      return typeof one === "object" && one !== null
        ? Object.fromEntries(Object.entries(one).map(([name, inner]) => [name, place(inner)]))
        : (one as number | string | null);
    const array = one as Column;
    const at = bytes;
    arrays.push(array);
    bytes += paddedTo(array.byteLength);
    return { type: array.constructor.name as TypeName, length: array.length, at };
  };
  const whole = place(value);
  return { arrays, bytes, value: whole };
}

function taken(value: Placed, bytes: SharedArrayBuffer): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isPlace(value)) return new TYPES[value.type](bytes as unknown as ArrayBuffer, value.at, value.length);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, taken(inner, bytes)]));
}

function isPlace(value: object): value is Place {
  return "type" in value && "at" in value && typeof value.type === "string" && value.type in TYPES;
}

export function paddedTo(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

/** Returns the attributes with only the values that at least one customer has, and with the codes of these values. */
function attributesInUse({ attributes }: CustomerColumns): { key: string; values: string[]; codes: Uint32Array }[] {
  return [...attributes].flatMap(([key, { values, codes }]) => {
    const next = new Uint32Array(values.length + 1);
    for (const code of codes) next[code] = 1;
    next[0] = 0;
    const kept: string[] = [];
    for (let code = 1; code < next.length; code++) if (next[code] === 1) next[code] = kept.push(values[code - 1]!);
    if (kept.length === 0) return [];
    const narrowed = sharedUint32(codes.length);
    for (let i = 0; i < codes.length; i++) narrowed[i] = next[codes[i]!]!;
    return [{ key, values: kept, codes: narrowed }];
  });
}

/**
 * A text that describes the layout. It contains the names and types of all columns of a block, and the lists of texts
 * in which codes are indexes, such as INITIATORS.
 */
function layout(): string {
  const sample = new BlockBuilder();
  sample.journey(0, "j-000000000000000000000000");
  sample.interaction(0, 0);
  for (const name of SPARSE_COLUMNS) sample.known(name, 1);
  const endian = new Uint8Array(Uint16Array.of(1).buffer)[0];
  const text = JSON.stringify([MEANING, endian, placed(sample.finish()).value, INITIATORS, OUTCOMES]);
  return createHash("sha256").update(text).digest("hex");
}

export const LAYOUT = layout();
