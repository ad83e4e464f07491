import * as NodeTerminal from "@effect/platform-node/NodeTerminal"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { gateLines, verificationLines } from "../../src/cli/verifyTable.ts"
import { watchGates } from "../../src/cli/watchGates.ts"
import type { RunEvent } from "../../src/domain/RunEvent.ts"
import { runsOf } from "../../src/domain/RunSummary.ts"
import { type GateResult, gateTitle, type Verification } from "../../src/domain/Verification.ts"
import { renderReport } from "../../src/steps/report.view.ts"

const stamp = { at: "2026-11-22T10:00:00.000Z", runId: "r" }

const call = (step: string, callId: string): RunEvent => ({
  _tag: "CallAttempt",
  ...stamp,
  callId,
  step,
  page: "",
  client: "raw",
  operation: "InvokeModel",
  modelId: "claude-x",
  attempt: 1,
  requestId: "q",
  latencyMillis: 2000,
  usage: { inputTokens: 1000, outputTokens: 500, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 },
  costUsd: 0.25,
  stopReason: "end_turn"
})

const runs = runsOf([
  call("02-prd", "a"),
  call("02-prd", "b"),
  { _tag: "RepairRequested", ...stamp, step: "02-prd", page: "", round: 1, findings: ["x"] }
])

const gate = (id: GateResult["id"], status: GateResult["status"], more: Partial<GateResult> = {}): GateResult => ({
  id,
  title: gateTitle[id],
  status,
  durationMillis: 1500,
  summary: "looked at",
  findings: [],
  ...more
})

const found = Array.from(
  { length: 7 },
  (_, index) => ({ rule: "dead-link", at: `p${index}`, message: `<b>${index}</b>` })
)

const verification: Verification = {
  version: 1,
  at: "2026-11-22T10:05:00.000Z",
  durationMillis: 61_000,
  operations: 4,
  routes: 1,
  gates: [
    gate("types", "passed"),
    gate("links", "failed", { findings: found }),
    gate("axe", "skipped", { summary: "no axe" })
  ],
  pages: [{
    id: "home",
    title: "Home",
    path: "/",
    role: "",
    screens: [
      { width: 375, scheme: "light", path: ".dpg/screens/home-375.png" },
      { width: 375, scheme: "dark", path: ".dpg/screens/home-375-dark.png" }
    ],
    axeViolations: 0
  }]
}

const text = (html: string) => html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ")

describe("report.html", () => {
  it("has the run's calls, repairs, tokens and cost by step, and says that it is not verified", () => {
    const fallen = [{ page: "home", why: "page: Missing key [schema]" }]
    const html = renderReport({
      title: "Books",
      runs,
      fallen,
      views: [{ path: "trace.html", title: "The brief" }],
      verification: Option.none()
    })
    const report = text(html)
    assert.include(report, "Not verified since it was made")
    assert.include(report, "02-prd Write the PRD claude-x 2 1 3.0k $0.5000 4.0 s")
    assert.include(report, "Built from its skeleton, because no answer of the model would do: home : page: Missing key")
    assert.include(html, "<a href=\"trace.html\">The brief</a>")
  })

  it("adds up every run, step by step in their order, and says how the last one ended", () => {
    const again = runsOf([
      ...runs.flatMap(({ events }) => events),
      { ...call("05-react", "c"), runId: "r2" },
      { ...call("02-prd", "d"), runId: "r2" },
      {
        _tag: "RunFinished",
        ...stamp,
        runId: "r2",
        outcome: "failed",
        exitCode: 69,
        durationMillis: 2000,
        calls: 2,
        usage: { inputTokens: 0, outputTokens: 0, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 },
        error: { tag: "Throttled", message: "it is throttled", hint: "Run again later." }
      }
    ])
    const report = text(
      renderReport({ title: "Books", runs: again, fallen: [], views: [], verification: Option.none() })
    )
    assert.match(report, /02-prd Write the PRD claude-x 3 1 .* 05-react Write the React app claude-x 1 0/)
    assert.match(
      report,
      /The last run failed after 2\.0 s.*it is throttled Run again later\..*2 runs in this folder, 4 calls/
    )
  })

  it("has each gate with its findings, and each picture; a product's words are no markup", () => {
    const html = renderReport({
      title: "<i>Books</i>",
      runs: [],
      fallen: [],
      views: [],
      verification: Option.some(verification)
    })
    assert.include(html, "src=\".dpg/screens/home-375.png\"")
    assert.include(html, "alt=\"Home at 375 pixels, dark (home)\"")
    assert.notMatch(html, /<b>|<i>/)
    assert.include(text(html), "1 passed, 1 failed, 1 skipped")
    assert.include(text(html), "7 findings")
  })
})

describe("the rows of dpg verify", () => {
  it("show the first findings and where the rest is", () => {
    const lines = gateLines(verification.gates[1] ?? gate("links", "failed"))
    assert.match(lines[0] ?? "", /^failed {3}Every link +1\.5 s +looked at$/)
    assert.strictEqual(lines[1], "         - p0: <b>0</b> [dead-link]")
    assert.strictEqual(lines.at(-1), "         - and 2 more, in report.html")
  })

  it.effect("name on a terminal what is at work, beneath the rows", () =>
    Effect.gen(function*() {
      const drawn: Array<string> = []
      const watch = yield* watchGates({
        json: true,
        columns: Effect.succeed(30),
        draw: (text) => Effect.sync(() => void drawn.push(text.replace("\r\u001b[K", "<")))
      })
      yield* watch.started(["install"])
      yield* watch.started(["sql"])
      yield* watch.finished(gate("install", "passed"))
      yield* watch.finished(gate("sql", "passed"))
      assert.deepStrictEqual(drawn, ["<… Packages install", "<… Packages install, SQL", "<", "<… SQL", "<", "<"])
    }).pipe(Effect.provide(NodeTerminal.layer)))

  it("end with what was not checked, and why", () => {
    assert.include(verificationLines("product", verification), "NOT CHECKED: Accessibility (axe) (no axe)")
  })
})
