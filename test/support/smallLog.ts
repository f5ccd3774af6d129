// Small logs written by hand, and a log of a shop with at least one example of everything.
import type { GraphStore } from "../../src/graph/store.js";
import type { CatalogueChange } from "../../src/model/catalogue.js";
import type { IncomingAnswer } from "../../src/model/feedback.js";
import { type IncomingInteraction, NOTHING_KNOWN, type OriginContent } from "../../src/model/interaction.js";
import { channelSlug, slug, touchpointKey } from "../../src/model/keys.js";
import { answerBatch, type WrittenAnswer } from "./answers.js";
import { blueprintOf, stepOf } from "./blueprints.js";

export interface SmallRow extends Partial<Omit<IncomingInteraction, "at" | "touchpoint" | "origin">> {
  readonly customer: string;
  /** The names of channel and kind: `Web` and `Checkout` mean the touchpoint `web/checkout`. */
  readonly channel: string;
  readonly kind: string;
  readonly stage?: string;
  /** ISO 8601. */
  readonly time: string;
}

export interface SmallLog {
  readonly rows: readonly SmallRow[];
  readonly catalogue?: CatalogueChange;
  readonly attributes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly answers?: readonly SmallAnswer[];
}

/** Values that are not given are unknown. `touchpoint` is a key. */
export type SmallAnswer = Partial<Omit<IncomingAnswer, "at" | "origin">> & {
  readonly customer: string;
  /** ISO 8601. */
  readonly time: string;
};

/** Records the log as an import of one file would. */
export async function recordLog(store: GraphStore, { rows, catalogue, attributes, answers }: SmallLog): Promise<void> {
  if (catalogue !== undefined) await store.upsertCatalogue(catalogue);
  const { number: source } = await store.openSource(
    { name: "small.csv", hash: "0".repeat(64), mapping: "{}" },
    Date.UTC(2026, 0, 31),
  );
  const origins: OriginContent[] = [];
  const incoming = rows.map(({ channel, kind, stage, time, ...row }, sequence): IncomingInteraction => {
    const touchpoint = touchpointKey(channelSlug(channel), slug(kind));
    const origin: OriginContent = {
      source,
      touchpoint,
      kind,
      channel,
      stage: stage ?? null,
      intended: null,
      initiatedBy: null,
    };
    const known = origins.findIndex((o) => JSON.stringify(o) === JSON.stringify(origin));
    if (known < 0) origins.push(origin);
    return {
      ...NOTHING_KNOWN,
      id: `i${sequence}`,
      sequence,
      ...row,
      touchpoint,
      at: Date.parse(time),
      origin: known < 0 ? origins.length - 1 : known,
    };
  });
  const outcome = await store.record({ origins, rows: incoming, replace: false, createNames: true });
  if (outcome.rejected.length + outcome.conflicts.length > 0)
    throw new Error(JSON.stringify([outcome.rejected, outcome.conflicts]));
  const given = Object.entries(attributes ?? {});
  if (given.length > 0) await store.setAttributes(given.map(([customer, of]) => ({ customer, attributes: of })));
  if (answers !== undefined) await recordAnswers(store, source, answers);
}

async function recordAnswers(store: GraphStore, source: number, answers: readonly SmallAnswer[]): Promise<void> {
  const written = answers.map(({ time, ...row }, i): WrittenAnswer => {
    const [channel, kind] = (row.touchpoint ?? "/").split("/");
    const unknown = {
      touchpoint: null,
      interaction: null,
      csat: null,
      nps: null,
      ces: null,
      emotion: null,
      comment: null,
    };
    return { ...unknown, id: `f${i}`, ...row, at: Date.parse(time), channel: channel || null, kind: kind! };
  });
  const outcome = await store.recordFeedback(answerBatch(written, { source }));
  if (outcome.rejected.length + outcome.conflicts.length > 0)
    throw new Error(JSON.stringify([outcome.rejected, outcome.conflicts]));
}

const day = (n: number, time: string) => `2026-01-${String(n).padStart(2, "0")}T${time}:00Z`;

/**
 * Four customers of a shop. ana goes ad → site → store, and buys. ben goes ad → site → phone, and buys nothing. cy goes
 * mail (sent by the brand) → site, and buys; cy also has another journey 40 days earlier. dot visits only the site,
 * days later, so that the time limits of the others are over.
 */
