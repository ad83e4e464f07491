import { assert, describe, it } from "@effect/vitest"
import { Cause, Exit } from "effect"
import * as Errors from "../../src/domain/Errors.ts"
import { ofError } from "../../src/domain/ExitCode.ts"
import { outcomeOf } from "../../src/domain/Outcome.ts"

const call = { operation: "Converse", modelId: "claude", detail: "no" }

const failures: ReadonlyArray<readonly [number, Errors.DpgError]> = [
  [65, new Errors.BriefNotReadable({ name: "b.md", kind: "empty", reason: "it is empty" })],
  [65, new Errors.InvalidModelOutput({ step: "02-prd", page: "", modelId: "c", rounds: 1, findings: [], output: "" })],
  [65, new Errors.OutputTruncated({ ...call, maxTokens: 1 })],
  [65, new Errors.Refused({ ...call, stopReason: "refusal" })],
  [65, new Errors.ArtefactInvalid({ path: "prd.yaml", findings: [] })],
  [66, new Errors.BriefNotReadable({ name: "b.md", kind: "missing", reason: "there is none" })],
  [66, new Errors.BriefNotReadable({ name: "b.md", kind: "unreadable", reason: "permission denied" })],
  [66, new Errors.RunLogNotFound({ path: "x", reason: "there is none" })],
  [65, new Errors.VerificationFailed({ directory: "x", gates: ["Types"] })],
  [65, new Errors.MendIncomplete({ directory: "x", pages: ["home"], gates: ["SQL"] })],
  [66, new Errors.NotVerified({ directory: "x", reason: "it was not verified yet" })],
  [66, new Errors.ProductNotFound({ directory: "x", reason: "there is no pages.yaml" })],
  [69, new Errors.NpmFailed({ command: "npm install", reason: "ENOTFOUND" })],
  [69, new Errors.AppNotServed({ port: 80, code: "EACCES" })],
  [69, new Errors.Throttled({ ...call, exception: "ThrottlingException" })],
  [69, new Errors.QuotaExceeded(call)],
  [69, new Errors.ModelTimedOut(call)],
  [69, new Errors.TimedOut({ ...call, deadline: "idle", afterMillis: 1 })],
  [69, new Errors.ServiceFailed({ ...call, exception: "InternalServerException", status: 500 })],
  [69, new Errors.StreamBroken({ ...call, contentSeen: true })],
  [69, new Errors.NetworkFailed({ ...call, code: "ECONNREFUSED" })],
  [70, new Errors.InvalidRequest(call)],
  [73, new Errors.RunLocked({ directory: "x", pid: 1 })],
  [73, new Errors.ArtefactConflict({ path: "x", reason: "y" })],
  [73, new Errors.OutputNotWritable({ path: "x", reason: "y" })],
  [77, new Errors.AccessDenied({ ...call, exception: "AccessDeniedException", action: "a", resource: "r" })],
  [77, new Errors.ModelAccessNotEnabled(call)],
  [78, new Errors.ConfigInvalid({ key: "K", value: "v", expected: "e" })],
  [78, new Errors.CredentialsNotFound({ tried: [] })],
  [78, new Errors.CredentialsInvalid({ source: "s", reason: "r", remedy: "m" })],
  [78, new Errors.CredentialsExpired({ source: "s", detail: "d" })],
  [78, new Errors.InferenceProfileRequired({ ...call, profiles: [] })],
  [78, new Errors.ModelNotFound(call)],
  [78, new Errors.ModelRetired({ ...call, stage: "end-of-life", replacement: "m" })]
]

describe("ExitCode", () => {
  it.each(failures)("%i for %o", (exitCode, error) => {
    assert.strictEqual(ofError(error), exitCode)
    assert.deepStrictEqual(outcomeOf(Exit.fail(error)), {
      outcome: "failed",
      exitCode,
      error: { tag: error._tag, message: error.message, hint: error.hint }
    })
    for (const line of [error.message, error.hint]) assert.match(line, /^[^\n]+$/)
  })
})

describe("outcomeOf", () => {
  it("0 for success, 130 for interruption", () => {
    assert.deepStrictEqual(outcomeOf(Exit.succeed(1)), { outcome: "done", exitCode: 0 })
    assert.deepStrictEqual(outcomeOf(Exit.interrupt()), { outcome: "interrupted", exitCode: 130 })
  })

  it("70 for a bug, with its words", () => {
    const { error, exitCode } = outcomeOf(Exit.die(new TypeError("x is not a function")))
    assert.strictEqual(exitCode, 70)
    assert.include(error?.message, "x is not a function")
    assert.strictEqual(outcomeOf(Exit.fail("something else")).exitCode, 70)
  })

  it("an error that came as a defect, or along with an interruption, is still what it is", () => {
    const full = new Errors.OutputNotWritable({ path: ".dpg/run.ndjson", reason: "no space is left on the device" })
    assert.strictEqual(outcomeOf(Exit.die(full)).exitCode, 73)
    const both = Exit.failCause(Cause.combine(Cause.interrupt(1), Cause.fail(full)))
    assert.strictEqual(outcomeOf(both).exitCode, 73)
  })
})
