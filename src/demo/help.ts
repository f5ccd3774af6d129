// How synthetic customers look for help: about an old purchase, or after a purchase of the same journey. A case goes
// from channel to channel until it is resolved or the customer gives up.
import { HOUR } from "../model/time.js";
import type { Known } from "./log.js";
import type { ChannelKey } from "./people.js";
import { KNOWS_CONTEXT, send, tell, touch, type Walk } from "./visits.js";
import { arrive, caseWait, returnWait } from "./ways.js";

/** A journey about a problem with an old purchase. */
export function seekHelp(walk: Walk): void {
  const { random } = walk;
  const caseId = walk.log.newCase();
  const helped = random.chance(0.5);
  const selfService = walk.channel === "web" && random.chance(0.5);
  if (selfService) touch(walk, "self-service-article");
  else tell(walk, helped ? { caseId, resolved: true } : { caseId });
  if (helped) return;
  const to = random.pick(walk.company.helpAfter(walk.channel, walk.persona), walk.channel)!;
  tellCase(walk, to, caseId, selfService ? null : caseId, false);
}

/** After a purchase, some customers have a problem with it. */
export function mayNeedHelp(walk: Walk): void {
  if (!walk.random.chance(0.2)) return;
  const to = walk.random.pick(walk.company.helpAfterPurchase(walk.persona), walk.channel)!;
  tellCase(walk, to, walk.log.newCase(), null, true);
}

/**
 * Takes a case to the next channel. There, the case is resolved, or the customer has to repeat it elsewhere or gives
 * up.
 */
function tellCase(walk: Walk, to: ChannelKey, caseId: string, toldBefore: string | null, bought: boolean): void {
  const { random, channel: from } = walk;
  const mishap = walk.fate.of(from, to, walk.at, "case");
  arrive(walk, to, to === walk.previous ? returnWait(walk, to) : caseWait(walk));
  const context = contextOf(walk, to, toldBefore !== null, mishap === "case-repeat");
  if (mishap === null) {
    tell(walk, { caseId, ...context, resolved: true });
    if (random.chance(0.6)) send(walk, "email/feedback-survey", 3 * HOUR);
    return;
  }
  tell(walk, { caseId, ...context, resolved: false });
  // Giving up counts as a failure only if nothing was bought.
  if (mishap === "natural" && !bought && random.chance(0.5)) return;
  tellCase(walk, random.pick(walk.company.helpAfter(to, walk.persona), to)!, caseId, caseId, bought);
}

/**
 * What the log says about the context of the case. `told` says whether the case was explained before, and `lost` says
 * whether the context got lost.
 */
function contextOf(walk: Walk, to: ChannelKey, told: boolean, lost: boolean): Known {
  const { random } = walk;
  if (!told || !KNOWS_CONTEXT.includes(to)) return {};
  if (lost) return { contextCarried: false, repeatedInfo: true };
  if (random.chance(0.25)) return {};
  const carried = random.chance(0.85);
  return { contextCarried: carried, repeatedInfo: carried ? random.chance(0.05) : random.chance(0.8) };
}
