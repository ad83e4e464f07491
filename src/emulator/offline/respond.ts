/** What the offline model answers: each step of dpg by its rules, anything else by saying what it is. */
import { Result, Schema } from "effect"
import { parse } from "yaml"
import { OpenApiDocument } from "../../domain/OpenApi.ts"
import { Page, Pages } from "../../domain/Pages.ts"
import { Prd } from "../../domain/Prd.ts"
import { parseDocuments, taskOf } from "../../domain/Prompt.ts"
import type { ModelReply, ModelRequest } from "../EmulatedModel.ts"
import { anyValue } from "./anyValue.ts"
import { makeBackend } from "./backend.ts"
import { keepIds } from "./former.ts"
import { makePageIr } from "./ir.ts"
import { makePages } from "./pages.ts"
import { makePrd } from "./prd.ts"
import { makeComponent } from "./react.ts"
import { shorten } from "./words.ts"

/** The answer to a request: the same request has the same answer. */
export const respond = (request: ModelRequest): ModelReply => {
  const documents = documentsOf(request)
  const task = taskOf(request.system)
  const answer = task === undefined ? undefined : steps[task]
  if (answer === undefined) return smallTalk(request)
  return Result.match(answer(documents), {
    onFailure: (reason): ModelReply => ({ text: `dpg's offline model cannot answer ${task}: ${reason}` }),
    onSuccess: (made) => typeof made === "string" ? { text: made } : reply(request, made)
  })
}

type Documents = ReadonlyMap<string, string>
type Answer = Result.Result<string | object, string>

/** A repair round repeats the documents or leaves them in the first turn: the last of each name counts. */
const documentsOf = ({ messages }: ModelRequest): Documents =>
  new Map(messages.filter(({ role }) => role === "user").flatMap(({ text }) => Array.from(parseDocuments(text))))

const text = (documents: Documents, name: string): Result.Result<string, string> => {
  const found = documents.get(name)
  return found === undefined || found.trim() === ""
    ? Result.fail(`there is no document "${name}"`)
    : Result.succeed(found)
}

const read = <A, I>(documents: Documents, name: string, schema: Schema.Codec<A, I>): Result.Result<A, string> =>
  text(documents, name).pipe(
    Result.flatMap((source) =>
      Result.try({ try: (): unknown => parse(source), catch: () => `the document "${name}" is no YAML` })
    ),
    Result.flatMap((value) =>
      Schema.decodeUnknownResult(schema)(value).pipe(
        Result.mapError((error) => `the document "${name}" does not fit: ${error.message}`)
      )
    )
  )

const steps: { readonly [task: string]: (documents: Documents) => Answer } = {
  "02-prd": (documents) =>
    Result.gen(function*() {
      const prd = makePrd(yield* text(documents, "brief"))
      return documents.has("former") ? keepIds(prd, yield* read(documents, "former", Prd)) : prd
    }),
  "03-backend": (documents) => read(documents, "prd", Prd).pipe(Result.map(makeBackend)),
  "04a-pages": (documents) =>
    Result.gen(function*() {
      const prd = yield* read(documents, "prd", Prd)
      return makePages(prd, yield* read(documents, "openapi", OpenApiDocument))
    }),
  "04b-ir": (documents) =>
    Result.gen(function*() {
      const prd = yield* read(documents, "prd", Prd)
      const openapi = yield* read(documents, "openapi", OpenApiDocument)
      const pages = yield* read(documents, "pages", Pages)
      const page = yield* read(documents, "page", Page)
      return makePageIr({ prd, openapi, pages, page })
    }),
  "05-react": (documents) => text(documents, "skeleton").pipe(Result.map(makeComponent))
}

/** A tool that must be called gets the value as its input; else the value is the text, as JSON. */
const reply = ({ outputSchema, tools }: ModelRequest, value: unknown): ModelReply => {
  const [forced] = tools
  return outputSchema !== undefined && outputSchema !== null && forced !== undefined && tools.length === 1
    ? { text: "", toolCalls: [{ name: forced.name, input: value }] }
    : { text: JSON.stringify(value) }
}

const smallTalk = (request: ModelRequest): ModelReply => {
  const said = request.messages.findLast(({ role }) => role === "user")?.text.replace(/\s+/g, " ").trim() ?? ""
  const words =
    "This is dpg's offline model: rules, not a language model. It answers dpg's own steps and nothing else." +
    (said === "" ? "" : ` You said: "${shorten(said, 120)}"`)
  return request.outputSchema === undefined || request.outputSchema === null
    ? { text: words }
    : reply(request, anyValue(request.outputSchema, "offline"))
}
