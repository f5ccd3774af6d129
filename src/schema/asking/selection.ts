// Finds out which details of an answer a query selects, so that only these are computed. A field is identified by its
// name and the type on which it is selected, so a field of the same name on another type does not count. Selections on
// example journeys are ignored, because they do not concern the answer. Directives are ignored: a field that may be
// skipped is computed anyway. Each fragment is read once for each type on which it is spread.
import {
  type GraphQLNamedType,
  type GraphQLResolveInfo,
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from "graphql";
import type { Wanted } from "../../engine/selection.js";

const EXAMPLES = "exampleJourneys";
const QUANTILES: Readonly<Record<string, readonly string[]>> = {
  WaitStats: ["median", "p90", "p95"],
  NumberStats: ["median", "p25", "p75", "p90", "p95"],
  Quartiles: ["lower", "upper"],
};

/** The selection of an answer. */
export interface Selected {
  /** Whether the query selects at least one of these fields on the type. */
  selects(type: string, ...fields: readonly string[]): boolean;
  /** The selected details among those that any answer can have in addition to its counts. */
  wanted(): Wanted;
}

export class Selection implements Selected {
  /** `Type.field`. */
  readonly #selected = new Set<string>();
  readonly #types = new Set<string>();
  readonly #names = new Set<string>();
  #examples = false;

  constructor(info: GraphQLResolveInfo) {
    const read = new Set<string>();
    const visit = (set: SelectionSetNode | undefined, type: GraphQLNamedType): void => {
      for (const selection of set?.selections ?? []) {
        if (selection.kind === Kind.FIELD) {
          const name = selection.name.value;
          this.#selected.add(`${type.name}.${name}`);
          this.#types.add(type.name);
          this.#names.add(name);
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
      customers: [...this.#names].some((name) => /customers$/i.test(name)),
      waits: Object.keys(QUANTILES).some((type) => this.#types.has(type)),
    };
  }
}
