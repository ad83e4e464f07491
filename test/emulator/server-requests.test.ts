import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { BedrockEmulator } from "../../src/emulator/BedrockEmulator.ts"
import { layerEcho } from "../../src/emulator/ScriptedModel.ts"
import { asked, claudeBody, send, signedRequest, sonnet } from "../support/emulator.ts"

const emulator = BedrockEmulator.layer().pipe(Layer.provide(layerEcho))

const pathOf = (operation: string, modelId = sonnet) => `/model/${encodeURIComponent(modelId)}/${operation}`

const hello = JSON.stringify({ messages: asked("hello") })

const post = (path: string, body: string) => Effect.flatMap(signedRequest({ path, body }), send)

const objectSchema = { type: "object", properties: {}, required: [], additionalProperties: false }

const structured = (schema: unknown) =>
  JSON.stringify({
    messages: asked("?"),
    outputConfig: { textFormat: { type: "json_schema", structure: { jsonSchema: { schema: JSON.stringify(schema) } } } }
  })

describe("what Bedrock would refuse", () => {
  const refused: ReadonlyArray<[what: string, operation: string, body: string, message: string | RegExp]> = [
    ["no JSON", "converse", "{", /^Malformed input request/],
    ["no messages", "converse", "{}", /^1 validation error detected: Value at 'messages' .* Member must not be null$/],
    [
      "a role of its own",
      "converse",
      JSON.stringify({ messages: [{ role: "system", content: [] }] }),
      /messages\.0\.role/
    ],
    [
      "a blank block",
      "converse",
      JSON.stringify({ messages: asked(" \n") }),
      "The text field in the ContentBlock object at messages.0.content.0 is blank. Add text to the text field, and try again."
    ],
    [
      "a blank system block",
      "converse",
      JSON.stringify({ messages: asked("?"), system: [{ text: "" }] }),
      /system\.0 is blank/
    ],
    [
      "an assistant that begins",
      "converse",
      JSON.stringify({ messages: [{ role: "assistant", content: [{ text: "hi" }] }] }),
      /^A conversation must start with a user message\./
    ],
    [
      "a user who speaks twice",
      "converse",
      JSON.stringify({ messages: [...asked("a"), ...asked("b")] }),
      /^A conversation must alternate/
    ],
    [
      "tool results without tools",
      "converse",
      JSON.stringify({
        messages: [{ role: "user", content: [{ toolResult: { toolUseId: "t", content: [{ text: "ok" }] } }] }]
      }),
      /^The toolConfig field must be defined/
    ],
    [
      "seventeen pairs of metadata",
      "converse",
      JSON.stringify({
        messages: asked("?"),
        requestMetadata: Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`k${n}`, "v"]))
      }),
      /requestMetadata/
    ],
    [
      "an open object",
      "converse",
      structured({ ...objectSchema, additionalProperties: true }),
      /'additionalProperties'/
    ],
    [
      "a length in a schema",
      "converse",
      structured({ ...objectSchema, properties: { a: { type: "string", maxLength: 3 } } }),
      /'maxLength' is not supported/
    ],
    [
      "a schema that contains itself",
      "converse",
      structured({ $ref: "#/$defs/n", $defs: { n: { ...objectSchema, properties: { n: { $ref: "#/$defs/n" } } } } }),
      /[Rr]ecursive/
    ],
    [
      "25 optional parameters",
      "converse",
      structured({
        ...objectSchema,
        properties: Object.fromEntries(Array.from({ length: 25 }, (_, n) => [`p${n}`, { type: "string" }]))
      }),
      /25 optional parameters/
    ],
    ["no max_tokens", "invoke", claudeBody("?", { max_tokens: undefined }), "max_tokens: Field required"],
    ["no version", "invoke", claudeBody("?", { anthropic_version: undefined }), "anthropic_version: Field required"],
    [
      "a member Claude does not know",
      "invoke",
      claudeBody("?", { model: "m" }),
      "model: Extra inputs are not permitted"
    ],
    ["an empty text for Claude", "invoke", claudeBody(""), "messages.0: text content blocks must be non-empty"],
    ["a blank text for Claude", "invoke", claudeBody("  "), /non-whitespace/],
    [
      "an open object for Claude",
      "invoke-with-response-stream",
      claudeBody("?", { output_config: { format: { type: "json_schema", schema: { type: "object" } } } }),
      /^output_config\.format\.schema: .*'additionalProperties'/
    ],
    ["nothing to count", "count-tokens", "{\"input\":{}}", /input field/]
  ]

  for (const [what, operation, body, message] of refused) {
    it.effect(what, () =>
      Effect.gen(function*() {
        const reply = yield* post(pathOf(operation), body)
        assert.strictEqual(reply.status, 400, reply.text)
        assert.strictEqual(reply.exception, "ValidationException")
        assert.strictEqual(reply.headers.get("content-type"), "application/json")
        assert.match(reply.headers.get("x-amzn-requestid") ?? "", /^[0-9a-f-]{36}$/)
        if (typeof message === "string") assert.strictEqual(reply.message, message)
        else assert.match(reply.message, message)
      }).pipe(Effect.provide(emulator)))
  }

  it.effect("a body over 25 MB", () =>
    Effect.gen(function*() {
      const reply = yield* post(pathOf("converse"), JSON.stringify({ messages: asked("x".repeat(25_000_001)) }))
      assert.strictEqual(reply.status, 400)
      assert.include(reply.message, "25000000")
    }).pipe(Effect.provide(emulator)))
})

