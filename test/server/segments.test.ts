import { segmentsSuite } from "../support/segmentsSuite.js";

segmentsSuite("the embedded store");
