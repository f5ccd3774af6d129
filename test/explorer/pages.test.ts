// The pages on the stores that differ most; the verification goes over the others.
import { pagesSuite } from "./pagesSuite.js";

pagesSuite(["demo", "thousand", "empty"]);
