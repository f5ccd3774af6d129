// Steps of the tour that read the graph, and the one that writes to it.
import type { Catalogue } from "./catalogue.js";
import { type Choice, count, list, text } from "./choose.js";
import { comment, type TourStep } from "./step.js";

/** The customer the last step records; no real one should bear this name. */
export const TOUR_CUSTOMER = "tour-visitor";

export function customerPage(customer: string): TourStep {
  return {
    name: "CustomerPage",
    title: "A customer's page",
    answers: "What did one customer do, journey by journey, with all that is known of each contact?",
    query: `${comment(
      "A CUSTOMER'S PAGE: one request for everything an application shows on it, newest journey first.",
      "",
      "Chosen here: a customer with a long journey among the latest.",
      "",
      "Change:  customer      any key of  { customers(first: 10) { nodes { key } } }",
      "         after         to turn the page: give it pageInfo.endCursor",
    )}
query CustomerPage {
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
              key
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
  };
}

export function recordAndCount(catalogue: Catalogue, newest: string, start: Choice, goal: Choice): TourStep {
  const first = start.touchpoint ?? catalogue.touchpoints[0]!;
  const second = goal.touchpoint ?? catalogue.touchpoints.find((t) => t !== first && t.visits > 0) ?? first;
  // Not later than the newest interaction: a later one would move "newest" and close journeys that are open.
  const at = new Date(Date.parse(newest)).toISOString();
  const before = new Date(Date.parse(newest) - 10 * 60_000).toISOString();
  return {
    name: "SeeItCounted",
    title: "Record an interaction, see it counted",
    answers: "How does the data get in, and how fresh are the answers?",
    query: `${comment(
      "RECORD AND COUNT: three operations; the run button lets you choose.",
      "  1  SeeItCounted   look at the counts",
      "  2  Record         two interactions of a new customer",
      "  3  SeeItCounted   again: the counts have risen. Record once more: 2 duplicates, nothing changes (ids are unique).",
      "  4  TakeItBack     erase the customer: as if never recorded",
      ...(catalogue.synthetic ? [] : ["", "This writes to your store until you take it back."]),
      "",
      `Chosen here: ${first.name} (${count(first.visits)} visits), then ${second.name} (${count(second.visits)} visits), at the time of the newest interaction.`,
    )}
query SeeItCounted {
  first: touchpoint(key: ${text(first.key)}) { name visits starts }
  second: touchpoint(key: ${text(second.key)}) { name visits ends }
  transitions(from: ${list("touchpoints", first.key)}, to: ${list("touchpoints", second.key)}) {
    edges { from { label } to { label } count journeys customers }
  }
}

mutation Record {
  recordInteractions(
    interactions: [
      { id: "tour-1", customer: "${TOUR_CUSTOMER}", touchpoint: ${text(first.key)}, at: "${before}" }
      { id: "tour-2", customer: "${TOUR_CUSTOMER}", touchpoint: ${text(second.key)}, at: "${at}" }
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
  };
}
