// A customer of the graph.
import { Field, ObjectType } from "type-graphql";
import { connectionOf } from "./connection.js";
import { NodeInterface } from "./node.js";

@ObjectType("Customer", {
  simpleResolvers: true,
  implements: NodeInterface,
  description:
    "A person or household whose interactions are joined under one key. A linked identity leads to the customer that it was linked into.",
})
export class CustomerType extends NodeInterface {
  @Field(() => String, { description: "The customer's key in the log." })
  readonly key!: string;
}

export const CustomerConnection = connectionOf("Customer", "customers", () => CustomerType, "newest arrival first");
