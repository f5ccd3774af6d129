// Finds the files that an import reads: named files, files in named folders and zip archives, and files that match a
// pattern. They are in the order in which they are named, and by name within a folder, archive or pattern.
//
// If there are several files, two kinds of them are skipped: files of rejected rows that Throughline wrote, and files
// without the extension of a log. The reason is reported for each. If only one file is named, it is read whatever its
// name is, unless it is a file of rejected rows, which is refused because its rows are not events.
import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ThroughlineError } from "../model/errors.js";
import { compareKeys } from "../model/keys.js";
import { badFile, STDIN } from "./badFile.js";
import { globMatcher } from "./glob.js";
import { isZip, workbook } from "./input.js";
import { zipEntries } from "./zip.js";

export interface Inputs {
  readonly files: readonly string[];
  readonly skipped: readonly { readonly file: string; readonly why: string }[];
}

const LOG_ENDING = /\.(?:csv|tsv|tab|txt|log|json|jsonl|ndjson)(?:\.gz)?$/i;
const GZIP_ENDING = /\.gz$/i;
const REJECTS_ENDING = /\.rejected\.ndjson$/i;
/** The beginning of a line of rejected rows, as rejects.ts writes it. */
const REJECTS_START = /^\{"file":"(?:[^"\\]|\\.)*","line":\d+,"field":(?:null|"[^"]*"),"code":"[A-Z_]+","reason":/;
const WORKBOOK_PARTS = /^(?:xl\/|word\/|ppt\/|\[Content_Types\]\.xml$|mimetype$|Index\/)/;
const HEAD_BYTES = 1 << 12;

/** Throws BAD_FILE if no file is left. */
export function expandInputs(given: readonly string[]): Inputs {
  const files: string[] = [];
  const skipped: { file: string; why: string }[] = [];
  const addOne = (file: string): void => {
    if (file !== STDIN && isZip(file)) addArchive(file);
    else if (!isRejects(file)) files.push(file);
    else if (given.length === 1 && given[0] === file)
      throw badFile(
        file,
        "holds rejected rows of an import",
        "Correct the rows (`row` in each line), save them in a file of their own, and import that file.",
      );
    else skipped.push({ file, why: "it holds rejected rows of an import" });
  };
  const addFound = (file: string): void => {
    if (isZip(file)) addArchive(file);
    else if (!LOG_ENDING.test(file) && !GZIP_ENDING.test(file))
      skipped.push({ file, why: "its extension is not that of a log" });
    else addOne(file);
  };
  const addArchive = (path: string): void => {
    const entries = zipEntries(path);
    if (entries.some(({ name }) => WORKBOOK_PARTS.test(name))) throw workbook(path);
    for (const { name } of entries.sort((a, b) => compareKeys(a.name, b.name))) {
      const file = `${path}/${name}`;
      // Files that the archiver of a Mac adds.
      if (name.startsWith("__MACOSX/") || basename(name).startsWith(".")) continue;
      if (REJECTS_ENDING.test(name)) skipped.push({ file, why: "it holds rejected rows of an import" });
      else if (LOG_ENDING.test(name) || GZIP_ENDING.test(name) || entries.length === 1) files.push(file);
      else skipped.push({ file, why: "its extension is not that of a log" });
    }
  };

  for (const name of given) {
    if (name === STDIN || isFile(name)) addOne(name);
    else if (isFolder(name)) for (const file of filesIn(name)) addFound(file);
    else if (/[*?]/.test(name) && !existsSync(name)) {
      const found = filesThatFit(name);
      if (found.length === 0) throw badFile(name, "matches no file", "Check the pattern and the folder.");
      for (const file of found)
        if (isFolder(file)) for (const inner of filesIn(file)) addFound(inner);
        else addFound(file);
    } else files.push(name);
  }
  if (files.length === 0)
    throw new ThroughlineError("BAD_FILE", `${given.join(", ")}: there is no file to import.`, {
      at: given[0],
      remedy: "Name a file, or a folder or archive with .csv, .json or .ndjson files (also .gz).",
    });
  return { files, skipped };
}

function isFile(path: string): boolean {
  return existsSync(path) && !statSync(path).isDirectory();
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

/** All files at any depth, sorted by path. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith("."))
    .sort((a, b) => compareKeys(a.name, b.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return isFolder(path) ? filesIn(path) : isFile(path) ? [path] : [];
    });
}

function filesThatFit(pattern: string): string[] {
  const folder = dirname(pattern);
  const fits = globMatcher([basename(pattern)]);
  const folders = /[*?]/.test(folder) ? filesThatFit(folder).filter(isFolder) : [folder];
  return folders
    .filter(isFolder)
    .flatMap((inside) =>
      readdirSync(inside)
        .filter((name) => !name.startsWith(".") && fits(name))
        .map((name) => (inside === "." && !pattern.startsWith("./") ? name : join(inside, name))),
    )
    .sort(compareKeys);
}

/** Whether the file contains rejected rows. Its name or its first line decides this. */
function isRejects(file: string): boolean {
  if (file === STDIN || !isFile(file)) return false;
  if (REJECTS_ENDING.test(file)) return true;
  try {
    const fd = openSync(file, "r");
    try {
      const head = Buffer.alloc(HEAD_BYTES);
      return REJECTS_START.test(head.toString("utf8", 0, readSync(fd, head)));
    } finally {
      closeSync(fd);
    }
  } catch {
    // A file that cannot be read is reported when it is opened.
    return false;
  }
}
