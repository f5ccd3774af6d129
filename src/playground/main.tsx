// The playground: GraphiQL for the service that serves this page, with a tour of questions about the loaded data. Vite
// builds it into dist/playground. Nothing is loaded from another origin. It is served with this policy: default-src
// 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; font-src 'self'; img-src 'self' data:; style-src
// 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'
// ('unsafe-inline' is needed because the editor sets style attributes and writes <style> elements, and data: for its
// small images.)
import "./workers.js";
// The styles of each package instead of graphiql/style.css, which contains 400 kB of web fonts and the editor's styles
// twice.
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "graphiql/graphiql.css";
import "./style.css";
import { createRoot } from "react-dom/client";
import { App } from "./app.js";

createRoot(document.getElementById("root")!).render(<App />);
