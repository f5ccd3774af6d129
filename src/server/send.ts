// Sends an answer, compressed if the client accepts that. A large answer is sent in slices and no faster than its
// reader receives it, so that it neither holds the event loop nor accumulates in memory.
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { encodingOf, PACKED_FROM, packed, packer } from "./encoding.js";
import type { Readers } from "./readers.js";

/** Answers up to this many bytes are sent in one piece. */
const WHOLE = 64 * 1024;

/**
 * Sends the bytes. The status and content type must have been set. Resolves when the answer is sent or its reader has
 * disconnected.
 */
export async function sendBytes(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: readonly Buffer[],
  readers: Readers,
): Promise<void> {
  const length = bytes.reduce((sum, { length }) => sum + length, 0);
  response.appendHeader("vary", "accept-encoding");
  const encoding = length < PACKED_FROM ? null : encodingOf(request);
  if (encoding !== null) response.setHeader("content-encoding", encoding);
  if (length <= WHOLE) {
    const plain = Buffer.concat(bytes);
    const whole = encoding === null ? plain : await packed(plain, encoding);
    response.setHeader("content-length", whole.length);
    response.end(whole);
    return readers.watch(response, whole.length);
  }
  readers.watch(response, length);
  try {
    if (encoding !== null) return await pipeline(Readable.from(bytes), packer(encoding), response);
    response.setHeader("content-length", length);
    await pipeline(Readable.from(bytes), response);
  } catch (error) {
    // If the reader has disconnected, or was disconnected because it was slow, this is not an error.
    if (!response.destroyed) throw error;
  }
}
