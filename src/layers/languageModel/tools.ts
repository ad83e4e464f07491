/** The tools of a request. */
import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { Result, Schema } from "effect"
import type * as LanguageModel from "effect/ai/LanguageModel"
import * as Tool from "effect/ai/Tool"
import type { Model } from "../../domain/Models.ts"
import type { Structure } from "./structure.ts"

/**
 * Undefined where there are none to declare. Tools whose calls stand in the history are declared again, since Converse
 * refuses such a history without them. Fails in words on a tool of another provider.
 */
export const toolConfig = (
  options: {
    readonly tools: LanguageModel.ProviderOptions["tools"]
    readonly toolChoice: LanguageModel.ProviderOptions["toolChoice"]
    readonly structure: Structure | undefined
    readonly messages: ReadonlyArray<Sdk.Message>
  },
  model: Model
): Result.Result<Sdk.ToolConfiguration | undefined, string> =>
  Result.gen(function*() {
    const offered = options.toolChoice === "none" ? [] : options.tools
    const specs = yield* Result.all(offered.map((tool) => specOf(tool, model)))
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
    const past = [...namesIn(options.messages)].filter((name) => !known.has(name))
    const again = yield* Result.all(
      past.map((name) => {
        const tool = options.tools.find((tool) => tool.name === name)
        return tool === undefined ? Result.succeed(forgotten(name)) : specOf(tool, model)
      })
    )
    const tools = [...specs, ...again].map((toolSpec) => ({ toolSpec }))
    if (tools.length === 0) return undefined
    const toolChoice = choiceOf(options.toolChoice, offered.length, structure)
    return { tools, ...(toolChoice !== undefined && { toolChoice }) }
  })

const specOf = (tool: Tool.Any, model: Model): Result.Result<Sdk.ToolSpecification, string> => {
  if (Tool.isProviderDefined(tool)) return Result.fail(`Bedrock does not run ${tool.name}`)
  const description = Tool.getDescription(tool)
  const strict = Tool.getStrictMode(tool) === true &&
    (model.structuredOutput === "native" || model.structuredOutput === "strict-tool")
  return Result.mapBoth(decodeJson(Tool.getJsonSchema(tool)), {
    onFailure: (error) => error.message,
    onSuccess: (json) => ({
      name: tool.name,
      inputSchema: { json },
      ...(description !== undefined && { description }),
      ...(strict && { strict })
    })
  })
}

const decodeJson = Schema.decodeUnknownResult(Schema.MutableJson)

/** A tool that was called once and is not at hand any more. */
const forgotten = (name: string): Sdk.ToolSpecification => ({
  name,
  description: "Not available any more.",
  inputSchema: { json: { type: "object" } }
})

const namesIn = (messages: ReadonlyArray<Sdk.Message>): ReadonlySet<string> =>
  new Set(
    messages.flatMap(({ content }) => content ?? []).flatMap(({ toolUse }) =>
      toolUse?.name === undefined ? [] : [toolUse.name]
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
