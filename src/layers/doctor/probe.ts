import { Clock, Effect, Stream } from "effect"
import { type BedrockError, TimedOut } from "../../domain/Errors.ts"
import type { AppConfig } from "../AppConfig.ts"
import { BedrockRuntime } from "../BedrockRuntime.ts"

/** What a model made of the smallest call. */
export interface Probed {
  readonly modelId: string
  readonly outcome: { readonly latencyMillis: number } | BedrockError
}

/** Long enough for a model that has to be loaded first. */
const patienceSeconds = 60

/**
 * Asks each model once for a single token, all at a time. By ConverseStream, since it needs the very permission that a run
 * needs: `bedrock:InvokeModelWithResponseStream`.
 */
export const askModels = (models: AppConfig["Service"]["models"]) =>
  Effect.forEach(new Set(Object.values(models).map(({ id }) => id)), ask, { concurrency: "unbounded" })

const ask = Effect.fnUntraced(function*(modelId: string): Effect.fn.Return<Probed, never, BedrockRuntime> {
  const bedrock = yield* BedrockRuntime
  const started = yield* Clock.currentTimeMillis
  const call = Effect.gen(function*() {
    const { value } = yield* bedrock.converseStream({
      modelId,
      messages: [{ role: "user", content: [{ text: "Hi" }] }],
      inferenceConfig: { maxTokens: 1 }
    })
    let latencyMillis: number | undefined
    yield* Stream.runForEach(value, () =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        latencyMillis ??= now - started
      }))
    return { latencyMillis: latencyMillis ?? (yield* Clock.currentTimeMillis) - started }
  })
  const outcome = yield* call.pipe(
    Effect.timeoutOrElse({
      duration: `${patienceSeconds} seconds`,
      orElse: () =>
        Effect.fail(
          new TimedOut({
            operation: "ConverseStream",
            modelId,
            detail: "",
            deadline: "total",
            afterMillis: patienceSeconds * 1000
          })
        )
    }),
    Effect.catch((error: BedrockError) => Effect.succeed(error))
  )
  return { modelId, outcome }
})
