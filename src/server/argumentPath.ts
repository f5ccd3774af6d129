// Finds the path of a node within a query's arguments, such as `options.hide[0].kinds`. The result is undefined if the
// node is not part of an argument.
import { type ASTNode, type DocumentNode, Kind, visit } from "graphql";

export function argumentPath(document: DocumentNode, wanted: ASTNode): string | undefined {
  let found: string | undefined;
  visit(document, {
    enter(node, _key, parent, _path, ancestors) {
      if (node !== wanted) return undefined;
      // The ancestors end before the parent.
      const chain = [...ancestors, parent, node].filter(isNode);
      found = pathOf(chain);
      return false;
    },
  });
  return found;
}

function pathOf(chain: readonly ASTNode[]): string | undefined {
  let path: string | undefined;
  chain.forEach((node, i) => {
    if (node.kind === Kind.ARGUMENT) path = node.name.value;
    else if (path !== undefined && node.kind === Kind.OBJECT_FIELD) path += `.${node.name.value}`;
    const list = chain[i - 1];
    if (path !== undefined && list?.kind === Kind.LIST) path += `[${list.values.indexOf(node as never)}]`;
  });
  return path;
}

function isNode(ancestor: ASTNode | readonly ASTNode[] | undefined): ancestor is ASTNode {
  return ancestor !== undefined && !Array.isArray(ancestor);
}
