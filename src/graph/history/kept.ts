// Converts the part of a history that is neither attributes nor journeys nor answers (`Kept` in model/journey.ts) to
// JSON text and back. Both stores keep this text.
import type { Answer } from "../../model/feedback.js";
import type { Interaction } from "../../model/interaction.js";
import type { Attributes, Kept, Trait } from "../../model/journey.js";
import { readSequence } from "../../model/sequence.js";

/** The attributes of an identity, if they differ from those that the customer shows. */
interface KeptAttributes {
  readonly identity: string;
  readonly given: readonly (readonly [string, string])[];
  readonly traits: readonly Trait[];
}

/** The text for everything that is kept, except answers. */
export function keptText({ attributes, hidden }: Kept): string {
  return JSON.stringify({
    attributes: [...attributes].map(
      ([identity, { given, traits }]): KeptAttributes => ({
        identity,
        given: Object.entries(given),
        traits,
      }),
    ),
    hidden: hidden.map(hiddenText),
  });
}

export function readKept(text: string, answers: readonly Answer[]): Kept {
  const { attributes, hidden } = JSON.parse(text) as { attributes: KeptAttributes[]; hidden: string[] };
  return {
    attributes: new Map(
      attributes.map(({ identity, given, traits }) => [
        identity,
        // The object is made from entries, because an attribute may have any name, even `__proto__`.
        { given: Object.fromEntries(given) as Attributes, traits },
      ]),
    ),
    hidden: hidden.map(readHidden),
    answers,
  };
}

/** Sequences of 64 bits are written as texts. */
function hiddenText(interaction: Interaction): string {
  return JSON.stringify({
    ...interaction,
    sequence: String(interaction.sequence),
    sequences: interaction.sequences.map(String),
  });
}

function readHidden(text: string): Interaction {
  const { sequence, sequences, ...interaction } = JSON.parse(text) as Omit<Interaction, "sequence" | "sequences"> & {
    readonly sequence: string;
    readonly sequences: readonly string[];
  };
  return {
    ...interaction,
    sequence: readSequence(sequence)!,
    sequences: sequences.map((one) => readSequence(one)!),
  };
}
