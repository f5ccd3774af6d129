// The pane below the answer, which appears if the document that was run asks a question that has a picture. The code of
// the pictures is loaded when the first picture is shown.
import { useGraphiQL } from "@graphiql/react";
import { lazy, Suspense, useEffect, useMemo } from "react";
import { followTab, useRun } from "../runs.js";
import type { CatalogueTouchpoint } from "../tour/loaded.js";
import { picturedIn } from "./pictured.js";

const Pane = lazy(() => import("./pane.js"));

export function Pictures({ touchpoints }: { readonly touchpoints: readonly CatalogueTouchpoint[] }) {
  const tab = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.id ?? "");
  const schema = useGraphiQL((state) => state.schema);
  useEffect(() => followTab(tab), [tab]);
  const run = useRun(tab);
  const pictured = useMemo(() => (run === null || schema == null ? null : picturedIn(schema, run)), [run, schema]);
  if (run === null || pictured === null || pictured.roots.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <Pane key={tab} run={run} pictured={pictured} touchpoints={touchpoints} />
    </Suspense>
  );
}
