// Steps of the tour that read the graph, and the one that writes to it.
import type { CatalogueTouchpoint } from "./catalogue.js";
import { count, list, text } from "./choose.js";
import { type TourStep, tourStep } from "./step.js";

/** The customer the last step records; no real one should bear this name. */
export const TOUR_CUSTOMER = "tour-visitor";

export function customerPage(customer: string): TourStep {
  return tourStep({
    name: "CustomerPage",
    title: "A customer's page",
    answers: "What did one customer do, journey by journey, contact by contact?",
    more: ["One request for all that such a page shows, the newest journey first."],
    chosen: ["a customer with a long journey among the latest"],
    change: [
      "key: any of { customers(first: 10) { nodes { key } } }",
      "journeys: add after: endCursor, to turn the page",
    ],
    operations: `query CustomerPage {
  customer(key: ${text(customer)}) {
    key
    attributes
    journeys(first: 3) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        key
        startedAt
        endedAt
        length
        value
        channels { name }
        interactions(first: 20) {
          nodes {
            at
            wait
            touchpoint {
              name
              channel { name medium }
              stage { name }
            }
          }
        }
      }
    }
  }
}
`,
  });
}

/** `first` and `second` are recorded one after the other, the second at the time of the newest interaction. */
export function recordAndCount(
  first: CatalogueTouchpoint,
  second: CatalogueTouchpoint,
  newest: string,
  synthetic: boolean,
): TourStep {
  // Not later than the newest interaction: a later one would move "newest" and close journeys that are open.
  const at = new Date(Date.parse(newest)).toISOString();
  const before = new Date(Date.parse(newest) - 10 * 60_000).toISOString();
  return tourStep({
    name: "SeeItCounted",
    title: "Record an interaction, see it counted",
    answers: "How does data get in, and how fresh are the answers?",
    more: [
      "Three operations: the run button lets you choose.",
      "1. SeeItCounted: look at the counts.",
      "2. Record: two interactions of a new customer.",
      "3. SeeItCounted: the counts have risen.",
      "4. Record: two duplicates, nothing changes.",
      "5. TakeItBack: erased, as if never recorded.",
      ...(synthetic ? [] : ["It writes to your store, until you take it back."]),
    ],
    chosen: [
      `${first.name} (${count(first.visits)} visits), then ${second.name} (${count(second.visits)}), at the time of the newest interaction`,
    ],
    change: ["touchpoint, at: what you like, with new ids"],
    operations: `query SeeItCounted {
  first: touchpoint(key: ${text(first.key)}) { name visits starts }
  second: touchpoint(key: ${text(second.key)}) { name visits ends }
  transitions(
    from: ${list("touchpoints", first.key)}
    to: ${list("touchpoints", second.key)}
  ) {
    edges { from { label } to { label } count journeys customers }
  }
}

mutation Record {
  recordInteractions(
    interactions: [
      {
        id: "tour-1"
        customer: "${TOUR_CUSTOMER}"
        touchpoint: ${text(first.key)}
        at: "${before}"
      }
      {
        id: "tour-2"
        customer: "${TOUR_CUSTOMER}"
        touchpoint: ${text(second.key)}
        at: "${at}"
      }
    ]
  ) {
    accepted
    duplicates
    rejected { index field code message }
    dataVersion
  }
}

mutation TakeItBack {
  eraseCustomer(key: "${TOUR_CUSTOMER}") {
    dataVersion
  }
}
`,
  });
}
