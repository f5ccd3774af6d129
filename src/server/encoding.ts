// Compression of answers: Brotli or gzip, whichever the client prefers, and Brotli if it has no preference. Both run on
// other threads, never on the event loop.
import type { IncomingMessage } from "node:http";
import type { Transform } from "node:stream";
import { promisify } from "node:util";
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from "node:zlib";

export type Encoding = "br" | "gzip";

/** Smaller answers are not compressed. They fit into one packet anyway. */
export const PACKED_FROM = 1_024;
/** The levels at which JSON is compressed about as fast as a network transfers it. */
const GZIP = { level: 4 };
const BROTLI = {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 4,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
  },
};
const gzipWhole = promisify(gzip);
const brotliWhole = promisify(brotliCompress);

/** Returns null if the answer need not be compressed. */
export function encodingOf({ headers }: IncomingMessage): Encoding | null {
  const accepted = String(headers["accept-encoding"] ?? "")
    .split(",")
    .map(coding);
  const quality = (name: Encoding) =>
    accepted.find((one) => one.name === name)?.quality ?? accepted.find((one) => one.name === "*")?.quality ?? 0;
  const [br, gz] = [quality("br"), quality("gzip")];
  if (br === 0 && gz === 0) return null;
  return br >= gz ? "br" : "gzip";
}

function coding(text: string): { name: string; quality: number } {
  const [name = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const quality = Number(parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? 1);
  return { name, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}

export function packed(bytes: Buffer, encoding: Encoding): Promise<Buffer> {
  return encoding === "br" ? brotliWhole(bytes, BROTLI) : gzipWhole(bytes, GZIP);
}

export function packer(encoding: Encoding): Transform {
  return encoding === "br" ? createBrotliCompress(BROTLI) : createGzip(GZIP);
}
