/** What the `bedrock` member of a prompt's options and of a response's metadata holds. */
import { Option, Schema } from "effect"

export const BedrockOptions = Schema.Struct({
  /** Everything up to the end of this part or message is put in the prompt cache for so long. */
  cachePoint: Schema.optionalKey(Schema.Literals(["5m", "1h"])),
  /**
   * What the model is to call a document, instead of `Document 1` and so on. A name is read like any other words: a file's
   * own name may give the model orders.
   */
  documentName: Schema.optionalKey(Schema.String),
  /** The service's signature under a part of reasoning: without it the part cannot be sent back. */
  signature: Schema.optionalKey(Schema.String),
  /** Reasoning that the service keeps to itself, in base64. */
  redacted: Schema.optionalKey(Schema.String)
})
export type BedrockOptions = typeof BedrockOptions.Type

const decode = Schema.decodeUnknownOption(BedrockOptions)

/** Options that do not decode count as none. */
export const bedrockOptions = (options: { readonly [provider: string]: unknown }): BedrockOptions =>
  Option.getOrElse(decode(options.bedrock ?? {}), () => ({}))
