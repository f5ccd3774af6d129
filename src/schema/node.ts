// Objects with a global id. Ids are readable: the type, a colon, and the key.
import { Field, ID, InterfaceType } from "type-graphql";

/** The types of nodes, as the API writes them. */
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
    "An object with a global id, which `node(id)` finds. Ids are readable: `Touchpoint:web/checkout`, `Journey:j-…`.",
  resolveType: (value: { __typename: NodeType }) => value.__typename,
})
export abstract class NodeInterface {
  @Field(() => ID, {
    description:
      "The type, a colon, and the key. The id of an interaction is `Interaction:`, the key of its journey, `#`, and its own key; this id is valid as long as the journey keeps its key.",
  })
  readonly id!: string;
}
