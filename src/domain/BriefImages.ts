import { Context } from "effect"
import type { BriefImage } from "./Brief.ts"

/** The pictures of the run's brief: the steps that can look at them put them before their documents. */
export const BriefImages: Context.Reference<ReadonlyArray<BriefImage>> = Context.Reference<ReadonlyArray<BriefImage>>(
  "dpg/domain/BriefImages",
  { defaultValue: () => [] }
)
