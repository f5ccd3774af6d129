// A designed journey for benchmarks. It has twenty steps, each with two alternatives on two channels. Every third step
// is optional.
import { defaultNext, type Step } from "../src/model/blueprint.js";
import { slug, touchpointKey } from "../src/model/keys.js";
import { BENCH_TOUCHPOINTS } from "./generate.js";

const STEPS = 20;
const touchpoints = BENCH_TOUCHPOINTS.map(({ channel, kind }) => touchpointKey(slug(channel), slug(kind)));
const keys = Array.from({ length: STEPS }, (_, i) => `step-${i + 1}`);

export const BENCH_BLUEPRINT = {
  key: "bench",
  name: "Benchmark",
  kind: "JOURNEY",
  description: null,
  persona: null,
  savedAt: Date.UTC(2024, 0, 1),
  steps: keys.map(
    (key, i): Step => ({
      key,
      name: key,
      at: [touchpoints[i]!, touchpoints[i + STEPS]!],
      next: defaultNext(keys, i),
      optional: i % 3 === 2,
      repeatable: false,
      does: null,
      thinks: null,
      feels: null,
      emotion: null,
      painPoints: [],
      owner: null,
      expectedWait: null,
      delay: null,
    }),
  ),
} as const;
