/** The tools of a request, as the model can be given them. */
import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { Result, Schema } from "effect"
import type * as LanguageModel from "effect/ai/LanguageModel"
import type * as Prompt from "effect/ai/Prompt"
import * as Tool from "effect/ai/Tool"
import type { Model } from "../../domain/Models.ts"
import { schemaTrouble } from "../../domain/OutputSchema.ts"
import type { Caching, Lifetime } from "./caching.ts"
import { jsonText } from "./json.ts"
import type { Structure } from "./structure.ts"

/** What a request declares. */
interface Tools {
  /** Undefined where there are none. */
  readonly config: Sdk.ToolConfiguration | undefined
  /** What was asked for and is not had, in words. */
  readonly downgrades: ReadonlyArray<string>
}

/**
 * Tools whose calls stand in the history are declared again, since Converse
 * refuses such a history without them. Fails in words on a tool of another provider, and for a model that calls none.
 * A model that cannot be made to call a tool is left to choose.
 */
export const toolConfig = (
  options: {
    readonly tools: LanguageModel.ProviderOptions["tools"]
    readonly toolChoice: LanguageModel.ProviderOptions["toolChoice"]
    readonly structure: Structure | undefined
    readonly prompt: Prompt.Prompt
    readonly cachePoint: Lifetime | undefined
  },
  model: Model,
  caching: Caching
): Result.Result<Tools, string> =>
  Result.gen(function*() {
    const offered = options.toolChoice === "none" ? [] : options.tools
    const downgrades: Array<string> = []
    const declare = specOf(model, downgrades)
    const specs = yield* Result.all(offered.map(declare))
    const { structure } = options
    if (structure?.kind === "tool") {
      specs.push({
        name: structure.name,
        description: "Give the answer.",
        inputSchema: { json: structure.schema },
        ...(structure.strict && { strict: true })
      })
    }
    const known = new Set(specs.map(({ name }) => name))
    const past = [...namesIn(options.prompt)].filter((name) => !known.has(name))
    const again = yield* Result.all(
      past.map((name) => {
        const tool = options.tools.find((tool) => tool.name === name)
        return tool === undefined ? Result.succeed(forgotten(name)) : declare(tool)
      })
    )
    const tools: Array<Sdk.Tool> = [...specs, ...again].map((toolSpec) => ({ toolSpec }))
    if (tools.length === 0) return { config: undefined, downgrades }
    if (model.tools === "none") return yield* Result.fail(`${model.name} calls no tools`)
    if (model.cacheExtended) {
      caching.saw(jsonText(tools))
      tools.push(...caching.pointHere(options.cachePoint))
    }
    const toolChoice = possible(choiceOf(options.toolChoice, offered.length, structure), tools.length, model)
    return { config: { tools, ...(toolChoice !== undefined && { toolChoice }) }, downgrades }
  })

/** What comes nearest to the choice: a certain tool that stands alone is some tool. */
const possible = (
  choice: Sdk.ToolChoice | undefined,
  tools: number,
  { toolChoice }: Model
): Sdk.ToolChoice | undefined => {
  if (choice?.tool !== undefined && !toolChoice.includes("tool")) {
    return tools === 1 && toolChoice.includes("any") ? { any: {} } : undefined
  }
  return choice?.any !== undefined && !toolChoice.includes("any") ? undefined : choice
}

/** A tool that is to be strict and cannot be is declared as a plain one. */
const specOf =
  (model: Model, downgrades: Array<string>) => (tool: Tool.Any): Result.Result<Sdk.ToolSpecification, string> => {
    if (Tool.isProviderDefined(tool)) return Result.fail(`Bedrock does not run ${tool.name}`)
    const description = Tool.getDescription(tool)
    return Result.mapBoth(decodeJson(Tool.getJsonSchema(tool)), {
      onFailure: (error) => error.message,
      onSuccess: (json) => {
        const asked = Tool.getStrictMode(tool) === true
        const trouble = asked ? laxity(model, json) : undefined
        if (trouble !== undefined) downgrades.push(`The tool ${tool.name} is not strict: ${trouble}`)
        const strict = asked && trouble === undefined
        return {
          name: tool.name,
          inputSchema: { json: strict ? closed(json) : json },
          ...(description !== undefined && { description }),
          ...(strict && { strict })
        }
      }
    })
  }

/** Why the model cannot be held to a tool's schema. */
const laxity = ({ name, structuredOutput }: Model, schema: Schema.MutableJson): string | undefined =>
  structuredOutput === "native" || structuredOutput === "strict-tool"
    ? schemaTrouble(closed(schema))
    : `${name} has no strict tools`

/** The schema with every object said to have the members that are named, and no others. */
const closed = (schema: Schema.MutableJson): Schema.MutableJson => {
  if (Array.isArray(schema)) return schema.map(closed)
  if (schema === null || typeof schema !== "object") return schema
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]))
  return inner["type"] === "object" && inner["additionalProperties"] === undefined
    ? { ...inner, additionalProperties: false }
    : inner
}

const decodeJson = Schema.decodeUnknownResult(Schema.MutableJson)

/** A tool that was called once and is not at hand any more. */
const forgotten = (name: string): Sdk.ToolSpecification => ({
  name,
  description: "Not available any more.",
  inputSchema: { json: { type: "object" } }
})

const namesIn = (prompt: Prompt.Prompt): ReadonlySet<string> =>
  new Set(
    prompt.content.flatMap(({ content, role }) =>
      role === "assistant" ? content.flatMap((part) => part.type === "tool-call" ? [part.name] : []) : []
    )
  )

const choiceOf = (
  choice: LanguageModel.ProviderOptions["toolChoice"],
  offered: number,
  structure: Structure | undefined
): Sdk.ToolChoice | undefined => {
  // Where the answer itself is a tool call, the model has to call something.
  if (structure?.kind === "tool") return offered === 0 ? { tool: { name: structure.name } } : { any: {} }
  if (offered === 0 || typeof choice === "string") return offered > 0 && choice === "required" ? { any: {} } : undefined
  if ("tool" in choice) return { tool: { name: choice.tool } }
  return choice.mode === "required" ? { any: {} } : undefined
}
