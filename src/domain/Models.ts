/**
 * The catalogue of models: data, not code.
 * Sources: the Amazon Bedrock user guide (supported models, inference profiles, structured output, prompt caching,
 * model lifecycle) and the price pages of Amazon Bedrock.
 */

/** Where a cross-Region inference profile may send a request. */
export type Geography = "us" | "eu" | "jp" | "au" | "global"

/** US dollars for a million tokens. */
export interface Price {
  readonly input: number
  readonly output: number
  readonly cacheRead: number
  /** Five-minute cache; the one-hour cache costs 1.6 times as much. */
  readonly cacheWrite: number
}

export interface Model {
  /** The bare id, without a geography: `anthropic.claude-sonnet-4-5-20250929-v1:0`. */
  readonly id: string
  readonly name: string
  /** Short names that stand for `defaultId` where a path takes aliases. */
  readonly aliases: ReadonlyArray<string>
  /** Geographies that have a profile for it; a request must name one when `onDemand` is false. */
  readonly geographies: ReadonlyArray<Geography>
  readonly onDemand: boolean
  readonly contextTokens: number
  readonly maxOutputTokens: number
  /** `temperature` may be sent. */
  readonly temperature: boolean
  /** The best way to hold an answer to a JSON Schema. */
  readonly structuredOutput: "native" | "strict-tool" | "tool" | "text"
  /** The shortest prefix that is cached, in tokens; 0 for a model without prompt caching. */
  readonly cacheMinimumTokens: number
  readonly price?: Price
  /** `YYYY-MM-DD`, once Amazon has announced it. */
  readonly endOfLife?: string
}

/** A model setting after resolution. */
export interface ResolvedModel {
  /** What is sent to Bedrock. */
  readonly id: string
  /** What was asked for, before the alias table. */
  readonly requested: string
  /** `BEDROCK_IR_MODEL_ID`, `.env`, `default`, `--model`, … */
  readonly source: string
  /** From the catalogue, or cautious defaults for an id it does not have. */
  readonly model: Model
  readonly warnings: ReadonlyArray<string>
}
