// The synthetic retailer's touchpoints: four stages, twelve channels with known customers, and contacts that cannot be
// assigned to a customer (such as television and press), which are in the catalogue only. Keys are slugs of the names.
import type { CatalogueChange, Channel, Goal, ServiceLevel, Stage, TouchpointChange } from "../model/catalogue.js";
import type { Initiator } from "../model/interaction.js";
import { channelSlug, slug, touchpointKey } from "../model/keys.js";
import type { Segment } from "../model/segment.js";
import { DAY, HOUR } from "../model/time.js";
import { DESIGNS } from "./designs.js";

export const COMPANY = "Northlight Home (synthetic)";

type StageName = "Awareness" | "Consideration" | "Decision" | "Retention";

const STAGES: readonly Omit<Stage, "declared">[] = [
  { key: "awareness", name: "Awareness", position: 1, phase: "PRE_PURCHASE", purpose: "First interest" },
  { key: "consideration", name: "Consideration", position: 2, phase: "PRE_PURCHASE", purpose: "Educate and nurture" },
  { key: "decision", name: "Decision", position: 3, phase: "PURCHASE", purpose: "The purchase" },
  {
    key: "retention",
    name: "Retention",
    position: 4,
    phase: "POST_PURCHASE",
    purpose: "Satisfaction and repeat purchase",
  },
];

const online = (name: string, assisted = false): Omit<Channel, "declared"> => ({
  key: channelSlug(name),
  name,
  medium: "ONLINE",
  assisted,
});
const offline = (name: string, assisted = false): Omit<Channel, "declared"> => ({
  key: channelSlug(name),
  name,
  medium: "OFFLINE",
  assisted,
});

const CHANNELS: readonly Omit<Channel, "declared">[] = [
  online("Search"),
  online("Display"),
  online("Social"),
  online("Email"),
  online("Web"),
  online("App"),
  online("Chat", true),
  online("SMS"),
  offline("Store", true),
  offline("Phone", true),
  offline("Delivery"),
  offline("Events", true),
  offline("TV"),
  offline("Print"),
  offline("Outdoor"),
  offline("Press"),
  online("Audio"),
];

interface Row {
  readonly key: string;
  readonly channel: string;
  readonly kind: string;
  readonly stage: StageName;
  readonly owner: string;
  readonly description: string;
  readonly initiatedBy: Initiator;
  /** The name of the channel to which the touchpoint sends its customers. */
  readonly intends: string | null;
}

type Line = readonly [
  channel: string,
  kind: string,
  stage: StageName,
  owner: string,
  description: string,
  initiatedBy?: Initiator,
];

