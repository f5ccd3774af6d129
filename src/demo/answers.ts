// What synthetic customers answer: after a purchase, how likely they are to recommend the company; after a case, how
// satisfied they are and how easy it was; after a failed payment, how they feel. Few answer, and the dissatisfied comment
// more often. Answers have a stream of randomness of their own, so that no interaction depends on them.
import type { IncomingAnswer } from "../model/feedback.js";
import { SCALES, type ScoreKind } from "../model/feedback.js";
import type { IncomingInteraction, OriginContent } from "../model/interaction.js";
import { DAY, HOUR, MINUTE } from "../model/time.js";
import { MET } from "./catalogue.js";
import { Random } from "./random.js";

const STREAM = 13;
const ORIGIN = new Map(MET.map(({ key }, index) => [key, index]));

/** The shares of occasions that are answered. */
const ANSWERS = { purchase: 0.1, case: 0.25, failure: 0.15 } as const;
/** The share of customers who rate a visit to the store. It may not have been noticed. */
const RATES_A_VISIT = 0.03;
const VISIT = "store/store-visit";

const COMMENTS = {
  good: [
    "Quick and easy.",
    "The adviser was a great help.",
    "Everything worked at the first try.",
    "I will come again.",
  ],
  bad: [
    "I had to explain everything twice.",
    "Nobody called me back.",
    "It took far too long.",
    "It broke off halfway.",
    "I still do not know whether it is solved.",
  ],
} as const;

/** How contacts on a channel differ from the average, on a scale from −2 to 2. */
const LIKED: Readonly<Record<string, number>> = {
  store: 0.4,
  app: 0.2,
  web: 0.1,
  phone: -0.1,
  email: -0.3,
  chat: -0.2,
};

/** The answers of one customer. `index` counts customers from 0. */
export function demoAnswers(
  index: number,
  customer: string,
  rows: readonly IncomingInteraction[],
  { seed, end }: { readonly seed: number; readonly end: number },
): IncomingAnswer[] {
  const random = new Random(seed, STREAM, index);
  const nature = 0.5 * random.normal();
  const answers: IncomingAnswer[] = [];
  const give = (
    row: IncomingInteraction | null,
    touchpoint: string,
    at: number,
    mood: number,
    kinds: readonly ScoreKind[],
  ): void => {
    const scores = Object.fromEntries(kinds.map((kind) => [kind, scoreOf(kind, mood + 0.5 * random.normal())]));
    const comment = random.chance(mood < -0.3 ? 0.4 : 0.12)
      ? one(mood < 0 ? COMMENTS.bad : COMMENTS.good, random)
      : null;
    if (at >= end) return;
    answers.push({
      customer,
      id: `f${answers.length}`,
      origin: ORIGIN.get(touchpoint)!,
      at,
      touchpoint,
      interaction: row?.id ?? null,
      csat: null,
      nps: null,
      ces: null,
      emotion: null,
      comment,
      ...scores,
    });
  };
  for (const row of rows) {
    const liked = LIKED[row.touchpoint.slice(0, row.touchpoint.indexOf("/"))] ?? 0;
    const mood = nature + liked - (row.repeatedInfo === true ? 1.2 : 0);
    if (row.outcome === "FAILED") {
      if (random.chance(ANSWERS.failure))
        give(row, row.touchpoint, row.at + Math.round(random.between(1, 20) * MINUTE), mood - 1.3, ["emotion"]);
    } else if (row.resolved !== null) {
      if (random.chance(ANSWERS.case))
        give(
          row,
          row.touchpoint,
          row.at + Math.round(random.between(1, 24) * HOUR),
          mood + (row.resolved ? 0.6 : -1.1),
          ["csat", "ces"],
        );
    } else if (row.value !== null && random.chance(ANSWERS.purchase))
      give(null, row.touchpoint, row.at + Math.round(random.between(0.5, 4) * DAY), mood + 0.5, ["nps"]);
  }
  const first = rows[0];
  if (first !== undefined && random.chance(RATES_A_VISIT))
    give(null, VISIT, Math.round(random.between(first.at, end)), nature + 0.3, ["csat"]);
  return answers;
}

/** A mood of −2 to 2 becomes the score at the same place of the scale. */
function scoreOf(kind: ScoreKind, mood: number): number {
  const { least, most } = SCALES[kind];
  return Math.min(most, Math.max(least, Math.round((least + most) / 2 + (mood * (most - least)) / 4)));
}

function one(texts: readonly string[], random: Random): string {
  return texts[random.integer(0, texts.length - 1)]!;
}

/** `origins` are those of the interactions. */
export function answerOrigins(origins: readonly OriginContent[]): OriginContent[] {
  return origins.map((origin) => ({ ...origin, intended: null, feedback: true }));
}
