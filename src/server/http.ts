// Routes each request: to /graphql, to the health checks /healthz and /readyz, or to the pages. The pages are the
// explorer at /, the playground at /playground, and the documentation at /docs/.
import type { IncomingMessage, ServerResponse } from "node:http";
import { type ApolloServer, HeaderMap } from "@apollo/server";
import type { Logger } from "pino";
import type { ApiKey } from "../config.js";
import type { Context } from "../resolvers/context.js";
import type { Service } from "../service/service.js";
import { ownTurn } from "../service/turns.js";
import { claimed } from "./answerText.js";
import { foreignHost, type Refused, unknownKey } from "./auth.js";
import { BodyProblem, readBody } from "./body.js";
import { allowOrigin, GRAPHQL_METHODS, mayGet, preflight } from "./cors.js";
import { pageAt } from "./pages.js";
import type { Readers } from "./readers.js";
import { requestId, underWayAs } from "./requests.js";
import { sendBytes } from "./send.js";
import { sendFile } from "./statics.js";

export interface Routes {
  readonly service: Service;
  readonly apollo: ApolloServer<Context>;
  readonly apiKeys: readonly ApiKey[];
  /** Origins whose pages may call this service, such as `https://shop.example`. */
  readonly corsOrigins: readonly string[];
  /** Folder of the built pages. */
  readonly pages: string;
  readonly readers: Readers;
  /** Whether the server has been told to stop. */
  readonly stops: () => boolean;
  /** Whether the server has finished the requests with which it warms up. */
  readonly isWarm: () => boolean;
  readonly log: Logger;
}

/**
 * Headers of every response. They tell browsers not to guess its type, not to show it in a frame, and not to share it
 * with other sites.
 */
const HEADERS = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
} as const;

/** Bytes of a file that are in memory while it is sent. */
const FILE_HELD = 64 * 1024;

export async function handle(routes: Routes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  const url = URL.canParse(request.url ?? "/", "http://localhost")
    ? new URL(request.url ?? "/", "http://localhost")
    : null;
  if (url === null)
    return sendError(response, 400, "BAD_REQUEST", "The address cannot be read.", "Use /, /playground or /graphql.");
  const { pathname, search } = url;
  const isHealth = pathname === "/healthz" || pathname === "/readyz";
  if (pathname === "/graphql") allowOrigin(request, response, routes.corsOrigins);
  // Health checks may use any host name.
  const foreign = isHealth ? null : foreignHost(request, routes.apiKeys);
  if (foreign !== null) return sendRefused(response, foreign);
  if (pathname === "/graphql") return graphql(routes, request, response, search);
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("allow", "GET, HEAD");
    return sendError(response, 405, "BAD_REQUEST", "This address answers GET only.", "Send queries to /graphql.");
  }
  if (pathname === "/healthz") return sendJson(response, 200, { status: "ok" });
  if (pathname === "/readyz") return ready(routes, response);
  if (pathname === "/playground" || pathname === "/docs") {
    response.writeHead(302, { location: `${pathname}/${search}` }).end();
    return;
  }
  const page = pageAt(pathname);
  const path = page ?? decoded(pathname.slice(1));
  if (path !== null && (await sendFile(request, response, routes.pages, path)))
    return routes.readers.watch(response, FILE_HELD);
  if (page !== null)
    return sendError(
      response,
      404,
      "NOT_FOUND",
      pathname.startsWith("/docs/")
        ? "There is no such page of the documentation."
        : "The files of the pages are missing.",
      pathname.startsWith("/docs/")
        ? "Ask for /docs/. If no page is there, build the pages with `npm run build`."
        : "Build them with `npm run build`; /graphql works without them.",
    );
  sendError(
    response,
    404,
    "NOT_FOUND",
    "There is nothing here.",
    "Ask for /, /playground, /docs/, /graphql, /healthz or /readyz.",
  );
}

