// Imports attributes of customers from a file with one row per customer. The columns that the caller names become
// attributes. If the caller names none, all columns become attributes, except the column of the customer. An empty cell
// removes the attribute. If a customer occurs twice, the later row wins. Batches are written in the order of the file,
// in bounded memory.

import type { CustomerAttributes, GraphStore } from "../graph/store.js";
import { checkCustomer, checkKey } from "../model/check.js";
import { ThroughlineError } from "../model/errors.js";
import { MAX_ATTRIBUTE_BYTES, MEMBERSHIP } from "../model/segment.js";
import { badFile } from "./badFile.js";
import { openInput } from "./input.js";
import { columnOf } from "./mapping/mapping.js";
import type { RecordFormat, RecordProblem } from "./recordFormat.js";
import { recordReader } from "./records.js";
import { type FirstRejected, RejectsFile, removeRejects } from "./rejects.js";

const BATCH_CUSTOMERS = 1_000;

const CUSTOMER = "customer";

export interface CustomersOptions {
  readonly file: string;
  /** The column of the customer's key. Null means the column `customer`, which the file must have. */
  readonly customer: string | null;
  /** The columns that become attributes. If empty, these are all other columns. */
  readonly attributes: readonly string[];
  readonly delimiter: string | null;
  readonly dryRun: boolean;
  readonly maxRejects: number | null;
  readonly rejectsPath: string;
}

export interface CustomersReport {
  readonly file: string;
  readonly dryRun: boolean;
  readonly rows: number;
  /** The number of valid rows. */
  readonly accepted: number;
  /** The number of customers whose attributes have changed. */
  readonly changed: number;
  readonly rejected: Readonly<Record<string, number>>;
  /** The first row of each code. */
  readonly firstRejected: readonly FirstRejected[];
  readonly rejectsFile: string | null;
  readonly attributes: readonly string[];
  readonly dataVersion: number;
}

export async function importCustomers(store: GraphStore, options: CustomersOptions): Promise<CustomersReport> {
  const input = openInput(options.file);
  const rejects = new RejectsFile(options.rejectsPath, options.file, options.maxRejects);
  let columns: { customer: number; attributes: { name: string; column: number }[] } | null = null;
  let waiting = new Map<string, Record<string, string>>();
  let rows = 0;
  let accepted = 0;
  let changed = 0;
  let version: number | null = null;

  const row = (fields: readonly string[]): RecordProblem | null => {
    const { customer, attributes } = columns!;
    const key = fields[customer]!.trim();
    const problem = checkCustomer(key);
    if (problem !== null) return problem;
    const values: Record<string, string> = {};
    for (const { name, column } of attributes) {
      const value = fields[column]!;
      if (Buffer.byteLength(value) > MAX_ATTRIBUTE_BYTES)
        return {
          field: name,
          code: "BAD_VALUE",
          message: `The value of ${name} is longer than ${MAX_ATTRIBUTE_BYTES} bytes.`,
        };
      values[name] = value;
    }
    waiting.set(key, { ...waiting.get(key), ...values });
    return null;
  };
  const reader = recordReader(
    { file: options.file, delimiter: options.delimiter, names: [options.customer ?? [], options.attributes].flat() },
    {
      header(format) {
        columns = columnsOf(format, options);
        return format.header;
      },
      record(fields, raw, _number, line) {
        rows++;
        const problem = row(fields);
        if (problem === null) accepted++;
        else rejects.add(problem, raw, line);
      },
      bad(problem, raw, _number, line) {
        rows++;
        rejects.add(problem, raw, line);
      },
    },
  );
  const write = async (least: number): Promise<void> => {
    if (waiting.size < least || waiting.size === 0 || options.dryRun) return;
    const all = [...waiting].map(([customer, attributes]): CustomerAttributes => ({ customer, attributes }));
    waiting = new Map();
    for (let from = 0; from < all.length; from += BATCH_CUSTOMERS) {
      const outcome = await store.setAttributes(all.slice(from, from + BATCH_CUSTOMERS));
      changed += outcome.customers;
      version = outcome.version;
    }
  };

  try {
    for await (const chunk of input.chunks) {
      reader.push(chunk);
      if (options.dryRun) waiting.clear();
      await write(BATCH_CUSTOMERS);
    }
    reader.end();
    await write(1);
  } finally {
    rejects.close();
  }
  if (rejects.total === 0) removeRejects(options.rejectsPath);
  return {
    file: options.file,
    dryRun: options.dryRun,
    rows,
    accepted,
    changed,
    rejected: rejects.counts(),
    firstRejected: rejects.first(),
    rejectsFile: rejects.total > 0 ? options.rejectsPath : null,
    attributes: columns!.attributes.map(({ name }) => name),
    dataVersion: version ?? (await store.version()),
  };
}

function columnsOf(format: RecordFormat, options: CustomersOptions) {
  if (options.customer === null && !format.header.includes(CUSTOMER))
    throw new ThroughlineError("BAD_MAPPING", "Which column is the customer's key?", {
      at: CUSTOMER,
      remedy: "Name it with --customer COLUMN.",
    });
  const customer = columnOf(options.customer ?? CUSTOMER, CUSTOMER, format.header, options.file);
  const names =
    options.attributes.length > 0 ? options.attributes : format.header.filter((_, index) => index !== customer);
  for (const name of names) {
    if (name.startsWith(MEMBERSHIP))
      throw badFile(
        options.file,
        `has a column "${name}", and no attribute's name may begin with "${MEMBERSHIP}"`,
        "Rename it, or name the columns that are attributes; upsertSegments makes segments.",
      );
    const problem = checkKey("attribute", name);
    if (problem !== null)
      throw badFile(
        options.file,
        `has a column without a usable name: ${problem.message}`,
        "Name every column in the first line.",
      );
  }
  return {
    customer,
    attributes: names.map((name) => ({ name, column: columnOf(name, "attributes", format.header, options.file) })),
  };
}
