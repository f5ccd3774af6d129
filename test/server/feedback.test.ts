import { feedbackSuite } from "../support/feedbackSuite.js";

feedbackSuite("the embedded store");
