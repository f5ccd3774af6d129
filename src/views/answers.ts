// A single answer of a customer in words.
import { format } from "./format.js";

export interface GivenScores {
  readonly csat: number | null;
  readonly nps: number | null;
  readonly ces: number | null;
  readonly emotion: number | null;
}

/** "CSAT 2 of 5, NPS 3 of 10"; empty if no score was given. */
export function scoresText({ csat, nps, ces, emotion }: GivenScores): string {
  return [
    ...(csat === null ? [] : [`CSAT ${csat} of 5`]),
    ...(nps === null ? [] : [`NPS ${nps} of 10`]),
    ...(ces === null ? [] : [`CES ${ces} of 7`]),
    ...(emotion === null ? [] : [`emotion ${format.signed(emotion)}`]),
  ].join(", ");
}

/** "CSAT 2 of 5: “I had to explain everything twice.”". */
export function answerText(answer: GivenScores & { readonly comment: string | null }): string {
  const scores = scoresText(answer);
  const { comment } = answer;
  if (comment === null) return scores;
  return scores === "" ? `“${comment}”` : `${scores}: “${comment}”`;
}
