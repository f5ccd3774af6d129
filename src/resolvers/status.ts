import { Ctx, Query, Resolver } from "type-graphql";
import { StatusType } from "../schema/status.js";
import type { Context } from "./context.js";

@Resolver()
export class StatusResolver {
  @Query(() => StatusType, { description: "Which data does the store hold, and can questions be answered?" })
  status(@Ctx() { service }: Context) {
    return service.status();
  }
}
