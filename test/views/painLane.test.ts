// Tests which comments the journey map quotes below a pain point.
import { describe, expect, it } from "vitest";
import { quotedOf } from "../../src/views/journeyMap/answer.js";

describe("the comments below a pain point", () => {
  it("are quoted once if several answers have the same text, and the next text takes the free place", () => {
    const comments = ["slow", null, "slow", "rude"].map((comment) => ({ comment }));
    expect(quotedOf(comments)).toEqual(["slow", "rude"]);
  });

  it("are at most two", () => {
    expect(quotedOf(["a", "b", "c"].map((comment) => ({ comment })))).toEqual(["a", "b"]);
  });
});
