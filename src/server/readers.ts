// Who is slow to take an answer: it is held in memory until it is taken, so whoever takes nothing for a while, or takes too
// long, is ended, and of those who are slow only so many are waited for at once.
import type { ServerResponse } from "node:http";
import type { Logger } from "pino";

export interface ReaderLimits {
  /** Milliseconds in which a reader has to take at least something. */
  readonly stalled: number;
  /** Milliseconds in which an answer has to be taken. */
  readonly whole: number;
  /** A reader who takes longer than so many milliseconds is slow. */
  readonly slow: number;
  /** Slow readers at once; of more, those who have been waited for the longest are ended. */
  readonly most: number;
  /** Characters or bytes that are held for slow readers, at most. */
  readonly held: number;
}

/** A phone in a train takes 32 MB, packed to about four, in two minutes. */
export const READER_LIMITS: ReaderLimits = {
  stalled: 15_000,
  whole: 120_000,
  slow: 2_000,
  most: 100,
  held: 256 * 1024 * 1024,
};
/** How often it is looked, in milliseconds. */
const LOOK_EVERY = 1_000;

interface Reading {
  readonly since: number;
  readonly held: number;
  /** Bytes that had left on the connection when it was last looked, and when they last became more. */
  sent: number;
  progressed: number;
}

export class Readers {
  readonly #limits: ReaderLimits;
  readonly #log: Logger;
  /** In the order in which they began. */
  readonly #readings = new Map<ServerResponse, Reading>();
  #timer: NodeJS.Timeout | null = null;

  constructor(log: Logger, limits: Partial<ReaderLimits> = {}) {
    this.#log = log;
    this.#limits = { ...READER_LIMITS, ...limits };
  }

  /** Until the answer has left or the connection is closed. */
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
      if (now - reading.progressed > stalled) this.#end(response, "took nothing for too long");
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

/** What has been handed to the network: what the connection still holds is not. */
function sentOn({ socket }: ServerResponse): number {
  return socket === null ? 0 : socket.bytesWritten - socket.writableLength;
}
