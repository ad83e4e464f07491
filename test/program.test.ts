import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, Schedule } from "effect"
import { parseLog } from "../src/domain/RunSummary.ts"
import { BedrockEmulator, type EmulatorOptions } from "../src/emulator/BedrockEmulator.ts"
import { OfflineModel } from "../src/emulator/offline/OfflineModel.ts"
import { dpg, start } from "./support/program.ts"
import { platform, temporaryFolder } from "./support/runFolder.ts"

const secret = "aSecretOfThisTest"
const token = "aTokenOfThisTest"

/** What points the program at the local Bedrock of a test. */
const environmentOf = (url: string) => ({
  AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url,
  AWS_ACCESS_KEY_ID: "AKIATESTTESTTESTTEST",
  AWS_SECRET_ACCESS_KEY: secret,
  AWS_SESSION_TOKEN: token
})

const emulatorWith = (options: EmulatorOptions = {}) => {
  const keys = {
    accessKeyId: "AKIATESTTESTTESTTEST",
    secretAccessKey: Redacted.make(secret),
    sessionToken: Redacted.make(token)
  }
  return Effect.provide(BedrockEmulator.layer({ credentials: [keys], ...options }))
}

/** A folder with a brief in it. */
const withBrief = Effect.gen(function*() {
  const folder = yield* temporaryFolder
  yield* folder.put("brief.md", "# Tool shed\n\nNeighbours lend each other tools.\n\n- Members can add a tool.\n")
  const log = Effect.map(folder.text("product/.dpg/run.ndjson"), parseLog)
  return { ...folder, log }
})

