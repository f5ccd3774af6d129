// Looks for campaigns of the synthetic retailer whose customers buy less often than those of the other campaigns, over
// HTTP, as an analyst does: the funnel of the tour by campaign, then each campaign compared with the others.
import { loadDemo } from "../../src/demo/load.js";
import type { DemoSettings } from "../../src/demo/settings.js";
import { startTestServer } from "./server.js";

/** The error rate for all campaigns together. The p-value of each must be below its share (Bonferroni). */
const ERROR_RATE = 0.05;

export interface Campaigns {
  /** The campaigns by name, and the share of the journeys with each that lead to a purchase. */
  readonly rates: readonly (readonly [campaign: string, rate: number])[];
  /** The campaigns whose customers buy significantly less often than others. */
  readonly found: readonly string[];
}

export async function demoCampaigns(settings: DemoSettings): Promise<Campaigns> {
  const server = await startTestServer();
  try {
    await loadDemo(server.store, settings);
    await server.service.ready();
    const steps = '[{ at: { property: { key: "campaign", known: true } } }, { at: { goal: "purchase" } }]';
    const { data, errors } = await server.ask(
      `{ funnel(steps: ${steps}, breakdown: { property: "campaign" }) { groups { label totals { completionRate } } } }`,
    );
    if (errors !== undefined) throw new Error(errors[0]!.message);
    const rates = (data.funnel.groups as { label: string; totals: { completionRate: number } }[])
      .map(({ label, totals }): [string, number] => [label, totals.completionRate])
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const side = (condition: string, campaign: string): string =>
      `{ filter: { ${condition}: [{ property: { key: "campaign", in: ["${campaign}"] } }] } }`;
    const compared = await server.ask(
      `{ ${rates
        .map(
          ([campaign], i) =>
            `c${i}: compareFunnel(steps: ${steps}, a: ${side("avoids", campaign)}, b: ${side("touches", campaign)}) { steps { completionRate { difference pValue } } }`,
        )
        .join("\n")} }`,
    );
    if (compared.errors !== undefined) throw new Error(compared.errors[0]!.message);
    const found = rates.flatMap(([campaign], i) => {
      const { difference, pValue } = compared.data[`c${i}`].steps.at(-1).completionRate;
      return difference < 0 && pValue !== null && pValue < ERROR_RATE / rates.length ? campaign : [];
    });
    return { rates, found };
  } finally {
    await server.close();
  }
}
