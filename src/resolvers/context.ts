// What every resolver is given: the service, and this request's reads.

import type { RequestScope } from "../service/scope.js";
import type { Service } from "../service/service.js";
import type { Meter } from "./meter.js";

export interface Context {
  readonly service: Service;
  readonly scope: RequestScope;
  /** Set once the query has its price; without it nothing is counted. */
  meter?: Meter;
}
