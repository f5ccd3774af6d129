// Records 1,000 interactions of 1,000 customers, and measures the time until the next question sees them.
import { API_SOURCE } from "../src/graph/store.js";
import { NOTHING_KNOWN } from "../src/model/interaction.js";
import type { Service } from "../src/service/service.js";
import { benchBatches } from "./generate.js";
import { type Timing, timingOf } from "./timing.js";

const RUNS = 20;

export async function refreshes({ store, freshness }: Service): Promise<Timing> {
  const [origin] = benchBatches({ journeys: 1, seed: 1 }, API_SOURCE).next().value!.origins;
  const newest = freshness.latest!.newest!;
  const customers = await store.customerPage(1_000, null);
  const taken: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const rows = customers.map(({ key }, i) => ({
      ...NOTHING_KNOWN,
      customer: key,
      id: `refresh-${run}-${i}`,
      sequence: 0,
      origin: 0,
      touchpoint: origin!.touchpoint,
      at: newest + run,
    }));
    await store.record({ origins: [origin!], rows, replace: false, createNames: true });
    const started = performance.now();
    await freshness.current("status");
    taken.push(performance.now() - started);
  }
  return timingOf(taken);
}
