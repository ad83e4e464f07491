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

const tool = { toolSpec: { name: "look", inputSchema: { json: { type: "object" } } } }

const toolUse = (toolUseId: string) => ({ toolUse: { toolUseId, name: "look", input: {} } })

const toolResult = (toolUseId: string) => ({ toolResult: { toolUseId, content: [{ text: "seen" }] } })

const point = (ttl?: "5m" | "1h") => ({ cachePoint: { type: "default", ...ttl !== undefined && { ttl } } })

const ephemeral = { type: "ephemeral" }

const document = (name: string) => ({ document: { name, format: "txt", source: { bytes: "aGk=" } } })

const image = (format: string, bytes: string) => ({ image: { format, source: { bytes } } })

/** The head of a PNG of that size, in base64; it is whole as far as anyone looks here. */
const png = (width: number, height: number): string => {
  const bytes = Buffer.alloc(24)
  bytes.write("\u0089PNG\r\n\u001A\n\0\0\0\rIHDR", "latin1")
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes.toString("base64")
}

/** The same of a JPEG and of a WebP. */
const jpeg = (width: number, height: number): string => {
  const frame = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 17, 8, 0, 0, 0, 0, 3, 0, 0, 0, 0])
  frame.writeUInt16BE(height, 13)
  frame.writeUInt16BE(width, 15)
  return frame.toString("base64")
}
const webp = (width: number, height: number): string => {
  const bytes = Buffer.alloc(30)
  bytes.write("RIFF\0\0\0\0WEBPVP8X", "latin1")
  bytes.writeUIntLE(width - 1, 24, 3)
  bytes.writeUIntLE(height - 1, 27, 3)
  return bytes.toString("base64")
}

const said = (content: ReadonlyArray<object>): string => JSON.stringify({ messages: [{ role: "user", content }] })

/** A question, what the model said to it, and what came next. */
const turns = (assistant: ReadonlyArray<object>, user: ReadonlyArray<object>): string =>
  JSON.stringify({
    messages: [...asked("?"), { role: "assistant", content: assistant }, { role: "user", content: user }],
    toolConfig: { tools: [tool] }
  })

const claude = (
  assistant: ReadonlyArray<object>,
  user: ReadonlyArray<object>,
  more: object = { tools: [{ name: "look", input_schema: { type: "object" } }] }
): string =>
  claudeBody("", {
    messages: [
      { role: "user", content: "?" },
      { role: "assistant", content: assistant },
      { role: "user", content: user }
    ],
    ...more
  })

