/** On whose behalf a call is made: what the log and the request metadata say of it. */
import { Context } from "effect"

export interface CallContext {
  /** A step's id, or `""` outside of any step. */
  readonly step: string
  /** A page's id, or `""`. */
  readonly page: string
}

export const CallContext: Context.Reference<CallContext> = Context.Reference<CallContext>("dpg/layers/CallContext", {
  defaultValue: () => ({ step: "", page: "" })
})
