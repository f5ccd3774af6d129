// Steps of the tour that read the graph, and the step that writes to it.
import type { CatalogueTouchpoint } from "./catalogue.js";
import { count, list, text } from "./choose.js";
import { type TourStep, tourStep } from "./step.js";

/** The customer that the last step records. No real customer should have this name. */
export const TOUR_CUSTOMER = "tour-visitor";

export function customerPage(customer: string): TourStep {
  return tourStep({
    name: "CustomerPage",
    title: "A customer's page",
    answers: "What did one customer do, in each journey and at each contact?",
    more: ["One request returns everything that a customer page shows, newest journey first."],
    chosen: ["the customer with the longest of the latest journeys"],
    change: [
      "`key`: any of `{ customers(first: 10) { nodes { key } } }`",
      "`journeys`: add `after` with the value of `endCursor`, for the next page",
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

/** `segment` is the key of one of the segments in the store. */
export function segmentsAndMembers(segment: string): TourStep {
  return tourStep({
    name: "WhoBelongs",
    title: "Segments",
    answers: "Which segments exist, how many customers belong to them, and are their rules still valid?",
    more: [
      "The field `problem` says what is wrong with a rule, for example that it contains a name that no longer exists, or that no customer matches it. It is null if nothing is wrong.",
      "To count the journeys of a segment, ask any question with `filter: { segments: [...] }`.",
    ],
    chosen: [`${segment}: the first segment`],
    change: [
      "`segments` of the filter: any of the keys in the list",
      "add `customers(first: 10) { nodes { key } }` to the list of segments, to see who belongs to them",
    ],
    operations: `query WhoBelongs {
  segments { key name description size rule problem }
  transitions(
    filter: { segments: [${text(segment)}] }
    options: { grain: CHANNEL, repeats: COLLAPSE }
    first: 5
  ) {
    totals { journeys customers }
    edges { from { label } to { label } journeys }
    answer { computedIn warnings }
  }
}
`,
  });
}

/** `first` and `second` are recorded one after the other, `second` at the time of the newest interaction. */
export function recordAndCount(
  first: CatalogueTouchpoint,
  second: CatalogueTouchpoint,
  newest: string,
  synthetic: boolean,
): TourStep {
  // The time must not be later than the newest interaction, because that would close open journeys.
  const at = new Date(Date.parse(newest)).toISOString();
  const before = new Date(Date.parse(newest) - 10 * 60_000).toISOString();
  return tourStep({
    name: "SeeItCounted",
    title: "Record an interaction, see it counted",
    answers: "How does data get in, and how fresh are the answers?",
    more: [
      "There are three operations. The run button lets you choose one.",
      "1. Run `SeeItCounted`, and look at the counts.",
      "2. Run `Record`. It records two interactions of a new customer.",
      "3. Run `SeeItCounted`. The counts are higher.",
      "4. Run `Record` again. The two interactions are now duplicates, so nothing changes.",
      "5. Run `TakeItBack`. It erases the customer, as if nothing had been recorded.",
      ...(synthetic
        ? []
        : ["`Record` writes to your store. The two interactions stay there until you run `TakeItBack`."]),
    ],
    chosen: [
      `${first.name} (${count(first.visits)} visits), then ${second.name} (${count(second.visits)}), at the time of the newest interaction`,
    ],
    change: ["`touchpoint`, `at`: other values, with new values of `id`"],
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
