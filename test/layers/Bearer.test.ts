/** An Amazon Bedrock API key as the way in: what chooses it, and that nothing else is looked at then. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem, Layer, Redacted } from "effect"
import { inspect } from "node:util"
import type { Fault } from "../../src/emulator/Faults.ts"
import { layerEcho } from "../../src/emulator/ScriptedModel.ts"
import { AppConfig } from "../../src/layers/AppConfig.ts"
import { BedrockRuntime } from "../../src/layers/BedrockRuntime.ts"
import { ConverseClient } from "../../src/layers/ConverseClient.ts"
import { Credentials } from "../../src/layers/Credentials.ts"
import { DotEnvReport } from "../../src/layers/DotEnv.ts"
import { RawClient } from "../../src/layers/RawClient.ts"
import { BedrockEmulator, CallRecorder } from "../../src/testing.ts"
import { type AwsHome, homeSettings, makeHome, settings, withProcess } from "../support/awsHome.ts"
import { fieldsOf, json, serve } from "../support/awsServer.ts"
import { attempts, sonnet } from "../support/bedrock.ts"
import { run, runs } from "../support/emulatorProcess.ts"

const token = "bedrock-api-key-canaryOfTheToken"
const keys = { AWS_ACCESS_KEY_ID: "AKIAENVIRONMENT12345", AWS_SECRET_ACCESS_KEY: "environment/secret+key" }

const choose = (values: Record<string, string>, home: AwsHome = {}) =>
  Effect.provide(
    Effect.map(Credentials, (service) => service),
    Credentials.layer.pipe(Layer.provide(homeSettings(home, values)), Layer.provide(NodeServices.layer))
  )

describe("BEDROCK_AUTH", () => {
  it.effect("auto: the API key goes before keys and profiles, and says so", () =>
    Effect.gen(function*() {
      const chosen = yield* choose({ ...keys, AWS_BEARER_TOKEN_BEDROCK: ` ${token}\n` })
      assert.strictEqual(chosen.auth.scheme, "bearer")
      if (chosen.auth.scheme === "bearer") assert.strictEqual(Redacted.value(chosen.auth.token), token)
      assert.strictEqual(
        chosen.source,
        "the API key in AWS_BEARER_TOKEN_BEDROCK (AWS_BEARER_TOKEN_BEDROCK is set)"
      )
      assert.include(chosen.warnings.join(), "AWS_ACCESS_KEY_ID is not used: the API key")
      assert.isUndefined(chosen.refresh)
      assert.notInclude(inspect(chosen, { showHidden: true, depth: 20 }), "canary")
      const error = yield* Effect.flip(Effect.tryPromise({ try: () => chosen.provider(), catch: (cause) => cause }))
      assert.deepInclude(error, { _tag: "CredentialsNotFound" })
    }))

  it.effect("auto: without one, or with a blank one, requests are signed", () =>
    Effect.gen(function*() {
      for (const blank of [{}, { AWS_BEARER_TOKEN_BEDROCK: "" }, { AWS_BEARER_TOKEN_BEDROCK: " " }]) {
        const { auth, warnings } = yield* choose({ ...keys, ...blank })
        assert.deepStrictEqual(auth, { scheme: "sigv4", why: "AWS_BEARER_TOKEN_BEDROCK is not set" })
        assert.deepStrictEqual(warnings, [])
      }
    }))

  it.effect("sigv4: an API key does not count, and says so", () =>
    Effect.gen(function*() {
      const { auth, source, warnings } = yield* choose({
        ...keys,
        AWS_BEARER_TOKEN_BEDROCK: token,
        BEDROCK_AUTH: "SigV4"
      })
      assert.deepStrictEqual(auth, { scheme: "sigv4", why: "BEDROCK_AUTH is sigv4" })
      assert.strictEqual(source, "environment variables")
      assert.include(warnings.join(), "AWS_BEARER_TOKEN_BEDROCK is not used: BEDROCK_AUTH is sigv4")
      assert.notInclude(warnings.join(), "canary")
    }))

  it.effect("bearer: without an API key, says what to set", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(choose({ ...keys, BEDROCK_AUTH: "bearer" }))
      assert.strictEqual(error._tag, "ConfigInvalid")
      assert.strictEqual(error.message, "BEDROCK_AUTH is bearer, and AWS_BEARER_TOKEN_BEDROCK is not set")
      assert.include(error.hint, "Set AWS_BEARER_TOKEN_BEDROCK to an API key")
    }))

  it.effect("anything else names the key, for the credentials and for all settings", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(choose({ ...keys, BEDROCK_AUTH: "basic" }))
      const config = AppConfig.layer.pipe(
        Layer.provide(settings({ BEDROCK_AUTH: "basic" })),
        Layer.provide(NodeServices.layer)
      )
      assert.deepStrictEqual(yield* Effect.flip(Effect.provide(AppConfig, config)), error)
      assert.deepInclude(fieldsOf(error), { key: "BEDROCK_AUTH", value: "basic", expected: "auto, sigv4 or bearer" })
    }))

  it.effect("an API key in the place of the way is not shown", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(choose({ ...keys, BEDROCK_AUTH: token }))
      assert.strictEqual(error.message, "BEDROCK_AUTH holds a value that makes no sense")
      assert.notInclude(inspect(error, { showHidden: true, depth: 20 }), "canary")
    }))

  it.effect("an API key that would break the header is refused, without showing it", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(choose({ AWS_BEARER_TOKEN_BEDROCK: "canary two\nlines" }))
      assert.strictEqual(error._tag, "CredentialsInvalid")
      assert.include(error.hint, "Set AWS_BEARER_TOKEN_BEDROCK again")
      assert.notInclude(inspect(error, { showHidden: true, depth: 20 }), "canary")
    }))

  it.effect("the settings know the way by its name alone", () =>
    Effect.gen(function*() {
      const wayOf = (values: Record<string, string>) =>
        Effect.provide(
          Effect.map(AppConfig, ({ auth }) => auth),
          Layer.fresh(AppConfig.layer).pipe(Layer.provide(settings(values)), Layer.provide(NodeServices.layer))
        )
      assert.strictEqual(yield* wayOf({}), "sigv4")
      assert.strictEqual(yield* wayOf({ AWS_BEARER_TOKEN_BEDROCK: token }), "bearer")
      assert.strictEqual(yield* wayOf({ AWS_BEARER_TOKEN_BEDROCK: token, BEDROCK_AUTH: "sigv4" }), "sigv4")
      assert.strictEqual(yield* wayOf({ BEDROCK_AUTH: "bearer" }), "bearer")
    }))

  it.effect("says which of them .env set", () =>
    Effect.gen(function*() {
      const { source } = yield* choose({ AWS_BEARER_TOKEN_BEDROCK: token })
      assert.include(source, "(AWS_BEARER_TOKEN_BEDROCK in .env is set)")
    }).pipe(
      Effect.provideService(DotEnvReport, { found: true, set: ["AWS_BEARER_TOKEN_BEDROCK"], warnings: [] })
    ))
})

const clients = Layer.mergeAll(RawClient.layer, ConverseClient.layer).pipe(
  Layer.provideMerge(BedrockRuntime.layer),
  Layer.provideMerge(Layer.mergeAll(AppConfig.layer, Credentials.layer))
)

const messages = [{ role: "user" as const, content: [{ text: "hello there" }] }]

const operations = {
  InvokeModelWithResponseStream: RawClient.use((client) =>
    client.invoke({ modelId: sonnet, system: "", messages: [{ role: "user", text: "hello there" }] })
  ),
  InvokeModel: RawClient.use((client) =>
    client.invokeOnce({ modelId: sonnet, system: "", messages: [{ role: "user", text: "hello there" }] })
  ),
  ConverseStream: ConverseClient.use((client) => client.converse({ modelId: sonnet, messages })),
  Converse: ConverseClient.use((client) => client.converseOnce({ modelId: sonnet, messages })),
  CountTokens: BedrockRuntime.use((bedrock) =>
    bedrock.countTokens({ modelId: sonnet.replace("global.", ""), input: { converse: { messages } } })
  )
}

/** The emulator lets `token` in, and the settings point there. */
const withEmulator = <A, E>(
  values: Record<string, string>,
  faults: ReadonlyArray<Fault>,
  work: Effect.Effect<A, E, RawClient | ConverseClient | BedrockRuntime | Credentials>
) =>
  Effect.gen(function*() {
    const { requests, url } = yield* BedrockEmulator
    const result = yield* Effect.result(Effect.provide(
      work,
      clients.pipe(
        Layer.provide(settings({ AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url, ...values })),
        Layer.provide(NodeServices.layer)
      )
    ))
    return { result, requests: yield* requests }
  }).pipe(
    Effect.provide(
      BedrockEmulator.layer({ bearerTokens: [Redacted.make(token)], faults }).pipe(Layer.provide(layerEcho))
    )
  )

