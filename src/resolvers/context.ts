// The context that every resolver receives: the service, and the reads of this request.

import type { RequestScope } from "../service/scope.js";
import type { Service } from "../service/service.js";
import type { Meter } from "./meter.js";

export interface Context {
  readonly service: Service;
  readonly scope: RequestScope;
  /** Set once the price of the query is known. Until then, the size of the answer is not counted. */
  meter?: Meter;
}
