import { assert, describe, it } from "@effect/vitest"
import { width } from "../../../src/domain/Format.ts"
import type { RunEvent } from "../../../src/domain/RunEvent.ts"
import { render } from "../../../src/layers/progress/render.ts"
import { advance, initial } from "../../../src/layers/progress/state.ts"
import { at, attempt, started, throttled, timeOf } from "../../support/runEvents.ts"

const after = (...events: ReadonlyArray<RunEvent>) => events.reduce(advance, initial)
const screen = { now: timeOf(5000), columns: 80, rows: 40, color: false }
const pages = (count: number) => Array.from({ length: count }, (_, index) => `page-${index}`)
const counted = (count: number) => at(3000, { _tag: "PagesCounted", pages: pages(count) })
const begun = (millis: number, step: "02-prd" | "04b-ir" | "05-react", page = "") =>
  at(millis, { _tag: "StepStarted", step, page })
const done = (millis: number, step: "02-prd" | "04b-ir" | "05-react", page = "", reused = false) =>
  at(millis, { _tag: "StepFinished", step, page, reused, files: [], durationMillis: 1000 })

describe("render", () => {
  it("shows each step with its state, time, tokens and cost", () => {
    const lines = render(
      after(started, begun(0, "02-prd"), at(1000, attempt()), done(1000, "02-prd"), begun(3000, "04b-ir", "home")),
      screen
    )
    assert.deepStrictEqual(lines, [
      "dpg 1.2.3 · /home/me/product · us-east-1 · environment variables",
      "○ 01  Read the brief",
      "✓ 02  Write the PRD                          1.0 s    1.5k tokens   $0.2500",
      "○ 03  Design the backend contract",
      "○ 04a Take inventory of the pages",
      "● 04b Describe each page 0/1                 2.0 s",
      "○ 05  Write the React app 0/1",
      "     ●○ home                                  2.0 s",
      "5.0 s · 1 call · 1.5k tokens · $0.2500"
    ])
  })

  it("counts the pages that are through a step", () => {
    const state = after(started, counted(3), begun(3000, "04b-ir", "page-0"), done(4000, "04b-ir", "page-0"))
    const lines = render(state, screen)
    assert.include(lines[5], "● 04b Describe each page 1/3")
    assert.include(lines[7], "✓○ page-0")
  })

  it("says what was reused, what is tried again and what failed", () => {
    const lines = render(
      after(
        started,
        begun(0, "02-prd"),
        at(1000, attempt({ error: throttled, retryInMillis: 2000 })),
        counted(2),
        done(4000, "04b-ir", "page-0", true),
        done(4000, "05-react", "page-0", true),
        at(4000, { _tag: "StepFailed", step: "04b-ir", page: "page-1", error: throttled })
      ),
      { ...screen, columns: 120 }
    )
    assert.include(lines[2], "Throttled, again in 2.0 s")
    assert.include(lines[7], "== page-0                                2.0 s  unchanged")
    assert.include(lines[8], "✗○ page-1")
    assert.include(lines[8], throttled.message)
  })

  it("stays within the screen, whatever it is told", () => {
    const long = "漢字 and a very long name that goes on and on and on and on and on and on and on".repeat(3)
    const state = after(
      started,
      at(0, { _tag: "PagesCounted", pages: [long, ...pages(60)] }),
      begun(1, "04b-ir", long),
      at(2, { _tag: "Warning", message: long }),
      at(3, { _tag: "RepairRequested", step: "04b-ir", page: long, round: 1, findings: [long] })
    )
    for (const columns of [1, 10, 39, 80, 200]) {
      for (const rows of [3, 12, 24]) {
        const lines = render(state, { ...screen, columns, rows })
        for (const line of lines) assert.isAtMost(width(line), Math.max(columns, 10), `${columns}: ${line}`)
        assert.isAtMost(lines.length, rows)
      }
    }
  })

  it("keeps the pages at work in view when not all fit", () => {
    const lines = render(after(started, counted(30), begun(1, "04b-ir", "page-29")), { ...screen, rows: 12 })
    assert.isTrue(lines.some((line) => line.includes("page-29")))
    assert.isTrue(lines.some((line) => line.includes("27 more pages")))
  })

  it("lets no foreign text steer the terminal", () => {
    const evil = "\u001b[2J\u001b]0;owned\u0007\u202eevil"
    const state = after(
      started,
      at(0, { _tag: "PagesCounted", pages: [evil] }),
      at(0, { _tag: "Warning", message: evil })
    )
    const text = render(state, screen).join("")
    // oxlint-disable-next-line no-control-regex -- control characters are exactly what is looked for
    assert.notMatch(text, /[\u001b\u0007\u202e]/)
    assert.include(text, "evil")
  })

  it("colours only when asked to", () => {
    const state = after(started, begun(0, "02-prd"))
    assert.notInclude(render(state, screen).join(""), "\u001b")
    assert.include(render(state, { ...screen, color: true }).join(""), "\u001b[36m●\u001b[0m")
  })

  it("ends with the outcome", () => {
    const finished = (outcome: "done" | "failed" | "interrupted") =>
      after(
        started,
        at(61_000, { _tag: "RunFinished", outcome, exitCode: 0, durationMillis: 61_000, calls: 0, usage: zero })
      )
    assert.strictEqual(render(finished("done"), screen).at(-1), "Done · 1 min 01 s · 0 calls · 0 tokens · $0.00")
    assert.include(render(finished("interrupted"), screen).at(-1), "Interrupted")
  })
})

const zero = { inputTokens: 0, outputTokens: 0, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 }
