/** Canary values in keys, tokens and the brief: where they must not turn up, however a run ends. */
import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, FileSystem, Layer, Option, Redacted, Schedule } from "effect"
import { inspect } from "node:util"
import type { BedrockError } from "../src/domain/Errors.ts"
import { defaultPolicy, Policy } from "../src/domain/Policy.ts"
import { BedrockEmulator, type EmulatorOptions } from "../src/emulator/BedrockEmulator.ts"
import type { Fault } from "../src/emulator/Faults.ts"
import { OfflineModel } from "../src/emulator/offline/OfflineModel.ts"
import { layerEcho } from "../src/emulator/ScriptedModel.ts"
import { ConverseClient } from "../src/layers/ConverseClient.ts"
import { RawClient } from "../src/layers/RawClient.ts"
import { CallRecorder, emulatedBedrock } from "../src/testing.ts"
import { dpg } from "./support/program.ts"
import { platform, temporaryFolder } from "./support/runFolder.ts"
import { collectSpans } from "./support/spans.ts"

const keyId = "ASIACANARYKEY7431XYZ"
const secret = "canarySecret/7431+with/marks="
const token = "canarySession//7431+token=="
const bearer = "bedrock-api-key-canaryBearer7431"
const prompt = "canaryPrompt7431"

/** As they are, and as they would stand in a URL or in base64. */
const formsOf = (value: string): ReadonlyArray<string> => [
  value,
  encodeURIComponent(value),
  Buffer.from(value).toString("base64").replaceAll("=", "")
]

const secrets = [keyId, secret, token, bearer].flatMap(formsOf)

const keys = {
  accessKeyId: keyId,
  secretAccessKey: Redacted.make(secret),
  sessionToken: Redacted.make(token)
}

const assertNone = (text: string, values: ReadonlyArray<string>, where: string) => {
  for (const value of values) assert.isFalse(text.includes(value), `${value} stands in ${where}`)
}

/** A service that repeats what it was sent: the worst that an answer can do. */
const echoed = `refused: ${keyId} ${secret} ${token}`

const ok = "global.anthropic.claude-sonnet-4-5-20250929-v1:0"

/** How a run ends, by the model it asks: one server serves all of them. */
const endings = {
  expired: { model: "global.anthropic.claude-opus-4-5-20251101-v1:0", exitCode: 78 },
  denied: { model: "global.anthropic.claude-opus-4-6-v1", exitCode: 77 },
  invalid: { model: "global.anthropic.claude-sonnet-4-6", exitCode: 70 },
  broken: { model: "us.anthropic.claude-sonnet-4-5-20250929-v1:0", exitCode: 69 }
} as const

const faults: ReadonlyArray<Fault> = [
  { _tag: "throttle", model: "haiku-4-5", message: `${echoed} ${bearer}` },
  { _tag: "exception", name: "ExpiredTokenException", model: "opus-4-5", message: echoed },
  { _tag: "exception", name: "ValidationException", model: "sonnet-4-6", message: echoed },
  {
    _tag: "stream-exception",
    name: "ModelStreamErrorException",
    afterEvents: 3,
    model: "us.anthropic.claude-sonnet-4-5",
    message: echoed
  }
]

/** Everything but opus-4-6, and that in IAM's own words. */
const policy = {
  Statement: [
    { Effect: "Allow", Action: "*", Resource: "*" },
    { Effect: "Deny", Action: "*", Resource: "arn:aws:bedrock:*:*:inference-profile/*opus-4-6*" }
  ]
} as const

const server = (options: EmulatorOptions = {}) =>
  BedrockEmulator.layer({ credentials: [keys], bearerTokens: [Redacted.make(bearer)], policy, faults, ...options })

const brief = `# Tool shed\n\nNeighbours lend each other tools.\n\n- Members can add a tool with the note ${prompt}.\n`

/** Where the brief's own words belong. */
const belongs = /^(?:brief\.md|product\/(?!\.dpg\/run\.ndjson)|kept\/)/

