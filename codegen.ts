// Generates the typed documents of src/client from schema.graphql and src/client/operations (npm run codegen).
import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  schema: "schema.graphql",
  documents: "src/client/operations/*.graphql",
  emitLegacyCommonJSImports: false,
  importExtension: ".js",
  generates: {
    "src/client/generated/": {
      preset: "client",
      // A document's fields are plain types: no masking, one file to read.
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        defaultScalarType: "unknown",
        scalars: { DateTime: "string", Duration: "string", JSON: "unknown" },
      },
    },
  },
};

export default config;
