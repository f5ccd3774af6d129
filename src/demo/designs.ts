// The retailer's personas and designed journeys. Synthetic customers have their persona as an attribute, so the rules
// refer to this attribute. For real data, rules would refer to behaviour, or to attributes that the company knows.
import { defaultNext, type Step } from "../model/blueprint.js";
import type { BlueprintChange, CatalogueChange } from "../model/catalogue.js";
import { DAY, HOUR } from "../model/time.js";
import type { PersonaKey } from "./people.js";

type PersonaChange = NonNullable<CatalogueChange["personas"]>[number];

/** The catalogue is declared with this time, so that two demos are equal. */
const SAVED_AT = Date.UTC(2025, 10, 1);

const persona = (key: PersonaKey, given: Omit<PersonaChange, "key" | "rule">): PersonaChange => ({
  key,
  ...given,
  rule: { attributes: [{ key: "persona", in: [key] }] },
});

const PERSONAS: readonly PersonaChange[] = [
  persona("deal-hunter", {
    name: "Deal hunter",
    description: "Waits for the right price and compares offers from several shops. Synthetic.",
    demographics: { age: "20–40" },
    psychographics: ["Proud of a good bargain"],
    behaviours: ["Follows newsletters and ads", "Leaves full carts and comes back"],
    needs: ["To see the total price early"],
    goals: ["Pay less than others"],
    painPoints: ["Vouchers that do not apply at checkout"],
    preferredChannels: ["email", "social"],
  }),
  persona("researcher", {
    name: "Researcher",
    description: "Reads guides and reviews for weeks before buying something that should last. Synthetic.",
    demographics: { age: "35–60" },
    psychographics: ["Cautious", "Values quality"],
    behaviours: ["Compares products side by side", "Looks at the product in a store before ordering"],
    needs: ["Detailed, honest information"],
    goals: ["Make no mistake"],
    painPoints: ["Advice that differs between website and store"],
    preferredChannels: ["search", "web", "store"],
  }),
  persona("app-native", {
    name: "App native",
    description: "Does everything on the phone, in short sessions. Synthetic.",
    demographics: { age: "18–35" },
    psychographics: ["Impatient with forms"],
    behaviours: ["Browses the app several times a week"],
    needs: ["To continue where the last session ended"],
    goals: ["Buy in under two minutes"],
    painPoints: ["Being sent to a website or to the phone line"],
    preferredChannels: ["app", "social"],
  }),
  persona("store-regular", {
    name: "Store regular",
    description: "Knows the staff of one store, and uses the website to prepare a visit. Synthetic.",
    demographics: { age: "45–75" },
    psychographics: ["Trusts people more than pages"],
    behaviours: ["Orders online only to pick up in the store"],
    needs: ["An adviser who knows the order"],
    goals: ["See the product before paying"],
    painPoints: ["An order that the store does not know of"],
    preferredChannels: ["store", "phone"],
  }),
  persona("busy-parent", {
    name: "Busy parent",
    description: "Buys in the evening, between other things, and needs it to work the first time. Synthetic.",
    demographics: { age: "28–45", household: "with children" },
    psychographics: ["Short of time"],
    behaviours: ["Reorders the same basket", "Asks by chat instead of calling"],
    needs: ["Delivery or pick-up at a known time"],
    goals: ["Get it done today"],
    painPoints: ["Long waits on the phone"],
    preferredChannels: ["app", "chat"],
  }),
  persona("trade", {
    name: "Trade customer",
    description: "Buys for a business, often and in quantity. Synthetic.",
    demographics: { role: "Purchasing" },
    psychographics: ["Expects to be known"],
    behaviours: ["Orders by phone or as a reorder"],
    needs: ["Invoices, and one person to talk to"],
    goals: ["No interruption of work"],
    painPoints: ["Telling the same story twice"],
    preferredChannels: ["phone", "store"],
  }),
];

