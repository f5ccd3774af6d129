// Arguments that several questions take.
import { ArgsType, Field, Int } from "type-graphql";
import { JourneyFilterInput, PathOptionsInput } from "../schema/question.js";

export const FILTER = { nullable: true, description: "Which journeys are looked at; all without it." } as const;
export const ROWS = "Rows of the answer, 1 to 1,000; what they leave out is counted.";

/** Of questions about labels, with lists of them: loops and ends. */
@ArgsType()
export class LabelsArgs {
  @Field(() => PathOptionsInput, {
    nullable: true,
    description: "`grain` and `hide`; the others do not apply and are refused unless left at their default.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: 20,
    description: "Rows of each list, 1 to 1,000; what they leave out is counted.",
  })
  readonly first?: number | null;
}
