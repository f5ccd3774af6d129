// The schema, from all resolvers. Built once per process.
import "reflect-metadata";
import { GraphQLFloat, GraphQLInputObjectType, type GraphQLSchema, printSchema } from "graphql";
import { buildSchemaSync } from "type-graphql";
import { isNumberBeyond } from "../model/json.js";
import { ONE_OF } from "../schema/asking/plain.js";
import { readArgumentsInTurns } from "./arguments.js";
import { AttributeResolver } from "./attributes.js";
import { BEHIND_RESOLVERS } from "./behind.js";
import { BlueprintResolver, BlueprintStepResolver, MeasurementResolver } from "./blueprints.js";
import { CatalogueResolver, ChannelResolver, SourceResolver, StageResolver } from "./catalogue.js";
import { CatalogueChangesResolver } from "./catalogueChanges.js";
import { ChangesResolver } from "./changes.js";
import { CustomerResolver } from "./customer.js";
import { EXAMPLE_RESOLVERS } from "./examples.js";
import {
  CustomerFeedbackResolver,
  FeedbackResolver,
  InteractionFeedbackResolver,
  PainPointCommentsResolver,
  TouchpointFeedbackResolver,
} from "./feedback.js";
import { harden } from "./harden.js";
import { InteractionResolver } from "./interaction.js";
import { JourneyResolver } from "./journey.js";
import { LABEL_RESOLVERS } from "./labels.js";
import { NodeResolver } from "./node.js";
import { CustomerPersonaResolver, PersonaResolver } from "./personas.js";
import { PropertyResolver } from "./properties.js";
import { QUESTION_RESOLVERS } from "./questions.js";
import { CustomerSegmentsResolver, SegmentResolver } from "./segment.js";
import { StatusResolver } from "./status.js";
import { TouchpointResolver, TransitionEdgeResolver } from "./touchpoint.js";

/**
 * If a number in a request body has more digits than a double can hold, the parser passes it on as a string. A Float
 * takes the double that is nearest to that string.
 */
const parseFloatValue = GraphQLFloat.parseValue.bind(GraphQLFloat);
GraphQLFloat.parseValue = (value) =>
  parseFloatValue(typeof value === "string" && isNumberBeyond(value) ? Number(value) : value);

let built: GraphQLSchema | null = null;

export function schema(): GraphQLSchema {
  built ??= build();
  return built;
}

/** Prints the schema in the form in which schema.graphql is committed. */
export function printedSchema(): string {
  return `${printSchema(schema())}\n`;
}

function build(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      NodeResolver,
      CustomerResolver,
      JourneyResolver,
      InteractionResolver,
      TouchpointResolver,
      TransitionEdgeResolver,
      FeedbackResolver,
      CustomerFeedbackResolver,
      InteractionFeedbackResolver,
      PainPointCommentsResolver,
      TouchpointFeedbackResolver,
      ChannelResolver,
      StageResolver,
      CatalogueResolver,
      SourceResolver,
      ...QUESTION_RESOLVERS,
      ...BEHIND_RESOLVERS,
      ...EXAMPLE_RESOLVERS,
      ...LABEL_RESOLVERS,
      SegmentResolver,
      CustomerSegmentsResolver,
      PersonaResolver,
      CustomerPersonaResolver,
      BlueprintResolver,
      BlueprintStepResolver,
      MeasurementResolver,
      AttributeResolver,
      PropertyResolver,
      StatusResolver,
      ChangesResolver,
      CatalogueChangesResolver,
    ],
    // Arguments are validated where they are read (arguments.ts).
    validate: false,
  });
  // type-graphql has no option for @oneOf. It is enough to set the flag: it affects the printed schema, literals and
  // variables.
  for (const name of ONE_OF) {
    const input = schema.getType(name);
    if (!(input instanceof GraphQLInputObjectType)) throw new Error(`The schema has no ${name}.`);
    input.isOneOf = true;
  }
  readArgumentsInTurns();
  harden(schema);
  return schema;
}
