// Tests the pages on the stores that differ most. The verification tests them on the other stores.
import { pagesSuite } from "./pagesSuite.js";

pagesSuite(["demo", "thousand", "empty"]);
