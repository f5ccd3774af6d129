// Runs the question opportunities on the synthetic retailer, without a store. Its segments have rules about attributes,
// so this file finds their members.
import { demoProjection } from "../../bench/demoProjection.js";
import { syntheticCustomers } from "../../src/demo/generate.js";
import type { DemoSettings } from "../../src/demo/settings.js";
import { DAY } from "../../src/model/time.js";
import type { SegmentMembers } from "../../src/questions/opportunities/cells.js";
import { opportunities } from "../../src/questions/opportunities/index.js";
import type { OpportunitiesResult, Strategy } from "../../src/questions/opportunities/result.js";

/** The key of the finding that the shipped demo plants for each strategy. */
export const PLANTED_IN_DEMO: Readonly<Record<Strategy, string>> = {
  PERSONALISATION: "gold-members app/loyalty-programme",
  CONSISTENCY: "app/payment",
  TIMELINESS: "app/click-and-collect-order sms/pick-up-notice",
  ACCESSIBILITY: "consideration app",
  EMPATHY: "app/payment",
  OMNICHANNEL: "app web",
};

export function demoOpportunities(settings: DemoSettings): Promise<OpportunitiesResult> {
  const projection = demoProjection(settings);
  const known = [...syntheticCustomers(settings)].filter(({ rows }) => rows.length > 0);
  const segments = projection.catalogue.segments.map(({ key, name, rule }): SegmentMembers => {
    const [{ key: attribute, in: values }] = rule!.attributes as [{ key: string; in: string[] }];
    const isMember = known.map(({ attributes }) => (values.includes(String(attributes[attribute])) ? 1 : 0));
    return { key, name, members: Uint8Array.from(isMember) };
  });
  return opportunities(projection, { goal: null, within: 30 * DAY, filter: null, first: 1_000, segments });
}
