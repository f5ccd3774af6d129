// Writes examples/shop.csv: sixty invented customers of an invented shop over one spring. Seeded, so the file can be
// generated again: node examples/generate.mjs > examples/shop.csv
const CUSTOMERS = 60;
const START = Date.parse("2026-03-02T08:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** mulberry32 */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const next = generator(2026);
const chance = (p) => next() < p;
const pick = (...choices) => choices[Math.floor(next() * choices.length)];
const between = (low, high) => low + next() * (high - low);

const KINDS = {
  "Search ad": ["Search", "Awareness"],
  "Display ad": ["Display", "Awareness"],
  "Social ad": ["Social", "Awareness"],
  Newsletter: ["E-mail", "Awareness"],
  "Landing page": ["Web", "Consideration"],
  "Product page": ["Web", "Consideration"],
  "App browse": ["App", "Consideration"],
  "Store visit": ["Store", "Consideration"],
  Cart: ["Web", "Decision"],
  "Cart reminder": ["E-mail", "Decision"],
  "Online checkout": ["Web", "Decision"],
  "App checkout": ["App", "Decision"],
  "Click and collect order": ["Web", "Decision"],
  "In-store purchase": ["Store", "Decision"],
  Delivery: ["Post", "Retention"],
  "Pick-up": ["Store", "Retention"],
  "Support chat": ["Chat", "Retention"],
  "Support call": ["Phone", "Retention"],
  Return: ["Store", "Retention"],
};

const rows = [];
function journey(customer, start) {
  let at = start;
  const touch = (activity, after = 0, value = "") => {
    at += after;
    const [channel, stage] = KINDS[activity];
    rows.push({ customer, activity, at: Math.round(at / 1000) * 1000, channel, stage, value });
  };
  const amount = () => between(12, 180).toFixed(2);

  const first = pick("Search ad", "Search ad", "Display ad", "Social ad", "Newsletter");
  touch(first);
  if (chance(0.15)) return;
  touch(
    chance(0.3) ? "App browse" : "Landing page",
    first === "Newsletter" ? between(HOUR, DAY) : between(5_000, 2 * MINUTE),
  );
  for (let looks = Math.floor(between(0, 4)); looks > 0; looks--)
    touch(pick("Product page", "Product page", "App browse"), between(MINUTE, 10 * MINUTE));
  if (chance(0.25)) touch("Store visit", between(4 * HOUR, 3 * DAY));
  if (chance(0.25)) return;

  const way = next();
  if (way < 0.3) {
    touch("Cart", between(MINUTE, 20 * MINUTE));
    if (chance(0.35)) {
      touch("Cart reminder", DAY);
      if (chance(0.4)) return;
    }
    touch("Online checkout", between(MINUTE, 3 * HOUR), amount());
    touch("Delivery", between(2 * DAY, 4 * DAY));
    if (chance(0.25)) touch("Support chat", between(HOUR, 2 * DAY));
  } else if (way < 0.65) {
    touch("Cart", between(MINUTE, 20 * MINUTE));
    touch("Click and collect order", between(MINUTE, 15 * MINUTE), amount());
    // The weak point of this shop: a third of the orders are not ready, and customers call.
    if (chance(0.33)) {
      touch("Support call", between(DAY, 3 * DAY));
      if (chance(0.5)) touch("Support call", between(3 * HOUR, DAY));
      if (chance(0.3)) return;
    }
    touch("Pick-up", between(6 * HOUR, 2 * DAY));
  } else if (way < 0.8) touch("App checkout", between(MINUTE, HOUR), amount());
  else touch("In-store purchase", between(HOUR, 2 * DAY), amount());
  if (chance(0.1)) touch("Return", between(2 * DAY, 9 * DAY));
}

for (let i = 1; i <= CUSTOMERS; i++) {
  const customer = `c${String(i).padStart(3, "0")}`;
  const times = chance(0.4) ? 2 : 1;
  for (let n = 0; n < times; n++) journey(customer, START + n * 50 * DAY + between(0, 40) * DAY);
}
// Logs are in time order.
rows.sort((a, b) => a.at - b.at || (a.customer < b.customer ? -1 : 1));
console.log("case_id,activity,timestamp,channel,stage,value");
for (const { customer, activity, at, channel, stage, value } of rows)
  console.log([customer, activity, new Date(at).toISOString().replace(".000", ""), channel, stage, value].join(","));
