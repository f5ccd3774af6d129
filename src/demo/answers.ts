// The answers of synthetic customers. At a stand, in a store and after a failed payment, customers are asked how they
// feel. After a purchase, they are asked how likely they are to recommend the company. After a delivery or a case, they
// are asked how satisfied they are. Few customers answer, and dissatisfied customers comment more often. Answers use
// their own stream of random numbers, so that the interactions are the same with and without answers.
import { type IncomingAnswer, LOW_UP_TO, SCALES, type ScoreKind } from "../model/feedback.js";
import type { IncomingInteraction, OriginContent } from "../model/interaction.js";
import { DAY, HOUR, MINUTE } from "../model/time.js";
import { ORIGINS } from "./catalogue.js";
import { COMMENTS, type Topic } from "./comments.js";
import { Random } from "./random.js";

const STREAM = 13;

/** A question that customers are asked after an interaction. */
interface Occasion {
  readonly topic: Topic;
  readonly kinds: readonly ScoreKind[];
  /** The share of customers who answer. */
  readonly share: number;
  /** How the occasion changes the mood, on a scale from −2 to 2. */
  readonly mood: number;
  /** The fewest and the most hours until the answer. */
  readonly after: readonly [number, number];
}

const FAILURE: Occasion = { topic: "payment", kinds: ["emotion"], share: 0.15, mood: -1.3, after: [0.02, 0.3] };
const PURCHASE: Occasion = { topic: "purchase", kinds: ["nps"], share: 0.1, mood: 1, after: [12, 96] };
const DELIVERY: Occasion = { topic: "delivery", kinds: ["csat"], share: 0.06, mood: 0.8, after: [1, 24] };
const CASE: Occasion = { topic: "case", kinds: ["csat", "ces"], share: 0.25, mood: 0.6, after: [1, 24] };
/** If a person answers the case, the customer is also asked how they feel. */
const CASE_WITH_PERSON: Occasion = { ...CASE, kinds: ["csat", "ces", "emotion"] };

/** Occasions at which a person or a terminal asks how the customer feels. */
const FEELINGS: Readonly<Partial<Record<string, Occasion>>> = Object.fromEntries(
  (
    [
      ["events/trade-show", "visit", 0.25, 0.9],
      ["events/pop-up-shop", "visit", 0.25, 1],
      ["store/store-visit", "visit", 0.04, 0.5],
      ["store/product-demo", "visit", 0.06, 0.9],
      ["phone/sales-call", "advice", 0.06, 0.3],
      ["chat/sales-chat", "advice", 0.1, 0.3],
      ["store/in-store-purchase", "purchase", 0.06, 1],
      ["store/pick-up", "pick-up", 0.12, 0.8],
    ] as const
  ).map(([touchpoint, topic, share, mood]) => [
    touchpoint,
    { topic, kinds: ["emotion"], share, mood, after: [0.02, 0.5] } as const,
  ]),
);

/** Channels on which a person answers a case. */
const WITH_PERSON = ["phone", "chat", "store"];
/** The share of customers who rate a visit to the store. The log may have no interaction for this visit. */
const RATES_A_VISIT = 0.03;
const VISIT = "store/store-visit";
/** The time after the order from which a pick-up or a delivery is late. */
const LATE_PICK_UP = 3 * DAY;
const LATE_DELIVERY = 4 * DAY;
/**
 * How much three things lower the mood: a late pick-up or delivery, a case that is not solved, and a case that the
 * customer had to explain again.
 */
const LATE = 1.8;
const UNSOLVED = 1.7;
const REPEATED = 1.2;

/** How contacts on a channel differ from the average, on a scale from −2 to 2. */
const LIKED: Readonly<Record<string, number>> = {
  store: 0.4,
  app: 0.15,
  web: 0.15,
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
    { kinds, topic }: Pick<Occasion, "kinds" | "topic">,
  ): void => {
    const scores = Object.fromEntries(kinds.map((kind) => [kind, scoreOf(kind, mood + 0.5 * random.normal())]));
    const isLow = kinds.some((kind) => scores[kind]! <= LOW_UP_TO[kind]);
    const comment = random.chance(isLow ? 0.4 : 0.12) ? one(COMMENTS[topic][isLow ? "bad" : "good"], random) : null;
    if (at >= end) return;
    answers.push({
      customer,
      id: `f${answers.length}`,
      origin: ORIGINS.get(touchpoint)!,
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
  rows.forEach((row, place) => {
    for (const occasion of occasionsOf(row)) {
      if (!random.chance(occasion.share)) continue;
      const [least, most] = occasion.after;
      const at = row.at + Math.round(random.between(least * HOUR, most * HOUR));
      const mood = nature + (LIKED[channelOf(row)] ?? 0) + occasion.mood - lower(row, rows, place, occasion);
      // The question about recommendation concerns the touchpoint. The other questions concern the interaction.
      give(occasion === PURCHASE ? null : row, row.touchpoint, Math.max(at, row.at + MINUTE), mood, occasion);
    }
  });
  const first = rows[0];
  if (first !== undefined && random.chance(RATES_A_VISIT))
    give(null, VISIT, Math.round(random.between(first.at, end)), nature + 0.3, { kinds: ["csat"], topic: "visit" });
  return answers;
}

function occasionsOf(row: IncomingInteraction): Occasion[] {
  if (row.outcome === "FAILED") return [FAILURE];
  if (row.resolved !== null) return [WITH_PERSON.includes(channelOf(row)) ? CASE_WITH_PERSON : CASE];
  if (row.touchpoint === "delivery/parcel-delivery") return [DELIVERY];
  const felt = FEELINGS[row.touchpoint];
  return [...(row.value === null ? [] : [PURCHASE]), ...(felt === undefined ? [] : [felt])];
}

/** How much lower the mood is because of the rows before the row at this place. */
function lower(
  row: IncomingInteraction,
  rows: readonly IncomingInteraction[],
  place: number,
  { topic }: Occasion,
): number {
  if (topic === "case") return (row.resolved === true ? 0 : UNSOLVED) + (row.repeatedInfo === true ? REPEATED : 0);
  const longest = row.touchpoint === "store/pick-up" ? LATE_PICK_UP : topic === "delivery" ? LATE_DELIVERY : null;
  if (longest === null) return 0;
  const isOrder = ({ intendedChannel, value }: IncomingInteraction): boolean =>
    topic === "delivery" ? value !== null : intendedChannel === "store";
  const order = rows.slice(0, place).findLast((earlier) => earlier.journey === row.journey && isOrder(earlier));
  return order !== undefined && row.at - order.at > longest ? LATE : 0;
}

function channelOf({ touchpoint }: IncomingInteraction): string {
  return touchpoint.slice(0, touchpoint.indexOf("/"));
}

/** Converts a mood of −2 to 2 to the score at the same place of the scale. */
function scoreOf(kind: ScoreKind, mood: number): number {
  const { least, most } = SCALES[kind];
  return Math.min(most, Math.max(least, Math.round((least + most) / 2 + (mood * (most - least)) / 4)));
}

function one(texts: readonly string[], random: Random): string {
  return texts[random.integer(0, texts.length - 1)]!;
}

/** `origins` are the origins of the interactions. */
export function answerOrigins(origins: readonly OriginContent[]): OriginContent[] {
  return origins.map((origin) => ({ ...origin, intended: null, feedback: true }));
}
