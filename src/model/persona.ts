// Personas: described kinds of customers from whose point of view a journey is designed and measured. A persona has a
// rule that decides which customers belong to it. The rule is a JourneyFilter, like the rule of a segment. A customer
// has at most one persona: the first one, in the order of the catalogue, whose rule the customer satisfies.
import type { SegmentRule } from "./segment.js";

/** The lists of short texts that describe a persona. */
export const TRAITS = ["psychographics", "behaviours", "needs", "goals", "painPoints"] as const;
export type Trait = (typeof TRAITS)[number];

export interface Persona extends Readonly<Record<Trait, readonly string[]>> {
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
  /** The position in the catalogue's order: 1, 2, 3 … */
  readonly position: number;
  /** A `data:` URL of a PNG, JPEG or WebP image. */
  readonly picture: string | null;
  /** For example `age: "25–40"`. */
  readonly demographics: Readonly<Record<string, string>>;
  /** Keys of channels, the most preferred first. */
  readonly preferredChannels: readonly string[];
  /** The rule; null if no customer belongs to the persona. */
  readonly rule: SegmentRule | null;
}

/** The longest picture, in characters of its `data:` URL. */
export const MAX_PICTURE = 200_000;
const PICTURE = /^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+=*$/;

/**
 * Returns the reason why a text is not a picture, or null if it is a picture. An SVG is not accepted, because it can
 * contain scripts.
 */
export function pictureProblem(picture: string): string | null {
  if (picture.length > MAX_PICTURE) return `The picture has ${picture.length} characters; the limit is ${MAX_PICTURE}.`;
  return PICTURE.test(picture) ? null : "The picture is not a data: URL of a PNG, JPEG or WebP image.";
}
