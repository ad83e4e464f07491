/** Artefacts as YAML that a person may edit, and back. */
import { Effect, Result, Schema } from "effect"
import { parseDocument, stringify } from "yaml"
import { ArtefactInvalid } from "../../domain/Errors.ts"
import type { Finding } from "../../domain/Finding.ts"
import { finding } from "../../domain/link/report.ts"
import { StandIn } from "../../domain/StandIn.ts"
import { type StepId, stepTitle } from "../../domain/Step.ts"
import { type Codec, decode } from "./answer.ts"

/** Says what made a file and that it may be edited: the first lines of an artefact, without comment signs. */
export const origin = Effect.fnUntraced(function*(step: StepId, modelId: string) {
  const standIn = yield* StandIn
  const model = modelId.replace(/\s+/g, " ")
  const maker = standIn === "" ? model : `${standIn} in place of ${model}`
  return [
    `dpg ${step}: ${stepTitle[step]}. Made by ${maker}.`,
    "Edit it and run dpg again: what depends on it is made anew. `dpg check` says whether it holds together.",
    ...guide[step]
  ]
})

/** What a person has to know to change the file; docs/output.md has the whole. */
const guide: { readonly [Step in StepId]: ReadonlyArray<string> } = {
  "01-ingest": [],
  "02-prd": [
    "requirements: what is to be built; a stated one quotes the brief verbatim, an assumed one has \"\" for a quote.",
    "needsData: whether it can be served by stored data alone. personas: their ids are the roles of the backend.",
    "assumptions and openQuestions wait for an answer; prd.md shows it all. Docs: docs/output.md of dpg."
  ],
  "03-backend": [],
  "04a-pages": [
    "access is public (for everyone), user (whoever is signed in) or role (those in roles). inNavigation: whether the menu has it.",
    "operationIds: what it calls, of backend/openapi.yaml. links: where it leads beside the menu. Docs: docs/output.md of dpg."
  ],
  "04b-ir": [
    "queries read and mutations send (operations of backend/openapi.yaml); nodes are what is seen, in the order of a page;",
    "forms and actions are what is done; {query.books.title} in a text is a value. Docs: docs/output.md of dpg."
  ],
  "05-react": []
}

/** A value as YAML. Equal values give equal text; what all pages share is rendered once. */
export const renderYaml = <A extends object>(schema: Codec<A>, value: A): string => {
  const known = rendered.get(value)
  if (known?.schema === schema) return known.text
  const text = yamlOf(schema, value)
  rendered.set(value, { schema, text })
  return text
}

const rendered = new WeakMap<object, { readonly schema: unknown; readonly text: string }>()

const yamlOf = <A>(schema: Codec<A>, value: A): string =>
  stringify(Result.getOrThrow(Schema.encodeResult(schema)(value)), { aliasDuplicateObjects: false, lineWidth: 110 })

/** The same under a heading of comments: a file. */
export const renderArtefact = <A extends object>(schema: Codec<A>, value: A, heading: ReadonlyArray<string>): string =>
  `${heading.map((line) => `# ${line}\n`).join("")}\n${renderYaml(schema, value)}`

/** What stands in a file, as dpg or a person wrote it. */
export const parseArtefact = <A>(schema: Codec<A>, path: string, text: string): Effect.Effect<A, ArtefactInvalid> =>
  Effect.mapError(
    Effect.fromResult(decodeYaml(schema, text)),
    (findings) => new ArtefactInvalid({ path, findings })
  )

/** The value of a text, or each place where it is none. */
export const decodeYaml = <A>(schema: Codec<A>, text: string): Result.Result<A, ReadonlyArray<Finding>> =>
  Result.flatMap(parseYaml(text), (value) => decode(schema, value))

const parseYaml = (text: string): Result.Result<unknown, ReadonlyArray<Finding>> => {
  const document = parseDocument(text)
  // One fault in YAML makes many: the first is the cause.
  const [error] = document.errors
  if (error === undefined) {
    return Result.try({
      try: (): unknown => document.toJS(),
      catch: (cause) => [finding("yaml", "file", String(cause))]
    })
  }
  const { col, line } = error.linePos?.[0] ?? { line: 1, col: 1 }
  const [first = error.code] = error.message.split("\n")
  return Result.fail([finding("yaml", `line ${line}, column ${col}`, first.replace(/ at line \d+.*$/, ""))])
}
