/** CountTokens: what a Converse request or a Claude body would come to, by the same approximation. */
import { Effect, Schema } from "effect"
import { type AwsError, invalid } from "./AwsError.ts"
import * as Converse from "./Converse.ts"
import { decodeBody, decodeJson } from "./decodeBody.ts"
import type { Prompt } from "./Generation.ts"
import * as InvokeModel from "./InvokeModel.ts"

/** The prompt whose tokens are to be counted. */
export const toPrompt = Effect.fnUntraced(function*(modelId: string, json: unknown) {
  const { input } = yield* decodeRequest(json)
  if (input.converse !== undefined) return yield* Converse.toPrompt(modelId, input.converse)
  if (input.invokeModel === undefined) return yield* invalid("The input field must hold invokeModel or converse.")
  return yield* InvokeModel.toPrompt(modelId, yield* decodeJson(input.invokeModel.body))
}) satisfies (modelId: string, body: unknown) => Effect.Effect<Prompt, AwsError>

const Request = Schema.Struct({
  input: Schema.Struct({
    converse: Schema.optionalKey(Schema.Unknown),
    invokeModel: Schema.optionalKey(Schema.Struct({ body: Schema.Uint8ArrayFromBase64 }))
  })
})

const decodeRequest = decodeBody(Request, (path, message, missing) => {
  const constraint = missing ? "Member must not be null" : message
  return `1 validation error detected: Value at '${path}' failed to satisfy constraint: ${constraint}`
})
