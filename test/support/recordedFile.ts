/** A recorded exchange as it is kept with an example: its request follows from the answers before it, and is left out. */
import { Schema } from "effect"
import { Exchange } from "../../src/layers/recording/Exchange.ts"

const decode = Schema.decodeSync(Schema.fromJsonString(Exchange))
const encode = Schema.encodeSync(Schema.fromJsonString(Exchange, { space: 2 }))

export const withoutRequest = (text: string): string => {
  const { events = [], request: _, ...exchange } = decode(text)
  return `${encode({ ...exchange, reply: { text: textOf(events) } })}\n`
}

/** The words of an answer, by either protocol. */
const textOf = (events: ReadonlyArray<unknown>): string =>
  events.flatMap((event) => {
    const { contentBlockDelta, delta } = decodeEvent(event)
    return [delta?.text ?? contentBlockDelta?.delta.text ?? ""]
  }).join("")

const Delta = Schema.Struct({ text: Schema.optionalKey(Schema.String) })
const decodeEvent = Schema.decodeUnknownSync(Schema.Struct({
  delta: Schema.optionalKey(Delta),
  contentBlockDelta: Schema.optionalKey(Schema.Struct({ delta: Delta }))
}))
