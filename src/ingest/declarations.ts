// Imports declarations from a file. Each row has two keys, and declares that an anonymous identity belongs to a
// customer. A file is a source, so its declarations can be removed again. Batches are written in bounded memory.
import type { GraphStore, Statement } from "../graph/store.js";
import { checkCustomer } from "../model/check.js";
import { canonicalJson } from "../model/json.js";
import { compareKeys } from "../model/keys.js";
import { openInput } from "./input.js";
import { columnOf } from "./mapping/mapping.js";
import type { RecordProblem } from "./recordFormat.js";
import { recordReader } from "./records.js";
import { type FirstRejected, RejectsFile, removeRejects } from "./rejects.js";
import { StatementWriter, statementsIn } from "./statements.js";

export interface DeclarationsOptions {
  readonly file: string;
  /** The name of the file in the list of sources. */
  readonly name: string;
  readonly anonymous: string;
  readonly customer: string;
  readonly delimiter: string | null;
  readonly now: number;
  readonly dryRun: boolean;
  readonly maxRejects: number | null;
  readonly rejectsPath: string;
  /** For temporary files. */
  readonly folder: string;
}

export interface DeclarationsReport {
  readonly file: string;
  readonly dryRun: boolean;
  readonly rows: number;
  /** The number of valid rows, and how many of them changed anything. */
  readonly accepted: number;
  readonly changed: number;
  /** Anonymous keys that are declared for two customers or more. */
  readonly sharedDevices: readonly string[];
  readonly rejected: Readonly<Record<string, number>>;
  /** The first row of each code. */
  readonly firstRejected: readonly FirstRejected[];
  readonly rejectsFile: string | null;
  readonly source: number | null;
  readonly dataVersion: number;
}

export async function importDeclarations(store: GraphStore, options: DeclarationsOptions): Promise<DeclarationsReport> {
  const { file, anonymous, customer } = options;
  const input = openInput(file);
  const rejects = new RejectsFile(options.rejectsPath, file, options.maxRejects);
  const statements = new StatementWriter(options.folder);
  let columns = { anonymous: 0, customer: 0 };
  let [rows, accepted] = [0, 0];
  const read = (fields: readonly string[]): Statement | RecordProblem => {
    const [anonymousKey, customerKey] = [fields[columns.anonymous]!.trim(), fields[columns.customer]!.trim()];
    return (
      checkCustomer(anonymousKey, "anonymous") ??
      checkCustomer(customerKey) ?? { anonymous: anonymousKey, customer: customerKey, at: 0, traits: {} }
    );
  };
  const reader = recordReader(
    { file, delimiter: options.delimiter, names: [anonymous, customer] },
    {
      header({ header }) {
        columns = {
          anonymous: columnOf(anonymous, "anonymous", header, file),
          customer: columnOf(customer, "customer", header, file),
        };
        return header;
      },
      record(fields, raw, _number, line) {
        rows++;
        const statement = read(fields);
        if ("code" in statement) rejects.add(statement, raw, line);
        else {
          accepted++;
          statements.add(statement);
        }
      },
      bad(problem, raw, _number, line) {
        rows++;
        rejects.add(problem, raw, line);
      },
    },
  );
  let path: string | null = null;
  try {
    for await (const chunk of input.chunks) reader.push(chunk);
    reader.end();
  } finally {
    path = statements.finish();
    rejects.close();
  }
  if (rejects.total === 0) removeRejects(options.rejectsPath);
  let source: number | null = null;
  let changed = 0;
  const shared = new Set<string>();
  if (path !== null && !options.dryRun) {
    const mapping = canonicalJson({ kind: "declarations", columns: { anonymous, customer } });
    source = (await store.openSource({ name: options.name, hash: input.hash(), mapping }, options.now)).number;
    for await (const batch of statementsIn(path)) {
      const outcome = await store.declare({ source, statements: batch });
      changed += outcome.changed;
      for (const key of outcome.shared) shared.add(key);
    }
  }
  return {
    file,
    dryRun: options.dryRun,
    rows,
    accepted,
    changed,
    sharedDevices: [...shared].sort(compareKeys),
    rejected: rejects.counts(),
    firstRejected: rejects.first(),
    rejectsFile: rejects.total > 0 ? options.rejectsPath : null,
    source,
    dataVersion: await store.version(),
  };
}
