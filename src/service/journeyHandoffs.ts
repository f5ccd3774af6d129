// Judges the handoffs of single journeys of the graph in the same way as the question `handoffs`. The catalogue, the
// journey gap and the newest interaction are those of the projection.

import { type InteractionTest, interactionTest, needsProperties } from "../engine/interactionTest.js";
import { compileGoal, NO, UNLESS_FAILED } from "../engine/selector.js";
import type { Label } from "../engine/terms.js";
import { compareInteractions, type InteractionPlace } from "../graph/history/assemble.js";
import { INITIATORS, type Interaction, OUTCOMES } from "../model/interaction.js";
import type { Projection } from "../projection/projection.js";
import { HandoffFinder, type SearchedBlock } from "../questions/handoffs/episodes.js";
import { type HandoffsOfJourney, type HandoffVerdict, handoffsOfJourney } from "../questions/handoffs/ofJourney.js";
import { labelsOf } from "../questions/handoffs/rows.js";
import { type HandoffRules, handoffRules } from "../questions/handoffs/rules.js";
import { checkHandoffSettings, type HandoffReason, type HandoffSettings } from "../questions/handoffs/settings.js";
import { type LoadedInteraction, type LoadedJourney, loadedInteraction } from "./views.js";

export interface JourneyHandoff {
  /** Position among the handoffs of the journey, counted from 1. */
  readonly position: number;
  readonly from: Label;
  readonly to: Label;
  readonly verdict: HandoffVerdict;
  readonly leaves: LoadedInteraction;
  readonly reaches: LoadedInteraction | null;
  readonly intent: LoadedInteraction | null;
  readonly wait: number | null;
  readonly resolvedBy: LoadedInteraction | null;
  readonly pendingUntil: number | null;
  readonly reasons: readonly JourneyHandoffReason[];
}

export interface JourneyHandoffReason {
  readonly reason: HandoffReason;
  readonly isFailure: boolean;
  readonly since: number;
  readonly until: number | null;
  readonly interaction: LoadedInteraction | null;
}

/** The latest time that ISO 8601 texts can express. */
const LAST_INSTANT = 8.64e15;

/**
 * The form of a label in a cursor. It contains the kind of label, because a touchpoint and a channel may have the same
 * key.
 */
export function placeOf({ kind, key }: Label): string {
  return `${kind} ${key}`;
}

/**
 * Judges journeys by one version of the data. Work whose cost grows with the catalogue is done only once, in the
 * constructor.
 */
export class HandoffJudge {
  readonly #rules: HandoffRules;
  readonly #finder: HandoffFinder;
  readonly #labelOf: (code: number) => Label;
  readonly #touchpoints: ReadonlyMap<string, number>;
  readonly #channels: ReadonlyMap<string, number>;
  /** Tests whether an interaction reaches the goal. Null if the touchpoint alone decides this. */
  readonly #reaches: InteractionTest | null = null;
  readonly #codes: number = 0;
  readonly #found = new WeakMap<LoadedJourney, HandoffsOfJourney>();

  /** Throws a ThroughlineError that names the argument's path. */
  constructor(projection: Projection, settings: HandoffSettings) {
    checkHandoffSettings(settings);
    const { catalogue, dictionary } = projection;
    const goal = settings.goal ?? catalogue.goals.find(({ isDefault }) => isDefault)?.selector ?? null;
    if (goal !== null && needsProperties(catalogue, goal)) {
      // Each touchpoint has a second code, for interactions that reach the goal.
      const { touchpoints } = dictionary;
      this.#reaches = interactionTest(catalogue, goal);
      this.#codes = touchpoints.length;
      const doubled = { ...projection, dictionary: { ...dictionary, touchpoints: [...touchpoints, ...touchpoints] } };
      const bytes = Uint8Array.from({ length: 2 * this.#codes }, (_, code) =>
        code < this.#codes ? NO : UNLESS_FAILED,
      );
      this.#rules = handoffRules(doubled, settings, bytes);
      this.#labelOf = labelsOf(doubled, this.#rules);
    } else {
      this.#rules = handoffRules(
        projection,
        settings,
        compileGoal(projection, settings.goal, "settings.goal").byTouchpoint,
      );
      this.#labelOf = labelsOf(projection, this.#rules);
    }
    this.#finder = new HandoffFinder(this.#rules);
    this.#touchpoints = new Map(projection.dictionary.touchpoints.map((key, code) => [key, code]));
    this.#channels = new Map(this.#rules.channels.map((key, code) => [key, code]));
  }

