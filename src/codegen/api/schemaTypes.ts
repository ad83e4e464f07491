/** The OpenAPI document as the types that openapi-typescript 7 makes of it: `paths`, `components`, `operations`. */
import {
  type ApiOperation,
  type JsonSchema,
  type OpenApiDocument,
  type OperationObject,
  operations,
  type Parameter,
  type ResponseObject
} from "../../domain/OpenApi.ts"
import { docLine, indent, propertyName, stringLiteral } from "./source.ts"

/** The text of `src/api/schema.d.ts`. */
export const schemaTypes = (document: OpenApiDocument): string => {
  const types = new Types(document)
  return `// The types of openapi.yaml, in the form of openapi-typescript.

${types.paths()}

export type webhooks = Record<string, never>

${types.components()}

export type $defs = Record<string, never>

${types.operations()}
`
}

const httpMethods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const

type Lines = ReadonlyArray<string>

const block = (head: string, lines: Lines): Lines => [`${head} {`, ...indent(lines), "}"]

/** `name: type`, the type's first line behind the name. */
const member = (name: string, [first = "", ...rest]: Lines): Lines => [`${name}: ${first}`, ...rest]

const documented = (description: string | undefined, name: string, type: Lines): Lines => [
  ...docLine(description ?? ""),
  ...member(name, type)
]

const absent = (name: string): string => `${name}?: never`

class Types {
  readonly document: OpenApiDocument

  constructor(document: OpenApiDocument) {
    this.document = document
  }

  paths(): string {
    const entries = Object.entries(this.document.paths)
    if (entries.length === 0) return "export type paths = Record<string, never>"
    return block(
      "export interface paths",
      entries.flatMap(([path, item]) =>
        block(`${stringLiteral(path)}:`, [
          ...block("parameters:", ["query", "header", "path", "cookie"].map(absent)),
          ...httpMethods.flatMap((method): Lines => {
            const object = method === "options" || method === "head" || method === "trace" ? undefined : item[method]
            return object === undefined
              ? [absent(method)]
              : [...docLine(object.summary ?? ""), `${method}: operations[${stringLiteral(object.operationId)}]`]
          })
        ])
      )
    ).join("\n")
  }

  components(): string {
    const { responses = {}, schemas = {} } = this.document.components ?? {}
    const group = (name: string, members: Lines): Lines =>
      members.length === 0 ? [`${name}: never`] : block(`${name}:`, members)
    return block("export interface components", [
      ...group(
        "schemas",
        Object.entries(schemas).flatMap(([name, schema]) =>
          documented(schema.description, propertyName(name), this.type(schema))
        )
      ),
      ...group(
        "responses",
        Object.entries(responses).flatMap(([name, response]) =>
          documented(response.description, propertyName(name), this.response(response))
        )
      ),
      "parameters: never",
      "requestBodies: never",
      "headers: never",
      "pathItems: never"
    ]).join("\n")
  }

  operations(): string {
    // openapi-typescript's order: paths as they stand, methods as OpenAPI lists them.
    const all = Object.keys(this.document.paths).flatMap((path) =>
      httpMethods.flatMap((method) =>
        operations(this.document).filter((operation) => operation.path === path && operation.method === method)
      )
    )
    if (all.length === 0) return "export type operations = Record<string, never>"
    return block("export interface operations", all.flatMap((operation) => this.operation(operation))).join("\n")
  }

  private operation({ object, operationId }: ApiOperation): Lines {
    return block(`${propertyName(operationId)}:`, [
      ...block("parameters:", this.parameters(object.parameters ?? [])),
      ...this.body(object),
      ...block(
        "responses:",
        Object.entries(object.responses).flatMap(([status, response]) =>
          documented(
            response.description,
            /^\d+$/.test(status) ? status : propertyName(status),
            this.response(response)
          )
        )
      )
    ])
  }

