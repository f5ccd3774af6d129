// Which pages of other origins may call /graphql: those of CORS_ORIGINS, without credentials. A browser asks before it sends
// (preflight) and is answered here, before any key is asked for, since it sends none with that question.
//
// A browser sends a GET without asking first. GraphQL by GET only reads, yet a page that may not see the answer must not
// be able to put the service to work either, so a GET is taken only if it provably comes from a page that may ask, or says
// so by a header that no page can send unasked (Apollo's rule against cross-site request forgery).
import type { IncomingMessage, ServerResponse } from "node:http";

/** Browsers ask again after two hours at the latest, whatever is said here. */
const PREFLIGHT_SECONDS = 7_200;
export const GRAPHQL_METHODS = "GET, POST, OPTIONS";

/** Says to the browser that the page may read the answer; with every answer, refusals too, so that it can show them. */
export function allowOrigin(request: IncomingMessage, response: ServerResponse, origins: readonly string[]): void {
  if (origins.length === 0) return;
  response.appendHeader("vary", "origin");
  const { origin } = request.headers;
  if (origin === undefined || !origins.includes(origin)) return;
  response.setHeader("access-control-allow-origin", origin);
  response.setHeader("access-control-expose-headers", "*");
  response.setHeader("cross-origin-resource-policy", "cross-origin");
}

/** OPTIONS: answered with 204; the headers of `allowOrigin` are set already. False: this origin may not ask. */
export function preflight(request: IncomingMessage, response: ServerResponse, origins: readonly string[]): boolean {
  const { origin } = request.headers;
  const asks = origin !== undefined && request.headers["access-control-request-method"] !== undefined;
  if (asks && !origins.includes(origin)) return false;
  response.setHeader("allow", GRAPHQL_METHODS);
  if (asks) {
    response.setHeader("access-control-allow-methods", "GET, POST");
    // What a header means is checked where it is read. No header is trusted because a browser may send it.
    const headers = request.headers["access-control-request-headers"];
    if (headers !== undefined) response.setHeader("access-control-allow-headers", headers);
    // A public page that calls a service in the private network has to be allowed to in so many words.
    if (request.headers["access-control-request-private-network"] === "true")
      response.setHeader("access-control-allow-private-network", "true");
    response.setHeader("access-control-max-age", PREFLIGHT_SECONDS);
    response.appendHeader("vary", "access-control-request-headers, access-control-request-private-network");
  }
  response.writeHead(204).end();
  return true;
}

/**
 * Whether a GET comes from a page that may read the answer: one of CORS_ORIGINS, or one of our own. Browsers name the origin
 * of what a page of another origin fetches, and pages can neither leave out nor forge `Origin` and `Sec-Fetch-Mode`; what
 * they load as an image, a script or a frame has another mode. Node's fetch sends the mode as well.
 */
export function mayGet({ headers }: IncomingMessage, origins: readonly string[]): boolean {
  const { origin } = headers;
  if (origin !== undefined) return origins.includes(origin) || isOwn(origin, headers.host);
  const mode = headers["sec-fetch-mode"];
  return mode === "cors" || mode === "same-origin";
}

function isOwn(origin: string, host: string | undefined): boolean {
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}
