import { describe, expect, it } from "vitest";
import { MAX_TOUCHPOINTS } from "../../src/model/catalogue.js";
import { ProjectionBuilder } from "../../src/projection/builder.js";
import { findJourney, journeyKeyAt } from "../../src/projection/journeys.js";
import { segmentBytes } from "../../src/projection/segments.js";
import { journeysFor, logOf, projectionOf, projectionOfLog, type Row } from "../support/projectionOf.js";
import { standingOf } from "../support/standing.js";

describe("ProjectionBuilder", () => {
  it("lays out journeys, and sparse columns only where something is known", () => {
    const rows: Row[] = [
      { customer: "ana", touchpoint: "a", channel: "web", at: 0, value: 1.5, caseId: "x" },
      { customer: "ana", touchpoint: "b", channel: "web", at: 1, caseId: "y", outcome: "FAILED", resolved: false },
      { customer: "ana", touchpoint: "a", channel: "web", at: 2, caseId: "x", intended: "Store", initiatedBy: "PEER" },
      { customer: "bob", touchpoint: "a", channel: "web", at: 5, caseId: "y" },
    ];
    const { segments, dictionary, ...rest } = projectionOf(rows);
    const { segment, live } = segments[0]!;
    expect(live).toBeNull();
    expect(dictionary).toEqual({ touchpoints: ["web/a", "web/b"], channels: ["store"] });
    expect([...segment.offsets]).toEqual([0, 3, 4]);
    expect([...segment.touchpoint]).toEqual([0, 1, 0, 0]);
    expect([...segment.at]).toEqual([0, 1, 2, 5]);
    expect([...segment.customer]).toEqual([1, 2]);
    expect([...segment.columns.value!]).toEqual([15_000, Number.NaN, Number.NaN, Number.NaN]);
    expect([...segment.columns.caseId!]).toEqual([1, 2, 1, 1]);
    expect([...segment.columns.outcome!]).toEqual([0, 2, 0, 0]);
    expect([...segment.columns.resolved!]).toEqual([0, 1, 0, 0]);
    expect([...segment.columns.intendedChannel!]).toEqual([0, 0, 1, 0]);
    expect([...segment.columns.initiatedBy!]).toEqual([0, 0, 4, 0]);
    expect(segment.columns.cost).toBeNull();
    expect(segment.at.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(rest).toMatchObject({
      journeys: 2,
      interactions: 4,
      customersWithJourneys: 2,
      customerNumbers: 3,
      newest: 5,
    });
  });

  it("takes at most 16 bytes an interaction without sparse columns", () => {
    const builder = new ProjectionBuilder();
    for (let c = 0; c < 2_000; c++) {
      builder.customer(c, {});
      builder.journey("j-0123456789abcdef01234567");
      for (let i = 0; i < 10; i++) builder.interaction("web/a", i);
    }
    const [segment] = builder.finish().segments;
    const bytes = segmentBytes(segment!);
    expect(bytes / segment!.interactions).toBeLessThan(12.2);
  });

  it("gives the same whatever the size of segments, and never splits a customer", () => {
    const log = logOf(journeysFor({ ana: "web/a@0d web/b@40d", bob: "web/a@1d", cyd: "app/c@1d app/c@2d" }));
    const whole = projectionOfLog(log);
    const split = projectionOfLog(log, 1);
    expect(whole.segments).toHaveLength(1);
    expect(split.segments.map(({ segment }) => segment.journeys)).toEqual([2, 1, 1]);
    expect(standingOf(split)).toEqual(standingOf(whole));
  });

  it("finds each journey by its key", () => {
    const projection = projectionOf(journeysFor({ ana: "web/a@0d web/b@40d", bob: "web/a@1d" }), {
      segmentInteractions: 1,
    });
    for (let segment = 0; segment < projection.segments.length; segment++)
      for (let journey = 0; journey < projection.segments[segment]!.segment.journeys; journey++) {
        const key = journeyKeyAt(projection, { segment, journey });
        expect(key).toMatch(/^j-[0-9a-f]{24}$/);
        expect(findJourney(projection, key)).toEqual({ segment, journey });
      }
    expect(findJourney(projection, "j-000000000000000000000000")).toBeNull();
    expect(findJourney(projection, "nonsense")).toBeNull();
  });

  it("refuses more touchpoints than codes", () => {
    const builder = new ProjectionBuilder();
    builder.customer(0, {});
    builder.journey("j-0123456789abcdef01234567");
    for (let t = 0; t < MAX_TOUCHPOINTS; t++) builder.interaction(`web/${t}`, t);
    expect(() => builder.interaction("web/one-too-many", 0)).toThrowError(
      expect.objectContaining({ code: "TOO_MANY_TOUCHPOINTS" }),
    );
  });

  it("refuses a customer that is visited twice: counting on would count it twice", () => {
    const builder = new ProjectionBuilder();
    builder.customer(7, {});
    expect(() => builder.customer(7, {})).toThrowError(expect.objectContaining({ code: "STORE_FAILED" }));
  });
});
