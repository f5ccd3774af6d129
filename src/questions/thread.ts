// The entry file of a thread of the pool: a worker with all questions. It loads no GraphQL.
import { workerOf } from "../engine/pool/worker.js";
import { QUESTIONS, SCAN_TASKS } from "./registry.js";

// At the boundary between threads, the types of parameters and results are known only by the name of the question, so a
// cast is needed.
export default workerOf({ questions: QUESTIONS as never, tasks: SCAN_TASKS });