  /**
   * Whether the projection knows all touchpoints and intended channels of the journey. If not, the journey is newer
   * than the projection.
   */
  knows({ parts }: LoadedJourney): boolean {
    return parts.every(
      ({ touchpoint, intendedChannel }) =>
        this.#touchpoints.has(touchpoint) && (intendedChannel === null || this.#channels.has(intendedChannel)),
    );
  }

  count(journey: LoadedJourney): number {
    return this.#of(journey).count;
  }

  /**
   * Returns the index, counted from 0, of the first handoff after a given handoff. The given handoff is identified by
   * the position that it leaves and the label that it reaches (`placeOf`).
   */
  after(journey: LoadedJourney, place: InteractionPlace, to: string): number {
    const all = this.#of(journey);
    const order = (i: number): number => compareInteractions(journey.parts[all.leaves(i)]!, place);
    let first = 0;
    while (first < all.count && order(first) < 0) first++;
    // An episode may make several attempts, which all leave from its last interaction.
    for (let i = first; i < all.count && order(i) === 0; i++)
      if (placeOf(this.#labelOf(all.at(i).to)) === to) return i + 1;
    return first;
  }

  /** The handoffs `from` … `to` − 1 of the journey, counted from 0. */
  some(journey: LoadedJourney, from: number, to: number): JourneyHandoff[] {
    const all = this.#of(journey);
    const interaction = (index: number | null) => (index === null ? null : loadedInteraction(journey, index));
    return Array.from({ length: Math.max(0, Math.min(to, all.count) - from) }, (_, i) => {
      const found = all.at(from + i);
      return {
        position: from + i + 1,
        from: this.#labelOf(found.from),
        to: this.#labelOf(found.to),
        verdict: found.verdict,
        leaves: loadedInteraction(journey, found.leaves),
        reaches: interaction(found.reaches),
        intent: interaction(found.intent),
        wait: found.wait,
        resolvedBy: interaction(found.resolvedBy),
        pendingUntil: found.pendingUntil,
        reasons: found.reasons.map(({ until, interaction: shown, ...reason }) => ({
          ...reason,
          until: until > LAST_INSTANT ? null : until,
          interaction: interaction(shown),
        })),
      };
    });
  }

  #of(journey: LoadedJourney): HandoffsOfJourney {
    let found = this.#found.get(journey);
    if (found === undefined) {
      found = handoffsOfJourney(this.#finder, this.#rules, this.#blockOf(journey));
      this.#found.set(journey, found);
    }
    return found;
  }

  /**
   * A block that contains only this journey. Touchpoints that were removed from the catalogue after the journey was
   * read get an arbitrary code.
   */
  #blockOf({ parts }: LoadedJourney): SearchedBlock {
    const cases = new Map<string, number>();
    const caseOf = (id: string): number => {
      const known = cases.get(id) ?? cases.size + 1;
      cases.set(id, known);
      return known;
    };
    const has = (field: keyof Interaction): boolean => parts.some((part) => part[field] !== null);
    return {
      offsets: Uint32Array.of(0, parts.length),
      touchpoint: Uint16Array.from(
        parts,
        (part) => (this.#touchpoints.get(part.touchpoint) ?? 0) + (this.#reaches?.(part) === true ? this.#codes : 0),
      ),
      start: Float64Array.of(parts[0]!.at),
      elapsed: Float64Array.from(parts, ({ at }) => at - parts[0]!.at),
      columns: {
        initiatedBy: has("initiatedBy")
          ? Uint8Array.from(parts, (part) => (part.initiatedBy === null ? 0 : 1 + INITIATORS.indexOf(part.initiatedBy)))
          : null,
        outcome: has("outcome")
          ? Uint8Array.from(parts, ({ outcome }) => (outcome === null ? 0 : 1 + OUTCOMES.indexOf(outcome)))
          : null,
        resolved: has("resolved")
          ? Uint8Array.from(parts, ({ resolved }) => (resolved === null ? 0 : resolved ? 2 : 1))
          : null,
        intendedChannel: has("intendedChannel")
          ? Uint16Array.from(parts, (part) =>
              part.intendedChannel === null ? 0 : 1 + (this.#channels.get(part.intendedChannel) ?? -1),
            )
          : null,
        caseId: has("caseId")
          ? Uint32Array.from(parts, (part) => (part.caseId === null ? 0 : caseOf(part.caseId)))
          : null,
      },
    };
  }
}
