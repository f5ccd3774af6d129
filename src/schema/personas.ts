// Personas, and the inputs that declare them.
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { MAX_PICTURE, type Persona } from "../model/persona.js";
import type { SegmentRule } from "../model/segment.js";
import { JourneyFilterInput } from "./shared/filter.js";
import { NodeInterface } from "./shared/node.js";
import { HasMembers } from "./shared/rules.js";
import { Json } from "./shared/scalars.js";

/** The largest number of entries in each list that describes a persona. */
const MAX_TRAITS = 50;

const PSYCHOGRAPHICS = "Attitudes, values and interests.";
const BEHAVIOURS = "Typical behaviour of such customers.";
const NEEDS = "Needs of such customers.";
const GOALS = "What such customers want to achieve.";
const PAIN_POINTS = "What annoys or hinders such customers.";
const DEMOGRAPHICS = 'Demographic facts, as an object of texts, such as `{ age: "25–40" }`.';
const PICTURE = "A picture, as a `data:` URL of a PNG, JPEG or WebP image";

@ObjectType("Persona", {
  simpleResolvers: true,
  implements: NodeInterface,
  description:
    "A described kind of customer, from whose point of view journeys are designed and measured. Each customer has at most one persona: the first persona, in order of position, whose rule holds for the customer.",
})
export class PersonaType extends NodeInterface implements Omit<Persona, "preferredChannels"> {
  @Field(() => String, { description: "The key." })
  readonly key!: string;
  @Field(() => String, { description: "The display name." })
  readonly name!: string;
  @Field(() => String, { nullable: true, description: "A description in a few sentences." })
  readonly description!: string | null;
  @Field(() => Int, { description: "The position in the catalogue's order of personas." })
  readonly position!: number;
  @Field(() => String, { nullable: true, description: `${PICTURE}.` })
  readonly picture!: string | null;
  @Field(() => Json, { description: DEMOGRAPHICS })
  readonly demographics!: Readonly<Record<string, string>>;
  @Field(() => [String], { description: PSYCHOGRAPHICS })
  readonly psychographics!: readonly string[];
  @Field(() => [String], { description: BEHAVIOURS })
  readonly behaviours!: readonly string[];
  @Field(() => [String], { description: NEEDS })
  readonly needs!: readonly string[];
  @Field(() => [String], { description: GOALS })
  readonly goals!: readonly string[];
  @Field(() => [String], { description: PAIN_POINTS })
  readonly painPoints!: readonly string[];
  @Field(() => Json, {
    nullable: true,
    description: "The rule, in the form of a JourneyFilter. If it is null, no customer has this persona.",
  })
  readonly rule!: SegmentRule | null;
}

@InputType("PersonaInput", {
  description:
    "Declares or changes a persona. A field that is omitted keeps its value, and null removes the value. A list that you give replaces the whole stored list.",
})
export class PersonaInput {
  @Field(() => String, { description: "The key. A new key creates a persona." })
  readonly key!: string;
  @Field(() => String, { nullable: true, description: "The display name. If it was never given, the key is shown." })
  readonly name?: string | null;
  @Field(() => String, { nullable: true, description: "A description in a few sentences." })
  readonly description?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: "The position in the catalogue's order of personas. A new persona is the last one by default.",
  })
  readonly position?: number | null;
  @Field(() => String, { nullable: true, description: `${PICTURE}, at most ${MAX_PICTURE} characters.` })
  readonly picture?: string | null;
  @Field(() => Json, { nullable: true, description: DEMOGRAPHICS })
  readonly demographics?: unknown;
  @Field(() => [String], { nullable: true, description: PSYCHOGRAPHICS })
  @HasMembers(0, MAX_TRAITS)
  readonly psychographics?: string[] | null;
  @Field(() => [String], { nullable: true, description: BEHAVIOURS })
  @HasMembers(0, MAX_TRAITS)
  readonly behaviours?: string[] | null;
  @Field(() => [String], { nullable: true, description: NEEDS })
  @HasMembers(0, MAX_TRAITS)
  readonly needs?: string[] | null;
  @Field(() => [String], { nullable: true, description: GOALS })
  @HasMembers(0, MAX_TRAITS)
  readonly goals?: string[] | null;
  @Field(() => [String], { nullable: true, description: PAIN_POINTS })
  @HasMembers(0, MAX_TRAITS)
  readonly painPoints?: string[] | null;
  @Field(() => [String], {
    nullable: true,
    description: "Keys or names of channels, the most preferred first.",
  })
  @HasMembers(0, MAX_TRAITS)
  readonly preferredChannels?: string[] | null;
  @Field(() => JourneyFilterInput, {
    nullable: true,
    description:
      "Decides which customers have the persona: those with at least one journey that passes this filter. The filter may name segments that list their members, but not segments with a rule, and not a persona.",
  })
  readonly rule?: JourneyFilterInput | null;
}
