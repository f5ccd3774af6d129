// `throughline serve`: starts the service, prints where it listens in at most five lines, and runs until it is told to
// stop. With `--check`, it starts the service on any free port, sends one query over HTTP, and stops. This shows that
// the built files work.
import type { Config } from "../config.js";
import { startThroughline, type Throughline } from "../main.js";
import { whenTold } from "./stopSignals.js";

const CHECK = "{ status { store dataVersion journeys } transitions(first: 1) { totals { journeys } } }";

/** Returns the exit code. */
export async function serve(config: Config, { check }: { readonly check: boolean }): Promise<number> {
  const running = await startThroughline(check ? { ...config, port: 0 } : config);
  if (check) return checked(running, config);
  const told = whenTold();
  console.log(await welcome(running));
  await told;
  await running.stop();
  return 0;
}

async function welcome({ url, service }: Throughline): Promise<string> {
  const { kind, location, settings, customers, journeys, interactions } = await service.store.status();
  const figure = (count: number) => count.toLocaleString("en-US");
  const data =
    interactions === 0
      ? "no data yet; load a log with: throughline import FILE"
      : `${figure(interactions)} interactions, ${figure(journeys)} journeys, ${figure(customers)} customers${settings.synthetic ? " (synthetic)" : ""}`;
  return [
    `Explorer    ${url}/`,
    `Playground  ${url}/playground`,
    `GraphQL     ${url}/graphql`,
    `Data        ${data}`,
    `Store       ${kind}, ${location}`,
  ].join("\n");
}

async function checked(running: Throughline, { apiKeys }: Config): Promise<number> {
  try {
    await running.service.ready();
    const response = await fetch(`${running.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: CHECK }),
    });
    // Only the hashes of keys are known here. If there are keys, the expected answer is therefore a refusal.
    const text = await response.text();
    const fine = apiKeys.length > 0 ? response.status === 401 : response.ok && !text.includes('"errors"');
    console.log(
      fine
        ? `The service starts and answers: ${text.trim()}`
        : `The service starts, but does not answer: ${text.trim()}`,
    );
    return fine ? 0 : 1;
  } finally {
    await running.stop();
  }
}