describe("what Bedrock would refuse", () => {
  const refused: ReadonlyArray<[what: string, operation: string, body: string, message: string | RegExp]> = [
    ["no JSON", "converse", "{", /^Malformed input request/],
    ["no messages", "converse", "{}", /^1 validation error detected: Value at 'messages' .* Member must not be null$/],
    [
      "a role of its own",
      "converse",
      JSON.stringify({ messages: [{ role: "system", content: [] }] }),
      "1 validation error detected: Value at 'messages.1.member.role' failed to satisfy constraint: Member must satisfy " +
      "enum value set: [user, assistant]"
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
    ["nothing to count", "count-tokens", "{\"input\":{}}", /input field/],
    [
      "a call without its result",
      "converse",
      turns([toolUse("t1"), toolUse("t2")], [toolResult("t1")]),
      "Expected toolResult blocks at messages.2.content for the following Ids: t2"
    ],
    [
      "a result without its call",
      "converse",
      turns([toolUse("t1")], [toolResult("t1"), toolResult("t2")]),
      "The number of toolResult blocks at messages.2.content exceeds the number of toolUse blocks of previous turn."
    ],
    [
      "an error that says nothing",
      "converse",
      turns([toolUse("t1")], [{ toolResult: { toolUseId: "t1", content: [], status: "error" } }]),
      "The content field at messages.2.content.0.toolResult cannot be empty when status value is error."
    ],
    [
      "five cache points",
      "converse",
      said(Array.from({ length: 5 }, (_, n) => [{ text: `${n}` }, point()]).flat()),
      "The model returned the following errors: A maximum of 4 blocks with cache_control may be provided. Found 5."
    ],
    [
      "a longer lifetime after a shorter one",
      "converse",
      JSON.stringify({
        system: [{ text: "s" }, point("5m")],
        messages: [{ role: "user", content: [{ text: "a" }, { text: "b" }, point("1h")] }]
      }),
      "The model returned the following errors: messages.0.content.1.cache_control.ttl: a ttl='1h' cache_control block must " +
      "not come after a ttl='5m' cache_control block. Note that blocks are processed in the following order: `tools`, " +
      "`system`, `messages`."
    ],
    [
      "a cache point after reasoning",
      "converse",
      turns([{ reasoningContent: { reasoningText: { text: "hm" } } }, point(), { text: "a" }], [{ text: "b" }]),
      "Cache point cannot be inserted after reasoning block. Please remove the invalid cache point and try again."
    ],
    [
      "six documents",
      "converse",
      said([{ text: "?" }, ...["a", "b", "c", "d", "e", "f"].map((name) => document(name))]),
      "You can't include more than 5 documents in a request."
    ],
    ["two of a name", "converse", said([{ text: "?" }, document("a"), document("a")]), /duplicate document names/],
    ...["report.pdf", "two  blanks", "résumé"].map((name): [string, string, string, RegExp] => [
      `a document called ${name}`,
      "converse",
      said([{ text: "?" }, document(name)]),
      /^The document file name can only contain alphanumeric characters,/
    ]),
    ["a document alone", "converse", said([document("a")]), "A text block must be included when using documents."],
    [
      "a picture of no kind",
      "converse",
      said([{ text: "?" }, image("jpg", png(1, 1))]),
      "1 validation error detected: Value at 'messages.1.member.content.2.member.image.format' failed to satisfy " +
      "constraint: Member must satisfy enum value set: [png, jpeg, gif, webp]"
    ],
    [
      "a picture of another kind than it says",
      "converse",
      said([{ text: "?" }, image("jpeg", png(1, 1))]),
      "The model returned the following errors: messages.0.content.1.image.source.base64: The image was specified using the " +
      "image/jpeg media type, but the image appears to be a image/png image"
    ],
    ["no picture at all", "converse", said([{ text: "?" }, image("png", "AAAA")]), /base64: Could not process image$/],
    [
      "a picture too wide",
      "converse",
      said([{ text: "?" }, image("png", png(8001, 10))]),
      /max allowed size: 8000 pixels$/
    ],
    [
      "a JPEG too high",
      "converse",
      said([{ text: "?" }, image("jpeg", jpeg(10, 8001))]),
      /max allowed size: 8000 pixels$/
    ],
    [
      "a WebP too wide",
      "converse",
      said([{ text: "?" }, image("webp", webp(8001, 10))]),
      /max allowed size: 8000 pixels$/
    ],
    [
      "one of many too wide",
      "converse",
      said([{ text: "?" }, ...Array.from({ length: 21 }, () => image("png", png(2001, 10)))]),
      /many-image requests: 2000 pixels$/
    ],
    [
      "a picture too big",
      "converse",
      said([{ text: "?" }, image("png", png(1, 1) + "A".repeat(5_242_880))]),
      /messages\.0\.content\.1\.image\.source\.bytes: image exceeds 5 MB maximum: \d+ bytes > 5242880 bytes$/
    ],
    [
      "a hundred and one pictures",
      "converse",
      said([{ text: "?" }, ...Array.from({ length: 101 }, () => image("png", png(1, 1)))]),
      /too many images and documents: 101 \+ 0 > 100$/
    ],
    [
      "a call without its result, of Claude",
      "invoke",
      claude([{ type: "tool_use", id: "t1", name: "look", input: {} }], [{ type: "text", text: "go on" }]),
      "messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: t1. Each `tool_use` block must " +
      "have a corresponding `tool_result` block in the next message."
    ],
    [
      "a result without its call, of Claude",
      "invoke",
      claude([{ type: "text", text: "a" }], [{ type: "tool_result", tool_use_id: "t9", content: "x" }]),
      "messages.2.content.0: unexpected `tool_use_id` found in `tool_result` blocks: t9. Each `tool_result` block must have " +
      "a corresponding `tool_use` block in the previous message."
    ],
    [
      "tool blocks without tools, of Claude",
      "invoke",
      claude(
        [{ type: "tool_use", id: "t1", name: "look", input: {} }],
        [{ type: "tool_result", tool_use_id: "t1" }],
        {}
      ),
      /must define tools$/
    ],
    [
      "five cache points, of Claude",
      "invoke",
      claudeBody("?", {
        system: [1, 2, 3, 4, 5].map((n) => ({ type: "text", text: `${n}`, cache_control: ephemeral }))
      }),
      "A maximum of 4 blocks with cache_control may be provided. Found 5."
    ],
    [
      "a longer lifetime after a shorter one, of Claude",
      "invoke",
      claudeBody("?", {
        tools: [{ name: "look", input_schema: { type: "object" }, cache_control: ephemeral }],
        system: [{ type: "text", text: "s", cache_control: { ...ephemeral, ttl: "1h" } }]
      }),
      /^system\.0\.cache_control\.ttl: a ttl='1h' cache_control block must not come after/
    ],
    [
      "a picture of another kind than it says, of Claude",
      "invoke",
      claude([{ type: "text", text: "a" }], [{
        type: "image",
        source: { type: "base64", media_type: "image/gif", data: png(1, 1) }
      }]),
      "messages.2.content.0.image.source.base64: The image was specified using the image/gif media type, but the image " +
      "appears to be a image/png image"
    ],
    [
      "a picture of no kind, of Claude",
      "invoke",
      claude([{ type: "text", text: "a" }], [{
        type: "image",
        source: { type: "base64", media_type: "image/svg", data: png(1, 1) }
      }]),
      /^messages\.2\.content\.0\.image\.source\.base64\.media_type: Input should be 'image\/jpeg'/
    ]
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

  it.effect("a body over 20 MB for Claude, over 25 MB for any model", () =>
    Effect.gen(function*() {
      const sized = (bytes: number) => post(pathOf("converse"), JSON.stringify({ messages: asked("x".repeat(bytes)) }))
      const long = yield* sized(20_971_521)
      assert.deepStrictEqual([long.status, long.message], [400, "Input is too long for requested model."])
      const longer = yield* sized(25_000_001)
      assert.deepStrictEqual([longer.status, longer.message], [
        400,
        "1 validation error detected: Value at 'body' failed to satisfy constraint: Member must have length less than or " +
        "equal to 25000000"
      ])
    }).pipe(Effect.provide(emulator)))

  it.effect("prompt caching of a model that has none: that is a denial", () =>
    Effect.gen(function*() {
      const body = JSON.stringify({ messages: [{ role: "user", content: [{ text: "?" }, point()] }] })
      const reply = yield* post(pathOf("converse", "us.deepseek.r1-v1:0"), body)
      assert.deepStrictEqual([reply.status, reply.exception], [403, "AccessDeniedException"])
      assert.include(reply.message, "You invoked an unsupported model or your request did not allow prompt caching.")
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
      "max_tokens: 64001 > 64000, which is the maximum allowed number of output tokens for claude-sonnet-4-5-20250929"
    ],
    [
      "more tokens than it gives, of Converse",
      sonnet,
      "converse",
      JSON.stringify({ messages: asked("?"), inferenceConfig: { maxTokens: 64_001 } }),
      "The maximum tokens you requested exceeds the model limit of 64000. Try again with a maximum tokens value that is " +
      "lower than 64000."
    ],
    [
      "Claude's own form, of another model",
      "amazon.nova-lite-v1:0",
      "invoke",
      claudeBody("?"),
      "Malformed input request: extraneous key [anthropic_version] is not permitted, please reformat your input and try " +
      "again."
    ],
    [
      "tools in a stream",
      "us.meta.llama3-3-70b-instruct-v1:0",
      "converse-stream",
      JSON.stringify({ messages: asked("?"), toolConfig: { tools: [tool] } }),
      "This model doesn't support tool use in streaming mode."
    ],
    [
      "a picture",
      "us.meta.llama3-3-70b-instruct-v1:0",
      "converse",
      JSON.stringify({ messages: [{ role: "user", content: [{ text: "?" }, image("png", png(1, 1))] }] }),
      "This model doesn't support the image field. Remove image and try again."
    ],
    [
      "cache points in tools",
      "us.amazon.nova-lite-v1:0",
      "converse",
      JSON.stringify({ messages: asked("?"), toolConfig: { tools: [tool, point()] } }),
      "Malformed input request: #/toolConfig/tools/1: extraneous key [cachePoint] is not permitted, please reformat your " +
      "input and try again."
    ],
    [
      "a picture that is of another kind than it says, not of Claude",
      "us.amazon.nova-lite-v1:0",
      "converse",
      JSON.stringify({ messages: [{ role: "user", content: [{ text: "?" }, image("gif", png(1, 1))] }] }),
      "The model returned the following errors: The provided image does not match the specified image format."
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
      messages: [{ role: "user", content: [{ text: "?" }, { cachePoint: { type: "default", ttl: "5m" } }] }]
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
