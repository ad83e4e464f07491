/** Clients nobody here wrote, unchanged: boto3 and the AWS CLI. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem, Layer, Redacted, Schema } from "effect"
import { exceptionStatus } from "../../src/emulator/AwsError.ts"
import { BedrockEmulator } from "../../src/emulator/BedrockEmulator.ts"
import type { Fault } from "../../src/emulator/Faults.ts"
import { layerEcho } from "../../src/emulator/ScriptedModel.ts"
import { claudeBody, sonnet } from "../support/emulator.ts"
import { run, runs } from "../support/emulatorProcess.ts"

const keys = {
  accessKeyId: "ASIAIOSFODNN7EXAMPLE",
  secretAccessKey: "secret/with+marks",
  sessionToken: "token//with+=="
}

const emulator = BedrockEmulator.layer({
  credentials: [{
    accessKeyId: keys.accessKeyId,
    secretAccessKey: Redacted.make(keys.secretAccessKey),
    sessionToken: Redacted.make(keys.sessionToken)
  }]
}).pipe(Layer.provide(layerEcho))

const inStreams = [
  "InternalServerException",
  "ModelStreamErrorException",
  "ServiceUnavailableException",
  "ThrottlingException",
  "ValidationException"
]

/** Each exception under a model's name of its own, so that one process can meet them all. */
const troubles = [
  ...Object.entries(exceptionStatus).map(([name, status]) => {
    const model = `plain.${name.toLowerCase()}`
    return { name, status, model, stream: false }
  }),
  ...inStreams.map((name) => {
    const model = `stream.${name.toLowerCase()}`
    return { name, status: 200, model, stream: true }
  })
]

const faults = troubles.map(({ model, name, stream }): Fault =>
  stream ? { _tag: "stream-exception", name, model, afterEvents: 2 } : { _tag: "exception", name, model }
)

const Results = Schema.fromJsonString(Schema.Array(Schema.Struct({ check: Schema.String, trouble: Schema.String })))

const [boto3, cli] = await Promise.all([runs("python3", ["-c", "import boto3"]), runs("aws", ["--version"])])

describe.skipIf(!boto3)("boto3 (skipped where python3 does not have it)", () => {
  it.effect("sees Bedrock, and its service model agrees with every answer", () =>
    Effect.gen(function*() {
      const { requests, setFaults, url } = yield* BedrockEmulator
      yield* setFaults(faults)
      const spec = {
        url,
        model: sonnet,
        keys,
        faults: Object.fromEntries(troubles.map(({ model, ...trouble }) => [model, trouble]))
      }
      const script = `${import.meta.dirname}/../support/emulator_boto3.py`
      const ended = yield* run("python3", [script, JSON.stringify(spec)], { AWS_EC2_METADATA_DISABLED: "true" })
      assert.strictEqual(ended?.code, 0, ended?.stderr)
      const results = yield* Schema.decodeEffect(Results)(ended?.stdout ?? "")
      assert.deepStrictEqual(results.filter(({ trouble }) => trouble !== ""), [])
      assert.isAtLeast(results.length, 17 + 5 * troubles.length)

      const seen = yield* requests
      assert.isTrue(seen.some(({ userAgent }) => userAgent.startsWith("Boto3/")))
      assert.isTrue(seen.every(({ sessionToken, status }) => sessionToken === "right" || status === 403))
    }).pipe(Effect.provide(emulator)))
})

describe.skipIf(!cli)("the AWS CLI (skipped where there is none)", () => {
  const aws = Effect.fnUntraced(function*(args: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}) {
    const { url } = yield* BedrockEmulator
    return yield* run("aws", ["bedrock-runtime", ...args, "--model-id", sonnet, "--output", "json"], {
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url,
      AWS_REGION: "us-east-1",
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_SESSION_TOKEN: keys.sessionToken,
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_MAX_ATTEMPTS: "1",
      ...env
    })
  })

  const messages = JSON.stringify([{ role: "user", content: [{ text: "hello" }] }])

  it.effect("talks to it through its environment alone", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const directory = yield* fs.makeTempDirectoryScoped()
      yield* fs.writeFileString(`${directory}/body.json`, claudeBody("hello"))
      const [converse, invoke, stranger] = yield* Effect.all([
        aws(["converse", "--messages", messages]),
        aws(["invoke-model", "--body", `fileb://${directory}/body.json`, `${directory}/reply.json`]),
        aws(["converse", "--messages", messages], { AWS_SECRET_ACCESS_KEY: "wrong" })
      ], { concurrency: "unbounded" })
      assert.strictEqual(converse?.code, 0, converse?.stderr)
      assert.deepStrictEqual(JSON.parse(converse?.stdout ?? "").output.message.content, [{ text: "hello" }])
      assert.strictEqual(invoke?.code, 0, invoke?.stderr)
      const reply = yield* fs.readFileString(`${directory}/reply.json`)
      assert.deepStrictEqual(JSON.parse(reply).content, [{ type: "text", text: "hello" }])
      assert.notStrictEqual(stranger?.code, 0)
      assert.include(stranger?.stderr ?? "", "(InvalidSignatureException)")
      const seen = yield* (yield* BedrockEmulator).requests
      assert.sameMembers(seen.map(({ sessionToken, status }) => `${sessionToken} ${status}`), [
        "right 200",
        "right 200",
        "right 403"
      ])
    }).pipe(Effect.provide([emulator, NodeServices.layer])))
})
