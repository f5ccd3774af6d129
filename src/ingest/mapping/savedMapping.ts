// Saves and reads the common mapping of files whose names differ only in digits (orders-2026-01-31.csv,
// orders-2026-02-01.csv), as a mapping file in the data folder. The decisions made for the first of these files apply
// to the others, so that daily files are read in the same way.
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { INITIATORS } from "../../model/interaction.js";
import { yaml } from "../../model/packages.js";
import { badFile, STDIN } from "../badFile.js";
import { FIELDS, type Field, type Mapping, OFF, type ResolvedMapping } from "./mapping.js";
import { parseMappingFile, readMappingFile } from "./mappingFile.js";

/** The pattern of a file's name: runs of digits become `#`, and the extension of gzip is removed. */
export function namePattern(file: string): string {
  if (file === STDIN) return "stdin";
  return basename(file)
    .replace(/\.gz$/i, "")
    .replace(/\d+(?:[-_.]\d+)*/g, "#");
}

export function savedMappingPath(file: string, dataDir: string): string {
  return join(dataDir, "mappings", `${namePattern(file)}.yaml`);
}

/** The saved mapping of files with this name; null if none was saved. */
export function readSavedMapping(file: string, dataDir: string): Mapping | null {
  const path = savedMappingPath(file, dataDir);
  return existsSync(path) ? { ...readMappingFile(path), saved: true } : null;
}

/** Saves the mapping and returns the path of the mapping file. Throws BAD_FILE. */
export function saveMapping(file: string, dataDir: string, resolved: ResolvedMapping, mapping: Mapping): string {
  const path = savedMappingPath(file, dataDir);
  const text = mappingText(resolved, mapping);
  // The mapping is not saved if it could not be read again.
  parseMappingFile(text, path);
  try {
    mkdirSync(join(dataDir, "mappings"), { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.new`, text, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  } catch (cause) {
    throw badFile(path, "cannot be written", "Set DATA_DIR (or --data) to a folder you may write to.", cause);
  }
  return path;
}

/**
 * Returns a mapping file with everything that was decided: the columns of fields, fields that are switched off, and
 * columns that are kept as properties.
 */
export function mappingText({ names, leftOut }: ResolvedMapping, mapping: Mapping): string {
  const lines: Record<string, unknown> = {};
  for (const field of FIELDS) {
    if (mapping.columns[field] === OFF || leftOut[field] !== undefined) lines[field] = OFF;
    else if (names[field] !== undefined) lines[field] = names[field];
  }
  // If `attributes` is not written, later files also keep all their other columns.
  if (mapping.attributes.length > 0) lines.attributes = mapping.attributes;
  for (const who of INITIATORS) {
    const kinds = mapping.initiators[who];
    if (kinds !== undefined && kinds.length > 0) lines[who.toLowerCase()] = kinds;
  }
  if (mapping.zone !== "UTC") lines.zone = mapping.zone;
  for (const name of ["delimiter", "dateFormat", "epoch", "decimal"] as const)
    if (mapping[name] !== null) lines[name] = mapping[name];
  return `# Written by throughline import --save-mapping; may be edited.\n${yaml().stringify(lines)}`;
}

/** Decisions about the columns of the first file of a name, for the other files of the same command. */
export class Decisions {
  readonly #byPattern = new Map<string, Mapping["decided"]>();

  of(file: string): Mapping["decided"] {
    return this.#byPattern.get(namePattern(file)) ?? {};
  }

  add(file: string, { leftOut, names }: ResolvedMapping): void {
    const pattern = namePattern(file);
    if (this.#byPattern.has(pattern)) return;
    const decided: Partial<Record<Field, "TAKEN" | "LEFT_OUT">> = {};
    for (const field of FIELDS)
      if (leftOut[field] !== undefined) decided[field] = "LEFT_OUT";
      else if (names[field] !== undefined) decided[field] = "TAKEN";
    this.#byPattern.set(pattern, decided);
  }
}
