// Generates random data for benchmarks from a seed: 40 touchpoints on 8 channels, and journeys of about ten
// interactions. (The data of the demo are meaningful, these are not.) The rows are in time order with all customers
// interleaved, as in real logs, which is the hardest order for a store. Every customer has two journeys, half a year
// apart. Only the journeys in progress are in memory, about one in 60 of all.
import type { Writable } from "node:stream";
import { Random } from "../src/demo/random.js";
import type { RecordBatch } from "../src/graph/store.js";
import type { IncomingInteraction, OriginContent } from "../src/model/interaction.js";
import { NOTHING_KNOWN } from "../src/model/interaction.js";
import { slug, touchpointKey } from "../src/model/keys.js";
import { DAY, HOUR } from "../src/model/time.js";

export interface BenchSettings {
  readonly journeys: number;
  readonly seed: number;
  /** The number of customers. By default, it is half of the number of journeys. */
  readonly customers?: number;
}

/**
 * The shapes of a log on which imports are measured. "time" is in time order, with twenty rows per customer. "grouped"
 * has the same rows, customer after customer. "ten" and "one" are in time order, with ten rows and one row per
 * customer.
 */
export const SHAPES = ["time", "grouped", "ten", "one"] as const;
export type Shape = (typeof SHAPES)[number];

export interface BenchRow {
  readonly customer: string;
  readonly kind: string;
  readonly channel: string;
  readonly stage: string;
  readonly at: number;
  readonly value: number | null;
}

const CHANNELS = ["Search", "Social", "Email", "Web", "App", "Store", "Phone", "Chat"] as const;
const STAGES = ["Awareness", "Consideration", "Decision", "Retention"] as const;
const KINDS_PER_CHANNEL = 5;
const YEAR = 365 * DAY;
/**
 * The first journey begins early enough that the last one ends in the past, because rows in the future would be
 * refused.
 */
const BEGIN = Date.UTC(2024, 0, 1);
const MEAN_WAIT = 14 * HOUR;
/** Interactions per journey: 1 plus a geometric number with this mean, about ten in total. */
const MEAN_MORE = 9;
const FLUSH_AT = 1 << 16;

export const BENCH_TOUCHPOINTS: readonly Omit<BenchRow, "customer" | "at" | "value">[] = CHANNELS.flatMap(
  (channel, c) =>
    Array.from({ length: KINDS_PER_CHANNEL }, (_, k) => ({
      channel,
      kind: `${channel} ${k + 1}`,
      stage: STAGES[(c + k) % STAGES.length]!,
    })),
);

/** The key of a touchpoint of BENCH_TOUCHPOINTS in the store. */
export function touchpointOf({ channel, kind }: Pick<BenchRow, "channel" | "kind">): string {
  return touchpointKey(slug(channel), slug(kind));
}

interface UnderWay {
  readonly customer: string;
  readonly random: Random;
  touchpoint: number;
  at: number;
}

/** All rows in time order. */
export function* benchRows(settings: BenchSettings): Generator<BenchRow> {
  const { journeys } = settings;
  const heap: UnderWay[] = [];
  let started = 0;
  while (started < journeys || heap.length > 0) {
    const next = startOf(settings, started);
    if (started < journeys && (heap.length === 0 || next <= heap[0]!.at)) {
      push(heap, begun(settings, started));
      started++;
      continue;
    }
    const walk = pop(heap);
    yield rowOf(walk);
    if (goesOn(walk)) push(heap, walk);
  }
}

/** The rows of a log of this shape. */
export function* shapeRows(shape: Shape, settings: BenchSettings): Generator<BenchRow> {
  const { journeys } = settings;
  if (shape === "time") yield* benchRows(settings);
  else if (shape === "ten") yield* benchRows({ ...settings, customers: journeys });
  else if (shape === "one") {
    let row = 0;
    // The keys are in no particular order. Each occurs once, because the multiplier is odd.
    for (const { customer: _, ...rest } of benchRows(settings))
      yield { customer: `c${(Math.imul(row++, 0x9e3779b1) >>> 0).toString(36)}`, ...rest };
  } else
    for (let customer = 0; customer < customersOf(settings); customer++)
      for (let journey = customer; journey < journeys; journey += customersOf(settings)) {
        const walk = begun(settings, journey);
        do yield rowOf(walk);
        while (goesOn(walk));
      }
}

function customersOf({ journeys, customers = Math.ceil(journeys / 2) }: BenchSettings): number {
  return customers;
}

function startOf({ journeys }: BenchSettings, journey: number): number {
  return BEGIN + Math.floor(journey * (YEAR / Math.max(1, journeys)));
}

/** Returns a journey at its first interaction. */
function begun(settings: BenchSettings, journey: number): UnderWay {
  const random = new Random(settings.seed, journey);
  const touchpoint = Math.floor(random.next() ** 2 * BENCH_TOUCHPOINTS.length);
  const at = startOf(settings, journey);
  return { customer: `u${journey % customersOf(settings)}`, random, touchpoint, at };
}

function rowOf({ customer, random, touchpoint, at }: UnderWay): BenchRow {
  const bought = random.chance(0.08);
  const { kind, channel, stage } = BENCH_TOUCHPOINTS[touchpoint]!;
  const value = bought ? random.integer(500, 30_000) / 100 : null;
  return { customer, kind, channel, stage, at, value };
}

