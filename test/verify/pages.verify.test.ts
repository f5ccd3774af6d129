// Tests the pages of the explorer on the stores that `npm test` leaves out.
import { pagesSuite } from "../explorer/pagesSuite.js";

pagesSuite(["200 channels", "two channels", "one channel", "one customer"]);
