/**
 * The models dpg knows: data, not code.
 *
 * Sources: the model cards, inference-profile, prompt-caching, structured-output and life-cycle pages of the Amazon
 * Bedrock user guide; the price pages of Amazon Bedrock and of Anthropic. Images, documents and tools: its page "Supported
 * models and model features" of the Converse API; forced tools: `ToolChoice` in the API reference and "Choosing a tool" in
 * the Amazon Nova user guide. Where a source is silent, the cautious value.
 */

/** Where a cross-Region inference profile may send a request. */
export type Geography = "us" | "eu" | "jp" | "au" | "global"

/**
 * US dollars for a million tokens through the global profile, or on demand for a model that has none. A geographic
 * profile of a model that also has a global one costs a tenth more.
 */
interface Price {
  readonly input: number
  readonly output: number
  readonly cacheRead: number
  /** For five minutes; for an hour `costUsd` takes 1.6 times as much, as on Anthropic's price list. */
  readonly cacheWrite: number
}

export interface Model {
  /** The bare id, without a geography: `anthropic.claude-sonnet-4-5-20250929-v1:0`. */
  readonly id: string
  readonly name: string
  /** Short names that stand for its widest profile (`preferredProfile`) where a path takes aliases; lower case. */
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
  /** It looks at pictures. */
  readonly images: boolean
  /** It reads files: PDF, text, office documents. */
  readonly documents: boolean
  /** It calls tools: also while its answer streams, only in an answer that comes whole, or not at all. */
  readonly tools: "streamed" | "whole" | "none"
  /** How it can be made to call one: some tool (`any`), a certain one (`tool`). */
  readonly toolChoice: ReadonlyArray<"any" | "tool">
  /** The shortest prefix that is cached, in tokens; 0 for a model without prompt caching. */
  readonly cacheMinimumTokens: number
  /** Tools may end in a cache point, and a cache point may last an hour. */
  readonly cacheExtended: boolean
  readonly price?: Price
  /** `YYYY-MM-DD`, once Amazon has announced it. */
  readonly endOfLife?: string
}

const everywhere: ReadonlyArray<Geography> = ["us", "eu", "jp", "au", "global"]

/** Anthropic's price list is regular: a cache read costs a tenth of the input, a five-minute cache write 1.25 of it. */
const claudePrice = (input: number, output: number): Price => ({
  input,
  output,
  cacheRead: input / 10,
  cacheWrite: input * 1.25
})

/** Amazon's: a cache read costs a quarter of the input; what a write costs is not listed, so the full price. */
const novaPrice = (input: number, output: number): Price => ({
  input,
  output,
  cacheRead: input / 4,
  cacheWrite: input
})

/** For a model whose cache dpg does not use: cached tokens, if any, at the full price. */
const plainPrice = (input: number, output: number): Price => ({ input, output, cacheRead: input, cacheWrite: input })

/** `opus`, `4.6` → `opus-4.6`, `opus-4-6`, `claude-opus-4.6`, `claude-opus-4-6`. */
const versioned = (family: string, version: string): ReadonlyArray<string> => [
  ...new Set(
    ["", "claude-"].flatMap((prefix) => [version, version.replace(".", "-")].map((v) => `${prefix}${family}-${v}`))
  )
]

/** What the Claude 4.5 models have in common; later ones say where they differ. */
const claude = {
  geographies: everywhere,
  onDemand: false,
  contextTokens: 200_000,
  maxOutputTokens: 64_000,
  temperature: true,
  structuredOutput: "native",
  images: true,
  documents: true,
  tools: "streamed",
  toolChoice: ["any", "tool"],
  cacheMinimumTokens: 4096,
  cacheExtended: true
} as const

/** Claude Opus 4.7 and later refuse sampling parameters; a million tokens of context. */
const later = { ...claude, contextTokens: 1_000_000, maxOutputTokens: 128_000, temperature: false } as const

/** Cache points in the system prompt and the messages, for five minutes. */
const nova = {
  geographies: ["us", "eu"],
  onDemand: true,
  contextTokens: 300_000,
  maxOutputTokens: 5000,
  temperature: true,
  structuredOutput: "tool",
  images: true,
  documents: true,
  tools: "streamed",
  toolChoice: ["any", "tool"],
  cacheMinimumTokens: 1024,
  cacheExtended: false
} as const

/** What the open-weight models have in common; each says where it differs. */
const openWeight = {
  geographies: [],
  onDemand: true,
  contextTokens: 128_000,
  maxOutputTokens: 8192,
  temperature: true,
  structuredOutput: "text",
  images: false,
  documents: true,
  tools: "whole",
  toolChoice: [],
  cacheMinimumTokens: 0,
  cacheExtended: false
} as const

