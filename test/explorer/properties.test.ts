// Tests of the fields of the explorer for properties of interactions and attributes of customers. A breakdown, labels,
// named groups and conditions are chosen by mouse and keyboard, and the page shows the service's answers.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conditionText } from "../../src/explorer/fields/selectorText.js";
import { isNumber } from "../../src/explorer/fields/valueCondition.js";
import { choose, findChromium, NO_CHROMIUM, startBrowser, type TestBrowser } from "../support/browser.js";
import { buildPages, PAGES } from "../support/pages.js";
import { accessProblems } from "../support/seen.js";
import { startTestServer, type TestServer } from "../support/server.js";
import type { SmallRow } from "../support/smallLog.js";

const missing = findChromium() === null;
const PATIENCE = 120_000;

const campaign = (n: number) => ["spring", "summer", null][n % 3]!;

/** Customer n visits the web under a campaign at 23:30 UTC, and every second one buys in the store. */
const rows = Array.from({ length: 60 }, (_, n): SmallRow[] => {
  const customer = `c${n}`;
  const known = campaign(n) === null ? {} : { attributes: JSON.stringify({ campaign: campaign(n) }) };
  const ad: SmallRow = { customer, channel: "Web", kind: "Ad", time: "2026-01-01T23:30:00Z", ...known };
  return n % 2 === 0 ? [ad, { customer, channel: "Store", kind: "Purchase", time: "2026-01-02T10:00:00Z" }] : [ad];
}).flat();
const attributes = Object.fromEntries(
  Array.from({ length: 60 }, (_, n) => [`c${n}`, { spent: String(n * 10), region: n < 20 ? "north" : "south" }]),
);

const STEPS = "steps=!(~at~:(~kinds~:!~ad~*)),(~at~:(~kinds~:!~purchase~*))*";

describe("conditions on values", () => {
  it("are said in words", () => {
    expect(conditionText({ key: "spent", atLeast: 100, atMost: 200 })).toBe("spent is at least 100 and is at most 200");
    expect(conditionText({ key: "tier", notIn: ["gold"], known: true })).toBe("tier is not gold and is known");
  });

  it("take as a number what the service takes as one", () => {
    expect(["0", "-1.5", "1e3", " 12 "].map(isNumber)).toEqual([true, true, true, true]);
    expect(["", "1,5", "01", ".5", "1.", "Infinity", "ten", "0x1"].filter(isNumber)).toEqual([]);
  });
});

/** A promise for requests that a test holds back, and the function that lets them go on. */
function held(): { readonly released: Promise<void>; release(): void } {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { released, release };
}

