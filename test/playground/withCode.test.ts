// Tests how the tour's pane shows the names of fields and arguments, which are in backticks in the texts.
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { withCode } from "../../src/playground/tour/plugin.js";

const html = (text: string): string => renderToStaticMarkup(withCode(text) as never);

describe("a text of the tour", () => {
  it("shows what is in backticks as code", () => {
    expect(html("How often does `utm` occur, and `a`?")).toBe(
      "How often does <code>utm</code> occur, and <code>a</code>?",
    );
  });

  it("keeps a backtick that belongs to a name", () => {
    expect(html("After O`Neill")).toBe("After O`Neill");
  });
});
