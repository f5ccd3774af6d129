// Which customers have a journey that passes a filter? The service asks this internal question to find the members of a
// segment. The result has one byte per customer number, in shared memory, so that threads read it without a copy. The
// cost is one pass over the journeys.

import { enlarged } from "../../engine/enlarged.js";
import { compileFilter } from "../../engine/filter.js";
import { eachJourney, type ScanTask } from "../../engine/scan.js";
import type { JourneyFilter } from "../../engine/terms.js";
import { sharedUint8 } from "../../projection/columns.js";
import { answering, type Question } from "../question.js";

export interface MembersParams {
  readonly filter: JourneyFilter;
  /** Path of the filter's argument, for errors. */
  readonly at: string;
}

export interface MembersResult {
  /** The entry for a customer number is 1 if the customer is a member. */
  readonly members: Uint8Array;
  readonly customers: number;
  readonly warnings: readonly string[];
}

export const members = answering<MembersParams, MembersResult>(async (projection, params, scanner) => {
  const { warnings } = compileFilter(projection, params.filter, params.at);
  const found = sharedUint8(projection.customerNumbers);
  let customers = 0;
  for (const numbers of await scanner.scan(findMembers, params)) {
    customers += numbers.length;
    for (const number of numbers) found[number] = 1;
  }
  return { members: found, customers, warnings };
});

export const findMembers: ScanTask<MembersParams, Uint32Array> = {
  name: "members.find",
  begin(projection, { filter, at }) {
    const { test } = compileFilter(projection, filter, at);
    let numbers = new Uint32Array(1_024);
    let n = 0;
    return {
      visit(range) {
        let last = -1;
        eachJourney(projection, range, test, ({ customer }, journey) => {
          if (customer[journey] === last) return;
          last = customer[journey]!;
          if (n === numbers.length) numbers = enlarged(numbers, n * 2);
          numbers[n++] = last;
        });
      },
      finish: () => numbers.slice(0, n),
    };
  },
};

export const question: Question<MembersParams, MembersResult> = { tasks: [findMembers], run: members };
