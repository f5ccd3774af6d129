// Whatever has a global id. Ids are readable: the type, a colon, and the key (docs: README, "Ids").
import { Field, ID, InterfaceType } from "type-graphql";

/** The types of nodes, in the spelling of the API. */
export const NODE_TYPES = [
  "Customer",
  "Journey",
  "Interaction",
  "Touchpoint",
  "Channel",
  "Stage",
  "Goal",
  "Source",
] as const;
export type NodeType = (typeof NODE_TYPES)[number];

@InterfaceType("Node", {
  description:
    "A thing with a global id that `node(id)` finds again. Ids are readable: `Touchpoint:web/checkout`, `Journey:j-…`.",
  resolveType: (value: { __typename: NodeType }) => value.__typename,
})
export abstract class NodeInterface {
  @Field(() => ID, {
    description:
      "The type, a colon, and the key. An interaction's is `Interaction:`, its journey's key, `#`, and its own key; it lasts as long as the journey keeps its key.",
  })
  readonly id!: string;
}