/** Moves on to the next interaction. Returns false if the journey has ended. */
function goesOn(walk: UnderWay): boolean {
  const { random } = walk;
  if (random.chance(1 / (MEAN_MORE + 1))) return false;
  // Half of the steps stay on the channel, so that episodes and handoffs are as common as in real logs.
  walk.touchpoint = random.chance(0.5)
    ? walk.touchpoint - (walk.touchpoint % KINDS_PER_CHANNEL) + random.integer(0, KINDS_PER_CHANNEL - 1)
    : Math.floor(random.next() ** 2 * BENCH_TOUCHPOINTS.length);
  // A wait is never as long as the gap, so that the number of journeys is the requested number.
  walk.at += Math.floor(Math.min(random.exponential(MEAN_WAIT), 29 * DAY));
  return true;
}

/**
 * CSV with the columns case_id, activity, timestamp, channel, stage, value, which an import recognises. Does not close
 * the stream.
 */
export async function writeCsv(out: Writable, shape: Shape, settings: BenchSettings): Promise<{ rows: number }> {
  let text = "case_id,activity,timestamp,channel,stage,value\n";
  let rows = 0;
  for (const row of shapeRows(shape, settings)) {
    text += `${row.customer},${row.kind},${new Date(row.at).toISOString()},${row.channel},${row.stage},${row.value ?? ""}\n`;
    rows++;
    if (text.length < FLUSH_AT) continue;
    if (!out.write(text)) await new Promise<void>((resolve) => out.once("drain", resolve));
    text = "";
  }
  if (!out.write(text)) await new Promise<void>((resolve) => out.once("drain", resolve));
  return { rows };
}

/** The columns of logs with properties. */
export type WithProperties = "campaigns" | "wide";

const WIDE_COLUMNS = 10;
/** The characters of a value of a wide row. */
const WIDE_VALUE = 200;

/**
 * CSV with properties. With `campaigns`, one column has one of 1,000 values. With
 * `wide`, each row has a case and ten properties of 200 characters, most of which are unique.
 */
export async function writePropertiesCsv(out: Writable, columns: WithProperties, settings: BenchSettings) {
  const random = new Random(settings.seed, 0);
  const names =
    columns === "campaigns"
      ? ["campaign"]
      : ["case_id", ...Array.from({ length: WIDE_COLUMNS }, (_, i) => `property${i}`)];
  let text = `customer,activity,timestamp,channel,stage,value,${names.join(",")}\n`;
  let rows = 0;
  for (const row of shapeRows("time", settings)) {
    const campaign = `campaign ${random.integer(0, 999)}`;
    const values =
      columns === "campaigns"
        ? names.map(() => campaign)
        : [
            `case ${row.customer} ${rows % 3}`,
            ...Array.from({ length: WIDE_COLUMNS }, (_, i) => `${rows} ${i} `.padEnd(WIDE_VALUE, "some text ")),
          ];
    text += `${row.customer},${row.kind},${new Date(row.at).toISOString()},${row.channel},${row.stage},${row.value ?? ""},${values.join(",")}\n`;
    rows++;
    if (text.length < FLUSH_AT) continue;
    if (!out.write(text)) await new Promise<void>((resolve) => out.once("drain", resolve));
    text = "";
  }
  if (!out.write(text)) await new Promise<void>((resolve) => out.once("drain", resolve));
  return { rows };
}

/** Returns the same rows as batches for a store, with `size` rows each. */
export function* benchBatches(settings: BenchSettings, source: number, size = 20_000): Generator<RecordBatch> {
  const origins: OriginContent[] = BENCH_TOUCHPOINTS.map(({ channel, kind, stage }) => ({
    source,
    touchpoint: touchpointOf({ channel, kind }),
    kind,
    channel,
    stage,
    intended: null,
    initiatedBy: null,
  }));
  const originOf = new Map(BENCH_TOUCHPOINTS.map(({ kind }, index) => [kind, index]));
  let rows: IncomingInteraction[] = [];
  let sequence = 0;
  for (const { customer, kind, at, value } of benchRows(settings)) {
    const origin = originOf.get(kind)!;
    const { touchpoint } = origins[origin]!;
    const amount = value === null ? null : Math.round(value * 100) * 100;
    rows.push({ ...NOTHING_KNOWN, customer, id: `r${sequence}`, sequence, origin, touchpoint, at, value: amount });
    sequence++;
    if (rows.length < size) continue;
    yield { origins, rows, replace: false, createNames: true };
    rows = [];
  }
  if (rows.length > 0) yield { origins, rows, replace: false, createNames: true };
}

// A binary heap by time. Ties are broken by customer, so that the order is deterministic.

function before(a: UnderWay, b: UnderWay): boolean {
  return a.at < b.at || (a.at === b.at && a.customer < b.customer);
}

function push(heap: UnderWay[], item: UnderWay): void {
  let i = heap.push(item) - 1;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (!before(item, heap[parent]!)) break;
    heap[i] = heap[parent]!;
    i = parent;
  }
  heap[i] = item;
}

function pop(heap: UnderWay[]): UnderWay {
  const top = heap[0]!;
  const item = heap.pop()!;
  if (heap.length === 0) return top;
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
    if (!before(heap[child]!, item)) break;
    heap[i] = heap[child]!;
    i = child;
  }
  heap[i] = item;
  return top;
}
