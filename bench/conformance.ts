// Measures conformance if nearly every journey is a variant of its own. It generates journeys in memory, aligns them
// with a blueprint of twenty steps on one thread, and prints the time of the first question and of later questions. tsc
// -p tsconfig.bench.json && node dist-bench/bench/conformance.js [--journeys 500000] [--runs 5] The service divides the
// journeys among its threads, so it takes less time than one thread.
import { parseArgs } from "node:util";
import { Random } from "../src/demo/random.js";
import { deriveCatalogue } from "../src/graph/history/catalogue.js";
import { NOTHING_DECLARED } from "../src/graph/history/declare.js";
import { DEFAULT_JOURNEY_GAP } from "../src/graph/store.js";
import { HOUR } from "../src/model/time.js";
import { DEFAULT_TIME_ZONE } from "../src/model/zone.js";
import { wholeBlock } from "../src/projection/blocks.js";
import { projectionOf } from "../src/projection/build.js";
import { ProjectionBuilder } from "../src/projection/builder.js";
import { conformance } from "../src/questions/conformance/index.js";
import { BENCH_BLUEPRINT } from "./blueprint.js";
import { BENCH_TOUCHPOINTS, touchpointOf } from "./generate.js";

const { values: options } = parseArgs({
  options: { journeys: { type: "string", default: "500000" }, runs: { type: "string", default: "5" } },
});
const journeys = Number(options.journeys);
const keys = BENCH_TOUCHPOINTS.map(touchpointOf);
const START = Date.UTC(2024, 0, 1);

/** The steps of the design in order. Some of them are left out, repeated, or replaced by another touchpoint. */
function journey(random: Random): number[] {
  const steps = BENCH_BLUEPRINT.steps.length;
  const route: number[] = [];
  for (let step = 0; step < steps; step++) {
    if (random.chance(0.5)) route.push(step + (random.chance(0.5) ? steps : 0));
    if (random.chance(0.15)) route.push(random.integer(0, keys.length - 1));
  }
  return route.length === 0 ? [0] : route;
}

const random = new Random(7);
const builder = new ProjectionBuilder();
const variants = new Set<string>();
let interactions = 0;
for (let j = 0; j < journeys; j++) {
  const route = journey(random);
  variants.add(String.fromCharCode(...route));
  interactions += route.length;
  builder.customer(j, {});
  builder.journey(`j${j}`);
  route.forEach((touchpoint, i) => {
    builder.interaction(keys[touchpoint]!, START + i * HOUR);
  });
}
const built = builder.finish();
const catalogue = {
  ...deriveCatalogue(NOTHING_DECLARED, []),
  blueprints: [{ ...BENCH_BLUEPRINT, version: 1, measurements: [] }],
};
const projection = projectionOf(1, built.blocks.map(wholeBlock), built, catalogue, {
  journeyGap: DEFAULT_JOURNEY_GAP,
  timeZone: DEFAULT_TIME_ZONE,
});
console.log(`${journeys} journeys, ${interactions} interactions, ${variants.size} distinct variants`);

for (const isShown of [false, true]) {
  const times: number[] = [];
  for (let run = 0; run < Number(options.runs); run++) {
    const began = performance.now();
    const wanted = { quantiles: false, examples: false, shown: false, variants: isShown };
    await conformance(projection, { blueprint: BENCH_BLUEPRINT.key, version: null, first: 20, wanted });
    times.push(Math.round(performance.now() - began));
  }
  console.log(`${isShown ? "with variants" : "counts only"}: ${times.join(", ")} ms`);
}
