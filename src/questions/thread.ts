// What a thread of the pool starts with: the worker, with all questions. It loads no GraphQL.
import { workerOf } from "../engine/pool/worker.js";
import { QUESTIONS, SCAN_TASKS } from "./registry.js";

// The thread boundary: parameters and results are known by the question's name alone.
export default workerOf({ questions: QUESTIONS as never, tasks: SCAN_TASKS });
