import { goldenSuite } from "./goldens.js";

goldenSuite("the embedded store");
