/** What the local Bedrock has seen: the last requests, and each one as it ends. */
import { Effect, PubSub, Ref, Stream } from "effect"
import type { BedrockOperation } from "../domain/BedrockOperation.ts"
import type { ModelRequest } from "./EmulatedModel.ts"
import type { Fault } from "./Faults.ts"
import type { SessionTokenSeen } from "./Signature.ts"

export interface SeenRequest {
  readonly requestId: string
  /** Milliseconds since the epoch. */
  readonly at: number
  /** `undefined` for a path that names none. */
  readonly operation: BedrockOperation | undefined
  readonly modelId: string
  /** Of the credential scope; `""` for a request without a signature. */
  readonly region: string
  /** `""` for a request without a signature. */
  readonly accessKeyId: string
  /** How it showed who calls. */
  readonly auth: "sigv4" | "bearer" | "none"
  /** `missing` and `wrong` where the access key needs one, `unexpected` where it has none. */
  readonly sessionToken: SessionTokenSeen
  /** `amz-sdk-request`: `attempt=1; max=3`. */
  readonly attempt: string
  readonly userAgent: string
  /** The body's JSON; `undefined` when it is none. */
  readonly body: unknown
  /** What the model was asked; `undefined` for a request that did not get so far. */
  readonly prompt: ModelRequest | undefined
  /** The fault that befell it. */
  readonly fault: Fault["_tag"] | undefined
  /** `undefined` until the headers of the answer are sent. */
  readonly status: number | undefined
  /** The exception it was refused with. */
  readonly exception: string | undefined
  /** `cut`: by a fault. `abandoned`: the client went away. */
  readonly outcome: "pending" | "answered" | "cut" | "abandoned"
}

export interface RequestLog {
  readonly all: Effect.Effect<ReadonlyArray<SeenRequest>>
  readonly clear: Effect.Effect<void>
  /** Each request once its answer has ended, from now on. */
  readonly ended: Stream.Stream<SeenRequest>
  readonly arrived: (request: SeenRequest) => Effect.Effect<void>
  readonly update: (requestId: string, change: Partial<Omit<SeenRequest, "outcome">>) => Effect.Effect<void>
  /** The first outcome of a request is its outcome. */
  readonly end: (requestId: string, outcome: SeenRequest["outcome"]) => Effect.Effect<void>
}

export const make = Effect.fnUntraced(function*(capacity: number) {
  const requests = yield* Ref.make<ReadonlyArray<SeenRequest>>([])
  const ended = yield* PubSub.sliding<SeenRequest>(Math.max(capacity, 1))
  const change = (requestId: string, changes: Partial<SeenRequest>) => (seen: ReadonlyArray<SeenRequest>) =>
    seen.map((request) => request.requestId === requestId ? { ...request, ...changes } : request)
  return {
    all: Ref.get(requests),
    clear: Ref.set(requests, []),
    ended: Stream.fromPubSub(ended),
    arrived: (request) => Ref.update(requests, (seen) => [...seen, request].slice(-capacity)),
    update: (requestId, changes) => Ref.update(requests, change(requestId, changes)),
    end: Effect.fnUntraced(function*(requestId, outcome) {
      const request = yield* Ref.modify(requests, (seen) => {
        const pending = seen.find((request) => request.requestId === requestId && request.outcome === "pending")
        return pending === undefined
          ? [undefined, seen]
          : [{ ...pending, outcome }, change(requestId, { outcome })(seen)]
      })
      if (request !== undefined) yield* PubSub.publish(ended, request)
    })
  }
}) satisfies (capacity: number) => Effect.Effect<RequestLog>
