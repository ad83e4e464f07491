/** Calls in the records of a run: each attempt in its log, each request with its reply in `.dpg/calls/`. */
import { Effect, Layer, Schema } from "effect"
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
        encode(exchange).pipe(
          Effect.flatMap((text) => store.keep(`${metaFolder}/calls/${exchange.callId}.json`, `${text}\n`)),
          Effect.orDie
        )
    }
  })
)

const encode = Schema.encodeUnknownEffect(Schema.fromJsonString(Schema.Unknown, { space: 2 }))
