import { assert, describe, it } from "@effect/vitest"
import { Option } from "effect"
import { gateLines, verificationLines } from "../../src/cli/verifyTable.ts"
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
    screens: [{ width: 375, path: ".dpg/screens/home-375.png" }],
    axeViolations: 0
  }]
}

const text = (html: string) => html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ")

describe("report.html", () => {
  it("has the run's calls, repairs, tokens and cost by step, and says that it is not verified", () => {
    const report = text(renderReport({ title: "Books", runs, fallen: ["home"], verification: Option.none() }))
    assert.include(report, "Not verified since it was made")
    assert.include(report, "02-prd Write the PRD claude-x 2 1 3.0k $0.5000 4.0 s")
    assert.include(report, "Built from its skeleton, because no answer of the model would do: home .")
  })

  it("has each gate with its findings, and each picture; a product's words are no markup", () => {
    const html = renderReport({ title: "<i>Books</i>", runs: [], fallen: [], verification: Option.some(verification) })
    assert.include(html, "src=\".dpg/screens/home-375.png\"")
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

  it("end with what was not checked, and why", () => {
    assert.include(verificationLines("product", verification), "NOT CHECKED: Accessibility (axe) (no axe)")
  })
})
