/** Models with no rules of their own, for tests and demonstrations. */
import { Effect, Layer, Ref } from "effect"
import { EmulatedModel, type ModelReply, type ModelRequest } from "./EmulatedModel.ts"

/** Says what the last turn said; held to a schema, `{"echo": …}`. */
export const layerEcho: Layer.Layer<EmulatedModel> = Layer.succeed(EmulatedModel, {
  answer: ({ messages, outputSchema }) => {
    const text = messages.at(-1)?.text ?? ""
    return Effect.succeed({ text: outputSchema === undefined ? text : JSON.stringify({ echo: text }) })
  }
})

/** Plays the replies in order, whatever it is asked; a bare string is a reply's text. Dies when they run out. */
export const layerScript = (replies: ReadonlyArray<ModelReply | string>): Layer.Layer<EmulatedModel> =>
  Layer.effect(
    EmulatedModel,
    Effect.map(Ref.make(replies), (script) => ({
      answer: () =>
        Effect.gen(function*() {
          const next = yield* Ref.modify(script, ([next, ...rest]) => [next, rest])
          if (next === undefined) return yield* Effect.die("The script has no more replies.")
          return typeof next === "string" ? { text: next } : next
        })
    }))
  )

/** Answers as a function of the request. */
export const layerOf = (answer: (request: ModelRequest) => ModelReply): Layer.Layer<EmulatedModel> =>
  Layer.succeed(EmulatedModel, { answer: (request) => Effect.sync(() => answer(request)) })
