// The kinds of the starter catalogue, by stage: 0 awareness, 1 consideration, 2 decision, 3 retention.
import type { Initiator } from "../../model/interaction.js";

export interface StarterKind {
  readonly stage: number;
  readonly kind: string;
  /** Names of channels. There is one touchpoint for each of them. */
  readonly channels: readonly string[];
  readonly description: string;
  readonly initiatedBy: Initiator;
}

type Line = readonly [kind: string, channels: string, description: string, initiatedBy?: Initiator];

const AWARENESS: readonly Line[] = [
  ["Search ad", "Search", "A paid result among the results of a search"],
  ["Pay-per-click ad", "Search, Display", "An ad that is paid for by the click"],
  ["Organic search", "Search", "An unpaid search result that leads to the company"],
  ["Display ad", "Display", "A banner on another company's page"],
  ["Social ad", "Social", "A paid post in a social network"],
  ["Social post", "Social", "A post on the company's own account"],
  ["Story", "Social", "A short post that disappears after a day"],
  ["Influencer post", "Social", "A post about the product by somebody with a large audience", "PARTNER"],
  ["TV ad", "TV", "A commercial on television", "BRAND"],
  ["Print ad", "Print", "An ad in a newspaper or magazine", "BRAND"],
  ["Billboard", "Outdoor", "A poster on a street, in a station or on a vehicle", "BRAND"],
  ["Blog post", "Web", "A post in the company's blog"],
  ["Article", "Web", "A longer text about a topic that customers look for"],
  ["Podcast", "Video and audio", "An episode that mentions or presents the company"],
  ["Video", "Video and audio, Social", "A film about the product or its use"],
  ["Press release", "Press", "News that the company sends to the media", "BRAND"],
  ["Media coverage", "Press", "A report by a newspaper, a broadcaster or a blog", "PARTNER"],
  ["Company event", "Events", "An event that the company hosts"],
  ["Trade show", "Events", "A conversation at the company's stand"],
  ["Word of mouth", "Word of mouth", "A recommendation in conversation, which no log records", "PEER"],
  ["Peer referral", "Web, App", "A visit through the personal link of another customer", "PEER"],
];

const CONSIDERATION: readonly Line[] = [
  ["Website visit", "Web", "A visit to the company's site without a more specific page"],
  ["Landing page", "Web", "The page to which an ad or a message leads"],
  ["Product page", "Web, App, Marketplace", "The page of one product"],
  ["Comparison", "Web, App", "Several products side by side"],
  ["Product catalogue", "Web, Print", "The range of products, to browse"],
  ["Brochure", "Print, Web", "A leaflet about products or services"],
  ["White paper", "Web", "A detailed text about a problem and its solution"],
  ["E-book", "Web", "A longer guide to download"],
  ["Guide", "Web", "Advice on choosing or using a product"],
  ["Webinar", "Events", "A talk that is broadcast to its registered audience"],
  ["Online review", "Web, Marketplace", "Reading what other customers wrote"],
  ["Rating site", "Web", "A page that rates companies or products"],
  ["Social comment", "Social", "A comment or a question below a post"],
  ["Direct message", "Direct message", "A private message to the company's account"],
  ["Newsletter", "E-mail", "A regular e-mail with news and offers", "BRAND"],
  ["FAQ", "Web, App", "Answers to frequent questions before the purchase"],
  ["Mobile app browse", "App", "Looking around in the app"],
  ["Store visit", "Store", "A visit to a store without a purchase"],
  ["Pop-up shop", "Events", "A store that opens for some days or weeks"],
  ["Kiosk", "Store", "A self-service screen in the store"],
];

const DECISION: readonly Line[] = [
  ["Sales call", "Phone", "A call about a purchase"],
  ["Discovery call", "Phone, Field sales", "A first conversation about what the customer needs"],
  ["Sales e-mail", "E-mail", "A personal e-mail from a member of the sales team", "BRAND"],
  ["Live chat with sales", "Chat", "A chat about a purchase"],
  ["Product demo", "Store, Field sales, Web", "Seeing the product in use"],
  ["Offer", "E-mail, Field sales", "A quotation or a personal offer", "BRAND"],
  ["Cart", "Web, App", "A product is put into the cart"],
  ["Cart reminder", "E-mail, Push", "A message about a cart that was left", "BRAND"],
  ["Online checkout", "Web", "Address, delivery and terms"],
  ["Payment", "Web", "The payment; FAILED if it does not go through"],
  ["Mobile app purchase", "App", "A purchase in the app"],
  ["Point of sale", "Point of sale", "A purchase at a till of a partner or at a vending point"],
  ["In-store purchase", "Store", "A purchase at the till of a store"],
  ["Click and collect order", "Web, App", "An order to be picked up in a store"],
  ["Order confirmation", "E-mail, SMS", "A message that confirms the order", "BRAND"],
];

const RETENTION: readonly Line[] = [
  ["Delivery", "Post and delivery", "The parcel is handed over", "PARTNER"],
  ["Delivery notice", "E-mail, SMS, Push", "A message about the time of the delivery", "BRAND"],
  ["Unboxing", "Post and delivery", "Opening the parcel and the first use, which no log records"],
  ["Pick-up", "Store", "Picking up an order"],
  ["Onboarding", "E-mail, App", "The first steps with the product", "BRAND"],
  ["Thank-you letter", "Post and delivery", "A letter after the purchase", "BRAND"],
  ["Follow-up e-mail", "E-mail", "A question or advice some days after the purchase", "BRAND"],
  ["Feedback survey", "E-mail, SMS, App", "A request to rate a purchase, a delivery or a contact", "BRAND"],
  ["Support call", "Phone", "A call about a problem"],
  ["Support e-mail", "E-mail", "An e-mail from a customer about a problem"],
  ["Support chat", "Chat", "A chat about a problem"],
  ["In-app help", "App", "Help within the app"],
  ["Self-service article", "Web", "A page of the help centre"],
  ["Return", "Store, Post and delivery", "A product is given or sent back"],
  ["Billing", "Web, App", "Looking at or changing payment details"],
  ["Invoice", "E-mail, Post and delivery", "A bill that was sent", "BRAND"],
  ["Subscription renewal", "Web, App", "A subscription is renewed"],
  ["Upsell e-mail", "E-mail", "A message about a better version of what the customer has", "BRAND"],
  ["Cross-sell e-mail", "E-mail", "A message about products that go with what the customer has", "BRAND"],
  ["Loyalty programme", "App, Web", "Looking at points and benefits"],
  ["Reward", "App, Store", "Points are exchanged for a benefit"],
  ["Community forum", "Web", "Questions and answers among customers"],
  ["Social group", "Social", "A group of customers in a social network"],
  ["Customer success call", "Phone", "A regular call about how well the product serves the customer", "BRAND"],
  ["Review written", "Web, App, Marketplace", "The customer rates the product or the company"],
  ["Referral made", "Web, App", "The customer recommends the company by a personal link"],
];

/** All kinds, each once, in order of stage. */
export const KINDS: readonly StarterKind[] = [AWARENESS, CONSIDERATION, DECISION, RETENTION].flatMap((lines, stage) =>
  lines.map(([kind, channels, description, initiatedBy = "CUSTOMER"]) => ({
    stage,
    kind,
    channels: channels.split(", "),
    description,
    initiatedBy,
  })),
);
