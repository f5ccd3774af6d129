// Tests of the pages of blueprints and personas in a real browser. A design is edited by keyboard and by dragging, an
// error is shown at its field, and the design is saved as a new version and compared with the one before. Changes are
// not lost unless the user agrees, and the page says if the service is read-only. Another test is about the condition
// on a blueprint in the filter bar.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  choose,
  findChromium,
  NO_CHROMIUM,
  type OpenPage,
  startBrowser,
  type TestBrowser,
} from "../support/browser.js";
import { buildPages } from "../support/pages.js";
import { type Site, startSite } from "../support/site.js";

const missing = findChromium() === null;
const PATIENCE = 120_000;

async function ask(url: string, query: string, variables: object = {}): Promise<any> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}

const STEPS =
  'query ($version: Int) { blueprint(key: "click-and-collect", version: $version) { version steps { key name } } }';

function quiet({ strays, complaints }: OpenPage): void {
  expect(strays).toEqual([]);
  expect(complaints).toEqual([]);
}

describe.skipIf(missing)(
  missing ? `blueprints and personas (skipped: ${NO_CHROMIUM})` : "blueprints and personas",
  { timeout: PATIENCE },
  () => {
    let browser: TestBrowser;
    let site: Site;
    let readOnly: Site;
    beforeAll(async () => {
      await buildPages();
      [browser, site, readOnly] = await Promise.all([
        startBrowser(),
        startSite({ demo: 300 }),
        startSite({ demo: 50, readOnly: true }),
      ]);
    }, PATIENCE);
    afterAll(async () => {
      await browser?.close();
      await site?.close();
      await readOnly?.close();
    });

    const open = async (path: string, url = site.url): Promise<OpenPage> => {
      const opened = await browser.open(`${url}${path}`, { width: 1440 });
      await opened.page.waitForSelector(".step-card, .personas, .conditions");
      return opened;
    };
    const order = ({ page }: OpenPage) => page.$$eval(".step-card strong", (all) => all.map((one) => one.textContent));

    it("moves steps by keyboard and by dragging", async () => {
      const opened = await open("/blueprints?blueprint=~click-and-collect~");
      const { page } = opened;
      const before = await order(opened);
      await page.getByRole("button", { name: "Move Fill the cart later" }).focus();
      await page.keyboard.press("Enter");
      const after = await order(opened);
      expect(after.slice(2, 4)).toEqual(["Order for pick-up", "Fill the cart"]);
      expect(await page.locator(".editor-steps .said").textContent()).toBe("Fill the cart is now step 4 of 7.");
      await page
        .locator(".steps-edited li")
        .nth(3)
        .dragTo(page.locator(".steps-edited li").nth(2), {
          targetPosition: { x: 60, y: 4 },
        });
      expect(await order(opened)).toEqual(before);
      expect(await page.locator("#editor-state").textContent()).toBe("Everything is saved.");
      quiet(opened);
      await opened.close();
    });

    it("shows an error at its field, saves a new version, and says what is new in it", async () => {
      const opened = await open("/blueprints?blueprint=~click-and-collect~");
      const { page } = opened;
      await page.getByRole("button", { name: /^7\s*Pick up and pay/ }).click();
      await page.getByLabel("Owner").fill("Stores");
      await page.getByRole("button", { name: "Add a step after" }).click();
      await page.getByRole("button", { name: "Save as version 2" }).click();
      // The new step has no touchpoint yet. The error is at this field of this step.
      await page.waitForSelector(".step-form .refused");
      expect(await page.locator(".step-form h3").textContent()).toContain("Step 8");
      expect(await page.locator(".steps-edited li[data-refused] strong").textContent()).toBe("Step 8");

      await page.locator(".step-form").getByLabel("Takes place at").fill("survey");
      await choose(page.getByRole("option", { name: /survey/i }).first());
      await page.keyboard.press("Escape");
      await page.locator(".step-form").getByLabel("Name").fill("Ask how it was");
      await page.getByRole("button", { name: "Save as version 2" }).click();
      await page.waitForSelector("text=Version 2 of 2");
      const { blueprint } = await ask(site.url, STEPS);
      expect([blueprint.version, blueprint.steps.at(-1).name]).toEqual([2, "Ask how it was"]);
      // The earlier version is as it was.
      expect((await ask(site.url, STEPS, { version: 1 })).blueprint.steps).toHaveLength(7);

      await page.getByLabel("Compare with").selectOption("1");
      await page.waitForSelector(".diff li");
      const diff = await page.locator(".diff").textContent();
      expect(diff).toContain("What is new in version 2, compared with version 1");
      expect(diff).toContain("Ask how it was + added");
      expect(diff).toMatch(/owner\s*Store operations → Stores/);
      // The service's refusal is an error of the console, which names the address only.
      expect(opened.strays).toEqual([]);
      await opened.close();
    });

    it("shows what another author saved in the meantime, and saves nothing without a name", async () => {
      const [one, other] = [
        await open("/blueprints?blueprint=~cart-reminder~"),
        await open("/blueprints?blueprint=~cart-reminder~"),
      ];
      await one.page.getByRole("button", { name: "Move Reminder later" }).click();
      const form = other.page.getByRole("form", { name: "Blueprint" });
      await form.getByLabel("Name").fill("");
      await other.page.getByRole("button", { name: "Save as version 2" }).click();
      expect(await form.locator(".refused").textContent()).toContain("The blueprint has no name.");
      await form.getByLabel("Name").fill("Cart reminders");
      await one.page.getByRole("button", { name: "Save as version 2" }).click();
      await one.page.waitForSelector("text=Version 2 of 2");
      await other.page.getByRole("button", { name: "Save as version 2" }).click();
      await other.page.waitForSelector("text=Version 3 of 3");
      await other.page.waitForSelector(".diff li");
      const diff = await other.page.locator(".diff").textContent();
      expect(diff).toContain("What is new in version 3, compared with version 2");
      expect(diff).toContain("Reminder ≠ changed");
      for (const opened of [one, other]) {
        quiet(opened);
        await opened.close();
      }
    });

    it("asks before changes are lost, and keeps them if the answer is no", async () => {
      const opened = await open("/blueprints?blueprint=~cart-reminder~");
      const { page } = opened;
      await page.getByRole("button", { name: "Move Reminder later" }).click();
      const questions: string[] = [];
      let agrees = false;
      page.on("dialog", (dialog) => {
        questions.push(dialog.message());
        void (agrees ? dialog.accept() : dialog.dismiss());
      });
      await page.getByRole("link", { name: "Personas" }).click();
      expect(questions).toHaveLength(1);
      expect(page.url()).toContain("/blueprints");
      expect(await page.locator("#editor-state").textContent()).toContain("not saved");
      agrees = true;
      await page.getByRole("link", { name: "Personas" }).click();
      await page.waitForSelector(".personas");
      expect(questions).toHaveLength(2);
      // Back and Forward cannot be stopped. The changes are kept, and the other pages lead back to them.
      await page.goBack();
      await page.getByRole("button", { name: "Move Reminder later" }).click();
      await page.goForward();
      const notice = page.locator(".notice", { hasText: "has changes that are not saved." });
      await notice.getByRole("link", { name: "Continue" }).click();
      await page.locator("#editor-state", { hasText: "not saved" }).waitFor();
      await page.goBack();
      await notice.getByRole("button", { name: "Discard them" }).click();
      await notice.waitFor({ state: "detached" });
      expect(questions).toHaveLength(2);
      quiet(opened);
      await opened.close();
    });

    it("cannot save where the service only reads, and says why", async () => {
      const opened = await open("/blueprints", readOnly.url);
      const { page } = opened;
      await page
        .getByRole("button", { name: /^Move .* later$/ })
        .first()
        .click();
      expect(await page.getByRole("button", { name: /^Save as version/ }).isDisabled()).toBe(true);
      expect(await page.locator("#editor-state").textContent()).toContain("This service only reads");
      quiet(opened);
      await opened.close();
    });

    it("shows how many customers have each persona, and how many have none", async () => {
      const opened = await open("/personas");
      const { page } = opened;
      const { personas, customersWithoutPersona } = await ask(
        site.url,
        "{ customersWithoutPersona personas { name size } }",
      );
      const all = personas.reduce((sum: number, { size }: any) => sum + size, customersWithoutPersona);
      const cards = await page.$$eval(".persona", (found) =>
        found.map((card) => [
          card.querySelector("h2")?.textContent,
          card.querySelector(".persona-size a")?.textContent?.replace(/ customers?$/, ""),
        ]),
      );
      expect(cards).toEqual(personas.map(({ name, size }: any) => [name, String(size)]));
      expect(await page.locator(".summary").textContent()).toContain(`of ${all})`);
      quiet(opened);
      await opened.close();
    });

    it("filters by whether journeys follow a blueprint", async () => {
      const opened = await open("/journeys");
      const { page } = opened;
      await page.getByRole("button", { name: "+ Condition" }).click();
      await page.getByRole("menuitem", { name: "Follows a blueprint, or deviates" }).click();
      await page.getByLabel("Blueprint", { exact: true }).selectOption("click-and-collect");
      await page.getByLabel("Journeys that").selectOption("deviating");
      await page.waitForSelector("text=Deviates from Click and collect");
      const { journeys } = await ask(
        site.url,
        '{ journeys(filter: { conforms: { blueprint: "click-and-collect", deviating: true } }, first: 1) { totalCount } }',
      );
      const shown = new RegExp(`\\b${journeys.totalCount.toLocaleString("en-US")} journeys`);
      await page.waitForFunction((text) => new RegExp(text).test(document.body.textContent ?? ""), shown.source);
      quiet(opened);
      await opened.close();
    });
  },
);
