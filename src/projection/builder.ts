// Converts the histories that a store streams, customer by customer, to blocks, a dictionary and customer attributes.
// When a block is full, a new block begins at the next customer, so that all journeys of a customer are in one block.
// Distinct customers can then be counted by comparing each journey with the one before it. Customers with a journey of
// more than 49.7 days are put into separate blocks, because their times need wide columns. Most logs have few such
// customers.
import type { HistoryVisitor, VisitedColumn } from "../graph/store.js";
import { MAX_TOUCHPOINTS } from "../model/catalogue.js";
import { ThroughlineError } from "../model/errors.js";
import type { AnswerContent } from "../model/feedback.js";
import type { Attributes } from "../model/journey.js";
import { AnswersBuilder, type LooseAnswers, NOWHERE, UNJOINED } from "./answers.js";
import { AttributesBuilder } from "./attributes.js";
import { BlockBuilder } from "./blockBuilder.js";
import { grownCapacity } from "./columns.js";
import type { Block, CustomerColumns, Dictionary, Projection } from "./projection.js";

/**
 * The number of interactions after which a block is closed. Its columns then take about 6 MB, and sparse columns as
 * much again. Cutting the columns to size and indexing them takes 10 to 20 ms within one turn of the event loop. (With
 * 4 million interactions, it took up to 170 ms.)
 */
export const BLOCK_INTERACTIONS = 1 << 19;

/** Assigns codes to the keys of touchpoints or of channels. New keys are added, and existing codes never change. */
class Codes {
  readonly #keys: string[];
  readonly #codes: Map<string, number>;
  readonly #before: readonly string[];

  constructor(before: readonly string[]) {
    this.#before = before;
    this.#keys = [...before];
    this.#codes = new Map(before.map((key, code) => [key, code]));
  }

  code(key: string): number {
    const known = this.#codes.get(key);
    if (known !== undefined) return known;
    if (this.#keys.length >= MAX_TOUCHPOINTS)
      throw new ThroughlineError(
        "TOO_MANY_TOUCHPOINTS",
        `The store has more than ${MAX_TOUCHPOINTS} touchpoints or channels.`,
        {
          remedy: "Map a column with fewer values, such as the kind of page and not its address, to the touchpoint.",
        },
      );
    const code = this.#keys.push(key) - 1;
    this.#codes.set(key, code);
    return code;
  }

  finish(): readonly string[] {
    return this.#keys.length === this.#before.length ? this.#before : this.#keys;
  }
}

export interface Built {
  /** The blocks; empty if no journey was visited. */
  readonly blocks: readonly Block[];
  readonly dictionary: Dictionary;
  readonly customers: CustomerColumns;
  /** The loose answers of the customers visited. */
  readonly looseAnswers: LooseAnswers;
  /** By customer number: 1 if the store reported the customer, even if the customer has no journeys or was removed. */
  readonly visited: Uint8Array;
  /** 1 + the largest customer number among the customers visited and those of the base. */
  readonly customerNumbers: number;
}

export class ProjectionBuilder implements HistoryVisitor {
  readonly #touchpoints: Codes;
  readonly #channels: Codes;
  readonly #attributes: AttributesBuilder;
  readonly #blocks: Block[] = [];
  readonly #cases = new Map<string, number>();
  readonly #blockInteractions: number;
  readonly #narrow = new BlockBuilder();
  readonly #wide = new BlockBuilder();
  /**
   * The block to which the current customer's journeys are appended. It is `#narrow` at first, and `#wide` as soon as
   * one of the customer's times needs a wide column.
   */
  #block = this.#narrow;
  #customer = 0;
  /** The indexes in the block of the first journey and the first interaction of the current customer. */
  #firstJourney = 0;
  #firstInteraction = 0;
  readonly #loose = new AnswersBuilder();
  #visited: Uint8Array;
  #numbers: number;

