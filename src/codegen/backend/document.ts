/** The OpenAPI document as the text of `backend/openapi.yaml`, and back. */
import { Result, Schema } from "effect"
import { parse, stringify } from "yaml"
import { OpenApiDocument } from "../../domain/OpenApi.ts"

/** The document as YAML under a comment that says what it is for. Equal documents give equal text. */
export const renderOpenApi = (document: OpenApiDocument): string => {
  const known = rendered.get(document)
  if (known !== undefined) return known
  const text = `${header}\n${stringify(document, { aliasDuplicateObjects: false, lineWidth: 110 })}`
  rendered.set(document, text)
  return text
}

/** Every page's prompts have it: rendered once. */
const rendered = new WeakMap<OpenApiDocument, string>()

/** The document in a text that a person may have edited; else the reason, with the place, why it is none. */
export const parseOpenApi = (text: string): Result.Result<OpenApiDocument, string> =>
  Result.try({ try: (): unknown => parse(text), catch: (error) => String(error) }).pipe(
    Result.flatMap((value) =>
      Schema.decodeUnknownResult(OpenApiDocument)(value).pipe(Result.mapError((error) => error.message))
    )
  )

const header = `# The backend's contract. Every later step reads this file: edit it and run dpg again.
# x-requirements: the PRD's requirements an operation serves. x-roles: who may call it; absent for everyone.
# x-entity: the entity whose id this is. x-title-field: what a person recognises an entity by.
`