/** Touchpoints of known customers. */
const LINES: readonly Line[] = [
  ["Search", "Search ad", "Awareness", "Performance marketing", "A paid result that was clicked"],
  ["Search", "Organic search", "Awareness", "Content", "An unpaid result that was clicked"],
  ["Display", "Display ad", "Awareness", "Performance marketing", "A banner that was clicked"],
  ["Social", "Social ad", "Awareness", "Performance marketing", "A paid post that was clicked"],
  ["Social", "Influencer post", "Awareness", "Brand", "A link in an influencer's post"],
  ["Social", "Social comment", "Consideration", "Community", "A comment or question under a post"],
  ["Social", "Direct message", "Retention", "Customer care", "A message to the company's account"],
  ["Email", "Newsletter", "Consideration", "CRM", "The weekly newsletter, sent", "BRAND"],
  ["Email", "Offer click", "Consideration", "CRM", "A link in an e-mail that was clicked"],
  ["Email", "Cart reminder", "Decision", "CRM", "Sent four hours after a cart was left", "BRAND"],
  ["Email", "Order confirmation", "Decision", "Orders", "Sent at once after an order", "BRAND"],
  ["Email", "Feedback survey", "Retention", "Customer care", "Sent after a case was resolved", "BRAND"],
  ["Email", "Support email", "Retention", "Customer care", "A customer's e-mail about a problem"],
  ["Web", "Landing page", "Awareness", "Performance marketing", "The page an ad leads to"],
  ["Web", "Blog post", "Awareness", "Content", "An article in the company's magazine"],
  ["Web", "Peer referral", "Awareness", "CRM", "A visit by a friend's personal link", "PEER"],
  ["Web", "Product page", "Consideration", "E-commerce", "One product"],
  ["Web", "Comparison", "Consideration", "E-commerce", "Several products side by side"],
  ["Web", "Guide", "Consideration", "Content", "A buying guide"],
  ["Web", "Online review", "Consideration", "E-commerce", "Reading other customers' reviews"],
  ["Web", "Cart", "Decision", "E-commerce", "Something put into the cart"],
  ["Web", "Checkout", "Decision", "E-commerce", "Address and delivery"],
  ["Web", "Payment", "Decision", "Payments", "Paying; FAILED if the payment did not go through"],
  ["Web", "Click and collect order", "Decision", "Store operations", "An order to be picked up and paid in the store"],
  ["Web", "Call-back request", "Decision", "Sales", "Asking to be called by an adviser"],
  ["Web", "Self-service article", "Retention", "Customer care", "Help pages"],
  ["Web", "Return request", "Retention", "Customer care", "Announcing a return or a complaint"],
  ["Web", "Reorder", "Retention", "E-commerce", "The same basket again"],
  ["App", "App browse", "Consideration", "App", "Opening the app and looking around"],
  ["App", "Product page", "Consideration", "App", "One product"],
  ["App", "Wish list", "Consideration", "App", "Something kept for later"],
  ["App", "Loyalty programme", "Retention", "CRM", "Looking at points and rewards"],
  ["App", "Cart", "Decision", "App", "Something put into the cart"],
  ["App", "Payment", "Decision", "Payments", "Paying in the app"],
  ["App", "Click and collect order", "Decision", "Store operations", "An order to be picked up and paid in the store"],
  ["App", "Reorder", "Retention", "App", "The same basket again"],
  ["App", "In-app help", "Retention", "Customer care", "A form for problems"],
  [
    "Store",
    "Store visit",
    "Consideration",
    "Store operations",
    "A visit noticed by the loyalty card or the guest network",
  ],
  ["Store", "Product demo", "Consideration", "Store operations", "An adviser shows a product"],
  ["Store", "Kiosk", "Consideration", "Store operations", "The shop's own terminal"],
  ["Store", "In-store purchase", "Decision", "Store operations", "Paying at the till"],
  [
    "Store",
    "Pick-up",
    "Decision",
    "Store operations",
    "The partner's desk in the store hands over a click and collect order, which is then paid",
    "PARTNER",
  ],
  ["Store", "Return", "Retention", "Store operations", "Bringing something back"],
  ["Store", "Service desk", "Retention", "Customer care", "A problem brought to the desk"],
  ["Phone", "Sales call", "Consideration", "Sales", "Advice by phone"],
  ["Phone", "Phone order", "Decision", "Sales", "An order by phone"],
  ["Phone", "Service call", "Retention", "Customer care", "A call by the company after a failed payment", "BRAND"],
  ["Phone", "Support call", "Retention", "Customer care", "A problem, by phone"],
  ["Chat", "Sales chat", "Consideration", "Sales", "Advice by chat"],
  ["Chat", "Support chat", "Retention", "Customer care", "A problem, by chat"],
  ["SMS", "Pick-up notice", "Decision", "Store operations", "The order is ready in the store", "BRAND"],
  ["SMS", "Delivery notice", "Retention", "Logistics", "The parcel comes today", "BRAND"],
  ["Delivery", "Parcel delivery", "Retention", "Logistics", "The carrier hands over the parcel", "PARTNER"],
  ["Events", "Trade show", "Awareness", "Brand", "A visit to the stand, with a scanned badge"],
  ["Events", "Workshop", "Consideration", "Store operations", "An evening course"],
  ["Events", "Pop-up shop", "Awareness", "Brand", "A visit, with a scanned card"],
];

/** Contacts that cannot be assigned to a customer. Only the catalogue contains them. */
const UNTIED: readonly Line[] = [
  ["TV", "TV ad", "Awareness", "Brand", "A spot on television", "BRAND"],
  ["Print", "Print ad", "Awareness", "Brand", "Newspapers and magazines", "BRAND"],
  ["Print", "Brochure", "Consideration", "Brand", "Through the letter box", "BRAND"],
  ["Outdoor", "Billboard", "Awareness", "Brand", "Along roads and in stations", "BRAND"],
  ["Press", "Press release", "Awareness", "Communications", "A statement by the company", "BRAND"],
  ["Press", "Media coverage", "Awareness", "Communications", "A report by the media", "PARTNER"],
  ["Audio", "Podcast", "Awareness", "Brand", "Read out by the hosts", "PARTNER"],
];

