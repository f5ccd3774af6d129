// The frame of the explorer: header, filter bar, notices, and the page that the address names. If the service requires
// a key, has no data or does not answer, the frame says so, and says what to do.
import { QueryClientProvider } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { KeyForm } from "../browser/keyMenu.js";
import { Refusal } from "../client/client.js";
import { ChannelsProvider, channelLooks } from "../views/look.js";
import { followKey } from "./answers/client.js";
import { queries } from "./answers/useAnswer.js";
import { useChannels } from "./answers/useCatalogue.js";
import { useStatus } from "./answers/useStatus.js";
import { usePage } from "./pages/pages.js";
import { FilterBar } from "./shell/filterBar.js";
import { Header } from "./shell/header.js";
import { NoData } from "./shell/noData.js";
import { Notices } from "./shell/notices.js";
import { PlaceLink } from "./shell/placeLink.js";
import { Building, MissingPage, Problem } from "./shell/problem.js";
import { applyTheme } from "./shell/theme.js";
import type { Place } from "./state/place.js";
import { START } from "./state/state.js";
import { useExplorer } from "./state/useExplorer.js";

applyTheme();

/** Pages that have no filter bar, because they do not show journeys that a filter could select. */
const UNFILTERED: ReadonlySet<Place> = new Set(["journey", "customer", "customers", "personas", "blueprints"]);

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <Frame />
    </QueryClientProvider>
  );
}

function Frame() {
  // If the key changes, all requests are sent again.
  const [, setKeys] = useState(0);
  const onKey = () => {
    followKey();
    setKeys((count) => count + 1);
    void queries.resetQueries();
  };
  return (
    <>
      <Header onKey={onKey} />
      <Notices />
      <Content onKey={onKey} />
    </>
  );
}

function Content({ onKey }: { onKey: () => void }) {
  const { state, isPlace } = useExplorer();
  const status = useStatus();
  const channels = useChannels().data;
  const { Page, isMissing } = usePage(state.place);
  const looks = useMemo(() => channelLooks(channels ?? []), [channels]);
  if (status.data === undefined && status.error !== null)
    return status.error instanceof Refusal && status.error.code === "UNAUTHENTICATED" ? (
      <main className="note">
        <h1>Throughline</h1>
        <p role="alert">This service requires an API key.</p>
        <KeyForm onKey={onKey} />
      </main>
    ) : (
      <main className="note">
        <Problem error={status.error} again={() => void status.refetch()} />
      </main>
    );
  if (!isPlace)
    return (
      <main className="note">
        <h1>There is no such page</h1>
        <p>
          <PlaceLink to={START}>Go to the overview</PlaceLink>
        </p>
      </main>
    );
  // The page does not wait for the status. It sends its own requests at the same time.
  if (status.data?.status.projection.state === "BUILDING")
    return (
      <main className="note">
        <Building />
      </main>
    );
  if (status.data?.status.interactions === 0) return <NoData />;
  return (
    <ChannelsProvider value={looks}>
      {!UNFILTERED.has(state.place) && <FilterBar />}
      <main id="main" tabIndex={-1}>
        {isMissing ? <MissingPage /> : Page === null ? <div className="loading" role="status" /> : <Page />}
      </main>
    </ChannelsProvider>
  );
}
