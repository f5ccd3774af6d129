// Finds journeys of a projection by key, and returns the keys of journeys. The 12 bytes of a key are stored as three
// words. A journey is found by a linear search, which takes about one millisecond per million journeys.
import { JOURNEY_HASH_BYTES } from "../model/keys.js";
import { keyPrefixOf } from "../model/unit.js";
import { writeKeyHash } from "./blockBuilder.js";
import type { Block, JourneyAt, Projection } from "./projection.js";

const HASH = /[0-9a-f]{24}$/;

export function findJourney(projection: Projection, key: string): JourneyAt | null {
  const hash = HASH.exec(key)?.[0];
  if (hash === undefined || key !== keyPrefixOf(projection.unit?.unit ?? null) + hash) return null;
  const bytes = new Uint8Array(JOURNEY_HASH_BYTES);
  writeKeyHash(`j-${hash}`, bytes, 0);
  const [a, b, c] = new Uint32Array(bytes.buffer) as unknown as [number, number, number];
  for (let s = 0; s < projection.blocks.length; s++) {
    const { block, live } = projection.blocks[s]!;
    const words = new Uint32Array(block.key.buffer, block.key.byteOffset, block.journeys * 3);
    for (let j = 0, w = 0; j < block.journeys; j++, w += 3)
      if (words[w] === a && words[w + 1] === b && words[w + 2] === c && (live === null || live[j] === 1))
        return { block: s, journey: j };
  }
  return null;
}

export function journeyKeyAt(projection: Projection, { block, journey }: JourneyAt): string {
  return journeyKeyOf(projection.blocks[block]!.block, journey);
}

export function journeyKeyOf({ key, keyPrefix = "j-" }: Block, journey: number): string {
  let text = keyPrefix;
  for (let b = journey * JOURNEY_HASH_BYTES; b < (journey + 1) * JOURNEY_HASH_BYTES; b++)
    text += key[b]!.toString(16).padStart(2, "0");
  return text;
}

/** Compares the keys of two journeys. The order is the alphabetical order of the keys. */
export function compareJourneyKeys(a: Block, journeyA: number, b: Block, journeyB: number): number {
  for (let i = 0, x = journeyA * JOURNEY_HASH_BYTES, y = journeyB * JOURNEY_HASH_BYTES; i < JOURNEY_HASH_BYTES; i++) {
    const order = a.key[x + i]! - b.key[y + i]!;
    if (order !== 0) return order;
  }
  return 0;
}