  /**
   * With a base, the builder extends the dictionary and the attributes of the base. The caller then lets it visit only
   * customers that have changed since the base.
   */
  constructor(base?: Projection, blockInteractions: number = BLOCK_INTERACTIONS) {
    this.#touchpoints = new Codes(base?.dictionary.touchpoints ?? []);
    this.#channels = new Codes(base?.dictionary.channels ?? []);
    this.#attributes = new AttributesBuilder(base?.customers);
    this.#numbers = base?.customerNumbers ?? 0;
    this.#visited = new Uint8Array(this.#numbers);
    this.#blockInteractions = blockInteractions;
  }

  customer(number: number, attributes: Attributes): void {
    this.#visit(number);
    if (this.#narrow.interactions >= this.#blockInteractions) this.#close(this.#narrow);
    if (this.#wide.interactions >= this.#blockInteractions) this.#close(this.#wide);
    this.#customer = number;
    this.#enter(this.#narrow);
    this.#cases.clear();
    this.#attributes.set(number, attributes);
  }

  journey(key: string): void {
    this.#block.journey(this.#customer, key);
  }

  interaction(touchpoint: string, at: number): void {
    if (this.#block === this.#narrow && !this.#narrow.fitsNarrow(at)) {
      const first = this.#firstJourney;
      this.#enter(this.#wide);
      this.#narrow.moveTo(this.#wide, first);
    }
    this.#block.interaction(this.#touchpoints.code(touchpoint), at);
  }

  known(column: VisitedColumn, value: number | string | boolean): void {
    if (column === "caseId") {
      let code = this.#cases.get(value as string);
      if (code === undefined) {
        code = this.#cases.size + 1;
        this.#cases.set(value as string, code);
      }
      this.#block.known(column, code);
    } else if (column === "intendedChannel") this.#block.known(column, 1 + this.#channels.code(value as string));
    else this.#block.known(column, value);
  }

  answer(index: number, touchpoint: string | null, ordinal: number, content: AnswerContent): void {
    const code = touchpoint === null ? NOWHERE : this.#touchpoints.code(touchpoint);
    if (this.#firstJourney === this.#block.journeys) this.#loose.add(this.#customer, UNJOINED, code, ordinal, content);
    else {
      const interaction = index < 0 ? UNJOINED : this.#firstInteraction + index;
      this.#block.answer(this.#firstJourney, interaction, code, ordinal, content);
    }
  }

  gone(number: number): void {
    this.#visit(number);
    this.#attributes.set(number, {});
  }

  finish(): Built {
    this.#close(this.#narrow);
    this.#close(this.#wide);
    return {
      blocks: this.#blocks,
      dictionary: { touchpoints: this.#touchpoints.finish(), channels: this.#channels.finish() },
      customers: this.#attributes.finish(),
      looseAnswers: this.#loose.loose(),
      visited: this.#visited,
      customerNumbers: this.#numbers,
    };
  }

  #visit(number: number): void {
    if (number >= this.#visited.length) {
      const next = new Uint8Array(grownCapacity(this.#visited.length, number + 1));
      next.set(this.#visited);
      this.#visited = next;
    }
    if (this.#visited[number] === 1)
      throw new ThroughlineError("STORE_FAILED", `The store gave customer ${number} twice in one reading.`, {
        remedy: "Report this as a bug: if it continued, answers would count the customer twice.",
      });
    this.#visited[number] = 1;
    if (number >= this.#numbers) this.#numbers = number + 1;
  }

  /** Makes this block the one to which the journeys of the current customer are appended. */
  #enter(block: BlockBuilder): void {
    this.#block = block;
    this.#firstJourney = block.journeys;
    this.#firstInteraction = block.interactions;
  }

  /** Finishes a block. The builder then begins the next one with the same growing columns. */
  #close(block: BlockBuilder): void {
    if (block.journeys > 0) this.#blocks.push(block.finish());
  }
}
