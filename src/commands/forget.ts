// `throughline forget --source N`: undoes an import. Rows that another source recorded as well are kept.
import type { Command } from "commander";
import type { StoreStatus } from "../graph/store.js";
import { ThroughlineError } from "../model/errors.js";
import { type Context, counted, jsonText, removedText } from "./context.js";

export function addForget(program: Command, context: Context): void {
  program
    .command("forget")
    .description("undo an import, as if it had never been made")
    .requiredOption("--source <number>", "its number in `throughline sources`")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExamples:\n  throughline sources\n  throughline forget --source 2")
    .action(({ source, json }: { source: string; json?: boolean }) => {
      const number = Number(source);
      if (!/^\d{1,15}$/.test(source))
        throw new ThroughlineError("BAD_ARGUMENT", `"${source}" is not the number of a source.`, {
          at: "source",
          remedy: "See throughline sources.",
        });
      return context.withStore(async (store) => {
        const before = await store.status();
        const held = (await store.sources()).find((known) => known.number === number);
        const outcome = await store.forget(number);
        if (!outcome.found)
          throw new ThroughlineError("NOT_FOUND", `There is no source ${number}.`, {
            at: "source",
            remedy: "See throughline sources.",
          });
        const { version, customers, interactions, answers } = outcome;
        const kept = Math.max(0, (held?.interactions ?? 0) - interactions);
        const keptAnswers = Math.max(0, (held?.answers ?? 0) - answers);
        const gone = disappeared(before, await store.status(), interactions);
        if (json) {
          const counts = { customersGone: gone?.customers ?? null, journeysGone: gone?.journeys ?? null };
          return context.out(
            jsonText({ source: number, version, customers, interactions, answers, kept, keptAnswers, ...counts }),
          );
        }
        await context.out(
          [
            `Source ${number} is forgotten: ${removedText(interactions, answers)} removed; version ${version}.`,
            ...(kept === 0
              ? []
              : [
                  `${counted(kept, "interaction")} of it stay${kept === 1 ? "s" : ""}: another source has ${kept === 1 ? "it" : "them"} too.`,
                ]),
            ...(keptAnswers === 0
              ? []
              : [
                  `${counted(keptAnswers, "answer")} of it stay${keptAnswers === 1 ? "s" : ""}: another source has ${keptAnswers === 1 ? "it" : "them"} too.`,
                ]),
            gone === null
              ? "Customers and journeys that disappeared are not counted, because the store was changed at the same time."
              : `${goneText(gone.customers, "customer")}; ${goneText(gone.journeys, "journey")}.`,
            "",
          ].join("\n"),
        );
      });
    });
}

/**
 * Returns by how much the numbers of customers and journeys have decreased. The number of journeys can also increase,
 * because a journey may be split into two. Returns null if the numbers of interactions show that another process
 * changed the store in the meantime.
 */
function disappeared(
  before: StoreStatus,
  after: StoreStatus,
  removed: number,
): { readonly customers: number; readonly journeys: number } | null {
  if (before.interactions - after.interactions !== removed) return null;
  return { customers: before.customers - after.customers, journeys: before.journeys - after.journeys };
}

function goneText(gone: number, what: string): string {
  return gone < 0 ? `${counted(-gone, what)} more than before` : `${counted(gone, what)} fewer than before`;
}
