/** Requests that a contract's operations must take, and ones they must refuse, made from the contract and the rows there are. */
import { assert } from "@effect/vitest"
import { Option } from "effect"
import {
  type ApiOperation,
  type JsonSchema,
  type OpenApiDocument,
  type Parameter,
  requestSchema,
  resolve
} from "../../src/domain/OpenApi.ts"
import { type Answer, answerOf } from "./answerCheck.ts"
import type { MockApi } from "./mockApi.ts"

export interface Sent {
  readonly path: { readonly [name: string]: string }
  readonly query: { readonly [name: string]: string }
  /** The body's value; `undefined` for none. */
  readonly body: unknown
  readonly token: string
}

type Properties = { readonly [name: string]: JsonSchema }

export const unknownId = "00000000-0000-4000-8000-000000000000"

const propertiesOf = (document: OpenApiDocument, schema: JsonSchema | undefined): Properties =>
  Object.fromEntries(
    Object.entries(schema === undefined ? {} : Option.getOrThrow(resolve(document, schema)).properties ?? {})
      .map(([name, property]) => [name, Option.getOrThrow(resolve(document, property))] as const)
  )

export class Requests {
  readonly mock: MockApi
  /** Those who sign in. */
  readonly roles: ReadonlyArray<string>
  private readonly document: OpenApiDocument
  private made = 0

  constructor(mock: MockApi, roles: ReadonlyArray<string>) {
    this.mock = mock
    this.roles = roles
    this.document = mock.openapi
  }

  /** A request that the operation has to take, from somebody who may make it. */
  good(operation: ApiOperation, row = 0): Sent {
    return {
      path: Object.fromEntries(
        this.parameters(operation, "path").map(({ name, schema }) =>
          [name, this.mock.db.rows(schema["x-entity"] ?? "")[row]?.id ?? "1"] as const
        )
      ),
      query: Object.fromEntries(
        this.parameters(operation, "query").filter(({ required }) => required === true)
          .map(({ name, schema }) => [name, String(this.value(name, schema))] as const)
      ),
      body: this.body(operation),
      token: this.token(operation.object["x-roles"]?.find((role) => this.roles.includes(role)) ?? this.roles[0] ?? "")
    }
  }

  token(role: string): string {
    return role === "" ? "" : this.mock.tokenFor(this.mock.db.rows(this.mock.accountEntity)[0], role)
  }

  parameters({ object }: ApiOperation, place: Parameter["in"]): ReadonlyArray<Parameter> {
    return (object.parameters ?? []).filter((one) => one.in === place)
  }

  properties(operation: ApiOperation): Properties {
    return propertiesOf(this.document, requestSchema(operation))
  }

  required(operation: ApiOperation): ReadonlyArray<string> {
    const schema = requestSchema(operation)
    return schema === undefined ? [] : Option.getOrThrow(resolve(this.document, schema)).required ?? []
  }

  private body(operation: ApiOperation): unknown {
    if (requestSchema(operation) === undefined) return undefined
    const dates = Object.entries(this.properties(operation)).filter(([, { format }]) => format === "date")
    const day = ++this.made
    return Object.fromEntries(
      Object.entries(this.properties(operation)).filter(([, { readOnly }]) => readOnly !== true).map(
        ([name, schema]) => {
          const place = dates.findIndex(([one]) => one === name)
          // Each request asks for a day of its own, and ends after it begins.
          return [
            name,
            place === -1 ? this.value(name, schema) : `${2100 + day}-01-0${Math.min(9, place + 1)}`
          ] as const
        }
      )
    )
  }

  /** A value of the schema; text that differs each time, where it may. */
  private value(name: string, schema: JsonSchema): unknown {
    const type = typeof schema.type === "string" ? schema.type : schema.type?.find((one) => one !== "null")
    const [first] = schema.enum ?? []
    if (first !== undefined) return first
    switch (type) {
      case "integer":
      case "number":
        return Math.max(schema.minimum ?? 0, Math.min(schema.maximum ?? 3, 3))
      case "boolean":
        return true
      case "array":
        return schema.items === undefined ? [] : [this.value(name, schema.items)]
      case "object":
        return Object.fromEntries(
          Object.entries(propertiesOf(this.document, schema)).map(([inner, one]) =>
            [inner, this.value(inner, one)] as const
          )
        )
      default:
        return this.text(name, schema)
    }
  }

  private text(name: string, { format, "x-entity": entity, ...schema }: JsonSchema): string {
    const count = ++this.made
    if (entity !== undefined) return this.mock.db.rows(entity)[0]?.id ?? unknownId
    switch (format) {
      case "date":
        return `${2100 + count}-01-01`
      case "date-time":
        return `${2100 + count}-01-01T10:00:00Z`
      case "email":
        return `person${count}@example.com`
      case "uri":
        return `https://example.com/${count}`
      case "uuid":
        return unknownId
      default:
        return schema.pattern === undefined
          ? `${name} ${count} `.padEnd(schema.minLength ?? 0, "x").trim()
          : typeof schema.examples?.[0] === "string"
          ? schema.examples[0].replace(/^-/, "")
          : assert.fail(`no value for ${schema.pattern}`)
    }
  }

  /** Values that no schema like this takes, each for another reason; in a query all are text. */
  bad(schema: JsonSchema, place: "query"): ReadonlyArray<string | number>
  bad(schema: JsonSchema, place: "body"): ReadonlyArray<unknown>
  bad(schema: JsonSchema, place: "query" | "body"): ReadonlyArray<unknown> {
    const inBody = place === "body"
    const type = typeof schema.type === "string" ? schema.type : schema.type?.[0]
    const { "x-entity": entity, enum: values, format, maxLength, maximum, minLength = 0, minimum, pattern } = schema
    switch (type) {
      case "integer":
      case "number":
        return [
          inBody ? "12" : "twelve",
          ...(type === "integer" ? [1.5] : []),
          ...(minimum === undefined ? [] : [minimum - 1]),
          ...(maximum === undefined ? [] : [maximum + 1])
        ]
      case "boolean":
        return [inBody ? "true" : "maybe"]
      case "array":
        return inBody ? ["none"] : []
      case "object":
        return inBody ? [[], "none"] : []
      default:
        return [
          ...(inBody ? [7, null, ["x"]] : []),
          ...(minLength > 0 ? [""] : []),
          ...(maxLength === undefined || maxLength > 100_000 ? [] : ["x".repeat(maxLength + 1)]),
          ...(values === undefined && (format ?? "password") === "password" && pattern === undefined
            ? []
            : ["no such thing"]),
          ...(format === "date" ? ["2026-02-30"] : format === "date-time" ? ["2026-03-05"] : []),
          ...(entity !== undefined && inBody ? [unknownId] : [])
        ]
    }
  }

  async send(
    { method, path }: ApiOperation,
    { body, path: params, query, token }: Sent,
    init: RequestInit = {}
  ): Promise<Answer> {
    const place = path.replace(/\{([^}]*)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? "1"))
    const search = new URLSearchParams(query).toString()
    return answerOf(
      await this.mock.answer(`${place}${search === "" ? "" : `?${search}`}`, {
        method: method.toUpperCase(),
        headers: {
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...(token === "" ? {} : { Authorization: `Bearer ${token}` })
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...init
      })
    )
  }
}

/** Whether one has to be signed in for it. */
export const isGuarded = ({ object: { security = [] } }: ApiOperation): boolean =>
  security.length > 0 && security.every((requirement) => Object.keys(requirement).length > 0)
