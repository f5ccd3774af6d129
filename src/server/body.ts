// Reads a request's body: JSON in UTF-8, at most MAX_BODY_BYTES. A larger body is refused as soon as its size is known.
import type { IncomingMessage } from "node:http";
import { JsonProblem } from "../model/json.js";
import { MAX_KEYS, MAX_VALUES, readBodyJson, TooManyKeys, TooManyValues } from "./bodyJson.js";
import { MAX_BODY_BYTES } from "./limits.js";

export class BodyProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly remedy: string;

  constructor(status: number, code: string, message: string, remedy: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.remedy = remedy;
  }
}

/** Returns undefined if the content type is not JSON. The GraphQL layer then reports the error. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const [type, ...parameters] = (request.headers["content-type"] ?? "")
    .split(";")
    .map((part) => part.trim().toLowerCase());
  const charset = parameters
    .find((parameter) => parameter.startsWith("charset="))
    ?.slice("charset=".length)
    .replaceAll('"', "");
  if (charset !== undefined && charset !== "utf-8" && charset !== "utf8")
    throw new BodyProblem(415, "BAD_REQUEST", "The body is not in UTF-8.", "Send JSON in UTF-8.");
  const encoding = request.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity")
    throw new BodyProblem(415, "BAD_REQUEST", "The body is compressed.", "Send it as it is.");
  if (Number(request.headers["content-length"] ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  // If a request is refused before it has arrived completely, its connection stays open, so that the client can read
  // the reason.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  if (type !== "application/json") return undefined;
  try {
    // Numbers that a double cannot hold arrive as texts. Rows that are nested too deeply are rejected one by one.
    return await readBodyJson(Buffer.concat(chunks).toString("utf8"));
  } catch (problem) {
    if (problem instanceof TooManyValues)
      throw new BodyProblem(
        413,
        "BAD_REQUEST",
        `The body has more than ${MAX_VALUES} values.`,
        "Send less in one request, or import a file.",
      );
    if (problem instanceof TooManyKeys)
      throw new BodyProblem(
        413,
        "BAD_REQUEST",
        `An object of the body has more than ${MAX_KEYS} keys.`,
        "Send fewer keys, or a list of objects with a key and a value.",
      );
    if (!(problem instanceof JsonProblem)) throw problem;
    throw new BodyProblem(400, "BAD_REQUEST", "The body is not JSON.", 'Send { "query": "…", "variables": { … } }.');
  }
}

function tooLarge(): BodyProblem {
  const most = MAX_BODY_BYTES / 1024 / 1024;
  return new BodyProblem(
    413,
    "BAD_REQUEST",
    `The body is larger than ${most} MiB.`,
    "Send less in one request, or import a file.",
  );
}
