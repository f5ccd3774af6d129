// `throughline erase KEY`: removes a customer, all identities linked to it, and everything recorded about them. The
// command first names the identities. The user confirms, either by an answer on a terminal or by --yes.
import type { Command } from "commander";
import { readOnlyRefusal } from "../graph/readOnly.js";
import type { GraphStore, Joining } from "../graph/store.js";
import { ThroughlineError } from "../model/errors.js";
import { type Context, count, jsonText, removedText } from "./context.js";

/** The largest number of identities that a sentence names. With --json, all of them are listed. */
const NAMED = 20;

interface EraseOptions {
  readonly yes?: boolean;
  readonly json?: boolean;
}

export function addErase(program: Command, context: Context): void {
  program
    .command("erase")
    .description("remove a customer and everything recorded about them, for good")
    .argument("<key>", "the customer's key, or that of one of its identities")
    .option("--yes", "do not ask")
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  throughline erase card-1041           # names what it removes, and asks\n  throughline erase card-1041 --yes     # for scripts\n\nIf you later import a file that contains the customer, the customer is recorded again.",
    )
    .action((key: string, { yes, json }: EraseOptions) =>
      context.withExistingStore(async (store, { readOnly }) => {
        // This is checked before the command asks for confirmation.
        if (readOnly) throw readOnlyRefusal();
        const identities = await store.identities(key);
        if (identities.length === 0)
          throw new ThroughlineError("NOT_FOUND", "There is no customer with this key.", {
            at: "key",
            remedy: "Check the key.",
          });
        const what = await described(store, identities);
        const { joining } = (await store.person(key))!;
        if (joining.length > 0 && json !== true) context.err(joiningText(joining));
        if (yes !== true && !(await isConfirmed(context, what))) {
          context.exitWith(1);
          if (json)
            return context.out(
              jsonText({ version: await store.version(), identities: [], interactions: 0, answers: 0 }),
            );
          return context.out("Nothing is erased.\n");
        }
        if (yes === true && json !== true) context.err(`Erasing ${what}.\n`);
        const { version, interactions, answers, joining: joined } = await store.erase(key);
        if (json) return context.out(jsonText({ version, identities, interactions, answers, joining: joined }));
        await context.out(
          `The customer is erased: ${removedText(interactions, answers)} removed; version ${version}.\n`,
        );
      }),
    );
}

/**
 * A sentence about shared devices that would belong to only one customer after the erasure. While several customers use
 * a device, it belongs to none of them.
 */
function joiningText(joining: readonly Joining[]): string {
  const devices = joining
    .slice(0, NAMED)
    .map(({ anonymous, customer }) => `${JSON.stringify(anonymous)} to ${JSON.stringify(customer)}`);
  if (joining.length > NAMED) devices.push(`${count(joining.length - NAMED)} more`);
  return `Shared devices that will then belong to one customer: ${devices.join(", ")}. To keep one apart, link it to itself first.\n`;
}

/** Asks the user for confirmation. Throws BAD_ARGUMENT if there is no terminal to ask on. */
async function isConfirmed(context: Context, what: string): Promise<boolean> {
  if (context.ask === undefined)
    throw new ThroughlineError(
      "BAD_ARGUMENT",
      `Erasing ${what} must be confirmed, and there is no terminal to ask on.`,
      {
        at: "yes",
        remedy: "Add --yes.",
      },
    );
  const answer = await context.ask(`This erases ${what}, for good. Erase? [y/N] `);
  return /^\s*y(es)?\s*$/i.test(answer);
}

/**
 * Describes the customer, for example: `the customer "card-4" with the linked identities "cookie-17" and "cookie-23",
 * and 12 interactions`.
 */
async function described(store: GraphStore, [key, ...linked]: readonly string[]): Promise<string> {
  const [history] = await store.customers([key!]);
  const interactions = (history?.journeys ?? []).reduce((sum, journey) => sum + journey.interactions.length, 0);
  const names = linked.slice(0, NAMED).map((one) => JSON.stringify(one));
  if (linked.length > NAMED) names.push(`${count(linked.length - NAMED)} more`);
  const list = names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0];
  const identities =
    linked.length === 0 ? "" : ` with the linked ${linked.length === 1 ? "identity" : "identities"} ${list}`;
  const held = removedText(interactions, history?.kept?.answers.length ?? 0);
  return `the customer ${JSON.stringify(key)}${identities}, and ${held}`;
}
