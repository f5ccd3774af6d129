// The options of `throughline import`, and the mapping that results from them. Options on the command line take
// precedence over --map.
import { type Command, Option } from "commander";
import { decimalOf } from "../ingest/amounts.js";
import { DELIMITERS } from "../ingest/csv.js";
import { ANSWER_ONLY, EMPTY_MAPPING, FIELDS, type Field, type Mapping } from "../ingest/mapping/mapping.js";
import { readMappingFile } from "../ingest/mapping/mappingFile.js";
import { parseDateFormat } from "../model/dateFormat.js";
import { ThroughlineError } from "../model/errors.js";
import { EPOCH_UNITS, type EpochUnit, Zone } from "../model/instant.js";

export type ImportCommandOptions = Partial<Record<Field | (typeof ANSWER_ONLY)[number], string>> & {
  readonly kind: "interactions" | "customers" | "declarations" | "feedback";
  readonly map?: string;
  readonly attributes?: string;
  readonly brand?: string[];
  readonly partner?: string[];
  readonly peer?: string[];
  readonly zone?: string;
  readonly delimiter?: string;
  readonly dateFormat?: string;
  readonly epoch?: EpochUnit;
  readonly decimal?: string;
  readonly strict?: boolean;
  readonly saveMapping?: boolean;
  readonly catalogue?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly maxRejects?: string;
  readonly rejects?: string;
  readonly allowFuture?: boolean;
  readonly replace?: boolean;
};

const MEANINGS: Readonly<Record<Field, string>> = {
  customer: "who",
  anonymous: "key of a device or visit; it identifies the row if there is no customer",
  identity: "identity to record under if it differs from the customer's key, as in an export",
  touchpoint: "kind of contact",
  at: "time: ISO 8601 or an epoch; DATE + TIME for two columns",
  channel: "name of the channel",
  stage: "name of the stage",
  value: "amount",
  cost: "amount",
  journey: "key that joins a customer's interactions",
  id: "the interaction's own id; without it, a hash of the row",
  sequence: "order within one instant; without it, the row's number",
  caseId: "support case or request",
  initiatedBy: "CUSTOMER, BRAND, PARTNER or PEER",
  outcome: "SUCCEEDED or FAILED",
  resolved: "true or false",
  intendedChannel: "channel the customer was sent to",
  contextCarried: "true or false",
  repeatedInfo: "true or false",
  referredBy: "who referred the customer",
};

const ANSWER_MEANINGS: Readonly<Record<(typeof ANSWER_ONLY)[number], string>> = {
  interaction: "id of the interaction that the answer is about",
  csat: "satisfaction, 1 to 5",
  nps: "likelihood to recommend, 0 to 10",
  ces: "ease, 1 to 7",
  emotion: "-2 to 2",
  comment: "text",
};

export function addImportOptions(command: Command): Command {
  command
    .addOption(
      new Option("--kind <kind>", "what a row is")
        .choices(["interactions", "customers", "declarations", "feedback"])
        .default("interactions"),
    )
    .option("--map <file>", "YAML file with the mapping, as `field: column` lines");
  for (const field of FIELDS) command.option(`--${flagOf(field)} <column>`, `column: ${MEANINGS[field]}`);
  for (const field of ANSWER_ONLY)
    command.option(`--${field} <column>`, `column of feedback: ${ANSWER_MEANINGS[field]}`);
  const more = (value: string, before: string[] = []) => [...before, value];
  return command
    .option(
      "--attributes <columns>",
      "columns to keep as properties, separated by commas; none keeps none (all others are kept)",
    )
    .option("--brand <kinds>", "kinds sent by the brand (* is any text; repeatable)", more)
    .option("--partner <kinds>", "kinds that a partner starts", more)
    .option("--peer <kinds>", "kinds that another customer starts", more)
    .option("--zone <zone>", "IANA zone for times without an offset, such as Europe/Berlin (UTC)")
    .option("--date-format <format>", "order of day, month and year if it is ambiguous: DD/MM/YYYY, MM/DD/YYYY …")
    .addOption(new Option("--epoch <unit>", "unit of times that are numbers").choices(EPOCH_UNITS))
    .option("--decimal <mark>", "decimal mark of values and costs: . or ,")
    .option("--strict", "reject rows with a bad optional value instead of leaving the value out")
    .option("--save-mapping", "keep the mapping for later files whose names differ in digits only (DATA_DIR/mappings)")
    .option("--delimiter <character>", "comma, semicolon, tab or pipe (detected if not given)")
    .option("--catalogue <file>", "YAML file with channels, stages, touchpoints, goals and service levels")
    .option("--dry-run", "read and check without recording (rejected rows are written)")
    .option("--max-rejects <number>", "fail if more rows are rejected")
    .option("--rejects <file>", "file for rejected rows (FILE.rejected.ndjson)")
    .option("--allow-future", "accept times more than a day in the future")
    .option("--replace", "replace rows whose id exists with other content")
    .option("--json", "report as JSON");
}

