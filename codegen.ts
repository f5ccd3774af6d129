// Generates typed documents from schema.graphql (npm run codegen): those of src/client and of src/explorer from their
// operations, and those of src/views from the fragments and queries of the views.
const typed = (...documents: readonly string[]) => ({
  documents,
  // The generator belongs to tools/, not to this package. It is named by path, because names are resolved from here.
  preset: "./tools/node_modules/@graphql-codegen/client-preset",
  // The fields of a document are plain types: no masking, one file to read.
  presetConfig: { fragmentMasking: false },
  config: {
    useTypeImports: true,
    enumsAsTypes: true,
    strictScalars: true,
    defaultScalarType: "unknown",
    scalars: { DateTime: "string", Duration: "string", Int64: "number | string", JSON: "unknown" },
  },
});

export default {
  schema: "schema.graphql",
  emitLegacyCommonJSImports: false,
  importExtension: ".js",
  generates: {
    "src/client/generated/": typed("src/client/operations/*.graphql"),
    "src/views/generated/": typed("src/views/**/*.graphql", "!src/views/map/*.graphql"),
    // The overview needs only its own documents, so that its first load stays small.
    "src/views/map/generated/": typed("src/views/map/*.graphql"),
    "src/explorer/generated/": typed("src/explorer/operations/*.graphql"),
  },
};