describe("calls with an API key", () => {
  it.live("go through in every operation, and touch no credential chain", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const trace = `${yield* fs.makeTempDirectoryScoped()}/the-chain-was-asked`
      const home = yield* makeHome({ config: `[default]\ncredential_process = touch ${trace}\n` })
      const machine = yield* serve((_, response) => json(response, 500, {}))
      const values = {
        HOME: home,
        AWS_BEARER_TOKEN_BEDROCK: token,
        AWS_CONTAINER_CREDENTIALS_FULL_URI: machine.url,
        AWS_EC2_METADATA_SERVICE_ENDPOINT: machine.url,
        AWS_EC2_METADATA_DISABLED: "false"
      }
      const { requests } = yield* withProcess(
        values,
        withEmulator(values, [], Effect.all(Object.values(operations)))
      )
      assert.deepStrictEqual(requests.map(({ operation, status }) => [operation, status]), [
        ["InvokeModelWithResponseStream", 200],
        ["InvokeModel", 200],
        ["ConverseStream", 200],
        ["Converse", 200],
        ["CountTokens", 200]
      ])
      assert.isFalse(yield* fs.exists(trace))
      assert.lengthOf(machine.seen, 0)
      // The same home does leave the trace where requests are signed.
      yield* withProcess({ HOME: home }, Effect.flip(choose({ HOME: home })))
      assert.isTrue(yield* fs.exists(trace))
    }).pipe(Effect.provide(NodeServices.layer)))

  it.live("are signed after all where BEDROCK_AUTH asks for it, whatever the environment of the process holds", () =>
    Effect.gen(function*() {
      const values = { ...keys, AWS_BEARER_TOKEN_BEDROCK: token, BEDROCK_AUTH: "sigv4" }
      const { requests } = yield* withProcess(values, withEmulator(values, [], Effect.flip(operations.Converse)))
      assert.strictEqual(requests[0]?.accessKeyId, keys.AWS_ACCESS_KEY_ID)
    }))

  it.live("with a wrong one fail at once, with what to do", () =>
    Effect.gen(function*() {
      for (const wrong of ["ABSKcanaryThatIsWrong", "canary-without-prefix"]) {
        const { requests, result } = yield* withEmulator(
          { AWS_BEARER_TOKEN_BEDROCK: wrong },
          [],
          Effect.flip(operations.ConverseStream)
        )
        assert.lengthOf(requests, 1)
        if (result._tag === "Failure") return assert.fail("the call went through")
        const error = result.success
        assert.deepInclude(fieldsOf(error), {
          _tag: "AccessDenied",
          deniedBy: "api-key",
          exception: "AccessDeniedException"
        })
        assert.include("hint" in error ? error.hint : "", "Make a new API key in the Amazon Bedrock console")
        assert.notInclude(inspect(error, { showHidden: true, depth: 20 }), "canary")
      }
    }))

  it.live("with one that has expired are CredentialsExpired after one request: nothing can refresh it", () =>
    Effect.gen(function*() {
      for (
        const [name, message] of [
          ["AccessDeniedException", "Bearer Token has expired"],
          ["ExpiredTokenException", "The security token included in the request is expired"]
        ] as const
      ) {
        const fault = { _tag: "exception" as const, name, message }
        const { requests, result } = yield* withEmulator(
          { AWS_BEARER_TOKEN_BEDROCK: token },
          [fault],
          Effect.all([Effect.flip(operations.InvokeModelWithResponseStream), attempts]).pipe(
            Effect.provide(CallRecorder.layer)
          )
        )
        assert.lengthOf(requests, 1)
        if (result._tag === "Failure") return assert.fail("the call went through")
        const [error, recorded] = result.success
        assert.strictEqual(error._tag, "CredentialsExpired")
        assert.include(error.message, "the API key in AWS_BEARER_TOKEN_BEDROCK")
        assert.include(error.hint, "Make a new API key")
        assert.deepStrictEqual(recorded.map(({ retryInMillis }) => retryInMillis), [undefined])
      }
    }))
})

