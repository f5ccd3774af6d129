// Validation rule: the schema has no subscriptions. GraphQL itself would find that only during execution, and report it
// as an internal error.
import { type ASTVisitor, GraphQLError, OperationTypeNode, type ValidationContext } from "graphql";

export function noSubscriptionRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      if (node.operation !== OperationTypeNode.SUBSCRIPTION) return;
      context.reportError(
        new GraphQLError("This service has no subscriptions.", {
          nodes: [node],
          extensions: {
            code: "GRAPHQL_VALIDATION_FAILED",
            remedy: "Poll with queries; status { dataVersion } tells whether the data have changed.",
          },
        }),
      );
    },
  };
}
