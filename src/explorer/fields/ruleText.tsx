// A rule in words. It lists the conditions of a filter with the same words as their chips. All conditions must hold.
import { Fragment, type ReactNode } from "react";
import type { JourneyFilter } from "../../client/client.js";
import { CONDITIONS, type Field } from "./conditions.js";

export function RuleText({ rule }: { readonly rule: JourneyFilter }) {
  const given = (Object.keys(rule) as Field[]).filter((field) => field in CONDITIONS && rule[field] != null);
  if (given.length === 0) return "Every customer with a journey.";
  return (
    <>
      Customers with a journey:{" "}
      {given.map((field, i) => {
        // Each condition has its own type of value, so a cast is needed here.
        const { Chip } = CONDITIONS[field] as { Chip: (props: { value: unknown }) => ReactNode };
        return (
          <Fragment key={field}>
            {i > 0 && "; and "}
            <Chip value={rule[field]} />
          </Fragment>
        );
      })}
      .
    </>
  );
}
