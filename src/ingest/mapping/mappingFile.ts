// Reads the mapping file: YAML with the names of columns by field (also the fields of feedback answers), `attributes`,
// the kinds sent by `brand`, `partner` or `peer`, `zone`, `delimiter`, `dateFormat`, `epoch` and `decimal`. The command
// line overrides it. An error in the file is BAD_MAPPING with file and field.
import { readFileSync } from "node:fs";
import { ThroughlineError } from "../../model/errors.js";
import { EPOCH_UNITS, type EpochUnit } from "../../model/instant.js";
import { nearest } from "../../model/keys.js";
import { yaml } from "../../model/packages.js";
import { decimalOf } from "../amounts.js";
import { badFile } from "../badFile.js";
import { ANSWER_ONLY, EMPTY_MAPPING, FIELDS, type Field, type Mapping } from "./mapping.js";

/** The initiator for each name in the mapping file. */
const INITIATOR_LISTS = { brand: "BRAND", partner: "PARTNER", peer: "PEER" } as const;
const TEXTS = ["zone", "delimiter", "dateFormat", "epoch", "decimal"] as const;
const KNOWN: readonly string[] = [...FIELDS, ...ANSWER_ONLY, "attributes", ...Object.keys(INITIATOR_LISTS), ...TEXTS];

export function readMappingFile(path: string): Mapping {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw badFile(
      path,
      `cannot be read (${(cause as NodeJS.ErrnoException).code})`,
      "Name a readable YAML file.",
      cause,
    );
  }
  return parseMappingFile(text, path);
}

export function parseMappingFile(text: string, file: string): Mapping {
  const document = yaml().parseDocument(text);
  const mistake = document.errors[0];
  if (mistake !== undefined) throw bad(file, "", mistake.message.split("\n")[0]!, "Correct the YAML at that place.");
  const root: unknown = document.toJS() ?? {};
  if (typeof root !== "object" || Array.isArray(root))
    throw bad(file, "", "This is not a list of `field: column`.", "Write lines like `customer: case_id`.");
  const columns: Partial<Record<Field, string>> = {};
  const answers: { -readonly [K in keyof Mapping["answers"]]: string } = {};
  const initiators: Mapping["initiators"] = {};
  let mapping: Mapping = { ...EMPTY_MAPPING, columns, answers, initiators };
  for (const [name, value] of Object.entries(root as object)) {
    if (!KNOWN.includes(name)) {
      const near = nearest(name, KNOWN, 1)[0];
      throw bad(
        file,
        name,
        "This field is not known.",
        near === undefined ? `Known are ${KNOWN.join(", ")}.` : `Did you mean ${near}?`,
      );
    }
    if (value === null || value === undefined) continue;
    if (name === "attributes") mapping = { ...mapping, attributes: textsOf(file, name, value) };
    else if (name in INITIATOR_LISTS)
      Object.assign(initiators, {
        [INITIATOR_LISTS[name as keyof typeof INITIATOR_LISTS]]: textsOf(file, name, value),
      });
    else if (typeof value !== "string" && typeof value !== "number")
      throw bad(file, name, "This is not a text.", "Write one text.");
    else if (name === "zone") mapping = { ...mapping, zone: String(value) };
    else if (name === "delimiter") mapping = { ...mapping, delimiter: String(value) };
    else if (name === "dateFormat") mapping = { ...mapping, dateFormat: String(value) };
    else if (name === "epoch") mapping = { ...mapping, epoch: unitOf(file, String(value)) };
    else if (name === "decimal") mapping = { ...mapping, decimal: decimalOf(String(value)) };
    else {
      const answer = ANSWER_ONLY.find((field) => field === name);
      if (answer === undefined) columns[name as Field] = String(value);
      else answers[answer] = String(value);
    }
  }
  return mapping;
}

function unitOf(file: string, text: string): EpochUnit {
  const unit = EPOCH_UNITS.find((candidate) => candidate === text);
  if (unit === undefined) throw bad(file, "epoch", "This is not a unit.", `Write one of ${EPOCH_UNITS.join(", ")}.`);
  return unit;
}

function textsOf(file: string, field: string, value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (list.some((item) => typeof item !== "string" && typeof item !== "number"))
    throw bad(file, field, "This is not a list of texts.", "Write [first, second].");
  return list.map(String);
}

function bad(file: string, field: string, message: string, remedy: string): ThroughlineError {
  return new ThroughlineError("BAD_MAPPING", `${file}${field === "" ? "" : `, ${field}`}: ${message}`, {
    at: field === "" ? file : `${file}: ${field}`,
    remedy,
  });
}
