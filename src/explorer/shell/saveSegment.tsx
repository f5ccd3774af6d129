// Saves the customers of the listed journeys as a segment, whose rule is the current filter. The page then filters by
// the segment, so that it has a short link, which is easy to share.
import { type FormEvent, useState } from "react";
import type { JourneyFilter } from "../../client/client.js";
import { format } from "../../views/format.js";
import { client } from "../answers/client.js";
import { textOf } from "../answers/errorText.js";
import { queries } from "../answers/useAnswer.js";
import { useSegments } from "../answers/useCatalogue.js";
import { LookupProblem } from "../fields/lookupProblem.js";
import { SaveSegmentDocument } from "../generated/graphql.js";
import { stateAt } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";
import { keyOf } from "./keyOf.js";

export function SaveSegment({ rule, suggested }: { readonly rule: JourneyFilter; readonly suggested: string }) {
  const { go } = useExplorer();
  const [open, setOpen] = useState(false);
  const segments = useSegments(open);
  const [name, setName] = useState(suggested);
  const [problem, setProblem] = useState<string>();
  const key = keyOf(name);
  const taken = segments.data?.segments.some((segment) => segment.key === key || segment.name === name.trim());
  // As long as the other segments are not known, saving could replace one of them.
  const isFree = taken === false;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (key === "" || !isFree) return;
    try {
      const { upsertSegments } = await client.ask(SaveSegmentDocument, { segment: { key, name: name.trim(), rule } });
      await queries.invalidateQueries({ queryKey: ["ExplorerSegments"] });
      const size = upsertSegments[0]?.size ?? 0;
      go(stateAt("journeys", { segments: [key] }, {}, { saved: `${name.trim()}: ${format.plural(size, "customer")}` }));
    } catch (error) {
      setProblem(textOf(error));
    }
  };
  if (!open)
    return (
      <button type="button" className="control" onClick={() => setOpen(true)}>
        Save as segment
      </button>
    );
  return (
    <form className="save-segment" onSubmit={(event) => void save(event)}>
      <label className="field">
        Name of the segment
        <input value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
      </label>
      <button type="submit" className="control primary" disabled={key === "" || !isFree}>
        Save
      </button>
      <button type="button" className="control" onClick={() => setOpen(false)}>
        Cancel
      </button>
      {segments.error !== null && <LookupProblem error={segments.error} again={() => void segments.refetch()} />}
      <p className="hint">
        {problem ??
          (taken
            ? "A segment has this name, or nearly the same one. Choose another name."
            : "The segment holds the customers of these journeys. Its members change with the data.")}
      </p>
    </form>
  );
}
