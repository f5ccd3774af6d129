// A selector in words: "Web or App", "campaign is spring, and not Store".
import type { PointSelector, PropertyCondition } from "../../client/client.js";
import { format } from "../../views/format.js";
import type { PointSort } from "../answers/points.js";
import { partsOf } from "./pointSelector.js";
import { draftOf } from "./selectorDraft.js";

interface Named {
  readonly sort: PointSort;
  readonly key: string;
}

type NameOf = (sort: PointSort, key: string) => string;

/** Names that are listed before "or n more". */
const LISTED = 2;

export const listed = (values: readonly unknown[]): string =>
  values.length <= LISTED
    ? values.join(" or ")
    : `${values.slice(0, LISTED).join(", ")} or ${format.count(values.length - LISTED)} more`;

/** All names in a selector, at any depth. */
export function pointsOf(selector: PointSelector): readonly Named[] {
  const { sort, keys } = partsOf(selector);
  if (sort !== null) return keys.map((key) => ({ sort, key }));
  const parts = [...(selector.all ?? []), ...(selector.anyOf ?? []), ...(selector.not == null ? [] : [selector.not])];
  return parts.flatMap(pointsOf);
}

export function textOf(selector: PointSelector, nameOf: NameOf, isPart = false): string {
  const draft = draftOf(selector);
  switch (draft.is) {
    case "names": {
      const { sort, keys } = partsOf(selector);
      return sort === null ? "" : listed(keys.map((key) => nameOf(sort, key)));
    }
    case "any":
      return "anything";
    case "property":
      return conditionText(draft.condition);
    case "not":
      return `not ${textOf(selector.not!, nameOf, true)}`;
    case "all":
    case "anyOf": {
      const parts = selector.all ?? selector.anyOf ?? [];
      const text = parts
        .map((part) => textOf(part, nameOf, parts.length > 1))
        .join(draft.is === "all" ? ", and " : ", or ");
      return isPart && parts.length > 1 ? `(${text})` : text;
    }
    default:
      return JSON.stringify(selector);
  }
}

export function conditionText({ key, ...condition }: Partial<PropertyCondition>): string {
  const { known, like, atLeast, atMost } = condition;
  const parts = [
    condition.in == null ? null : `is ${listed(condition.in)}`,
    condition.notIn == null ? null : `is not ${listed(condition.notIn)}`,
    like == null ? null : `is like ${like}`,
    atLeast == null ? null : `is at least ${format.number(atLeast, 6)}`,
    atMost == null ? null : `is at most ${format.number(atMost, 6)}`,
    known == null ? null : known ? "is known" : "is not known",
  ].filter((part) => part !== null);
  return `${key ?? ""} ${parts.join(" and ")}`.trim();
}
