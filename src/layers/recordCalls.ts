/** Calls in the records of a run: each attempt in its log, each request with its reply in `.dpg/calls/`. */
import { Effect, Layer, Predicate, Schema } from "effect"
import * as Base64 from "effect/encoding/Base64"
import { CallObserver } from "./CallObserver.ts"
import { metaFolder } from "./RunFolder.ts"
import { RunLog } from "./RunLog.ts"
import { RunStore } from "./RunStore.ts"

/** A disk that takes no more is a defect that carries the error: a run must not go on spending unrecorded. */
export const layerRecordCalls: Layer.Layer<never, never, RunLog | RunStore> = Layer.effect(
  CallObserver,
  Effect.gen(function*() {
    const log = yield* RunLog
    const store = yield* RunStore
    return {
      record: log.record,
      keep: (exchange) =>
        encode(readable(exchange)).pipe(
          Effect.flatMap((text) => store.keep(`${metaFolder}/calls/${exchange.callId}.json`, `${text}\n`)),
          Effect.orDie
        )
    }
  })
)

/** Plain data in which bytes stand as base64, and not as an object with a member for each byte. */
const readable = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return { base64: Base64.encode(value) }
  if (Array.isArray(value)) return value.map(readable)
  return Predicate.isReadonlyObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, readable(one)]))
    : value
}

const encode = Schema.encodeUnknownEffect(Schema.fromJsonString(Schema.Unknown, { space: 2 }))
