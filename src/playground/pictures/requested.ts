// The steps of the tour select only what is worth reading as text, and their pictures need more fields. So that a
// picture appears when a step is run, the page requests these fields separately, with the query of the view and the
// arguments of the step. A document of the user's own is never completed in this way, because each request costs time.
import { type DocumentNode, Kind, print } from "graphql";
import { useEffect, useState } from "react";
import type { View } from "../../views/view.js";
import { type Asked, type Asking, askedArguments, givenArguments } from "../document/fields.js";
import { request, type ServiceError } from "../request.js";

export interface Requested {
  /** Null if there is none. */
  readonly answer: unknown;
  /** What the service, or the browser, says if the request failed. */
  readonly refused: string | null;
}

/** The answer to the view's own query; undefined while it is requested. */
export function useRequested(view: View | null, root: Asked, asking: Asking, isWanted: boolean): Requested | undefined {
  const [requested, setRequested] = useState<Requested>();
  useEffect(() => {
    setRequested(undefined);
    if (view === null || !isWanted) return;
    let isCurrent = true;
    const arrive = (answer: unknown, refused: string | null = null) =>
      isCurrent && setRequested({ answer: answer ?? null, refused });
    const query = view.query as DocumentNode;
    const names = variablesOf(query);
    // The view's query may lack an argument of the question. Its answer would then be about something else.
    if (Object.keys(givenArguments(root, asking)).some((name) => !names.has(name))) arrive(null);
    else {
      const variables = Object.fromEntries(
        Object.entries(askedArguments(root, asking)).filter(([name]) => names.has(name)),
      );
      request<Record<string, unknown>>({ query: print(query), variables }).then(
        ({ data, errors = [] }) => arrive(data?.[view.question], errors.map(textOf)[0]),
        (error: Error) => arrive(null, error.message),
      );
    }
    return () => {
      isCurrent = false;
    };
  }, [view, root, asking, isWanted]);
  return requested;
}

function textOf({ message, extensions }: ServiceError): string {
  return extensions?.remedy === undefined ? message : `${message} ${extensions.remedy}`;
}

function variablesOf({ definitions }: DocumentNode): ReadonlySet<string> {
  return new Set(
    definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? (definition.variableDefinitions ?? []).map(({ variable }) => variable.name.value)
        : [],
    ),
  );
}
