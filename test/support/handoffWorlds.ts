// Small random logs in which everything that affects handoffs is frequent, and random settings for questions about
// handoffs.
import fc from "fast-check";
import { INITIATORS } from "../../src/model/interaction.js";
import { DAY, HOUR } from "../../src/model/time.js";
import type { HandoffSettings } from "../../src/questions/handoffs/index.js";
import { BASELINES, HANDOFF_GRAINS, HANDOFF_REASONS } from "../../src/questions/handoffs/settings.js";
import { logOf, type Row } from "./projectionOf.js";

const ZERO = Date.UTC(2020, 0, 1);
const CHANNELS = ["web", "store", "phone", undefined];
const KINDS = ["look", "ask", "buy", "news"];

const rows = fc.array(
  fc.record(
    {
      customer: fc.constantFrom("ana", "bob", "cyd", "dan"),
      touchpoint: fc.constantFrom(...KINDS),
      channel: fc.constantFrom(...CHANNELS),
      at: fc
        .oneof(
          { weight: 3, arbitrary: fc.integer({ min: 0, max: 12 }) },
          { weight: 2, arbitrary: fc.integer({ min: 0, max: 120 }) },
        )
        .map((step) => ZERO + step * 12 * HOUR),
      journey: fc.option(fc.constantFrom("1", "2"), { nil: undefined, freq: 3 }),
      intended: fc.option(fc.constantFrom("web", "store", "phone", "mail"), { nil: undefined, freq: 2 }),
      caseId: fc.option(fc.constantFrom("7", "8"), { nil: undefined, freq: 2 }),
      initiatedBy: fc.option(fc.constantFrom(...INITIATORS), { nil: undefined, freq: 2 }),
      outcome: fc.option(fc.constantFrom("SUCCEEDED" as const, "FAILED" as const), { nil: undefined, freq: 2 }),
      resolved: fc.option(fc.boolean(), { nil: undefined, freq: 1 }),
    },
    { requiredKeys: ["customer", "touchpoint", "channel", "at"] },
  ),
  { minLength: 1, maxLength: 60, size: "max" },
);

const window = (...days: number[]) => fc.constantFrom(...days).map((d) => d * DAY);

export const handoffSettings: fc.Arbitrary<HandoffSettings> = fc.record({
  grain: fc.constantFrom(...HANDOFF_GRAINS),
  goal: fc.constantFrom({ kinds: ["buy"] }, { goal: "bought" }, { touchpoints: ["web/buy"] }, null),
  stallAfter: fc.option(window(0, 1, 3), { nil: null, freq: 2 }),
  bounceWithin: window(0, 0.5, 1, 3),
  repeatWithin: window(0, 1, 7),
  resolveWithin: window(0, 1, 7),
  minSupport: fc.constantFrom(1, 2, 3),
  minEffect: fc.constantFrom(0, 0.02, 0.3),
  baselineBy: fc.constantFrom(...BASELINES),
  failureReasons: fc.subarray([...HANDOFF_REASONS], { minLength: 1 }),
  includeBrandSent: fc.boolean(),
});

export const handoffWorlds = fc.record({
  rows,
  journeyGap: window(2, 10, 30),
  serviceLevels: fc.uniqueArray(
    fc.record({
      from: fc.constantFrom("web", "store", "web/look", "store/ask"),
      to: fc.constantFrom("phone", "store", "web", "phone/ask", "mail"),
      wait: window(0, 1, 2),
    }),
    { selector: ({ from, to }) => `${from} ${to}`, maxLength: 4 },
  ),
  span: fc.record({
    startedFrom: fc.integer({ min: 0, max: 30 }).map((d) => ZERO + d * DAY),
    days: fc.option(fc.integer({ min: 1, max: 20 }), { nil: null }),
  }),
  blockInteractions: fc.constantFrom(4, 1_000),
});

const goal = { key: "bought", name: "Bought", selector: { kinds: ["buy"] }, isDefault: true };
/** These touchpoints are declared, so that the touchpoints and channels that are named in questions always exist. */
const touchpoint = (key: string) => {
  const [channel, kind] = key.split("/") as [string, string];
  return { key, name: null, kind, channel, stage: null, description: null, initiatedBy: null, owner: null };
};

export function logOfWorld({
  rows: some,
  journeyGap,
  serviceLevels,
}: {
  rows: readonly Row[];
  journeyGap: number;
  serviceLevels: readonly { from: string; to: string; wait: number }[];
}) {
  return logOf(some, {
    journeyGap,
    brand: ["news"],
    declared: { goals: [goal], serviceLevels, touchpoints: [touchpoint("web/buy")] },
  });
}
