import { exactSuite } from "./exactValues.js";

exactSuite("the embedded store");
