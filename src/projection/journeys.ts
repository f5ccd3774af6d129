// Journeys of a projection by key, and the keys of journeys. A key's 12 bytes are kept as three words; a journey is found
// by looking through all of them: about a millisecond for a million journeys.
import { JOURNEY_HASH_BYTES } from "../model/keys.js";
import type { JourneyAt, Projection, Segment } from "./projection.js";
import { writeKeyHash } from "./segmentBuilder.js";

const KEY = /^j-[0-9a-f]{24}$/;

export function findJourney(projection: Projection, key: string): JourneyAt | null {
  if (!KEY.test(key)) return null;
  const bytes = new Uint8Array(JOURNEY_HASH_BYTES);
  writeKeyHash(key, bytes, 0);
  const [a, b, c] = new Uint32Array(bytes.buffer) as unknown as [number, number, number];
  for (let s = 0; s < projection.segments.length; s++) {
    const { segment, live } = projection.segments[s]!;
    const words = new Uint32Array(segment.key.buffer, segment.key.byteOffset, segment.journeys * 3);
    for (let j = 0, w = 0; j < segment.journeys; j++, w += 3)
      if (words[w] === a && words[w + 1] === b && words[w + 2] === c && (live === null || live[j] === 1))
        return { segment: s, journey: j };
  }
  return null;
}

export function journeyKeyAt(projection: Projection, { segment, journey }: JourneyAt): string {
  return journeyKeyOf(projection.segments[segment]!.segment, journey);
}

export function journeyKeyOf({ key }: Segment, journey: number): string {
  let text = "j-";
  for (let b = journey * JOURNEY_HASH_BYTES; b < (journey + 1) * JOURNEY_HASH_BYTES; b++)
    text += key[b]!.toString(16).padStart(2, "0");
  return text;
}

/** Order of two journeys' keys, as that of their texts. */
export function compareJourneyKeys(a: Segment, journeyA: number, b: Segment, journeyB: number): number {
  for (let i = 0, x = journeyA * JOURNEY_HASH_BYTES, y = journeyB * JOURNEY_HASH_BYTES; i < JOURNEY_HASH_BYTES; i++) {
    const order = a.key[x + i]! - b.key[y + i]!;
    if (order !== 0) return order;
  }
  return 0;
}