/** One run of the program, then a look at every file and line that it left. */
const searched = Effect.fnUntraced(function*(
  environment: Readonly<Record<string, string>>,
  expected: { readonly exitCode: number | undefined; readonly flags?: ReadonlyArray<string> }
) {
  const { inside, list, put, root } = yield* temporaryFolder
  const { url } = yield* BedrockEmulator
  // Who has an API key sends no other: that those would come back is more than any service can do.
  const all = environment["AWS_BEARER_TOKEN_BEDROCK"] === undefined ? secrets : formsOf(bearer)
  const fs = yield* FileSystem.FileSystem
  yield* put("brief.md", brief)
  const env = { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url, DPG_DEBUG: "1", BEDROCK_MAX_ATTEMPTS: "0", ...environment }
  const run = yield* dpg(
    root,
    ["run", "brief.md", "--until", "02-prd", "--record", "kept", ...expected.flags ?? []],
    env
  )
  if (expected.exitCode !== undefined) assert.strictEqual(run.exitCode, expected.exitCode, run.err)
  const log = yield* dpg(root, ["log"], env)
  for (const [what, { err, out }] of Object.entries({ run, log })) {
    assertNone(out, [...all, prompt], `standard output of ${what}`)
    assertNone(err, [...all, prompt], `standard error of ${what}`)
  }
  let files = 0
  for (const name of yield* list) {
    if ((yield* fs.stat(inside(name))).type !== "File") continue
    files++
    const text = Buffer.from(yield* fs.readFile(inside(name))).toString("latin1")
    assertNone(text, belongs.test(name) ? all : [...all, prompt], name)
  }
  assert.isAtLeast(files, 3)
  return run
})

const signed = { AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token }

describe("dpg, in no file and on no line", () => {
  it.live("of a run that goes well, signed and with an API key, recorded and read again", () =>
    Effect.gen(function*() {
      yield* Effect.all([
        searched({ ...signed, BACKEND_MODEL_ID: ok }, { exitCode: 0 }),
        searched({ AWS_BEARER_TOKEN_BEDROCK: bearer, BACKEND_MODEL_ID: ok }, { exitCode: 0, flags: ["--json"] })
      ], { concurrency: 2 })
    }).pipe(Effect.provide(server()), Effect.provide([platform, OfflineModel.layer])), 60_000)

  it.live("of a run that fails, even where the service repeats them", () =>
    Effect.gen(function*() {
      yield* Effect.forEach(Object.entries(endings), ([, { exitCode, model }]) =>
        searched({ ...signed, BACKEND_MODEL_ID: model }, { exitCode: exitCode === 70 ? undefined : exitCode }), {
        concurrency: 2
      })
      const throttled = "global.anthropic.claude-haiku-4-5-20251001-v1:0"
      yield* searched({ ...signed, AWS_BEARER_TOKEN_BEDROCK: bearer, BACKEND_MODEL_ID: throttled }, { exitCode: 69 })
      const wrong = "bedrock-api-key-canaryBearer7431-wrong"
      yield* searched({ AWS_BEARER_TOKEN_BEDROCK: wrong, BACKEND_MODEL_ID: ok }, { exitCode: 77 })
    }).pipe(Effect.provide(server()), Effect.provide([platform, OfflineModel.layer])), 60_000)

  it.live("of doctor, models and iam-policy", () =>
    Effect.gen(function*() {
      const { root } = yield* temporaryFolder
      const { url } = yield* BedrockEmulator
      yield* Effect.forEach([signed, { AWS_BEARER_TOKEN_BEDROCK: bearer }], (environment) =>
        Effect.forEach([["doctor"], ["doctor", "--json"], ["models"], ["iam-policy"]], (args) =>
          Effect.gen(function*() {
            const env = { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url, DPG_DEBUG: "1", ...environment }
            const { err, out } = yield* dpg(root, args, env)
            assert.isNotEmpty(out, err)
            assertNone(out + err, secrets, `dpg ${args.join(" ")}`)
          }), { concurrency: 2 }))
    }).pipe(Effect.provide(server()), Effect.provide([platform, OfflineModel.layer])), 60_000)
})

