/**
 * The form of every prompt: a system text whose first line names the task, and a user text of named documents.
 * Documents are data; the delimiters carry their names, and what is inside cannot close them.
 */
import type { BriefImage } from "./Brief.ts"
import type { StepId } from "./Step.ts"

/** One input of a prompt. */
export interface Document {
  /** Kebab-case: `brief`, `prd`, `openapi`. */
  readonly name: string
  readonly text: string
}

/** What a step says to a model. */
export interface Prompt {
  readonly system: string
  /** Before the documents; none where absent. */
  readonly images?: ReadonlyArray<BriefImage>
  /** Inputs in a stable order, the largest shared ones first, so that a cached prefix serves every page. */
  readonly documents: ReadonlyArray<Document>
  /** What to do with the documents, after them. */
  readonly request: string
}

const firstLine = /^# Task ([^\s:]+)/

/** The heading that opens a step's system prompt. */
export const taskLine = (step: StepId, title: string): string => `# Task ${step}: ${title}`

/** The step that a system prompt's first line names. */
export const taskOf = (system: string): string | undefined => firstLine.exec(system)?.[1]

/** A document in its delimiters. A delimiter inside the text is defused, so that the text cannot end itself. */
export const renderDocument = ({ name, text }: Document): string =>
  `<document name="${name}">\n${defused(text)}\n</document>`

/** Text in which no document begins or ends. */
export const defused = (text: string): string => text.replace(/<(\s*\/?\s*)(document)/gi, "<$1\u200B$2")

/** The documents of a rendered user text, by name. */
export const parseDocuments = (text: string): ReadonlyMap<string, string> =>
  new Map(
    [...text.matchAll(/<document name="([^"]*)">\n([\s\S]*?)\n<\/document>/g)].map(([, name = "", body = ""]) => [
      name,
      body.replace(/<(\s*\/?\s*)\u200B(document)/gi, "<$1$2")
    ])
  )

/** The user text of a prompt. */
export const renderUser = (prompt: Prompt): string =>
  [...prompt.documents.map(renderDocument), prompt.request].join("\n\n")
