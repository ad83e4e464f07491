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

/** The document for those who read it for its form: of an entity's examples one is enough. */
export const withoutRows = (document: OpenApiDocument): OpenApiDocument => {
  const known = spared.get(document)
  if (known !== undefined) return known
  const { "x-examples-day": _, components, ...rest } = document
  const schemas = Object.entries(components?.schemas ?? {}).map(([name, schema]) =>
    [
      name,
      schema["x-title-field"] === undefined || schema.examples === undefined
        ? schema
        : Object.assign({}, schema, { examples: schema.examples.slice(0, 1) })
    ] as const
  )
  const short = components?.schemas === undefined
    ? { ...rest, ...(components === undefined ? {} : { components }) }
    : { ...rest, components: { ...components, schemas: Object.fromEntries(schemas) } }
  spared.set(document, short)
  return short
}

const spared = new WeakMap<OpenApiDocument, OpenApiDocument>()

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
# x-unique: properties that no two have alike. x-no-overlap: first and last day, between which nothing is booked twice.
# examples of an entity: the rows that the app's mock API starts with, four or more; their dates move with x-examples-day.
`
