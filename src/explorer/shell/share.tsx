// A link to the query of a picture in the playground, and a link to the picture itself.
import type { DocumentNode } from "graphql";
import { print } from "graphql/language/printer.js";
import { useState } from "react";
import { addressOf } from "../state/address.js";
import { useExplorer } from "../state/useExplorer.js";

/** The largest length of the address of a shared link, because some programs cut longer addresses. */
const LONGEST_LINK = 2000;

interface ShareProps {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly version: string | undefined;
}

export function Share({ document, variables, version }: ShareProps) {
  const { state } = useExplorer();
  const [said, setSaid] = useState<string>();
  const copy = async () => {
    const link = window.location.origin + addressOf({ ...state, ...(version === undefined ? {} : { version }) });
    if (link.length > LONGEST_LINK)
      return setSaid(
        "This link would be too long to pass on. Save the journeys as a segment first, then filter by it.",
      );
    try {
      await navigator.clipboard.writeText(link);
      setSaid("The link was copied.");
    } catch {
      setSaid(link);
    }
  };
  return (
    <div className="share">
      <a className="control" href={playgroundOf(document, variables)}>
        Query behind this
      </a>
      <button type="button" className="control" onClick={() => void copy()}>
        Copy link
      </button>
      <span className="said" role="status">
        {said}
      </span>
    </div>
  );
}

/** The playground with this document and these variables. */
export function playgroundOf(document: DocumentNode, variables: Readonly<Record<string, unknown>>): string {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined));
  return `/playground/?${new URLSearchParams({ query: print(document), variables: JSON.stringify(given, null, 2) })}`;
}