type Line = Pick<Step, "key" | "name" | "at"> & Partial<Step>;

function steps(lines: readonly Line[]): Step[] {
  const keys = lines.map(({ key }) => key);
  return lines.map((line, i) => ({
    next: defaultNext(keys, i),
    optional: false,
    repeatable: false,
    does: null,
    thinks: null,
    feels: null,
    emotion: null,
    painPoints: [],
    owner: null,
    expectedWait: null,
    delay: null,
    ...line,
  }));
}

const BLUEPRINTS: readonly BlueprintChange[] = [
  {
    key: "click-and-collect",
    name: "Click and collect",
    kind: "JOURNEY",
    description: "A customer orders online, and picks up and pays in the store within three days.",
    persona: "store-regular",
    savedAt: SAVED_AT,
    steps: steps([
      {
        key: "discover",
        name: "Discover",
        at: [
          "search/search-ad",
          "search/organic-search",
          "email/offer-click",
          "social/social-ad",
          "display/display-ad",
        ],
        optional: true,
        does: "Sees an offer and follows it",
        thinks: "Could this be the right one?",
        feels: "Curious",
        emotion: 1,
        owner: "Performance marketing",
      },
      {
        key: "compare",
        name: "Look and compare",
        at: ["web/product-page", "app/product-page", "web/comparison", "web/guide", "web/online-review"],
        repeatable: true,
        does: "Looks at products",
        thinks: "Is it in stock near me?",
        feels: "Interested",
        emotion: 1,
        owner: "E-commerce",
      },
      {
        key: "cart",
        name: "Fill the cart",
        at: ["web/cart", "app/cart"],
        optional: true,
        does: "Puts the product into the cart",
        emotion: 0,
        owner: "E-commerce",
      },
      {
        key: "order",
        name: "Order for pick-up",
        at: ["web/click-and-collect-order", "app/click-and-collect-order"],
        does: "Chooses a store and orders",
        thinks: "I will see it before I pay",
        feels: "Confident",
        emotion: 1,
        owner: "Store operations",
      },
      {
        key: "confirmation",
        name: "Confirmation",
        at: ["email/order-confirmation"],
        does: "Reads the confirmation",
        emotion: 0,
        expectedWait: HOUR,
        owner: "Orders",
      },
      {
        key: "notice",
        name: "Ready for pick-up",
        at: ["sms/pick-up-notice"],
        does: "Reads that the order is ready",
        feels: "Relieved",
        emotion: 1,
        expectedWait: 8 * HOUR,
        owner: "Store operations",
      },
      {
        key: "pick-up",
        name: "Pick up and pay",
        at: ["store/pick-up"],
        does: "Goes to the store, looks at the product and pays",
        thinks: "Do they know of my order?",
        feels: "Expectant",
        emotion: 2,
        painPoints: ["The desk does not know the order"],
        expectedWait: 3 * DAY,
        owner: "Store operations",
      },
    ]),
  },
  {
    key: "cart-reminder",
    name: "Cart reminder",
    kind: "SERIES",
    description: "A message to customers who left a full cart.",
    persona: "deal-hunter",
    savedAt: SAVED_AT,
    steps: steps([
      { key: "cart", name: "Cart left", at: ["web/cart", "app/cart"], owner: "E-commerce" },
      { key: "reminder", name: "Reminder", at: ["email/cart-reminder"], delay: 4 * HOUR, owner: "CRM" },
      { key: "order", name: "Order", at: ["web/payment", "app/payment"], optional: true, owner: "Payments" },
      {
        key: "confirmation",
        name: "Confirmation",
        at: ["email/order-confirmation"],
        optional: true,
        delay: 0,
        owner: "Orders",
      },
    ]),
  },
];

export const DESIGNS: Pick<CatalogueChange, "personas" | "blueprints"> = {
  personas: PERSONAS,
  blueprints: BLUEPRINTS,
};