describe.skipIf(missing)(missing ? `properties (skipped: ${NO_CHROMIUM})` : "properties", { timeout: PATIENCE }, () => {
  let browser: TestBrowser;
  let server: TestServer;
  beforeAll(async () => {
    await buildPages();
    [browser, server] = await Promise.all([
      startBrowser(),
      startTestServer({ pages: PAGES, log: { rows, attributes } }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const open = async (path: string) => {
    const opened = await browser.open(`${server.url}${path}`);
    const { page } = opened;
    return {
      page,
      settled: () => page.waitForSelector(".answer:not([data-old]) .tl-picture"),
      done: async () => {
        expect(await accessProblems(page)).toEqual([]);
        expect(opened.strays).toEqual([]);
        expect(opened.complaints).toEqual([]);
        await opened.close();
      },
    };
  };

  it("divide a funnel into groups, with their counts", async () => {
    const { page, settled, done } = await open(`/funnel?${STEPS}`);
    await settled();
    await page.getByLabel("Break down by").selectOption("a property of the interaction…");
    await page.getByRole("combobox", { name: "Property of the breakdown" }).fill("camp");
    await choose(page.getByRole("option", { name: /campaign.*40 interactions/ }));
    await page.waitForFunction(() => location.search.includes("breakdown=(~property~:~campaign~)"));
    await settled();
    // 20 customers saw each campaign, or none. 10 of them bought.
    for (const name of ["spring", "summer", "(none)"])
      await page.locator('[data-mark^="group/"]', { hasText: name }).first().waitFor();
    await page.getByRole("button", { name: "Table" }).click();
    const rows = (await page.locator(".tl-table tr").allTextContents()).filter((row) =>
      /spring|summer|\(none\)/.test(row),
    );
    expect(rows.length).toBe(6);
    expect(rows.filter((row) => row.includes("2. ") && row.includes("50.0")).length).toBe(3);
    await done();
  });

  it("divide handoffs into groups, with the counts of the service", async () => {
    const { page, settled, done } = await open("/handoffs?settings=(~goal~:(~kinds~:!~purchase~*))");
    await settled();
    const groups = page.getByRole("region", { name: "Handoffs in groups" });
    await groups.getByLabel("Break down by").selectOption("a property of the interaction…");
    await groups.getByRole("combobox", { name: "Property of the breakdown" }).fill("camp");
    await choose(page.getByRole("option", { name: /campaign/ }));
    await groups.locator("tbody tr").first().waitFor();
    const { data } = await server.ask(`{ handoffs(
      settings: { goal: { kinds: ["purchase"] } }, first: 1, breakdown: { property: "campaign" }
    ) { groups { label isNone totals { settled failed } } } }`);
    const expected = data.handoffs.groups.map(({ label, isNone, totals: { settled, failed } }: any) => [
      isNone ? "(none)" : label,
      expect.stringContaining(`(${failed} of ${settled})`),
    ]);
    expect(expected.length).toBe(3);
    const shown = await groups
      .locator("tbody tr")
      .evaluateAll((all) =>
        all.map((row) => [...row.querySelectorAll("th, td")].slice(0, 2).map((cell) => cell.textContent)),
      );
    expect(shown).toEqual(expected);
    await done();
  });

  it("name the hour of a start in the time zone that is chosen", async () => {
    const { page, settled, done } = await open(`/funnel?${STEPS}`);
    await settled();
    await page.getByLabel("Break down by").selectOption("hour of the day of the start");
    await page.getByText("23:00").first().waitFor();
    await page.getByLabel("Time zone").selectOption("Asia/Tokyo");
    await page.getByText("08:00").first().waitFor();
    expect(page.url()).toContain("timeZone=~Asia/Tokyo~");
    await page.getByLabel("Break down by").selectOption("day of the week of the start");
    await page.getByText("Friday").first().waitFor();
    await page.getByLabel("Break down by").selectOption("first channel");
    await page.waitForFunction(() => !location.search.includes("timeZone"));
    await settled();
    await done();
  });

  it("are the steps of routes, and of groups with names of one's own", async () => {
    const { page, settled, done } = await open("/routes?to=(~kinds~:!~purchase~*)");
    await settled();
    await page.getByLabel("Steps are").selectOption("values of a property…");
    await page.getByRole("combobox", { name: "Property of the labels" }).fill("camp");
    await choose(page.getByRole("option", { name: /campaign/ }));
    await page.waitForFunction(() => location.search.includes("~grain~:~PROPERTY~"));
    await settled();
    await page.locator("[data-mark]", { hasText: "spring" }).first().waitFor();
    await page.getByText("More settings").click();
    await page.getByLabel("Name of group 1").fill("Seen an ad");
    await page.getByRole("combobox", { name: /Interactions of group 1/ }).fill("ad");
    await choose(page.getByRole("option", { name: /^Ad kind/ }));
    await page.waitForFunction(() => location.search.includes("~name~:~Seen%20an%20ad~"));
    await settled();
    await page.locator("[data-mark]", { hasText: "Seen an ad" }).first().waitFor();
    expect(await page.locator("[data-mark]", { hasText: "spring" }).count()).toBe(0);
    await done();
  });

  it("of a customer are limited to a range, and a range over texts says why nothing is left", async () => {
    const { page, done } = await open("/journeys");
    await page.waitForSelector(".journeys");
    await page.getByRole("button", { name: "+ Condition" }).click();
    await page.getByRole("menuitem", { name: "An attribute of the customer" }).click();
    await page.getByRole("combobox", { name: "Attribute" }).fill("spent");
    await choose(page.getByRole("option", { name: /^spent/ }));
    await page.getByLabel("Attribute: another condition on spent").selectOption("is at least");
    const field = page.getByRole("textbox", { name: "Attribute: spent is at least" });
    await field.fill("many");
    await page.getByText("“many” is not a number.").waitFor();
    await field.fill("500");
    await page.waitForSelector("text=10 journeys");
    await page.getByRole("button", { name: "spent is at least 500" }).waitFor();
    expect(page.url()).toContain("(~attributes~:!(~key~:~spent~,~atLeast~:500)*)");
    await page.getByLabel("Attribute: another condition on spent").selectOption("is at most");
    await page.getByRole("textbox", { name: "Attribute: spent is at most" }).fill("400");
    await page.getByText("Nothing is at least 500 and at most 400.").waitFor();
    await page.getByRole("textbox", { name: "Attribute: spent is at most" }).fill("540");
    await page.waitForSelector("text=5 journeys");
    await page.getByRole("combobox", { name: "Attribute", exact: true }).fill("region");
    await choose(page.getByRole("option", { name: /^region/ }));
    await page.getByLabel("Attribute: another condition on region").selectOption("is at most");
    await page.getByRole("textbox", { name: "Attribute: region is at most" }).fill("5");
    await page.getByText(/The values of region are texts, such as south/).waitFor();
    await page.getByRole("button", { name: "Attribute: remove region is at most" }).click();
    await page.waitForSelector("text=5 journeys");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await done();
  });

  it("say that their values cannot be looked up, and look them up again", async () => {
    const opened = await browser.open(`${server.url}/journeys`);
    const { page } = opened;
    const refuse = { isOn: true };
    await page.route("**/graphql", (route) =>
      refuse.isOn && /query FindAttributeValues/.test(route.request().postData() ?? "")
        ? route.fulfill({ status: 503, json: { errors: [{ message: "The store cannot be reached." }] } })
        : route.continue(),
    );
    const refused = page.getByRole("alert").filter({ hasText: "The store cannot be reached." });
    await page.getByRole("button", { name: "+ Condition" }).click();
    await page.getByRole("menuitem", { name: "An attribute of the customer" }).click();
    await page.getByRole("combobox", { name: "Attribute" }).fill("region");
    await choose(page.getByRole("option", { name: /^region/ }));
    await refused.waitFor();
    await page.getByLabel("Attribute: another condition on region").selectOption("is at most");
    await page.getByRole("textbox", { name: "Attribute: region is at most" }).fill("5");
    await refused.waitFor();
    refuse.isOn = false;
    // A browser that is offline may still reach a service on the same machine.
    await page.evaluate(() => window.dispatchEvent(new Event("offline")));
    await refused.getByRole("button", { name: "Ask again" }).click();
    await page.getByText(/The values of region are texts, such as south/).waitFor();
    expect(await refused.count()).toBe(0);
    // An attribute that is chosen already is not offered again, although the same search found it before.
    await page.getByRole("combobox", { name: "Attribute", exact: true }).fill("region");
    await page.getByText("Nothing matches “region”.").waitFor();
    await opened.close();
  });

  it("are offered only if they have the text, even while the search for it is running", async () => {
    const { page, done } = await open("/journeys");
    const [first, second] = [held(), held()];
    await page.route("**/graphql", async (route) => {
      const asked = route.request().postData() ?? "";
      if (/query FindAttributes\b/.test(asked)) await (/"search":"reg"/.test(asked) ? second : first).released;
      await route.continue();
    });
    await page.getByRole("button", { name: "+ Condition" }).click();
    await page.getByRole("menuitem", { name: "An attribute of the customer" }).click();
    const field = page.getByRole("combobox", { name: "Attribute" });
    await field.click();
    await page.getByText("Searching…").waitFor();
    first.release();
    await page.getByText("Searching…").waitFor({ state: "detached" });
    const [region, spent] = [/^region/, /^spent/].map((name) => page.getByRole("option", { name }));
    await spent!.waitFor();
    await field.fill("reg");
    await spent!.waitFor({ state: "detached" });
    await region!.waitFor();
    second.release();
    await choose(region!);
    await page.getByLabel("Attribute: another condition on region").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await done();
  });

  it("of one attribute are not offered for another, even while the search for its values is running", async () => {
    const { page, done } = await open("/customers");
    const { released, release } = held();
    await page.route("**/graphql", async (route) => {
      if (/"attribute":"spent"/.test(route.request().postData() ?? "")) await released;
      await route.continue();
    });
    const attribute = page.getByRole("combobox", { name: "By an attribute" });
    const option = (name: RegExp) => page.getByRole("option", { name });
    const values = async (of: string) => {
      await attribute.click();
      await choose(option(new RegExp(`^${of}`)));
      await page.keyboard.press("Escape");
      await page.getByRole("combobox", { name: `Values of ${of}` }).click();
    };
    await values("region");
    await option(/^north/).waitFor();
    await page.keyboard.press("Escape");
    await values("spent");
    expect(await option(/^north/).count()).toBe(0);
    release();
    await option(/^\d/).first().waitFor();
    await page.keyboard.press("Escape");
    await done();
  });
});
