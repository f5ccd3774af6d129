// A projection without a store, from small journeys or from rows in the form of shared/data/hand-cases.json. Journeys
// are assembled and the catalogue is derived by the same code as in both stores.
import { assembleJourneys } from "../../src/graph/history/assemble.js";
import { type Declared, deriveCatalogue } from "../../src/graph/history/catalogue.js";
import { parseAmount } from "../../src/model/amount.js";
import type { Catalogue } from "../../src/model/catalogue.js";
import {
  type Initiator,
  type Interaction,
  NOTHING_KNOWN,
  type Origin,
  type Outcome,
} from "../../src/model/interaction.js";
import type { Attributes, CustomerHistory } from "../../src/model/journey.js";
import { channelSlug, slug, touchpointKey, UNKNOWN_CHANNEL } from "../../src/model/keys.js";
import { DAY } from "../../src/model/time.js";
import { DEFAULT_TIME_ZONE } from "../../src/model/zone.js";
import { wholeBlock } from "../../src/projection/blocks.js";
import { projectionOf as assembled } from "../../src/projection/build.js";
import { ProjectionBuilder } from "../../src/projection/builder.js";
import type { Projection } from "../../src/projection/projection.js";
import { visitHistory } from "./visit.js";

/** One line of a log. `touchpoint` is the name of the kind, and `channel` and `stage` are names too. */
export interface Row {
  readonly customer: string;
  readonly touchpoint: string;
  /** UTC milliseconds, or a text that `Date` can read. */
  readonly at: number | string;
  readonly channel?: string;
  readonly stage?: string;
  readonly journey?: string;
  readonly id?: string;
  /** A number, or decimal text as in a file. */
  readonly value?: number | string | null;
  readonly caseId?: string;
  /** Name of a channel. */
  readonly intended?: string;
  readonly initiatedBy?: Initiator;
  readonly outcome?: Outcome;
  readonly resolved?: boolean | string;
  readonly contextCarried?: boolean;
  readonly repeatedInfo?: boolean;
  readonly attributes?: object;
}

export interface LogOptions {
  /** Milliseconds. */
  readonly journeyGap?: number;
  readonly timeZone?: string;
  /** Kinds sent by the brand. */
  readonly brand?: readonly string[];
  readonly declared?: Partial<Declared>;
  readonly attributes?: Readonly<Record<string, Attributes>>;
  /** Interactions after which a block is closed. */
  readonly blockInteractions?: number;
}

export interface Log {
  readonly histories: readonly CustomerHistory[];
  readonly catalogue: Catalogue;
  readonly journeyGap: number;
  readonly timeZone: string;
}

const DEFAULT_GAP = 30 * DAY;