const boto3 = await runs("python3", ["-c", "import boto3"])

describe.skipIf(!boto3)("boto3 (skipped where python3 does not have it)", () => {
  it.live("gets in with the same variable, and out with a wrong key", () =>
    Effect.gen(function*() {
      const { url } = yield* BedrockEmulator
      const script = "import boto3, os\n" +
        "def ask(key):\n" +
        "  os.environ['AWS_BEARER_TOKEN_BEDROCK'] = key\n" +
        `  client = boto3.client('bedrock-runtime', region_name='us-east-1', endpoint_url='${url}')\n` +
        "  try:\n" +
        `    reply = client.converse(modelId='${sonnet}', messages=[{'role': 'user', 'content': [{'text': 'hi'}]}])\n` +
        "    return reply['stopReason']\n" +
        "  except client.exceptions.AccessDeniedException as error:\n" +
        "    return error.response['Error']['Message']\n" +
        `print(ask('${token}'))\nprint(ask('ABSKwrong'))\n`
      const ended = yield* run("python3", ["-c", script])
      assert.strictEqual(
        ended?.stdout,
        "end_turn\nAuthentication failed: Please make sure your API Key is valid.\n",
        ended?.stderr
      )
    }).pipe(
      Effect.provide(BedrockEmulator.layer({ bearerTokens: [Redacted.make(token)] }).pipe(Layer.provide(layerEcho)))
    ))
})
