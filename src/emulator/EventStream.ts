/** The frames of `application/vnd.amazon.eventstream`: headers, JSON payload, two checksums. */
import { EventStreamCodec } from "@smithy/eventstream-codec"
import * as Base64 from "effect/encoding/Base64"

export const contentType = "application/vnd.amazon.eventstream"

/** One event of a Converse stream. */
export const event = (type: string, payload: object): Uint8Array =>
  frame({ ":event-type": type, ":content-type": "application/json", ":message-type": "event" }, payload)

/** One of the model's own events, inside an InvokeModel stream: its JSON in base64. */
export const chunk = (modelEvent: object): Uint8Array =>
  event("chunk", { bytes: Base64.encode(JSON.stringify(modelEvent)) })

/** An exception the service model names among the events of the stream. */
export const exception = (name: string, payload: object): Uint8Array =>
  frame(
    {
      ":exception-type": name.charAt(0).toLowerCase() + name.slice(1),
      ":content-type": "application/json",
      ":message-type": "exception"
    },
    payload
  )

/** A failure it does not name. */
export const unmodelledError = (code: string, message: string): Uint8Array =>
  frame({ ":message-type": "error", ":error-code": code, ":error-message": message }, {})

/** The frame with its last byte, of the checksum, changed. */
export const corrupted = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte, index) => index === bytes.length - 1 ? byte ^ 0xff : byte)

const utf8 = new TextEncoder()
const codec = new EventStreamCodec((bytes) => new TextDecoder().decode(bytes), (text) => utf8.encode(text))

const frame = (headers: Readonly<Record<string, string>>, payload: object): Uint8Array =>
  codec.encode({
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { type: "string", value }])),
    body: utf8.encode(JSON.stringify(payload))
  })
