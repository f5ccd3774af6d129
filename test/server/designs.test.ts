import { designsSuite } from "../support/designsSuite.js";

designsSuite("the embedded store");
