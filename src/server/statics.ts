// The playground's files: read from one folder, never from outside of it, with a policy under which they load nothing from
// elsewhere and nothing elsewhere can frame them.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, resolve, sep } from "node:path";

/** Styles may stand in elements: the editor writes them; `data:` is for its small images. */
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

/** `path` is what stands after the mount, decoded, such as `assets/index-3f2a.js`; '' is the page. False: there is no such file. */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  path: string,
): Promise<boolean> {
  const root = resolve(folder);
  const file = resolve(root, path === "" ? "index.html" : path);
  const type = TYPES[extname(file)];
  if (!file.startsWith(root + sep) || path.includes("\0") || type === undefined) return false;
  const found = await stat(file).catch(() => null);
  if (found === null || !found.isFile()) return false;
  response.writeHead(200, {
    "content-type": type,
    "content-length": found.size,
    "content-security-policy": POLICY,
    // Files under assets bear a hash of their content in their names.
    "cache-control": path.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache",
  });
  if (request.method === "HEAD") response.end();
  else
    createReadStream(file)
      .on("error", () => response.destroy())
      .pipe(response);
  return true;
}
