/** The offline model: rules that turn a brief's own words into each step's output. It is no language model and says so. */
import { Effect, Layer } from "effect"
import { EmulatedModel } from "../EmulatedModel.ts"
import { respond } from "./respond.ts"

/** Deterministic, and without any state: the same request always has the same answer. */
const layer: Layer.Layer<EmulatedModel> = Layer.succeed(EmulatedModel, {
  answer: (request) => Effect.sync(() => respond(request))
})

export const OfflineModel = { layer } as const
