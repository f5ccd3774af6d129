import { injectionSuite } from "./injections.js";

injectionSuite("the embedded store");
