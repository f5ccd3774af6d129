// A site for the browser: the built playground under its policy, and a /graphql that answers every query of the real
// schema with made-up values.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, resolve } from "node:path";
import {
  buildSchema,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  getNullableType,
  graphql,
  isAbstractType,
  isEnumType,
  isListType,
  isObjectType,
} from "graphql";
import { printedSchema } from "../../src/resolvers/schema.js";
import { RETAILER } from "./catalogues.js";

export const KEY = "a-key-for-tests";
const DIST = resolve(import.meta.dirname, "../../dist/playground");
const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
};
export const POLICY =
  "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; font-src 'self'; img-src 'self' data:; " +
  "style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

const SCALARS: Record<string, unknown> = {
  Int: 12,
  Float: 0.25,
  String: "text",
  Boolean: true,
  ID: "X:1",
  DateTime: "2026-10-01T00:00:00.000Z",
  Duration: "PT30M",
  JSON: { region: "north" },
};
const ROOT = {
  status: { synthetic: true, customers: 20_000, journeys: 50_000, interactions: 300_000, newest: RETAILER.newest },
  touchpoints: RETAILER.touchpoints,
  stages: RETAILER.stages,
  goals: RETAILER.goals,
};

function madeUp(type: GraphQLOutputType, depth: number): unknown {
  const inner = getNullableType(type);
  if (isListType(inner)) return depth > 12 ? [] : [madeUp(inner.ofType, depth), madeUp(inner.ofType, depth)];
  if (isEnumType(inner)) return inner.getValues()[0]!.value;
  if (isAbstractType(inner)) return null;
  return isObjectType(inner) ? {} : SCALARS[inner.name];
}

const answer: GraphQLFieldResolver<Record<string, unknown>, unknown> = (source, _args, _context, info) => {
  let depth = 0;
  for (let path: typeof info.path | undefined = info.path; path; path = path.prev) depth += 1;
  return source?.[info.fieldName] ?? madeUp(info.returnType, depth);
};

export async function startSite({ key }: { key?: string } = {}): Promise<Site> {
  const schema = buildSchema(printedSchema());
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://site").pathname;
    if (path === "/graphql") {
      let text = "";
      for await (const chunk of request) text += chunk;
      response.setHeader("content-type", "application/json");
      if (key && request.headers.authorization !== `Bearer ${key}`) {
        response.writeHead(401).end(
          JSON.stringify({
            errors: [{ message: "This key is not known.", extensions: { code: "UNAUTHENTICATED" } }],
          }),
        );
        return;
      }
      const { query, variables, operationName } = JSON.parse(text);
      response.end(
        JSON.stringify(
          await graphql({
            schema,
            source: query,
            rootValue: ROOT,
            variableValues: variables,
            operationName,
            fieldResolver: answer,
          }),
        ),
      );
      return;
    }
    const file = join(DIST, path === "/playground/" ? "index.html" : path.slice("/playground/".length));
    response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
    response.setHeader("content-security-policy", POLICY);
    response.end(readFileSync(file));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((done) => server.close(() => done()).closeAllConnections()),
  };
}
