/** A Bedrock on loopback with a model of few words behind it: the same protocol, signatures included, and no bill. */
import { ConverseClient } from "dpg"
import { emulatedBedrock, ScriptedModel } from "dpg/testing"
import { Layer } from "effect"

const model = ScriptedModel.layerOf(({ messages, tools }) => {
  const said = messages.at(-1)?.text ?? ""
  const counted = /"count":\s*(\d+)/.exec(said)?.[1]
  if (counted !== undefined) return { text: `There are ${counted} in the shed.` }
  const wanted = /how many (\w+?)s?\b/i.exec(said)?.[1]
  if (wanted !== undefined && tools.length > 0) {
    return { text: "Let me look.", toolCalls: [{ name: "stock", input: { tool: wanted } }] }
  }
  const turns = messages.filter(({ role }) => role === "assistant").length
  return { text: turns === 0 ? "I mind the tool shed." : "Yes, until Sunday." }
})

export const localBedrock = ConverseClient.layer.pipe(
  Layer.provide(emulatedBedrock()),
  Layer.provide(model)
)
