// docker-compose.yml is valid in its specification, and its settings are those of the Dockerfile and the server.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config.js";
import { imageOf, readCompose, readDockerfile } from "../support/dockerfile.js";
import { problemsOf } from "../support/jsonSchema.js";

const schema = JSON.parse(readFileSync(resolve(import.meta.dirname, "../support/compose-spec.json"), "utf8"));
const KEYS = { NEO4J_PASSWORD: "a-password", THROUGHLINE_API_KEYS: `me:${"0".repeat(64)}` };

describe("docker-compose.yml", () => {
  it("is valid in the Compose Specification", () => {
    expect(problemsOf(readCompose().written, schema)).toEqual([]);
  });

  it("is checked by a test that finds errors", () => {
    const wrong = (change: (service: Record<string, unknown>) => void): string[] => {
      const written = structuredClone(readCompose().written) as {
        services: { throughline: Record<string, unknown> };
      };
      change(written.services.throughline);
      return problemsOf(written, schema);
    };
    expect(wrong((s) => Object.assign(s, { enviroment: {} }))).toEqual([
      "/services/throughline has an unknown enviroment",
    ]);
    expect(wrong((s) => Object.assign(s, { read_only: { yes: true } }))[0]).toContain(
      "/services/throughline/read_only",
    );
    expect(wrong((s) => Object.assign(s, { depends_on: { neo4j: { condition: "healthy" } } }))[0]).toContain(
      "depends_on",
    );
    expect(wrong((s) => Object.assign(s, { tmpfs: ["/tmp", "/tmp"] })).length).toBeGreaterThan(0);
  });

  it("gives the service settings that exist", () => {
    const { throughline } = readCompose(KEYS).services;
    const config = loadConfig(throughline!.environment);
    expect(config).toMatchObject({ host: "0.0.0.0", port: 4000, neo4j: { uri: "neo4j://neo4j:7687", user: "neo4j" } });
    expect(config.apiKeys).toHaveLength(1);
    expect(throughline!.depends_on).toEqual({ neo4j: { condition: "service_healthy" } });
  });

  it("gives Neo4j settings by names with which scripts/neo4j.mjs starts a real server", () => {
    const script = readFileSync(resolve(import.meta.dirname, "../../scripts/neo4j.mjs"), "utf8");
    const { NEO4J_AUTH, ...settings } = readCompose(KEYS).services.neo4j!.environment;
    expect(NEO4J_AUTH).toBe("neo4j/a-password");
    for (const name of Object.keys(settings)) {
      // The image's rule: one underscore means a dot, two mean one underscore.
      const setting = name.slice("NEO4J_".length).replace(/__|_/g, (found) => (found === "__" ? "_" : "."));
      expect(script).toContain(`${setting}=`);
    }
  });

  it("runs an image without root, with built output only", () => {
    const [, last] = readDockerfile();
    const { user, env } = imageOf(last!);
    expect([user, env.NODE_ENV]).toEqual(["node", "production"]);
    const copied = last!.instructions.filter(({ name }) => name === "COPY").map(({ text }) => text);
    expect(copied.every((text) => text.startsWith("--from=build --chown=root:root "))).toBe(true);
    expect(copied.join(" ")).not.toMatch(/\/app\/(src|test|bench|scripts|tools)\b/);
  });
});
