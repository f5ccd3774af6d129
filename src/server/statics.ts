// The files of the pages. They are read from one folder only. Their content security policy forbids them to load
// anything from other servers, and forbids other sites to show them in a frame. Texts are compressed with gzip for
// clients that accept it: each file is compressed at its first request, and the result is kept (6.4 MB of files become
// 1.8 MB).
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, resolve, sep } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

/**
 * The content security policy. Styles may be inline, because the editor of the playground writes such styles. `data:`
 * is needed for the editor's small images.
 */
const POLICY =
  "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; font-src 'self'; img-src 'self' data:; " +
  "style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ttf": "font/ttf",
  ".woff2": "font/woff2",
};

/** Types for which compression saves space. */
const PACKED = new Set([".html", ".js", ".css", ".json", ".svg", ".ttf"]);
const pack = promisify(gzip);
/** The compressed content of each file. There are at most as many entries as the pages have files. */
const packed = new Map<string, { readonly modified: number; readonly bytes: Promise<Buffer> }>();

/**
 * `path` is decoded and relative to the folder, such as `assets/index-3f2a.js`. Returns false if there is no such file.
 */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  path: string,
): Promise<boolean> {
  const root = resolve(folder);
  const file = resolve(root, path);
  const type = TYPES[extname(file)];
  if (!file.startsWith(root + sep) || path.includes("\0") || type === undefined) return false;
  const found = await stat(file).catch(() => null);
  if (found === null || !found.isFile()) return false;
  const headers = {
    "content-type": type,
    "content-security-policy": POLICY,
    // Names of files under assets contain a hash of their content.
    "cache-control": path.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache",
    vary: "accept-encoding",
  };
  if (PACKED.has(extname(file)) && takesGzip(request)) {
    const bytes = await packedFile(file, found.mtimeMs);
    response.writeHead(200, { ...headers, "content-encoding": "gzip", "content-length": bytes.length });
    response.end(request.method === "HEAD" ? undefined : bytes);
    return true;
  }
  response.writeHead(200, { ...headers, "content-length": found.size });
  if (request.method === "HEAD") response.end();
  else
    createReadStream(file)
      .on("error", () => response.destroy())
      .pipe(response);
  return true;
}

function takesGzip({ headers }: IncomingMessage): boolean {
  return String(headers["accept-encoding"] ?? "")
    .split(",")
    .some((coding) => /^\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(coding));
}

function packedFile(file: string, modified: number): Promise<Buffer> {
  const kept = packed.get(file);
  if (kept?.modified === modified) return kept.bytes;
  const bytes = readFile(file).then((content) => pack(content));
  packed.set(file, { modified, bytes });
  // If the file could not be read, the next request tries again.
  bytes.catch(() => packed.delete(file));
  return bytes;
}
