// The pane below the answer, which appears if the document that was run asks a question that has a picture. The code of
// the pictures is loaded when the first picture is shown.
import { useGraphiQL } from "@graphiql/react";
import { lazy, Suspense, useEffect, useMemo } from "react";
import { Fence } from "../fence.js";
import { followTab, useRun } from "../runs.js";
import type { CatalogueTouchpoint } from "../tour/loaded.js";
import { picturedIn } from "./pictured.js";

const Pane = lazy(() => import("./pane.js"));

interface PicturesProps {
  readonly touchpoints: readonly CatalogueTouchpoint[];
  /** The names of the operations of the tour. */
  readonly tour: ReadonlySet<string>;
}

export function Pictures({ touchpoints, tour }: PicturesProps) {
  const tab = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.id ?? "");
  const schema = useGraphiQL((state) => state.schema);
  useEffect(() => followTab(tab), [tab]);
  const run = useRun(tab);
  const pictured = useMemo(() => (run === null || schema == null ? null : picturedIn(schema, run)), [run, schema]);
  if (run === null || pictured === null || pictured.roots.length === 0) return null;
  return (
    <Fence key={tab} missing="The pictures cannot be loaded. Load the page again.">
      <Suspense fallback={null}>
        <Pane run={run} pictured={pictured} touchpoints={touchpoints} isOfTour={tour.has(pictured.name ?? "")} />
      </Suspense>
    </Fence>
  );
}
