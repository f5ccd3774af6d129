// Every Cypher text that Throughline sends, except those of the questions (questionStatements.ts). All data are
// parameters: no text is built from data. The set of texts is therefore fixed, and a test explains each statement on a
// real server.
export * from "./aggregates.js";
export * from "./catalogue.js";
export * from "./designs.js";
export * from "./histories.js";
export * from "./lock.js";
export * from "./relations.js";
export * from "./sources.js";
export * from "./start.js";
export * from "./stream.js";
