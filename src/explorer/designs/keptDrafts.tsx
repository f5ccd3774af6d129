// A notice on the other pages for each blueprint that was left with unsaved changes, by the browser's Back button.
import { PlaceLink } from "../shell/placeLink.js";
import { stateAt } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";
import { keepDraft, keptDraft, NEW_DRAFT, useDrafts } from "./leaving.js";

export function KeptDrafts() {
  const { filter, place } = useExplorer().state;
  const names = useDrafts();
  if (place === "blueprints") return null;
  return names.map((name) => {
    // The key of a blueprint may contain a slash.
    const slash = name.lastIndexOf("/");
    const title = keptDraft(name)?.name || "without a name";
    return (
      <p key={name} className="notice">
        {`The blueprint “${title}” has changes that are not saved.`}
        <PlaceLink
          className="control"
          to={
            name === NEW_DRAFT
              ? stateAt("blueprints", filter, {}, { new: "1" })
              : stateAt("blueprints", filter, {
                  blueprint: name.slice(0, slash),
                  version: Number(name.slice(slash + 1)),
                })
          }
        >
          Continue
        </PlaceLink>
        <button type="button" className="control" onClick={() => keepDraft(name, null)}>
          Discard them
        </button>
      </p>
    );
  });
}
