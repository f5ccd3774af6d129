import { expect, it } from "vitest";
import { questionsWithoutUnit, unitsSuite, WITHOUT_UNIT } from "../support/unitsSuite.js";

unitsSuite("the embedded store");

it("every question takes a unit, or says why not", () => {
  expect(questionsWithoutUnit().sort()).toEqual(Object.keys(WITHOUT_UNIT).sort());
});
