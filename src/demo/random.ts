// The demo's only source of randomness is sfc32 (Chris Doty-Humphrey's small fast counter, which passes the tests of
// PractRand). It is seeded by a hash of a few integers. Every customer and every journey has a stream of its own.
// Customer 17 is therefore the same for any number of customers, and a planted fault changes only the journeys that it
// affects.

export class Random {
  #a = 0;
  #b = 0;
  #c = 0;
  #counter = 1;

  /** Integers that name the stream. Equal integers give equal streams. */
  constructor(...seeds: readonly number[]) {
    let hash = 0x9e3779b9;
    for (const seed of seeds) hash = mixed(hash ^ mixed(seed | 0) ^ Math.trunc(seed / 2 ** 32));
    this.#a = mixed(hash + 1);
    this.#b = mixed(hash + 2);
    this.#c = mixed(hash + 3);
    // The number of rounds after which every bit of the seed has affected every bit of sfc32's state.
    for (let i = 0; i < 12; i++) this.next();
  }

  /** A number from 0 to 1, uniformly distributed with 32 bits. It can be 0, but not 1. */
  next(): number {
    const t = (this.#a + this.#b + this.#counter++) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + t) | 0;
    return (t >>> 0) / 4294967296;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** An integer from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor((high - low + 1) * this.next());
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  logNormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  /**
   * A gamma-distributed number with mean 1 and variance 1/shape, by the method of Marsaglia and Tsang. For shapes below
   * 1, it is multiplied by a power of a uniformly distributed number, as the authors describe.
   */
  gamma(shape: number): number {
    if (shape < 1) return ((this.gamma(shape + 1) * (shape + 1)) / shape) * (1 - this.next()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - this.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / shape;
    }
  }

  /** One of the keys that are not in `without`, chosen by weight. Null if none is left. */
  pick<K extends string>(weights: Weights<K>, ...without: readonly (string | null)[]): K | null {
    let all = 0;
    for (const [key, weight] of weights) if (!without.includes(key)) all += weight;
    let at = this.next() * all;
    let last: K | null = null;
    for (const [key, weight] of weights) {
      if (without.includes(key)) continue;
      last = key;
      at -= weight;
      if (at < 0) return key;
    }
    return last;
  }
}

export type Weights<K extends string> = readonly (readonly [K, number])[];

export function weights<K extends string>(of: Readonly<Partial<Record<K, number>>>): Weights<K> {
  return Object.entries(of) as [K, number][];
}

/** An integer hash (Ettinger's lowbias32): each input bit flips each output bit about half of the time. */
function mixed(x: number): number {
  let y = x | 0;
  y = Math.imul(y ^ (y >>> 16), 0x21f0aaad);
  y = Math.imul(y ^ (y >>> 15), 0x735a2d97);
  return y ^ (y >>> 15);
}
