// A question of a document opens in the explorer with the same arguments. Arguments that its page does not have are
// named.
import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { stateOf } from "../../src/explorer/state/address.js";
import { askingOf, operationOf, rootFields } from "../../src/playground/document/fields.js";
import { inExplorer } from "../../src/playground/pictures/explorer.js";
import { SCHEMA } from "./documents.js";

function opened(text: string, variables: Record<string, unknown> = {}) {
  const document = parse(text);
  const asking = askingOf(SCHEMA, document, variables);
  const page = inExplorer(rootFields(asking, operationOf(document)!)[0]!, asking);
  if (page === null) return null;
  const [path, search] = page.address.split("?");
  return { ...stateOf(path!, search ?? "")!.state, leftOut: page.leftOut };
}

const BODY = "{ answer { dataVersion } }";

describe("a question in the explorer", () => {
  it("has the filter and the arguments of the document, variables and defaults resolved", () => {
    expect(
      opened(`query Q($f: JourneyFilter) { handoffs(settings: { minSupport: 5 }, filter: $f) ${BODY} }`, {
        f: { segments: "vip" },
      }),
    ).toMatchObject({
      place: "handoffs",
      filter: { segments: ["vip"] },
      args: { settings: { minSupport: 5 }, first: 20 },
      leftOut: [],
    });
  });

  it("says that an argument is not given where the page would choose one", () => {
    expect(opened(`{ commonRoutes ${BODY} }`)?.args).toEqual({ to: null, options: {}, first: 20 });
    expect(opened(`{ commonRoutes(to: { goal: "g" }) ${BODY} }`)?.args).toMatchObject({ to: { goal: "g" } });
  });

  it("opens the pages of maps and designs", () => {
    expect(opened(`{ conformance(blueprint: "b", version: 2, first: 7) ${BODY} }`)).toMatchObject({
      place: "conformance",
      args: { blueprint: "b", version: 2, first: 7 },
      leftOut: [],
    });
    expect(opened(`{ touchpointPerformance(orderBy: NPS, changedAt: "2026-06-01") ${BODY} }`)).toMatchObject({
      place: "touchpoints",
      args: { orderBy: "NPS", changedAt: "2026-06-01" },
      leftOut: [],
    });
    expect(opened(`{ ends(groupedBy: LAST) ${BODY} }`)).toMatchObject({ place: "ends", args: { groupedBy: "LAST" } });
    expect(opened(`{ opportunities(first: 3) ${BODY} }`)).toMatchObject({
      place: "opportunities",
      args: { first: 3 },
      leftOut: [],
    });
  });

  it("has the unit of the document, and none for stored journeys", () => {
    expect(opened(`{ commonRoutes(unit: { case: true }) ${BODY} }`)).toMatchObject({
      unit: { case: true },
      leftOut: [],
    });
    expect(opened(`{ commonRoutes(unit: { journey: true }) ${BODY} }`)).toMatchObject({ unit: null, leftOut: [] });
    expect(opened('{ journeys(unit: { property: "orderId" }) { totalCount } }')).toMatchObject({
      unit: { property: "orderId" },
    });
  });

  it("names what its page does not hold, and is absent where there is no page", () => {
    expect(opened("{ journeys(first: 3) { totalCount } }")).toMatchObject({ place: "journeys", leftOut: ["first"] });
    expect(opened(`{ loops ${BODY} }`)).toBeNull();
  });
});
