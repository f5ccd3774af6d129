// `throughline demo`: generates the synthetic retailer, or takes the existing one, and serves it.
//
// The demo is in DATA_DIR/demo, always in the embedded store. It is generated in another folder, which is renamed when
// the demo is complete. DATA_DIR/demo therefore never has an incomplete demo, and a service that still serves the
// previous one is not disturbed.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Command, Option } from "commander";
import type { Config } from "../config.js";
import { type Fault, faultOf, faultsByName } from "../demo/faults.js";
import { holdsDemo, loadDemo } from "../demo/load.js";
import { DEFAULT_DEMO, type DemoSettings } from "../demo/settings.js";
import { openStore } from "../graph/open.js";
import { removedAtExit } from "../ingest/scratch.js";
import { ThroughlineError } from "../model/errors.js";
import { cliProgress } from "../model/packages.js";
import { assertCanListen } from "../server/listen.js";
import { type Context, count } from "./context.js";
import { exitWhenTold } from "./stopSignals.js";

/**
 * The largest number of customers. With about 20 interactions per customer, this is as much as a projection on one
 * machine can hold.
 */
const MOST_CUSTOMERS = 10_000_000;
const DEMO_FOLDER = "demo";
const SHIPPED = DEFAULT_DEMO.faults.map((f) => f.name).join(",");

interface DemoOptions {
  readonly customers: string;
  readonly seed: string;
  /**
   * A file with faults to plant in the data. If omitted, the faults that `fault` gives are planted. If `fault` is
   * omitted too, the standard faults are planted.
   */
  readonly faults?: string;
  readonly fault?: readonly string[];
  readonly end: string;
  readonly fresh?: boolean;
  readonly loadOnly?: boolean;
}

export function addDemo(program: Command, context: Context): void {
  program
    .command("demo")
    .description("generate a synthetic retailer with planted faults in DATA_DIR/demo, and serve it")
    .option("--customers <number>", "number of customers", String(DEFAULT_DEMO.customers))
    .option("--seed <number>", "another seed generates another company", String(DEFAULT_DEMO.seed))
    .option("--faults <names>", `planted faults, separated by commas, or none (${SHIPPED})`)
    .option(
      "--fault <fault>",
      "plant this fault instead, with its size, region and month, such as click-and-collect-stall:size=0.5,region=south,month=2026-09 (repeatable)",
      (fault: string, others: readonly string[] = []) => [...others, fault],
    )
    .option(
      "--end <date>",
      "the day after the last day of the data, in UTC",
      new Date(DEFAULT_DEMO.end).toISOString().slice(0, 10),
    )
    .option("--fresh", "generate it again even if it exists")
    .addOption(new Option("--load-only", "do not serve"))
    .addHelpText(
      "after",
      "\nExamples:\n  throughline demo\n  throughline demo --faults none --load-only\n  throughline demo --fault chat-phone-repeat:size=0.6,region=metro,month=all\n  throughline demo --customers 500000 --seed 7\n\nAll of it is made up: see docs/demo.md.",
    )
    .action(async (options: DemoOptions) => {
      const settings = settingsOf(options);
      const config = context.config();
      const fresh = options.fresh === true;
      if (options.loadOnly === true) {
        const goOn = exitWhenTold();
        await prepareDemo(context, config, settings, fresh).finally(goOn);
        return;
      }
      await assertCanListen(config.host, config.port);
      const { config: demo } = await prepareDemo(context, config, settings, fresh);
      const { serve } = await import("./serve.js");
      context.exitWith(await serve(demo, { check: false }));
    });
}

export interface PreparedDemo {
  /** The given settings, with the folder of the demo. */
  readonly config: Config;
  readonly reused: boolean;
}

/**
 * Makes sure that DATA_DIR/demo holds the demo with these settings. Throws BAD_CONFIG if the folder holds something
 * else.
 */
