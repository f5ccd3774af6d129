// Generates the typed documents of src/client from schema.graphql and src/client/operations (npm run codegen).
export default {
  schema: "schema.graphql",
  documents: "src/client/operations/*.graphql",
  emitLegacyCommonJSImports: false,
  importExtension: ".js",
  generates: {
    "src/client/generated/": {
      // The generator belongs to tools/, not to this package. It is named by path, because names are resolved from
      // here.
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
    },
  },
};
