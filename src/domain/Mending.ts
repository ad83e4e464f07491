/** What became of what `dpg verify` found: how `dpg mend` ends. */
import { Schema } from "effect"
import { Finding } from "./Finding.ts"
import { GateId, gateTitle } from "./Verification.ts"

/** A page that has something wrong and is left with it. */
const Left = Schema.Struct({
  page: Schema.String,
  /** Why no model was asked, or what came of it. */
  why: Schema.String,
  findings: Schema.Array(Finding)
})
export type Left = typeof Left.Type

/** A finding that is no page's: of the contract, the build or what stands around the pages. */
const Other = Schema.Struct({ gate: GateId, finding: Finding })

export const Mending = Schema.Struct({
  /** Ids of the pages whose modules a model has mended, as far as compiler and linter can tell. */
  mended: Schema.Array(Schema.String),
  left: Schema.Array(Left),
  others: Schema.Array(Other)
})
export type Mending = typeof Mending.Type

/** Titles of the gates that found what is no page's. */
export const gatesOf = ({ others }: Mending): ReadonlyArray<string> => [
  ...new Set(others.map(({ gate }) => gateTitle[gate]))
]
