import { testFaultyFiles } from "../support/faultFilesSuite.js";

testFaultyFiles({ name: "embedded", without: null, env: {}, empty: async () => {} });