const INTENDS: Readonly<Record<string, string>> = { "Click and collect order": "Store", "Call-back request": "Phone" };

function rowOf([channel, kind, stage, owner, description, initiatedBy = "CUSTOMER"]: Line): Row {
  const key = touchpointKey(channelSlug(channel), slug(kind));
  return { key, channel, kind, stage, owner, description, initiatedBy, intends: INTENDS[kind] ?? null };
}

/** Touchpoints with known customers, in the order of the origins of a batch. */
export const MET: readonly Row[] = LINES.map(rowOf);

/** The index of each of these touchpoints, which is the origin of its rows in a batch. */
export const ORIGINS: ReadonlyMap<string, number> = new Map(MET.map(({ key }, index) => [key, index]));

const PLACES = new Map(MET.map(({ key, stage, channel }) => [key, `${slug(stage)} ${channelSlug(channel)}`]));

/** The stage and the channel of a touchpoint. */
export function placeOf(touchpoint: string): string {
  return PLACES.get(touchpoint)!;
}

const TOUCHPOINTS: readonly Row[] = [...MET, ...UNTIED.map(rowOf)];

/** Kinds that exist on several channels. The names of their touchpoints include the channel. */
const SHARED_KINDS = new Set(TOUCHPOINTS.map((t) => t.kind).filter((kind, i, kinds) => kinds.indexOf(kind) !== i));

const GOALS: readonly Goal[] = [
  {
    key: "purchase",
    name: "Purchase",
    selector: {
      touchpoints: ["web/payment", "app/payment", "store/in-store-purchase", "store/pick-up", "phone/phone-order"],
    },
    isDefault: true,
  },
  {
    key: "first-interest",
    name: "First interest",
    selector: { kinds: ["product-page", "store-visit"] },
    isDefault: false,
  },
  {
    key: "nurtured",
    name: "Nurtured",
    selector: { kinds: ["comparison", "guide", "product-demo", "workshop", "sales-chat"] },
    isDefault: false,
  },
  { key: "repeat-purchase", name: "Repeat purchase", selector: { kinds: ["reorder"] }, isDefault: false },
];

/**
 * The service levels that the company promises. An order is ready within eight hours, is expected to be picked up
 * within three days, and is delivered within four days.
 */
export const SERVICE_LEVELS: readonly ServiceLevel[] = [
  { from: "web/click-and-collect-order", to: "sms/pick-up-notice", wait: 8 * HOUR },
  { from: "app/click-and-collect-order", to: "sms/pick-up-notice", wait: 8 * HOUR },
  { from: "web/click-and-collect-order", to: "store/pick-up", wait: 3 * DAY },
  { from: "app/click-and-collect-order", to: "store/pick-up", wait: 3 * DAY },
  { from: "web/payment", to: "delivery/parcel-delivery", wait: 4 * DAY },
  { from: "app/payment", to: "delivery/parcel-delivery", wait: 4 * DAY },
  { from: "phone/phone-order", to: "delivery/parcel-delivery", wait: 4 * DAY },
];

/** Groups of customers that a CX team watches. Membership does not depend on behaviour. */
const SEGMENTS: readonly Pick<Segment, "key" | "name" | "rule">[] = [
  { key: "gold-members", name: "Gold members", rule: { attributes: [{ key: "loyalty", in: ["gold"] }] } },
  { key: "north", name: "Customers in the north", rule: { attributes: [{ key: "region", in: ["north"] }] } },
];

export function demoCatalogue(): CatalogueChange {
  return {
    channels: CHANNELS,
    stages: STAGES,
    touchpoints: TOUCHPOINTS.map(
      ({ key, kind, channel, stage, description, owner, initiatedBy }): TouchpointChange => ({
        key,
        name: SHARED_KINDS.has(kind) ? `${kind} (${channel})` : kind,
        kind,
        channel: channelSlug(channel),
        stage: slug(stage),
        description: `${description}. Synthetic.`,
        initiatedBy,
        owner,
      }),
    ),
    goals: GOALS,
    serviceLevels: SERVICE_LEVELS,
    segments: SEGMENTS,
    ...DESIGNS,
  };
}