export const catalogue: ReadonlyArray<Model> = [
  {
    ...claude,
    id: "anthropic.claude-sonnet-4-5-20250929-v1:0",
    name: "Claude Sonnet 4.5",
    aliases: ["sonnet", ...versioned("sonnet", "4.5")],
    cacheMinimumTokens: 1024,
    price: claudePrice(3, 15)
  },
  {
    ...claude,
    id: "anthropic.claude-haiku-4-5-20251001-v1:0",
    name: "Claude Haiku 4.5",
    aliases: ["haiku", ...versioned("haiku", "4.5")],
    price: claudePrice(1, 5)
  },
  {
    ...claude,
    id: "anthropic.claude-opus-4-5-20251101-v1:0",
    name: "Claude Opus 4.5",
    aliases: versioned("opus", "4.5"),
    geographies: ["us", "eu", "global"],
    price: claudePrice(5, 25)
  },
  {
    ...later,
    id: "anthropic.claude-opus-4-6-v1",
    name: "Claude Opus 4.6",
    aliases: ["opus", ...versioned("opus", "4.6")],
    geographies: ["us", "eu", "au", "global"],
    temperature: true,
    price: claudePrice(5, 25)
  },
  {
    ...later,
    id: "anthropic.claude-sonnet-4-6",
    name: "Claude Sonnet 4.6",
    aliases: versioned("sonnet", "4.6"),
    // Anthropic's documentation says 128,000; what Bedrock takes is not confirmed, and more than that is refused.
    maxOutputTokens: 64_000,
    temperature: true,
    structuredOutput: "strict-tool",
    price: claudePrice(3, 15)
  },
  {
    ...later,
    id: "anthropic.claude-opus-4-7",
    name: "Claude Opus 4.7",
    aliases: versioned("opus", "4.7"),
    geographies: ["us", "eu", "jp", "global"],
    // Bedrock refuses `output_config.format` for it.
    structuredOutput: "tool",
    price: claudePrice(5, 25)
  },
  {
    ...later,
    id: "anthropic.claude-opus-4-8",
    name: "Claude Opus 4.8",
    aliases: versioned("opus", "4.8"),
    structuredOutput: "tool",
    price: claudePrice(5, 25)
  },
  {
    ...later,
    id: "anthropic.claude-opus-5",
    name: "Claude Opus 5",
    aliases: versioned("opus", "5"),
    // Thinks by default, and a model that thinks may refuse a forced tool.
    structuredOutput: "text",
    price: claudePrice(5, 25)
  },
  {
    ...later,
    id: "anthropic.claude-sonnet-5",
    name: "Claude Sonnet 5",
    aliases: versioned("sonnet", "5"),
    structuredOutput: "text",
    price: claudePrice(2, 10)
  },
  {
    ...claude,
    id: "anthropic.claude-3-5-sonnet-20241022-v2:0",
    name: "Claude 3.5 Sonnet v2",
    aliases: ["sonnet-3.5", "sonnet-3-5", "claude-3.5-sonnet", "claude-3-5-sonnet"],
    geographies: ["us"],
    onDemand: true,
    maxOutputTokens: 8192,
    structuredOutput: "tool",
    cacheMinimumTokens: 0,
    endOfLife: "2026-03-01"
  },
  {
    ...nova,
    id: "amazon.nova-pro-v1:0",
    name: "Amazon Nova Pro",
    aliases: ["nova-pro"],
    price: novaPrice(0.8, 3.2)
  },
  {
    ...nova,
    id: "amazon.nova-lite-v1:0",
    name: "Amazon Nova Lite",
    aliases: ["nova-lite"],
    price: novaPrice(0.06, 0.24)
  },
  {
    ...openWeight,
    id: "meta.llama3-3-70b-instruct-v1:0",
    name: "Llama 3.3 70B Instruct",
    aliases: ["llama-3.3-70b"],
    geographies: ["us"],
    maxOutputTokens: 4096,
    price: plainPrice(0.72, 0.72)
  },
  {
    ...openWeight,
    id: "mistral.mistral-large-2407-v1:0",
    name: "Mistral Large 2",
    aliases: ["mistral-large-2"],
    structuredOutput: "tool",
    toolChoice: ["any"],
    price: plainPrice(2, 6)
  },
  {
    ...openWeight,
    id: "deepseek.r1-v1:0",
    name: "DeepSeek-R1",
    aliases: ["deepseek-r1"],
    geographies: ["us"],
    onDemand: false,
    tools: "none",
    // Not seen on Amazon's own page: three public price lists agree on it.
    price: plainPrice(1.35, 5.4)
  },
  {
    ...openWeight,
    id: "openai.gpt-oss-120b-1:0",
    name: "gpt-oss 120B",
    aliases: ["gpt-oss-120b"],
    // Text in, text out, says "OpenAI models" in the Amazon Bedrock user guide.
    documents: false
  }
]
