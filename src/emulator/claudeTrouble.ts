/** What Claude refuses in a body that is well-formed, in its own words. */
import { imageFormats } from "../domain/Image.ts"
import { schemaTrouble } from "../domain/OutputSchema.ts"
import { blocksOf, type ClaudeBlock, type ClaudeBody, type ClaudeContent } from "./ClaudeBody.ts"
import { imageTrouble, tooMany } from "./media.ts"
import { pointTrouble, type Segment } from "./PromptCache.ts"

/** The first of them; `undefined` when Claude answers. */
export const claudeTrouble = (body: ClaudeBody, segments: ReadonlyArray<Segment>): string | undefined =>
  textTrouble(body) ?? toolTrouble(body) ?? mediaTrouble(body) ?? pointTrouble(segments) ?? schemaTroubleIn(body)

const textTrouble = (body: ClaudeBody): string | undefined => {
  if (body.messages[0].role !== "user") return "messages: first message must use the \"user\" role"
  return [
    ...blankIn("system", body.system ?? []),
    ...body.messages.flatMap(({ content }, index) => blankIn(`messages.${index}`, content))
  ][0]
}

const blankIn = (at: string, content: ClaudeContent): ReadonlyArray<string> => {
  const texts = blocksOf(content).flatMap(({ text, type }) => type === "text" ? text ?? "" : [])
  if (texts.includes("")) return [`${at}: text content blocks must be non-empty`]
  return texts.some((text) => text.trim() === "") ? [`${at}: text content blocks must contain non-whitespace text`] : []
}

const toolTrouble = (body: ClaudeBody): string | undefined => {
  const turns = body.messages.map(({ content }) => blocksOf(content))
  if (body.tools === undefined && turns.some((blocks) => blocks.some(isToolBlock))) {
    return "Requests which include `tool_use` or `tool_result` blocks must define tools"
  }
  for (const [index, blocks] of turns.entries()) {
    const trouble = answerTrouble(index, turns[index - 1] ?? [], blocks)
    if (trouble !== undefined) return trouble
  }
  const chosen = body.tool_choice?.type === "tool" ? body.tool_choice.name : undefined
  return chosen !== undefined && !(body.tools ?? []).some(({ name }) => name === chosen)
    ? `tool_choice: Tool '${chosen}' not found in provided tools`
    : undefined
}

const isToolBlock = ({ type }: ClaudeBlock): boolean => type === "tool_use" || type === "tool_result"

/** Whether a turn holds a result for each call of the turn before it, and for no other. */
const answerTrouble = (
  index: number,
  before: ReadonlyArray<ClaudeBlock>,
  blocks: ReadonlyArray<ClaudeBlock>
): string | undefined => {
  const calls = before.flatMap(({ id, type }) => type === "tool_use" && id !== undefined ? [id] : [])
  const answered = blocks.map(({ tool_use_id, type }) => type === "tool_result" ? tool_use_id : undefined)
  const missing = calls.filter((id) => !answered.includes(id))
  if (missing.length > 0) {
    return `messages.${index - 1}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ` +
      `${
        missing.join(", ")
      }. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`
  }
  const stray = answered.findIndex((id) => id !== undefined && !calls.includes(id))
  return stray < 0
    ? undefined
    : `messages.${index}.content.${stray}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ` +
      `${
        answered[stray]
      }. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`
}

const mediaTrouble = ({ messages }: ClaudeBody): string | undefined => {
  const blocks = messages.flatMap(({ content }, turn) =>
    blocksOf(content).map((block, index) => ({ at: `messages.${turn}.content.${index}`, block }))
  )
  const images = blocks.filter(({ block }) => block.type === "image")
  const documents = blocks.filter(({ block }) => block.type === "document")
  const trouble = images.flatMap(({ at, block: { source } }) => {
    if (source?.type !== "base64") return []
    const format = imageFormats.find((known) => source.media_type === `image/${known}`)
    if (format === undefined) {
      return [
        `${at}.image.source.base64.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'`
      ]
    }
    const trouble = imageTrouble(source.data ?? "", format, images.length)
    return trouble === undefined ? [] : [`${at}.image.source${trouble}`]
  })[0]
  return tooMany(images.length, documents.length) ?? trouble
}

const schemaTroubleIn = (body: ClaudeBody): string | undefined => {
  const format = body.output_config?.format
  const trouble = format === undefined ? undefined : schemaTrouble(format.schema)
  if (trouble !== undefined) return `output_config.format.schema: ${trouble}`
  return (body.tools ?? []).flatMap(({ input_schema, strict }, index) => {
    const trouble = strict ? schemaTrouble(input_schema) : undefined
    return trouble === undefined ? [] : [`tools.${index}.custom.input_schema: ${trouble}`]
  })[0]
}
