// Handles slow readers. An answer is held in memory until its reader has received it. A reader that receives nothing
// for a while, or takes too long, is disconnected, and the number of slow readers at a time is limited.
import type { ServerResponse } from "node:http";
import type { Logger } from "pino";

export interface ReaderLimits {
  /** Milliseconds within which a reader must receive at least something. */
  readonly stalled: number;
  /** Milliseconds within which a reader must receive the whole answer. */
  readonly whole: number;
  /** Milliseconds after which a reader counts as slow. */
  readonly slow: number;
  /**
   * The largest number of slow readers at a time. If there are more, the readers that have taken the longest are
   * disconnected.
   */
  readonly most: number;
  /** The largest number of characters or bytes held for slow readers. */
  readonly held: number;
}

/**
 * The default limits. Within two minutes, even a phone on a train receives an answer of 32 MB, which compression
 * reduces to about 4 MB.
 */
export const READER_LIMITS: ReaderLimits = {
  stalled: 15_000,
  whole: 120_000,
  slow: 2_000,
  most: 100,
  held: 256 * 1024 * 1024,
};
/** Milliseconds between two checks. */
const LOOK_EVERY = 1_000;

interface Reading {
  readonly since: number;
  readonly held: number;
  /** Bytes sent on the connection at the last check. */
  sent: number;
  /** The time at which `sent` last increased. */
  progressed: number;
}

export class Readers {
  readonly #limits: ReaderLimits;
  readonly #log: Logger;
  /** The readers, in the order in which their answers began. */
  readonly #readings = new Map<ServerResponse, Reading>();
  #timer: NodeJS.Timeout | null = null;

  constructor(log: Logger, limits: Partial<ReaderLimits> = {}) {
    this.#log = log;
    this.#limits = { ...READER_LIMITS, ...limits };
  }

  /** Watches a reader until the answer is sent or the connection is closed. `held` is the size of the answer. */
  watch(response: ServerResponse, held: number): void {
    if (response.destroyed || response.writableFinished) return;
    const now = performance.now();
    this.#readings.set(response, { since: now, held, sent: sentOn(response), progressed: now });
    const done = () => this.#readings.delete(response);
    response.once("finish", done).once("close", done);
    const { stalled, slow } = this.#limits;
    this.#timer ??= setInterval(() => this.#look(), Math.min(LOOK_EVERY, stalled / 4, slow / 2)).unref();
  }

  #look(): void {
    if (this.#readings.size === 0) {
      clearInterval(this.#timer!);
      this.#timer = null;
      return;
    }
    const now = performance.now();
    const { stalled, whole, slow, most, held } = this.#limits;
    const slowOnes: [ServerResponse, Reading][] = [];
    for (const [response, reading] of this.#readings) {
      const sent = sentOn(response);
      if (sent > reading.sent) {
        reading.sent = sent;
        reading.progressed = now;
      }
      if (now - reading.progressed > stalled) this.#end(response, "received nothing for too long");
      else if (now - reading.since > whole) this.#end(response, "took too long");
      else if (now - reading.since > slow) slowOnes.push([response, reading]);
    }
    let total = slowOnes.reduce((sum, [, reading]) => sum + reading.held, 0);
    for (let i = 0; i < slowOnes.length && (slowOnes.length - i > most || total > held); i++) {
      this.#end(slowOnes[i]![0], "was slow, as were too many others");
      total -= slowOnes[i]![1].held;
    }
  }

  #end(response: ServerResponse, why: string): void {
    this.#readings.delete(response);
    this.#log.warn(`a reader ${why}: its answer was ended`);
    response.destroy();
  }
}

/** Bytes handed to the network. Bytes that are still in the connection's buffer do not count. */
function sentOn({ socket }: ServerResponse): number {
  return socket === null ? 0 : socket.bytesWritten - socket.writableLength;
}
