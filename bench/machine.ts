// Measures the current speed of the machine, because others may use it too without being visible. A fixed loop of
// arithmetic and memory accesses runs between questions, on as many threads as questions have. If the loop took much
// longer than its best time during a measurement, the result of the measurement means little.
import { once } from "node:events";
import { isMainThread, parentPort, Worker } from "node:worker_threads";

const STEPS = 3_000_000;
/** The number of rounds after which V8 has compiled the loop. */
const WARM_UP = 20;

export class Machine {
  readonly #threads: Worker[];
  /** The milliseconds of the loops, by the measurement during which they ran. */
  readonly #taken = new Map<string, number[]>();

  private constructor(threads: number) {
    this.#threads = Array.from({ length: threads }, () => new Worker(new URL(import.meta.url)));
  }

  static async start(threads: number): Promise<Machine> {
    const machine = new Machine(threads);
    for (let i = 0; i < WARM_UP; i++) await machine.#loop();
    return machine;
  }

  async look(beside: string): Promise<void> {
    const known = this.#taken.get(beside) ?? [];
    this.#taken.set(beside, known);
    known.push(await this.#loop());
  }

  /** One round on all threads at the same time. Returns the mean of their times. */
  async #loop(): Promise<number> {
    const answers = this.#threads.map((thread) => once(thread, "message"));
    for (const thread of this.#threads) thread.postMessage(null);
    const taken = (await Promise.all(answers)).map(([milliseconds]) => milliseconds as number);
    return taken.reduce((sum, one) => sum + one, 0) / taken.length;
  }

  /**
   * The median speed during a measurement, as a share of the best speed since the start. The value 1 means that nothing
   * disturbed it. Null if nothing was measured.
   */
  speed(beside: string): number | null {
    const taken = this.#taken.get(beside);
    if (taken === undefined) return null;
    const sorted = [...taken].sort((a, b) => a - b);
    const best = Math.min(...[...this.#taken.values()].flat());
    return best / sorted[Math.floor(sorted.length / 2)]!;
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }
}

if (!isMainThread && parentPort !== null) {
  const memory = new Uint32Array(1 << 15);
  parentPort.on("message", () => {
    const started = performance.now();
    let x = 1;
    for (let i = 0; i < STEPS; i++) {
      x = (Math.imul(x, 1_664_525) + 1_013_904_223) | 0;
      memory[x >>> 17]! += x & 1;
    }
    parentPort!.postMessage(performance.now() - started);
  });
}