describe("dpg", () => {
  it.live("alone prints help, and ends well", () =>
    Effect.gen(function*() {
      const { root } = yield* temporaryFolder
      const { err, exitCode, out } = yield* dpg(root, [])
      assert.deepStrictEqual([exitCode, err], [0, ""])
      for (const word of ["run", "models", "log", "emulator", "dpg run brief.md --offline"]) assert.include(out, word)
    }).pipe(Effect.provide(platform)))

  it.live("says its version without loading the rest", () =>
    Effect.gen(function*() {
      const { root } = yield* temporaryFolder
      for (const flag of ["--version", "-v"]) {
        const { exitCode, out } = yield* dpg(root, [flag])
        assert.strictEqual(exitCode, 0)
        assert.match(out, /^dpg v\d+\.\d+\.\d+\n$/)
      }
    }).pipe(Effect.provide(platform)))

  it.live("64: a wrong flag, with the one that was meant", () =>
    Effect.gen(function*() {
      const { list, root } = yield* temporaryFolder
      const { err, exitCode, out } = yield* dpg(root, ["run", "brief.md", "--offlin"])
      assert.deepStrictEqual([exitCode, out], [64, ""])
      assert.include(err, "--offline")
      assert.strictEqual((yield* dpg(root, ["run"])).exitCode, 64)
      assert.strictEqual((yield* dpg(root, ["emulator", "--fault", "bogus"])).exitCode, 64)
      assert.deepStrictEqual(yield* list, [])
    }).pipe(Effect.provide(platform)))

  it.live("66: no brief, nothing written", () =>
    Effect.gen(function*() {
      const { list, root } = yield* temporaryFolder
      const { err, exitCode } = yield* dpg(root, ["run", "missing.md", "--offline"])
      assert.strictEqual(exitCode, 66)
      assert.include(err, "missing.md")
      assert.strictEqual((yield* dpg(root, ["run", "-", "--offline"], {}, "")).exitCode, 65)
      assert.deepStrictEqual(yield* list, [])
    }).pipe(Effect.provide(platform)))

  it.live("78: no credentials, nothing written", () =>
    Effect.gen(function*() {
      const { list, root } = yield* withBrief
      const { err, exitCode } = yield* dpg(root, ["run", "brief.md"])
      assert.strictEqual(exitCode, 78)
      assert.include(err, "AWS credentials were not found.")
      assert.deepStrictEqual(yield* list, ["brief.md"])
    }).pipe(Effect.provide(platform)))

  it.live("78: a setting that makes no sense, from the environment or .env", () =>
    Effect.gen(function*() {
      const { list, put, root } = yield* withBrief
      const { err, exitCode } = yield* dpg(root, ["run", "brief.md"], { BEDROCK_READ_TIMEOUT: "soon" })
      assert.strictEqual(exitCode, 78)
      assert.include(err, "BEDROCK_READ_TIMEOUT holds \"soon\"")
      yield* put(".env", "BEDROCK_MAX_ATTEMPTS=many\n")
      assert.include((yield* dpg(root, ["models"])).err, "BEDROCK_MAX_ATTEMPTS holds \"many\"")
      assert.deepStrictEqual([...yield* list].toSorted(), [".env", "brief.md"])
    }).pipe(Effect.provide(platform)))

  it.live("77: a wrong secret, in the log with what to do", () =>
    Effect.gen(function*() {
      const { log, root } = yield* withBrief
      const { url } = yield* BedrockEmulator
      const environment = { ...environmentOf(url), AWS_SECRET_ACCESS_KEY: "wrong" }
      const { err, exitCode } = yield* dpg(root, ["run", "brief.md"], environment)
      assert.strictEqual(exitCode, 77)
      assert.include(err, "signature")
      const attempts = (yield* log).filter((event) => event._tag === "CallAttempt")
      assert.isTrue(attempts.length > 0 && attempts.every(({ error }) => error?.tag === "AccessDenied"))
      assert.deepInclude((yield* log).at(-1), { _tag: "RunFinished", outcome: "failed", exitCode: 77 })
      assert.notInclude(JSON.stringify(yield* log) + err, "wrong\"")
    }).pipe(emulatorWith(), Effect.provide([platform, OfflineModel.layer])))

  it.live("69: throttled on every attempt, each one seen by the server and in the log", () =>
    Effect.gen(function*() {
      const { log, root } = yield* withBrief
      const { requests, url } = yield* BedrockEmulator
      const { err, exitCode } = yield* dpg(root, ["run", "brief.md", "--until", "02-prd"], environmentOf(url))
      assert.strictEqual(exitCode, 69)
      assert.include(err, "is throttled")
      const seen = yield* requests
      assert.deepStrictEqual(seen.map(({ sessionToken }) => sessionToken), ["right", "right", "right"])
      assert.lengthOf((yield* log).filter((event) => event._tag === "CallAttempt"), 3)
    }).pipe(emulatorWith({ faults: [{ _tag: "throttle" }] }), Effect.provide([platform, OfflineModel.layer])))

  it.live("130: Ctrl-C during a call ends it at once, and leaves a valid folder", () =>
    Effect.gen(function*() {
      const { exists, log, root } = yield* withBrief
      const { requests, url } = yield* BedrockEmulator
      const running = yield* start(root, ["run", "brief.md"], environmentOf(url))
      yield* Effect.repeat(requests, {
        until: (seen) => seen.some(({ fault }) => fault === "stall"),
        schedule: Schedule.spaced("20 millis")
      }).pipe(Effect.timeout("10 seconds"))
      yield* running.signal("SIGINT")
      const { err, exitCode } = yield* running.ended.pipe(Effect.timeout("5 seconds"))
      assert.strictEqual(exitCode, 130)
      assert.include(err, "run the same command again")
      assert.deepInclude((yield* log).at(-1), { _tag: "RunFinished", outcome: "interrupted", exitCode: 130 })
      assert.isFalse(yield* exists("product/.dpg/lock"))
    }).pipe(
      emulatorWith({ faults: [{ _tag: "stall", afterEvents: 1 }] }),
      Effect.provide([platform, OfflineModel.layer])
    ))

  it.live("73: a folder that another dpg is at work in", () =>
    Effect.gen(function*() {
      const { put, root } = yield* withBrief
      yield* put("product/.dpg/lock", `${process.pid}\n`)
      const { err, exitCode } = yield* dpg(root, ["run", "brief.md", "--offline"])
      assert.strictEqual(exitCode, 73)
      assert.include(err, `process ${process.pid}`)
    }).pipe(Effect.provide(platform)))

  it.live("0: the whole way; killed, it goes on; run again, nothing is asked again and no edit is lost", () =>
    Effect.gen(function*() {
      const { exists, log, put, root, text } = yield* withBrief
      const args = ["run", "brief.md", "--offline"]
      const killed = yield* start(root, args)
      yield* Effect.repeat(Effect.orElseSucceed(log, () => []), {
        until: (events) => events.some((event) => event._tag === "StepFinished" && event.step === "03-backend"),
        schedule: Schedule.spaced("10 millis")
      }).pipe(Effect.timeout("20 seconds"))
      yield* killed.signal("SIGKILL")
      yield* killed.ended

      const resumed = yield* dpg(root, args)
      assert.strictEqual(resumed.exitCode, 0, resumed.err)
      assert.include(resumed.out, "program.js preview product")
      assert.isTrue(yield* exists("product/app/package.json"))
      const asked = (yield* log).flatMap((event) => event._tag === "CallAttempt" ? [event.step] : [])
      assert.strictEqual(asked.filter((step) => step === "02-prd" || step === "03-backend").length, 2)

      yield* put("product/app/src/main.tsx", `${yield* text("product/app/src/main.tsx")}// mine\n`)
      const again = yield* dpg(root, args)
      assert.strictEqual(again.exitCode, 0, again.err)
      assert.include(yield* text("product/app/src/main.tsx"), "// mine")
      assert.deepInclude((yield* log).at(-1), { _tag: "RunFinished", outcome: "done", calls: 0 })
    }).pipe(Effect.provide(platform)))

  it.live("--json: events alone on standard output, the log the same", () =>
    Effect.gen(function*() {
      const { log, root } = yield* withBrief
      const { err, exitCode, out } = yield* dpg(root, ["run", "brief.md", "--offline", "--until", "02-prd", "--json"])
      assert.deepStrictEqual([exitCode, err], [0, ""])
      const events = parseLog(out)
      assert.lengthOf(events, out.trimEnd().split("\n").length)
      assert.deepStrictEqual(events.filter(({ _tag }) => _tag !== "CallProgress"), yield* log)
      const shown = yield* dpg(root, ["log"])
      assert.strictEqual(shown.exitCode, 0)
      assert.include(shown.out, "02-prd")
    }).pipe(Effect.provide(platform)))

  it.live("a reader that goes away is no crash", () =>
    Effect.gen(function*() {
      const { root } = yield* temporaryFolder
      const running = yield* start(root, ["models"])
      yield* running.closeOut
      const { err, exitCode } = yield* running.ended
      assert.deepStrictEqual([exitCode, err], [0, ""])
    }).pipe(Effect.provide(platform)))
})
