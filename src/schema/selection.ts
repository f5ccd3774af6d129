// What a query selects of an answer, so that only that is worked out. A field counts by the type it is selected on, so that one
// of the same name elsewhere does not; journeys listed as examples are answers of their own and are not looked into. Directives
// are not looked at: what may be left out is worked out all the same. Each fragment is read once for each type it is spread in.
import {
  type GraphQLNamedType,
  type GraphQLResolveInfo,
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from "graphql";
import type { Wanted } from "../engine/selection.js";

const EXAMPLES = "exampleJourneys";
const QUANTILES: Readonly<Record<string, readonly string[]>> = {
  WaitStats: ["median", "p90", "p95"],
  NumberStats: ["median", "p90", "p95"],
};

/** What is selected of an answer. */
export interface Selected {
  /** Whether any of these fields of the type is selected. */
  selects(type: string, ...fields: readonly string[]): boolean;
  /** What every answer may be asked for beyond its counts. */
  wanted(): Wanted;
}

export class Selection implements Selected {
  /** `Type.field`. */
  readonly #selected = new Set<string>();
  #examples = false;

  constructor(info: GraphQLResolveInfo) {
    const read = new Set<string>();
    const visit = (set: SelectionSetNode | undefined, type: GraphQLNamedType): void => {
      for (const selection of set?.selections ?? []) {
        if (selection.kind === Kind.FIELD) {
          const name = selection.name.value;
          this.#selected.add(`${type.name}.${name}`);
          if (name === EXAMPLES) this.#examples = true;
          else if (isObjectType(type)) {
            const field = type.getFields()[name];
            if (field !== undefined) visit(selection.selectionSet, getNamedType(field.type));
          }
          continue;
        }
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : info.fragments[selection.name.value];
        if (fragment === undefined) continue;
        const condition = fragment.typeCondition && info.schema.getType(fragment.typeCondition.name.value);
        const within = isCompositeType(condition) ? condition : type;
        if (selection.kind === Kind.FRAGMENT_SPREAD) {
          const place = `${selection.name.value} ${within.name}`;
          if (read.has(place)) continue;
          read.add(place);
        }
        visit(fragment.selectionSet, within);
      }
    };
    for (const { selectionSet } of info.fieldNodes) visit(selectionSet, getNamedType(info.returnType));
  }

  selects(type: string, ...fields: readonly string[]): boolean {
    return fields.some((field) => this.#selected.has(`${type}.${field}`));
  }

  wanted(): Wanted {
    return {
      quantiles: Object.entries(QUANTILES).some(([type, fields]) => this.selects(type, ...fields)),
      examples: this.#examples,
      shown: this.selects("Totals", "shown", "shownShare", "otherCount"),
    };
  }
}