/**
 * `saved` is the mapping saved for files with this name; `--map` replaces it. Throws BAD_MAPPING, BAD_FILE or
 * BAD_ARGUMENT.
 */
export function mappingOf(options: ImportCommandOptions, saved: Mapping | null = null): Mapping {
  const base = options.map === undefined ? (saved ?? EMPTY_MAPPING) : readMappingFile(options.map);
  const columns: Partial<Record<Field, string>> = { ...base.columns };
  for (const field of FIELDS) if (options[field] !== undefined) columns[field] = options[field];
  const zone = options.zone ?? base.zone;
  try {
    new Zone(zone);
  } catch (cause) {
    throw new ThroughlineError("BAD_ARGUMENT", `"${zone}" is not a time zone.`, {
      at: "zone",
      remedy: "Give an IANA name, such as Europe/Berlin or America/New_York.",
      cause,
    });
  }
  return {
    columns,
    attributes: options.attributes === undefined ? base.attributes : splitNames(options.attributes),
    answers: {
      ...base.answers,
      ...Object.fromEntries(
        ANSWER_ONLY.flatMap((field) => (options[field] === undefined ? [] : [[field, options[field]]])),
      ),
    },
    rules: base.rules,
    initiators: {
      ...base.initiators,
      ...(options.brand && { BRAND: patternsOf("brand", options.brand) }),
      ...(options.partner && { PARTNER: patternsOf("partner", options.partner) }),
      ...(options.peer && { PEER: patternsOf("peer", options.peer) }),
    },
    zone,
    delimiter: delimiterOf(options.delimiter ?? base.delimiter),
    dateFormat: dateFormatOf(options.dateFormat ?? base.dateFormat),
    epoch: options.epoch ?? base.epoch,
    decimal: options.decimal === undefined ? base.decimal : decimalOf(options.decimal),
    saved: base.saved,
    decided: {},
  };
}

/** The patterns of an option. An empty one matches no kind, and usually comes from an empty variable of a script. */
function patternsOf(option: "brand" | "partner" | "peer", patterns: readonly string[]): readonly string[] {
  if (patterns.some((pattern) => pattern.trim() === ""))
    throw new ThroughlineError("BAD_ARGUMENT", `\`--${option}\` is empty.`, {
      at: option,
      remedy: "Give a kind or a pattern, such as 'Newsletter*', or leave the option out.",
    });
  return patterns;
}

function dateFormatOf(text: string | null): string | null {
  return text === null ? null : parseDateFormat(text).text;
}

export function maxRejectsOf({ maxRejects }: ImportCommandOptions): number | null {
  if (maxRejects === undefined) return null;
  if (!/^\d{1,12}$/.test(maxRejects))
    throw new ThroughlineError("BAD_ARGUMENT", `"${maxRejects}" is not a number of rows.`, {
      at: "max-rejects",
      remedy: "Give 0 or more.",
    });
  return Number(maxRejects);
}

function splitNames(text: string): string[] {
  return text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

const DELIMITER_NAMES: Readonly<Record<string, string>> = {
  comma: ",",
  semicolon: ";",
  tab: "\t",
  "\\t": "\t",
  pipe: "|",
};

function delimiterOf(text: string | null): string | null {
  if (text === null) return null;
  const delimiter = Object.hasOwn(DELIMITER_NAMES, text) ? DELIMITER_NAMES[text]! : text;
  if (!(DELIMITERS as readonly string[]).includes(delimiter))
    throw new ThroughlineError("BAD_ARGUMENT", `"${text}" cannot be the delimiter.`, {
      at: "delimiter",
      remedy: "Give comma, semicolon, tab or pipe.",
    });
  return delimiter;
}

function flagOf(field: Field): string {
  return field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
