// The explorer: pictures of the journeys, each with the query behind it. Vite builds it into dist/pages; nothing is
// loaded from another origin, and everything is asked through the typed client. The page and its first questions are
// asked for before anything is drawn, because drawing the frame takes as long as their answers do.
import "./style.css";
import { createRoot } from "react-dom/client";
import { queries } from "./answers/useAnswer.js";
import { CHANNELS } from "./answers/useCatalogue.js";
import { STATUS } from "./answers/useStatus.js";
import { App } from "./app.js";
import { loadPage, loadPagesAhead } from "./pages/pages.js";
import { stateOf } from "./state/address.js";

async function start(): Promise<void> {
  const arrived = stateOf(window.location.pathname, window.location.search);
  void queries.prefetchQuery(STATUS);
  void queries.prefetchQuery(CHANNELS);
  // A page that cannot be loaded is reported where it would be shown.
  const page = arrived && (await loadPage(arrived.state.place).catch(() => null));
  if (arrived !== null) page?.askAhead?.(arrived.state);
  createRoot(document.getElementById("root")!).render(<App />);
  loadPagesAhead();
}

void start();
