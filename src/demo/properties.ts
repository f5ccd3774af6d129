// The properties of synthetic interactions: the campaign of ads and e-mails, the device of visits to the web, and the
// value of orders. They are drawn after the interactions, from streams of randomness of their own, so that nothing else
// depends on them. A planted fault can therefore only decide which campaign brought the customers who bought, and
// which brought the others.
import { AMOUNT_UNIT } from "../model/amount.js";
import type { IncomingInteraction } from "../model/interaction.js";
import { DAY } from "../model/time.js";
import { inForce } from "./company.js";
import type { SyntheticCustomer } from "./customer.js";
import { Random, type Weights, weights } from "./random.js";
import type { DemoSettings } from "./settings.js";

const STREAM = { campaign: 14, device: 15, fault: 16 } as const;

/** Every campaign runs all year, on all channels. */
const CAMPAIGNS = weights({
  "new-collection": 24,
  "free-delivery": 20,
  "price-promise": 18,
  outlet: 16,
  "kitchen-planner": 12,
  "gift-cards": 10,
});
/** The campaign that `outlet-campaign-disappoints` affects. */
export const DISAPPOINTING = "outlet";
const WITH_CAMPAIGN = [
  "search/search-ad",
  "display/display-ad",
  "social/social-ad",
  "email/newsletter",
  "email/offer-click",
];

const DEVICES: Weights<string> = weights({ mobile: 52, desktop: 38, tablet: 10 });
/** The share of visits for which a customer uses the usual device. */
const USUAL_DEVICE = 0.8;

/** Within a journey, neighbouring interactions of private customers are closer together than this. */
const BETWEEN_JOURNEYS = 20 * DAY;

/**
 * For each row of a customer, the JSON text of its properties, or null if it has none. `index` counts customers from 0.
 */
export function propertiesOf(
  index: number,
  { rows, attributes }: SyntheticCustomer,
  { seed, faults }: Pick<DemoSettings, "seed" | "faults">,
): (string | null)[] {
  const ads = new Random(seed, STREAM.campaign, index);
  const devices = new Random(seed, STREAM.device, index);
  const chance = new Random(seed, STREAM.fault, index);
  const usual = devices.pick(DEVICES)!;
  const buys = buyLater(rows);
  let [campaign, device] = ["", usual];
  return rows.map((row, place) => {
    const before = rows[place - 1];
    const properties: Record<string, string | number> = {};
    if (WITH_CAMPAIGN.includes(row.touchpoint)) {
      // A click on an offer belongs to the newsletter before it.
      if (row.touchpoint !== "email/offer-click" || before?.touchpoint !== "email/newsletter") {
        campaign = ads.pick(CAMPAIGNS)!;
        const fault = faults.find(
          (one) => one.name === "outlet-campaign-disappoints" && inForce(one, attributes.region!, row.at),
        );
        if (fault !== undefined && campaign === DISAPPOINTING && buys[place] && chance.chance(fault.size))
          campaign = chance.pick(CAMPAIGNS, DISAPPOINTING)!;
      }
      properties.campaign = campaign;
    }
    if (row.touchpoint.startsWith("web/")) {
      if (!before?.touchpoint.startsWith("web/"))
        device = devices.chance(USUAL_DEVICE) ? usual : devices.pick(DEVICES)!;
      properties.device = device;
    }
    if (isPurchase(row)) properties.orderValue = Math.round(row.value! / AMOUNT_UNIT);
    return Object.keys(properties).length === 0 ? null : JSON.stringify(properties);
  });
}

function isPurchase({ value, outcome }: IncomingInteraction): boolean {
  return value !== null && outcome === "SUCCEEDED";
}

/** For each row, whether the customer buys later in the same journey. Rows are in the order of writing. */
function buyLater(rows: readonly IncomingInteraction[]): boolean[] {
  const buys: boolean[] = new Array(rows.length);
  let buysLater = false;
  for (let place = rows.length - 1; place >= 0; place--) {
    const [row, next] = [rows[place]!, rows[place + 1]];
    if (next !== undefined && (next.journey !== row.journey || next.at - row.at > BETWEEN_JOURNEYS)) buysLater = false;
    buys[place] = buysLater;
    buysLater ||= isPurchase(row);
  }
  return buys;
}