export async function prepareDemo(
  context: Context,
  config: Config,
  settings: DemoSettings = DEFAULT_DEMO,
  fresh = false,
): Promise<PreparedDemo> {
  const folder = join(config.dataDir, DEMO_FOLDER);
  const demo: Config = { ...config, dataDir: folder, neo4j: null };
  if (existsSync(folder) && (await isThere(folder, settings)) && !fresh) return { config: demo, reused: true };
  const building = join(config.dataDir, `${DEMO_FOLDER}-${process.pid}.building`);
  removeAbandoned(config.dataDir);
  mkdirSync(building, { recursive: true });
  const remove = removedAtExit(building);
  try {
    await build(context, building, settings);
    rmSync(folder, { recursive: true, force: true });
    renameSync(building, folder);
  } finally {
    remove();
  }
  return { config: demo, reused: false };
}

async function build(context: Context, folder: string, settings: DemoSettings): Promise<void> {
  const started = performance.now();
  const store = await openStore({ dataDir: folder, neo4j: null }, { writer: "inline" });
  const bar = context.terminal
    ? new (cliProgress().SingleBar)({
        format: "synthetic demo  {bar} {percentage}%  {value} of {total} customers  {eta_formatted} left",
        clearOnComplete: true,
        hideCursor: true,
        stream: process.stderr,
      })
    : null;
  bar?.start(settings.customers, 0);
  try {
    const { customers, interactions } = await loadDemo(store, settings, (done) => bar?.update(done));
    bar?.stop();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    await context.out(
      `Made a synthetic retailer: ${count(customers)} customers, ${count(interactions)} interactions, in ${seconds} s. All of it is made up.\n`,
    );
  } finally {
    bar?.stop();
    await store.close();
  }
}

/**
 * Whether the folder has the demo with these settings. A demo with other settings is replaced. Throws if the folder has
 * any other content, which is never changed.
 */
async function isThere(folder: string, settings: DemoSettings): Promise<boolean> {
  const store = existsSync(join(folder, "graph"))
    ? await openStore({ dataDir: folder, neo4j: null }, { writer: "inline" })
    : null;
  try {
    const synthetic = store !== null && (await store.settings()).synthetic;
    if (!synthetic && readdirSync(folder).length > 0)
      throw new ThroughlineError("BAD_CONFIG", `${folder} holds something that is not the demo.`, {
        at: "DATA_DIR",
        remedy: "Move it away, or set DATA_DIR (or --data) to another folder.",
      });
    return synthetic && (await holdsDemo(store, settings));
  } finally {
    await store?.close();
  }
}

/** Removes unfinished demos of processes that no longer run. */
function removeAbandoned(dataDir: string): void {
  if (!existsSync(dataDir)) return;
  for (const name of readdirSync(dataDir)) {
    const pid = /^demo-(\d+)\.building$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Reads the settings of the demo from the options. Throws BAD_ARGUMENT. */
export function settingsOf(
  options: Pick<DemoOptions, "customers" | "seed" | "faults" | "fault" | "end">,
): DemoSettings {
  const end = endOf(options.end);
  return {
    ...DEFAULT_DEMO,
    customers: wholeNumber(options.customers, "--customers", 1, MOST_CUSTOMERS),
    seed: wholeNumber(options.seed, "--seed", 0, Number.MAX_SAFE_INTEGER),
    end,
    faults: faultsOf(options, end),
  };
}

function faultsOf({ faults, fault = [] }: Pick<DemoOptions, "faults" | "fault">, end: number): Fault[] {
  const named = faults === undefined && fault.length > 0 ? [] : faultsByName(faults ?? SHIPPED, end);
  return [...named, ...fault.map((one) => faultOf(one, end))];
}

function wholeNumber(text: string, at: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most)
    throw new ThroughlineError("BAD_ARGUMENT", `"${text.slice(0, 40)}" is not a number for ${at}.`, {
      at,
      remedy: `Give a whole number from ${count(least)} to ${count(most)}.`,
    });
  return value;
}

function endOf(text: string): number {
  const end = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(end) || new Date(end).toISOString().slice(0, 10) !== text)
    throw new ThroughlineError("BAD_ARGUMENT", `"${text.slice(0, 40)}" is not a date for --end.`, {
      at: "--end",
      remedy: "Write it like 2026-11-01; the demo's year ends with the day before.",
    });
  return end;
}