/** Retried at once, and not often. */
const impatient = Layer.succeed(Policy, { ...defaultPolicy, retry: Schedule.recurs(1) })

/** Every way in which an error may be shown. */
const rendered = (value: unknown): string =>
  [
    inspect(value, { showHidden: true, depth: Number.POSITIVE_INFINITY, getters: true }),
    inspect(value, { depth: Number.POSITIVE_INFINITY }),
    String(value),
    JSON.stringify(value, (_, part: unknown) => typeof part === "bigint" ? String(part) : part)
  ].join("\n")

describe("the clients, in no error and no span", () => {
  const ask = { modelId: ok, messages: [{ role: "user" as const, content: [{ text: prompt }] }] }
  const raw = { modelId: ok, system: "s", messages: [{ role: "user" as const, text: prompt }] }
  const operations: ReadonlyArray<Effect.Effect<unknown, BedrockError, ConverseClient | RawClient>> = [
    ConverseClient.use((client) => client.converse(ask)),
    ConverseClient.use((client) => client.converseOnce(ask)),
    RawClient.use((client) => client.invoke(raw)),
    RawClient.use((client) => client.invokeOnce(raw))
  ]

  const troubles: ReadonlyArray<Fault | undefined> = [
    undefined,
    { _tag: "throttle", message: echoed },
    { _tag: "deny", message: echoed },
    { _tag: "exception", name: "ExpiredTokenException", message: echoed },
    { _tag: "exception", name: "ValidationException", message: echoed },
    { _tag: "exception", name: "NobodyKnowsException", message: echoed },
    { _tag: "cut", afterEvents: 2, how: "reset" },
    { _tag: "corrupt", afterEvents: 2 },
    { _tag: "stream-exception", afterEvents: 2, name: "ThrottlingException", message: echoed },
    { _tag: "stream-exception", afterEvents: 2, name: "NobodyKnowsException", message: echoed }
  ]

  for (const fault of troubles) {
    it.live(
      fault === undefined ? "none" : `${fault._tag} ${"name" in fault ? fault.name : ""}`,
      () =>
        Effect.gen(function*() {
          const { setFaults } = yield* BedrockEmulator
          yield* setFaults(fault === undefined ? [] : [fault])
          const { spans, tracer } = collectSpans()
          let failures = 0
          for (const operation of operations) {
            const exit = yield* Effect.exit(Effect.withTracer(operation, tracer))
            if (Exit.isSuccess(exit)) continue
            failures++
            const error = Option.getOrThrow(Exit.findErrorOption(exit))
            const shown = [rendered(error), rendered(exit.cause), Cause.pretty(exit.cause), error.message, error.hint]
            assertNone(shown.join("\n"), [...secrets, prompt], `the error of ${error._tag}`)
          }
          assert.strictEqual(failures > 0, fault !== undefined)
          assert.isAtLeast(spans.length, operations.length)
          for (const { attributes, events, name, status } of spans) {
            // What a span that went well ended with is the answer itself, which no exporter sends.
            const ended = status._tag === "Ended" && Exit.isFailure(status.exit) ? status.exit : undefined
            assertNone(rendered([name, [...attributes], events, ended]), [...secrets, prompt], `the span ${name}`)
          }
          const { attempts } = yield* CallRecorder
          const seen = yield* attempts
          assert.isAtLeast(seen.length, operations.length)
          assertNone(rendered(seen), [...secrets, prompt], "the attempts")
        }).pipe(Effect.provide(
          Layer.mergeAll(RawClient.layer, ConverseClient.layer).pipe(
            Layer.provideMerge(emulatedBedrock({ credentials: [keys] })),
            Layer.provide(layerEcho),
            Layer.merge(Layer.merge(CallRecorder.layer, impatient))
          )
        ))
    )
  }
})
