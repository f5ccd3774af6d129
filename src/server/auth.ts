// Decides which requests are allowed. With API keys, every request except health checks and the files of the pages
// needs `Authorization: Bearer KEY`. The service has only the SHA-256 hashes of the keys, and compares them in constant
// time. Without keys, the service listens on a loopback address only. It then refuses every request with another host
// name, except health checks, because a web page could otherwise point its own host name at this machine and read the
// answers.
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { ApiKey } from "../config.js";

export interface Refused {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** Returns null if the request is allowed. */
export function unknownKey(request: IncomingMessage, keys: readonly ApiKey[]): Refused | null {
  if (keys.length === 0) return null;
  const given = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? "")?.[1];
  if (given !== undefined && isKnown(given, keys)) return null;
  return {
    status: 401,
    code: "UNAUTHENTICATED",
    message: given === undefined ? "This service requires an API key." : "This API key is not known.",
    remedy: "Send the header `Authorization: Bearer KEY` with a key whose hash is in THROUGHLINE_API_KEYS.",
  };
}

/** Compares all keys, so that the time taken does not reveal which key matches. */
function isKnown(given: string, keys: readonly ApiKey[]): boolean {
  const hash = createHash("sha256").update(given).digest();
  let known = false;
  for (const { sha256 } of keys) known = timingSafeEqual(hash, Buffer.from(sha256, "hex")) || known;
  return known;
}

/**
 * Returns null if the request names this machine. Also returns null if there are keys, because the host name then does
 * not matter.
 */
export function foreignHost(request: IncomingMessage, keys: readonly ApiKey[]): Refused | null {
  const host = request.headers.host;
  if (
    keys.length > 0 ||
    host === undefined ||
    /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d+)?$/i.test(host)
  )
    return null;
  return {
    status: 421,
    code: "FORBIDDEN",
    message: "This service answers under the names of this machine only (localhost, 127.0.0.1).",
    remedy: "Set THROUGHLINE_API_KEYS to serve under another name.",
  };
}