/** The histories and the catalogue that a store would have after recording the rows in this order. */
export function logOf(rows: readonly Row[], options: LogOptions = {}): Log {
  const journeyGap = options.journeyGap ?? DEFAULT_GAP;
  const origins = new Map<string, Origin>();
  const customers = new Map<string, Interaction[]>();
  rows.forEach((row, i) => {
    const channel = row.channel === undefined || row.channel === "" ? null : row.channel;
    const content = {
      source: 1,
      touchpoint: touchpointKey(channel === null ? UNKNOWN_CHANNEL : channelSlug(channel), slug(row.touchpoint)),
      kind: row.touchpoint,
      channel,
      stage: row.stage === undefined || row.stage === "" ? null : row.stage,
      intended: row.intended === undefined || row.intended === "" ? null : row.intended,
      initiatedBy: options.brand?.includes(row.touchpoint) ? ("BRAND" as const) : null,
    };
    const key = JSON.stringify(content);
    const origin = origins.get(key);
    origins.set(key, {
      ...content,
      number: origin?.number ?? origins.size,
      interactions: (origin?.interactions ?? 0) + 1,
    });
    let interactions = customers.get(row.customer);
    if (interactions === undefined) {
      interactions = [];
      customers.set(row.customer, interactions);
    }
    interactions.push({
      ...NOTHING_KNOWN,
      id: row.id ?? `r${i}`,
      identity: row.customer,
      named: null,
      touchpoint: content.touchpoint,
      at: typeof row.at === "number" ? row.at : Date.parse(row.at),
      sequence: i,
      origins: [origins.get(key)!.number],
      sequences: [i],
      journey: row.journey === undefined || row.journey === "" ? null : row.journey,
      caseId: row.caseId ?? null,
      value: row.value === undefined || row.value === null || row.value === "" ? null : parseAmount(String(row.value)),
      initiatedBy: row.initiatedBy ?? null,
      outcome: row.outcome ?? null,
      resolved:
        row.resolved === undefined || row.resolved === ""
          ? null
          : row.resolved === true || row.resolved === "true" || row.resolved === "1",
      intendedChannel: content.intended === null ? null : channelSlug(content.intended),
      contextCarried: row.contextCarried ?? null,
      repeatedInfo: row.repeatedInfo ?? null,
      attributes: row.attributes === undefined ? null : JSON.stringify(row.attributes),
    });
  });
  const declared: Declared = {
    version: 1,
    channels: [],
    stages: [],
    touchpoints: [],
    goals: [],
    segments: [],
    serviceLevels: [],
    personas: [],
    blueprints: [],
    ...options.declared,
  };
  const histories = [...customers].map(
    ([key, interactions], i): CustomerHistory => ({
      key,
      number: i + 1,
      version: 1,
      attributes: options.attributes?.[key] ?? {},
      journeys: assembleJourneys(key, interactions, journeyGap),
    }),
  );
  return {
    histories,
    catalogue: deriveCatalogue(declared, origins.values()),
    journeyGap,
    timeZone: options.timeZone ?? DEFAULT_TIME_ZONE,
  };
}

export function projectionOfLog(
  { histories, catalogue, journeyGap, timeZone }: Log,
  blockInteractions?: number,
): Projection {
  const builder = new ProjectionBuilder(undefined, blockInteractions);
  for (const history of histories) visitHistory(history, builder);
  const built = builder.finish();
  return assembled(1, built.blocks.map(wholeBlock), built, catalogue, { journeyGap, timeZone });
}

export function projectionOf(rows: readonly Row[], options: LogOptions = {}): Projection {
  return projectionOfLog(logOf(rows, options), options.blockInteractions);
}

/**
 * Small journeys, each as one text: `journeysFor({ ana: "search/ad@09:00 web/site@09:05 web/buy@1d09:30"
 * })`. A step is `channel/kind@time`; the channel is `web` if it is left out. A time is `hh:mm`, `<n>d` or `<n>d<hh:mm>`, counted from 2020-01-01. `
 * | ` begins another journey, which then gets a key.
 */
export function journeysFor(customers: Readonly<Record<string, string>>): Row[] {
  return Object.entries(customers).flatMap(([customer, text]) => {
    const journeys = text.split("|");
    return journeys.flatMap((journey, j) =>
      journey
        .trim()
        .split(/\s+/)
        .filter((step) => step !== "")
        .map((step): Row => {
          const [where, when] = step.split("@");
          const slash = where!.indexOf("/");
          return {
            customer,
            touchpoint: where!.slice(slash + 1),
            channel: slash < 0 ? "web" : where!.slice(0, slash),
            at: timeOf(when!),
            ...(journeys.length > 1 ? { journey: `${j}` } : {}),
          };
        }),
    );
  });
}

const DAY_ZERO = Date.UTC(2020, 0, 1);

function timeOf(text: string): number {
  const match = /^(?:(\d+)d)?(?:(\d\d):(\d\d))?$/.exec(text);
  if (match === null) throw new Error(`not a time: ${text}`);
  return DAY_ZERO + Number(match[1] ?? 0) * DAY + Number(match[2] ?? 0) * 3_600_000 + Number(match[3] ?? 0) * 60_000;
}
