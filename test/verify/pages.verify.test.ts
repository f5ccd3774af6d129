// The pages of the explorer on the stores that the tests leave out.
import { pagesSuite } from "../explorer/pagesSuite.js";

pagesSuite(["200 channels", "two channels", "one channel", "one customer"]);
