import { Context } from "effect"

/**
 * Who answers in the models' place, `""` where they answer themselves. It stands in what is made, and what one has made is
 * not taken for the work of the other: it is part of the fingerprint of every unit that a model is asked for.
 */
export const StandIn: Context.Reference<string> = Context.Reference<string>("dpg/domain/StandIn", {
  defaultValue: () => ""
})
