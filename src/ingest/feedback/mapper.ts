// Converts the fields of a record to an answer, or to the reason why it is rejected. A row with a score outside its
// scale is rejected as a whole, because leaving out the score would change what the customer answered.
import { type FieldProblem, isBlank } from "../../model/check.js";
import { parseDateFormat } from "../../model/dateFormat.js";
import {
  type AnswerContent,
  answerId,
  checkAnswer,
  type IncomingAnswer,
  SCORE_KINDS,
  type ScoreKind,
} from "../../model/feedback.js";
import { type EpochUnit, InstantReader, Zone } from "../../model/instant.js";
import type { OriginContent } from "../../model/interaction.js";
import { channelSlug, slug, touchpointKey, UNKNOWN_CHANNEL } from "../../model/keys.js";
import type { AnswerColumn, AnswerPlaces } from "./columns.js";

/** A whole number, as programs write it: `4`, `+4`, `-1`, `4.0`. */
const WHOLE = /^[+-]?\d{1,9}(?:[.,]0+)?$/;

export interface AnswerReadOptions {
  /** UTC milliseconds; null allows times in the future. */
  readonly now: number | null;
  readonly zone: string;
  readonly dateFormat: string | null;
  readonly epoch: EpochUnit | null;
}

export class AnswerMapper {
  /** The origins by number. Rows refer to an origin by its number. */
  readonly origins: Omit<OriginContent, "source">[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #equal = new Map<string, number>();
  readonly #places: AnswerPlaces;
  readonly #options: AnswerReadOptions;
  readonly #instants: InstantReader;

  constructor(places: AnswerPlaces, options: AnswerReadOptions) {
    this.#places = places;
    this.#options = options;
    this.#instants = new InstantReader(new Zone(options.zone), {
      dateFormat: options.dateFormat === null ? null : parseDateFormat(options.dateFormat),
      epoch: options.epoch,
    });
  }

  map(fields: readonly string[]): IncomingAnswer | FieldProblem {
    const text = (field: AnswerColumn): string | null => {
      const place = this.#places[field];
      const given = typeof place === "number" ? (fields[place] ?? "") : place;
      return given === null || isBlank(given) ? null : given;
    };
    const customer = (text("identity") ?? text("customer"))?.trim() ?? "";
    const time = text("at");
    if (time === null) return { field: "at", code: "MISSING_FIELD", message: "The at is missing." };
    const instant = this.#instants.read(time);
    if (instant.problem !== null) return this.#timeProblem(instant.problem, time);
    const at = instant.at;
    const scores = {} as Record<ScoreKind, number | null>;
    for (const kind of SCORE_KINDS) {
      const given =
        text(kind)
          ?.trim()
          .replace(/^\u2212/, "-") ?? null;
      if (given !== null && !WHOLE.test(given))
        return { field: kind, code: "BAD_NUMBER", message: `"${given.slice(0, 60)}" is not a whole number.` };
      scores[kind] = given === null ? null : Number(given.replace(",", "."));
    }
    const names = namesOf(text("touchpoint"), text("channel"), text("stage"));
    const content: AnswerContent = {
      at,
      touchpoint: names.touchpoint === "" ? null : names.touchpoint,
      interaction: text("interaction"),
      ...scores,
      comment: text("comment"),
    };
    const id = text("id");
    if (id === null && this.#places.id !== null)
      return { field: "id", code: "MISSING_FIELD", message: "The id is missing." };
    const row = { ...content, customer, id: id ?? "-" };
    const problem = checkAnswer(row, this.#options.now);
    if (problem !== null) return problem;
    return { ...row, id: id ?? answerId(customer, content, this.#equal), origin: this.#origin(names) };
  }

  #timeProblem(code: FieldProblem["code"], text: string): FieldProblem {
    const hint = this.#instants.explain(text);
    const shown = text.slice(0, 60);
    const message = `"${shown}" is not a time${hint === null ? ". Write it like 2017-01-07T18:55:24Z, or as an epoch." : `: ${hint}.`}`;
    return { field: "at", code, message };
  }

  #origin(names: Omit<OriginContent, "source">): number {
    const text = JSON.stringify(names);
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.origins.push(names) - 1;
      this.#numbers.set(text, number);
    }
    return number;
  }
}

/** The names of an origin. If no channel is given, a text such as `web/checkout` contains both channel and kind. */
function namesOf(touchpoint: string | null, given: string | null, stage: string | null): Omit<OriginContent, "source"> {
  const rest = { intended: null, initiatedBy: null, feedback: true } as const;
  if (touchpoint === null) return { touchpoint: "", kind: "", channel: null, stage: null, ...rest };
  const slash = given === null ? touchpoint.indexOf("/") : -1;
  const kind = touchpoint.slice(slash + 1);
  const channel = given ?? (slash > 0 ? touchpoint.slice(0, slash) : null);
  const key = touchpointKey(channel === null ? UNKNOWN_CHANNEL : channelSlug(channel), slug(kind));
  return { touchpoint: key, kind, channel, stage, ...rest };
}
