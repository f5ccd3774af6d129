// Finds the origins of plain rows (plainRows.ts). A file has few spellings of kind, channel and stage, so the origin of
// most rows is found by comparing bytes.
import type { RowMapper } from "../rows.js";

const LF = 10;
/** The number of slots for spellings. A spelling replaces another one in the same slot. */
const SPELLINGS = 1 << 12;

interface Spelling {
  readonly bytes: Uint8Array;
  readonly origin: number;
}

/** The columns of a file that determine the origin of a row; negative if it has none. */
export interface OriginColumns {
  readonly touchpoint: number;
  readonly channel: number;
  readonly stage: number;
}

export class PlainOrigins {
  readonly #mapper: RowMapper;
  readonly #column: OriginColumns;
  /** The positions at which the values of the current row start and end. */
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #spellings: (Spelling | null)[] = new Array<Spelling | null>(SPELLINGS).fill(null);

  constructor(mapper: RowMapper, column: OriginColumns, starts: Int32Array, ends: Int32Array) {
    this.#mapper = mapper;
    this.#column = column;
    this.#starts = starts;
    this.#ends = ends;
  }

  /** The number of the row's origin; negative if csv.ts and rows.ts must read the row. */
  of(bytes: Buffer): number {
    const starts = this.#starts;
    const ends = this.#ends;
    const { touchpoint: kind, channel, stage } = this.#column;
    let hash = 17;
    for (let part = 0; part < 3; part++) {
      const column = part === 0 ? kind : part === 1 ? channel : stage;
      if (column < 0) continue;
      for (let i = starts[column]!, end = ends[column]!; i < end; i++) hash = (Math.imul(hash, 31) + bytes[i]!) | 0;
      hash = (Math.imul(hash, 31) + 1) | 0;
    }
    const slot = (hash ^ (hash >>> 12)) & (SPELLINGS - 1);
    const spelling = this.#spellings[slot];
    if (spelling !== null && this.#isSpelling(spelling!.bytes, bytes)) return spelling!.origin;
    const text = (column: number) => (column < 0 ? null : bytes.toString("utf8", starts[column]!, ends[column]!));
    const origin = this.#mapper.usualOrigin(text(kind), text(channel), text(stage));
    if (origin < 0) return origin;
    const parts = [kind, channel, stage].filter((column) => column >= 0);
    this.#spellings[slot] = {
      origin,
      // The parts of the spelling. Each is followed by a line feed, which no part contains.
      bytes: Buffer.concat(
        parts.flatMap((column) => [bytes.subarray(starts[column]!, ends[column]!), Buffer.from([LF])]),
      ),
    };
    return origin;
  }

  #isSpelling(spelling: Uint8Array, bytes: Buffer): boolean {
    const starts = this.#starts;
    const ends = this.#ends;
    const { touchpoint: kind, channel, stage } = this.#column;
    let at = 0;
    for (let part = 0; part < 3; part++) {
      const column = part === 0 ? kind : part === 1 ? channel : stage;
      if (column < 0) continue;
      for (let i = starts[column]!, end = ends[column]!; i < end; i++) if (spelling[at++] !== bytes[i]) return false;
      if (spelling[at++] !== LF) return false;
    }
    return at === spelling.length;
  }
}
