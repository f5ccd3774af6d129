// Small journeys for tests, in a readable notation: `batchFor({ ana: "web/ad@09:00 web/site@09:05 store/buy@d2T10:00"
// })`.
//
// A word is `touchpoint@time`. The touchpoint is `channel/kind` or only a kind (its rows then have no channel, and it
// becomes `unknown/kind`). The time is `09:00`, `09:00:30` or `d3T09:00` (day 3; day 1 is 2026-01-01 UTC). After the
// time may come `#7` (the id; by default, the position in the text, from 1), `=20` (the value), `!` (a failed outcome),
// `%k` (the journey key), and `>phone` (the intended channel).

import type { RecordBatch } from "../../src/graph/store.js";
import type { IncomingInteraction, OriginContent } from "../../src/model/interaction.js";
import { NOTHING_KNOWN } from "../../src/model/interaction.js";
import { channelSlug, slug, touchpointKey, UNKNOWN_CHANNEL } from "../../src/model/keys.js";
import type { Sequence } from "../../src/model/sequence.js";
import { DAY, HOUR, MINUTE, SECOND } from "../../src/model/time.js";

export const DAY_ONE = Date.UTC(2026, 0, 1);

const WORD = /^([^@\s]+)@(?:d(\d+)T)?(\d\d):(\d\d)(?::(\d\d))?((?:#[^#=!%>]+|=-?[\d.]+|!|%[^#=!%>]+|>[^#=!%>]+)*)$/;

export interface BatchOptions {
  /** The source's number. The default is 0, which is the API. */
  readonly source?: number;
  readonly replace?: boolean;
  readonly createNames?: boolean;
  /** The content of a touchpoint's rows besides its names: stage, spelling, initiator. */
  readonly origin?: (touchpoint: string) => Partial<OriginContent>;
  /** Further values of a row. */
  readonly row?: (row: IncomingInteraction) => Partial<IncomingInteraction>;
}

export interface Point {
  readonly customer: string;
  readonly kind: string;
  readonly channel: string | null;
  readonly row: Omit<IncomingInteraction, "origin">;
  readonly intended: string | null;
}

/** Milliseconds of `09:00` or `d3T09:00`. */
export function instant(text: string): number {
  return parseWord("x", `x@${text}`, 0).row.at;
}

export function parseWord(customer: string, word: string, place: Sequence): Point {
  const match = WORD.exec(word);
  if (match === null) throw new Error(`"${word}" is not touchpoint@time`);
  const [, name, day, hour, minute, second, rest] = match;
  const slash = name!.indexOf("/");
  const channel = slash < 0 ? null : name!.slice(0, slash);
  const kind = name!.slice(slash + 1);
  const known: { -readonly [K in keyof IncomingInteraction]?: IncomingInteraction[K] } = {};
  let id = String(Number(place) + 1);
  let intended: string | null = null;
  for (const part of rest!.match(/#[^#=!%>]+|=-?[\d.]+|!|%[^#=!%>]+|>[^#=!%>]+/g) ?? []) {
    if (part[0] === "#") id = part.slice(1);
    else if (part[0] === "=") known.value = Math.round(Number(part.slice(1)) * 10_000);
    else if (part[0] === "!") known.outcome = "FAILED";
    else if (part[0] === "%") known.journey = part.slice(1);
    else {
      intended = part.slice(1);
      known.intendedChannel = channelSlug(intended);
    }
  }
  const at =
    DAY_ONE +
    (Number(day ?? 1) - 1) * DAY +
    Number(hour) * HOUR +
    Number(minute) * MINUTE +
    Number(second ?? 0) * SECOND;
  const touchpoint = touchpointKey(channel === null ? UNKNOWN_CHANNEL : channelSlug(channel), slug(kind));
  return {
    customer,
    kind,
    channel,
    intended,
    row: { ...NOTHING_KNOWN, customer, touchpoint, at, id, sequence: place, ...known },
  };
}

/**
 * Returns one batch with these journeys. Customers are in the given order, and interactions are in the order of the
 * text.
 */
export function batchFor(customers: Readonly<Record<string, string>>, options: BatchOptions = {}): RecordBatch {
  const points = Object.entries(customers).flatMap(([customer, text]) =>
    text
      .split(/\s+/)
      .filter((word) => word !== "")
      .map((word, place) => parseWord(customer, word, place)),
  );
  return batchOf(points, options);
}

/** The same function under a name that fits tests about journeys. */
export const journeysFor = batchFor;

export function batchOf(points: readonly Point[], options: BatchOptions = {}): RecordBatch {
  const origins: OriginContent[] = [];
  const index = new Map<string, number>();
  const rows = points.map((point): IncomingInteraction => {
    const origin: OriginContent = {
      source: options.source ?? 0,
      touchpoint: point.row.touchpoint,
      kind: point.kind,
      channel: point.channel,
      stage: null,
      intended: point.intended,
      initiatedBy: null,
      ...options.origin?.(point.row.touchpoint),
    };
    const text = JSON.stringify(origin);
    let at = index.get(text);
    if (at === undefined) {
      at = origins.push(origin) - 1;
      index.set(text, at);
    }
    const row = { ...point.row, origin: at };
    return { ...row, ...options.row?.(row) };
  });
  return { origins, rows, replace: options.replace ?? false, createNames: options.createNames ?? true };
}