async function graphql(
  { service, apollo, apiKeys, corsOrigins, readers }: Routes,
  request: IncomingMessage,
  response: ServerResponse,
  search: string,
): Promise<void> {
  const { method = "GET" } = request;
  if (method === "OPTIONS") {
    if (preflight(request, response, corsOrigins)) return;
    return sendError(
      response,
      403,
      "FORBIDDEN",
      `Pages of ${request.headers.origin} may not call this service.`,
      "Add the origin to CORS_ORIGINS, or let the page's own server forward its requests.",
    );
  }
  if (method !== "GET" && method !== "POST") {
    response.setHeader("allow", GRAPHQL_METHODS);
    return sendError(response, 405, "BAD_REQUEST", `${method} is not supported here.`, "Send queries by POST.");
  }
  if (method === "GET" && wantsPage(request)) {
    response.writeHead(302, { location: "/playground/", vary: "accept", "cache-control": "no-store" }).end();
    return;
  }
  const refused = unknownKey(request, apiKeys);
  if (refused !== null) return sendRefused(response, refused);
  const ended = new AbortController();
  let isGone = false;
  response.on("close", () => {
    isGone = !response.writableFinished;
    if (isGone) ended.abort();
  });
  let body: unknown;
  try {
    body = method === "POST" ? await readBody(request) : undefined;
  } catch (problem) {
    if (!(problem instanceof BodyProblem)) throw problem;
    // The rest of the body is not read.
    response.setHeader("connection", "close");
    return sendError(response, problem.status, problem.code, problem.message, problem.remedy);
  }
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  if (method === "GET" && !headers.has("content-type") && mayGet(request, corsOrigins))
    headers.set("apollo-require-preflight", "not needed");
  await ownTurn();
  const id = requestId(request);
  response.setHeader("x-request-id", id);
  const answer = await underWayAs(id, () =>
    apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method, headers, search, body },
      context: async () => ({ service, scope: service.scope(ended.signal) }),
    }),
  );
  // GraphQL refuses a request as soon as one field that cannot be null fails. The other fields are still being read or
  // computed, but nobody receives them any more, so they stop here.
  ended.abort();
  // The schema has neither @defer nor @stream, so no answer comes in parts.
  if (answer.body.kind !== "complete") throw new Error("The answer came in parts.");
  const bytes = claimed(answer.body.string);
  if (isGone) return;
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  response.setHeader("cache-control", "no-store");
  response.statusCode = answer.status ?? 200;
  await sendBytes(request, response, bytes, readers);
}

/** Whether a browser has opened the address. A browser accepts HTML. GraphQL clients accept JSON or any type. */
function wantsPage({ headers }: IncomingMessage): boolean {
  const accept = headers.accept ?? "";
  return /\btext\/html\b/i.test(accept) && !/\bjson\b/i.test(accept);
}

/**
 * Answers /readyz with 200 when the store responds and accepts changes, the projection is built, and the server is
 * warm. A load balancer sends no requests before that. The server must be warm (warmUp.ts), because the first long
 * query would otherwise hold the event loop until its code is compiled.
 */
async function ready({ service, stops, isWarm }: Routes, response: ServerResponse): Promise<void> {
  if (stops()) return sendJson(response, 503, { status: "stopping" });
  const { ready, ...said } = await service.readiness();
  if (ready && !isWarm()) return sendJson(response, 503, { status: "warming up" });
  sendJson(response, ready ? 200 : 503, said);
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  type: "application/json" | "application/graphql-response+json" = "application/json",
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": `${type}; charset=utf-8`,
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
  });
  response.end(text);
}

function sendRefused(response: ServerResponse, { status, code, message, remedy }: Refused): void {
  if (status === 401) response.setHeader("www-authenticate", 'Bearer realm="throughline"');
  sendError(response, status, code, message, remedy);
}

/**
 * Sends an error in the form of a GraphQL error, so that every client shows it. The media type is the newer one if the
 * client accepts it. Such a client reads an error with a status other than 200 only in the newer media type.
 */
export function sendError(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  remedy: string,
): void {
  const isNewer = response.req.headers.accept?.includes("application/graphql-response+json") === true;
  const type = isNewer ? "application/graphql-response+json" : "application/json";
  sendJson(response, status, { errors: [{ message, extensions: { code, remedy } }] }, type);
}