describe("what a model of the catalogue would refuse", () => {
  const temperature = JSON.stringify({ messages: asked("?"), inferenceConfig: { temperature: 0 } })
  const refused: ReadonlyArray<[what: string, modelId: string, operation: string, body: string, message: string]> = [
    [
      "a bare id where a profile is needed",
      "anthropic.claude-opus-4-6-v1",
      "converse-stream",
      hello,
      "Invocation of model ID anthropic.claude-opus-4-6-v1 with on-demand throughput isn’t supported. Retry your request " +
      "with the ID or ARN of an inference profile that contains this model."
    ],
    [
      "a profile it has not",
      "jp.anthropic.claude-opus-4-6-v1",
      "converse",
      hello,
      "The provided model identifier is invalid."
    ],
    [
      "more tokens than it gives",
      sonnet,
      "invoke",
      claudeBody("?", { max_tokens: 64_001 }),
      "The maximum tokens you requested exceeds the model limit of 64000. Try again with a maximum tokens value that is " +
      "lower than 64000."
    ],
    [
      "a temperature",
      "us.anthropic.claude-opus-4-7",
      "converse",
      temperature,
      "`temperature` is deprecated for this model."
    ],
    ["a schema", "us.anthropic.claude-opus-4-7", "converse", structured(objectSchema), "not supported for this model"],
    [
      "more than fits into it",
      sonnet,
      "converse",
      JSON.stringify({ messages: asked("words ".repeat(120_000)) }),
      "Input is too long for requested model."
    ]
  ]

  for (const [what, modelId, operation, body, message] of refused) {
    it.effect(what, () =>
      Effect.gen(function*() {
        const reply = yield* post(pathOf(operation, modelId), body)
        assert.strictEqual(reply.exception, "ValidationException")
        assert.include(reply.message, message)
      }).pipe(Effect.provide(emulator)))
  }
})

describe("what it takes that a mock might not", () => {
  const taken: ReadonlyArray<[what: string, body: object]> = [
    ["earlier tool calls and their results", {
      messages: [
        ...asked("?"),
        { role: "assistant", content: [{ toolUse: { toolUseId: "t", name: "look", input: { at: 1 } } }] },
        { role: "user", content: [{ toolResult: { toolUseId: "t", content: [{ json: { seen: true } }] } }] }
      ],
      toolConfig: { tools: [{ toolSpec: { name: "look", inputSchema: { json: { type: "object" } } } }] }
    }],
    ["cache points", {
      system: [{ text: "s" }, { cachePoint: { type: "default" } }],
      messages: [{ role: "user", content: [{ text: "?" }, { cachePoint: { type: "default", ttl: "1h" } }] }]
    }],
    ["members nobody knows yet", { messages: asked("?"), somethingNew: { a: 1 } }]
  ]
  for (const [what, body] of taken) {
    it.effect(what, () =>
      Effect.gen(function*() {
        const reply = yield* post(pathOf("converse"), JSON.stringify(body))
        assert.strictEqual(reply.status, 200, reply.text)
      }).pipe(Effect.provide(emulator)))
  }
})

describe("paths and model ids", () => {
  it.effect("an unknown path is an UnknownOperationException", () =>
    Effect.gen(function*() {
      for (const path of ["/", "/model/converse", "/foundation-models", pathOf("converse2"), "/model/a%zz/converse"]) {
        const reply = yield* post(path, hello)
        assert.strictEqual(reply.status, 404, path)
        assert.strictEqual(reply.exception, "UnknownOperationException")
      }
      const wire = yield* signedRequest({ path: pathOf("converse"), body: hello })
      assert.strictEqual((yield* send({ ...wire, method: "PUT" })).status, 404)
    }).pipe(Effect.provide(emulator)))

  it.effect("plausible ids are taken, whoever makes the model", () =>
    Effect.gen(function*() {
      const ids = [
        "anthropic.claude-2",
        "us.anthropic.claude-opus-4-6-v1",
        "global.anthropic.claude-sonnet-4-6",
        "amazon.nova-pro-v1:0",
        "anthropic.claude-3-haiku-20240307-v1:0:200k",
        "someone.a-model-of-next-year",
        "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
        "arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:application-inference-profile/a1b2c3d4e5f6"
      ]
      for (const id of ids) assert.strictEqual((yield* post(pathOf("converse", id), hello)).status, 200, id)
    }).pipe(Effect.provide(emulator)))

  it.effect("malformed ones are not", () =>
    Effect.gen(function*() {
      const ids = [
        "opus",
        "anthropic.",
        "anthropic/claude",
        "arn:aws:s3:::bucket",
        "anthropic.claude sonnet",
        "a.b:c:d:e"
      ]
      for (const id of ids) {
        const reply = yield* post(pathOf("converse", id), hello)
        assert.strictEqual(reply.status, 400, id)
        assert.strictEqual(reply.message, "The provided model identifier is invalid.")
      }
    }).pipe(Effect.provide(emulator)))
})
