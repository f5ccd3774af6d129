// Seeded worlds of customers who differ, for trying statistics.

export type Random = () => number;

/** mulberry32. */
export function seeded(seed: number): Random {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A customer's own rate, with the given mean. It has the distribution Beta(0.5, b), by Jöhnk's method. With a mean of
 * 0.2, some customers always convert, and most rarely do.
 */
export function ownRate(random: Random, mean = 0.2): number {
  const b = (0.5 * (1 - mean)) / mean;
  for (;;) {
    const x = random() ** 2;
    const y = random() ** (1 / b);
    if (x + y <= 1 && x + y > 0) return x / (x + y);
  }
}

/** A customer's number of occurrences, from 1 to 300, with a heavy-tailed distribution. */
export function busyness(random: Random): number {
  return Math.min(300, Math.ceil(1 / random() ** 0.9));
}
