// Asks a service with the document of a view, and shows the answer in the widths and colours that pictures are made for.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type DocumentNode, print } from "graphql";
import { expect } from "vitest";
import type { TestServer } from "../support/server.js";
import type { Channel, Pictures, Shown } from "./pictures.js";

/** A folder for screenshots: `LOOK=/tmp/look npx vitest run --project embedded test/views`. */
const LOOK = process.env.LOOK;

const LOOKS = [
  { name: "1440", width: 1440, colorScheme: "light" },
  { name: "390", width: 390, colorScheme: "dark" },
] as const;
const MORE_LOOKS = [
  { name: "1440-dark", width: 1440, colorScheme: "dark" },
  { name: "390-light", width: 390, colorScheme: "light" },
  { name: "800", width: 800, colorScheme: "light" },
] as const;

/** The answer of a question to a view's own document. */
export async function asked<A>(
  server: TestServer,
  document: DocumentNode,
  question: string,
  variables: object,
): Promise<A> {
  const { data, errors } = await server.ask(print(document), variables as Record<string, unknown>);
  expect(errors).toBeUndefined();
  return data[question] as A;
}

/** Channels in the order of their visits, as the page would give them. */
export async function channelsOf(server: TestServer): Promise<readonly Channel[]> {
  const { data } = await server.ask("{ channels { key name touchpoints { visits } } }");
  const visits = ({ touchpoints }: { touchpoints: { visits: number }[] }) =>
    touchpoints.reduce((sum, one) => sum + one.visits, 0);
  return data.channels.sort((a: any, b: any) => visits(b) - visits(a));
}

/** Shows the answer in each look; with LOOK, in more, and saves screenshots. */
export async function inEachLook(
  pictures: Pictures,
  name: string,
  { question, answer, channels }: { question: string; answer: unknown; channels: readonly Channel[] },
  check: (shown: Shown) => Promise<void>,
): Promise<void> {
  for (const look of LOOK ? [...LOOKS, ...MORE_LOOKS] : LOOKS) {
    const shown = await pictures.open(look);
    await shown.show(question, answer, channels);
    if (LOOK) {
      mkdirSync(LOOK, { recursive: true });
      await shown.page.screenshot({ path: join(LOOK, `${name}-${look.name}.png`), fullPage: true });
    }
    await check(shown);
    expect(shown.complaints, look.name).toEqual([]);
    expect(shown.strays, look.name).toEqual([]);
    await shown.close();
  }
}