export const SHOP: SmallLog = {
  catalogue: {
    channels: [
      { key: "web", name: "Web", medium: "ONLINE" },
      { key: "store", name: "Store", medium: "OFFLINE", assisted: true },
      { key: "phone", name: "Phone", medium: "OFFLINE", assisted: true },
    ],
    stages: [
      { key: "awareness", name: "Awareness", position: 1, phase: "PRE_PURCHASE" },
      { key: "purchase", name: "Purchase", position: 2, phase: "PURCHASE", purpose: "sell" },
    ],
    touchpoints: [
      {
        key: "mail/newsletter",
        kind: "Newsletter",
        channel: "Mail",
        stage: "Awareness",
        initiatedBy: "BRAND",
        owner: "CRM",
      },
      { key: "search/ad", kind: "Ad", channel: "Search" },
      { key: "web/site", kind: "Site", channel: "Web" },
      { key: "phone/call", kind: "Call", channel: "Phone" },
    ],
    personas: [{ key: "shopper", name: "Shopper", rule: { touches: [{ channels: ["phone"] }] } }],
    blueprints: ["click", "visit"].map((key) =>
      blueprintOf(
        key,
        [
          stepOf("ad", ["search/ad"], ["site"], { optional: key === "visit" }),
          stepOf("site", ["web/site"], ["call"]),
          stepOf("call", ["phone/call"], [], { expectedWait: 600_000 }),
        ],
        { persona: "shopper" },
      ),
    ),
    goals: [{ key: "bought", name: "Bought", selector: { stages: ["purchase"] }, isDefault: true }],
    segments: [
      { key: "buyers", name: "Buyers", rule: { reachedGoal: "bought" } },
      { key: "advertised", name: "Came by an ad", rule: { touches: [{ channels: ["search"] }] } },
      { key: "nobody", name: "Nobody" },
    ],
    serviceLevels: [{ from: "web", to: "store", wait: 3_600_000 }],
  },
  attributes: { ana: { region: "North" }, ben: { region: "South" } },
  answers: [
    { customer: "ana", touchpoint: "store/purchase", time: day(6, "12:00"), nps: 9, csat: 5, comment: "Quick." },
    { customer: "ana", interaction: "i1", time: day(7, "12:00"), nps: 10, emotion: 2 },
    { customer: "ben", touchpoint: "web/site", time: day(7, "10:00"), nps: 6 },
    { customer: "cy", touchpoint: "web/site", time: day(8, "08:00"), nps: 3, comment: "Slow." },
    { customer: "cy", touchpoint: "web/site", time: "2025-11-20T09:00:00Z", nps: 8 },
    // Nothing happened at the touchpoint within seven days before.
    { customer: "dot", touchpoint: "web/site", time: day(29, "10:00"), nps: 9, ces: 6 },
  ],
  rows: [
    {
      customer: "ana",
      channel: "Search",
      kind: "Ad",
      stage: "Awareness",
      time: day(5, "09:00"),
      cost: 4_500,
      attributes: '{"campaign":"spring"}',
    },
    {
      customer: "ana",
      channel: "Web",
      kind: "Site",
      time: day(5, "09:10"),
      caseId: "c1",
      attributes: '{"page":"home"}',
    },
    {
      customer: "ana",
      channel: "Store",
      kind: "Purchase",
      stage: "Purchase",
      time: day(5, "12:10"),
      value: 199_900,
      resolved: true,
      outcome: "SUCCEEDED",
      attributes: '{"payment":"card"}',
    },
    {
      customer: "ben",
      channel: "Search",
      kind: "Ad",
      stage: "Awareness",
      time: day(6, "10:00"),
      attributes: '{"campaign":"outlet"}',
    },
    {
      customer: "ben",
      channel: "Web",
      kind: "Site",
      time: day(6, "10:30"),
      intendedChannel: "phone",
      attributes: '{"page":"home"}',
    },
    {
      customer: "ben",
      channel: "Phone",
      kind: "Call",
      time: day(6, "11:00"),
      contextCarried: false,
      repeatedInfo: true,
      referredBy: "eve",
    },
    { customer: "cy", channel: "Web", kind: "Site", time: "2025-11-20T08:00:00Z" },
    { customer: "cy", channel: "Mail", kind: "Newsletter", time: day(7, "08:00") },
    { customer: "cy", channel: "Web", kind: "Site", time: day(7, "08:30"), attributes: '{"page":"offers"}' },
    { customer: "cy", channel: "Web", kind: "Checkout", stage: "Purchase", time: day(7, "08:45"), value: 50_000 },
    { customer: "dot", channel: "Web", kind: "Site", time: day(30, "20:00"), journey: "given", id: "d#1" },
  ],
};
