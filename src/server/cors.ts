// Pages of another origin may call /graphql if CORS_ORIGINS lists this origin. They cannot send cookies or other
// credentials of the browser. A browser first sends a preflight request. It is answered here, before any API key is
// required, because a preflight has no key.
//
// A browser sends a GET without a preflight. GraphQL over GET only reads. Nevertheless, a page that may not read the
// answer should not be able to cause work in the service. A GET is therefore accepted in two cases only. Either its
// headers prove that it comes from a page that may call the service (`mayGet`), or it has a header that no page can
// send without a preflight (Apollo's rule against cross-site request forgery).
import type { IncomingMessage, ServerResponse } from "node:http";

/** Browsers send another preflight after two hours at the latest, whatever this value is. */
const PREFLIGHT_SECONDS = 7_200;
export const GRAPHQL_METHODS = "GET, POST, OPTIONS";

/**
 * Tells the browser that the page may read the answer. The header is set on every answer, including refusals, so that
 * the page can show them.
 */
export function allowOrigin(request: IncomingMessage, response: ServerResponse, origins: readonly string[]): void {
  if (origins.length === 0) return;
  response.appendHeader("vary", "origin");
  const { origin } = request.headers;
  if (origin === undefined || !origins.includes(origin)) return;
  response.setHeader("access-control-allow-origin", origin);
  response.setHeader("access-control-expose-headers", "*");
  response.setHeader("cross-origin-resource-policy", "cross-origin");
}

/**
 * Answers OPTIONS with 204. `allowOrigin` has already set its headers. Returns false if this origin may not call the
 * service.
 */
export function preflight(request: IncomingMessage, response: ServerResponse, origins: readonly string[]): boolean {
  const { origin } = request.headers;
  const asks = origin !== undefined && request.headers["access-control-request-method"] !== undefined;
  if (asks && !origins.includes(origin)) return false;
  response.setHeader("allow", GRAPHQL_METHODS);
  if (asks) {
    response.setHeader("access-control-allow-methods", "GET, POST");
    // All requested headers are allowed. Their values are not trusted: the code that reads a header checks its value.
    const headers = request.headers["access-control-request-headers"];
    if (headers !== undefined) response.setHeader("access-control-allow-headers", headers);
    // A public page that calls a service in a private network must be allowed explicitly.
    if (request.headers["access-control-request-private-network"] === "true")
      response.setHeader("access-control-allow-private-network", "true");
    response.setHeader("access-control-max-age", PREFLIGHT_SECONDS);
    response.appendHeader("vary", "access-control-request-headers, access-control-request-private-network");
  }
  response.writeHead(204).end();
  return true;
}

/**
 * Whether a GET comes from a page that may read the answer: a page of this service, or a page of an origin in
 * CORS_ORIGINS. With each fetch from a page of another origin, a browser sends the origin. Pages can neither omit nor
 * forge `Origin` and `Sec-Fetch-Mode`. Images, scripts and frames have another mode than fetch. Node's fetch sends the
 * mode too.
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
