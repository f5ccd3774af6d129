// A customer of the graph.
import { Field, ObjectType } from "type-graphql";
import { connectionOf } from "./shared/connection.js";
import { NodeInterface } from "./shared/node.js";

@ObjectType("Customer", {
  simpleResolvers: true,
  implements: NodeInterface,
  description:
    "A person or household whose interactions are stored under one key. If another key has been linked to the customer with `linkCustomers`, that key also finds the customer.",
})
export class CustomerType extends NodeInterface {
  @Field(() => String, { description: "The customer's key in the log." })
  readonly key!: string;
}

export const CustomerConnection = connectionOf(
  "Customer",
  "customers",
  () => CustomerType,
  "most recently added first",
);