  private parameters(parameters: ReadonlyArray<Parameter>): Lines {
    return (["query", "header", "path", "cookie"] as const).flatMap((place): Lines => {
      const here = parameters.filter((parameter) => parameter.in === place)
      if (here.length === 0) return [absent(place)]
      const required = here.some((parameter) => parameter.required === true)
      return block(
        `${place}${required ? "" : "?"}:`,
        here.flatMap((parameter) =>
          documented(
            parameter.description,
            `${propertyName(parameter.name)}${parameter.required === true ? "" : "?"}`,
            this.type(parameter.schema)
          )
        )
      )
    })
  }

  private body({ requestBody }: OperationObject): Lines {
    if (requestBody === undefined) return [absent("requestBody")]
    return block(`requestBody${requestBody.required === true ? "" : "?"}:`, this.content(requestBody.content))
  }

  private response(response: ResponseObject): Lines {
    const name = /^#\/components\/responses\/([^/]+)$/.exec(response.$ref ?? "")?.[1]
    if (name !== undefined && Object.hasOwn(this.document.components?.responses ?? {}, name)) {
      return [`components["responses"][${stringLiteral(name)}]`]
    }
    return [
      "{",
      ...indent([
        ...block("headers:", [
          ...Object.entries(response.headers ?? {}).flatMap(([name, { description, schema = {} }]) =>
            documented(description, `${propertyName(name)}?`, this.type(schema))
          ),
          "[name: string]: unknown"
        ]),
        ...(response.content === undefined ? [absent("content")] : this.content(response.content))
      ]),
      "}"
    ]
  }

  private content(content: NonNullable<ResponseObject["content"]>): Lines {
    return block(
      "content:",
      Object.entries(content).flatMap(([type, { schema }]) =>
        member(stringLiteral(type), schema === undefined ? ["unknown"] : this.type(schema))
      )
    )
  }

  private type(schema: JsonSchema): Lines {
    if (schema.$ref !== undefined) {
      const name = /^#\/components\/schemas\/([^/]+)$/.exec(schema.$ref)?.[1]
      return name !== undefined && Object.hasOwn(this.document.components?.schemas ?? {}, name)
        ? [`components["schemas"][${stringLiteral(name)}]`]
        : ["unknown"]
    }
    const types = typeof schema.type === "string" ? [schema.type] : schema.type ?? []
    if (schema.enum !== undefined && schema.enum.length > 0) {
      return [[...schema.enum.map(stringLiteral), ...(types.includes("null") ? ["null"] : [])].join(" | ")]
    }
    if (types.length > 1) {
      const parts = types.map((type) => this.type(Object.assign({}, schema, { type })))
      return [parts.map((lines) => lines.join(" ")).join(" | ")]
    }
    switch (types[0] ?? (schema.properties === undefined ? "unknown" : "object")) {
      case "object":
        return this.object(schema)
      case "array": {
        const items: Lines = schema.items === undefined ? ["unknown"] : this.type(schema.items)
        const union = items.some((line) => line.includes(" | ")) && !items[0]?.startsWith("{")
        const last = items.length - 1
        return items.map((line, index) =>
          `${union && index === 0 ? "(" : ""}${line}${index === last ? (union ? ")[]" : "[]") : ""}`
        )
      }
      case "string":
        return ["string"]
      case "integer":
      case "number":
        return ["number"]
      case "boolean":
        return ["boolean"]
      case "null":
        return ["null"]
      default:
        return ["unknown"]
    }
  }

  private object({ properties = {}, required = [] }: JsonSchema): Lines {
    const entries = Object.entries(properties)
    if (entries.length === 0) return ["Record<string, never>"]
    return [
      "{",
      ...indent(entries.flatMap(([name, schema]) => {
        const optional = !required.includes(name) && schema.default === undefined
        return documented(
          schema.description,
          `${schema.readOnly === true ? "readonly " : ""}${propertyName(name)}${optional ? "?" : ""}`,
          this.type(schema)
        )
      })),
      "}"
    ]
  }
}
