// oxlint-disable no-map-spread -- the lists are short
import { assert, describe, it } from "@effect/vitest"
import { Array, Effect, Fiber, Latch, Option, Result } from "effect"
import { pageSkeleton } from "../../src/codegen/app/pageSkeleton.ts"
import { type BedrockError, Throttled } from "../../src/domain/Errors.ts"
import type { PageIr } from "../../src/domain/PageIr.ts"
import type { Pages } from "../../src/domain/Pages.ts"
import { defaultPolicy, Policy } from "../../src/domain/Policy.ts"
import { parseDocuments } from "../../src/domain/Prompt.ts"
import type { RunEvent } from "../../src/domain/RunEvent.ts"
import { StandIn } from "../../src/domain/StandIn.ts"
import type { StepId } from "../../src/domain/Step.ts"
import { pipeline } from "../../src/steps/pipeline.ts"
import { platform, temporaryFolder } from "../support/runFolder.ts"
import { component, good } from "../support/stepsAnswers.ts"
import { type Answers, type Asked, Script, servicesOn } from "../support/stepsClients.ts"
import { backend, brief, design, detailIr, homeIr, homePage, pages, prd } from "../support/stepsProduct.ts"

/** Good answers, but for those of one step (and page) until it was asked so many times. */
const badAt = (where: string, bad: string, times: number): Answers => {
  let left = times
  return (asked) => where === at(asked) && left-- > 0 ? bad : good(asked)
}

const at = ({ page, step }: Pick<Asked, "page" | "step">) => page === "" ? step : `${step}/${page}`

interface Run {
  readonly calls: ReadonlyArray<Asked>
  readonly events: ReadonlyArray<RunEvent>
}

/** One run over the folder, as the program would do it: success or failure, and what it asked. */
const run = Effect.fnUntraced(
  function*(directory: string, answers: Answers, until: Option.Option<StepId> = Option.none()) {
    return yield* Effect.gen(function*() {
      const result = yield* Effect.result(pipeline({ brief, until }))
      const { asked, events } = yield* Script
      return { result, calls: asked, events }
    }).pipe(Effect.provide(servicesOn(directory, answers), { local: true }))
  }
)

const succeeded = Effect.fnUntraced(function*(directory: string, answers: Answers = good) {
  const { result, ...rest } = yield* run(directory, answers)
  return { ...rest, product: yield* Effect.fromResult(result) }
})

const failed = Effect.fnUntraced(function*(directory: string, answers: Answers) {
  const { result, ...rest } = yield* run(directory, answers)
  return { ...rest, error: yield* Effect.flip(Effect.fromResult(result)) }
})

const reused = ({ events }: Run) =>
  events.flatMap((event) => event._tag === "StepFinished" && event.reused ? [at(event)] : [])
const made = ({ events }: Run) =>
  events.flatMap((event) => event._tag === "StepFinished" && !event.reused ? [at(event)] : [])

const inFolder = <A, E>(
  test: (folder: Effect.Success<typeof temporaryFolder>) => Effect.Effect<A, E>
) => temporaryFolder.pipe(Effect.flatMap(test), Effect.scoped, Effect.provide(platform))

describe("pipeline", () => {
  it.effect("goes from a brief to an app, each step by its client and model", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      const { calls, events, product } = yield* succeeded(folder.root)
      assert.deepStrictEqual(
        calls.map((call) => `${at(call)} ${call.client} ${call.modelId}`).toSorted(),
        [
          "02-prd raw model-raw",
          "03-backend raw model-raw",
          "04a-pages converse model-pages",
          "04b-ir/tool converse model-ir",
          "04b-ir/tools converse model-ir",
          "05-react/tool converse model-react",
          "05-react/tools converse model-react"
        ]
      )
      assert.deepStrictEqual(product.pages, ["tools", "tool"])
      for (const path of product.files) assert.isTrue(yield* folder.exists(path), path)
      for (
        const path of [
          "brief.md",
          "prd.yaml",
          "prd.md",
          "backend/openapi.yaml",
          "backend/schema.sql",
          "pages.yaml",
          "ir/app.yaml",
          "ir/tools.yaml",
          "app/src/pages/ToolsPage.tsx",
          "app/package.json"
        ]
      ) {
        assert.include(product.files, path)
      }
      assert.strictEqual(yield* folder.text("brief.md"), `${brief.text}\n`)
      assert.include(yield* folder.text("prd.yaml"), "Made by model-raw")
      assert.deepInclude(events.map((event) => event._tag === "PagesCounted" ? event.pages : []), ["tools", "tool"])
      const withSchema = calls.filter(({ outputSchema }) => outputSchema !== undefined).length
      assert.strictEqual(withSchema, 5)
    })))

  it.effect("stops where it is told to", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      const untilPrd = yield* run(folder.root, good, Option.some("02-prd"))
      assert.deepStrictEqual(untilPrd.calls.map(at), ["02-prd"])
      assert.isFalse(yield* folder.exists("backend/openapi.yaml"))
      const untilIr = yield* run(folder.root, good, Option.some("04b-ir"))
      assert.deepStrictEqual(untilIr.calls.map(at), ["03-backend", "04a-pages", "04b-ir/tools", "04b-ir/tool"])
      assert.isFalse(yield* folder.exists("app/package.json"))
      const whole = yield* succeeded(folder.root)
      assert.deepStrictEqual(whole.calls.map(at), ["05-react/tools", "05-react/tool"])
    })))

  it.effect("asks nothing again when nothing has changed", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      const first = yield* succeeded(folder.root)
      const second = yield* succeeded(folder.root)
      assert.deepStrictEqual(second.calls, [])
      assert.deepStrictEqual(made(second), [])
      assert.deepStrictEqual(reused(second).toSorted(), made(first).toSorted())
      assert.deepStrictEqual(second.product, first.product)
    })))

  it.effect("takes over nothing from a stand-in, and says which of them made a file", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      yield* succeeded(folder.root).pipe(Effect.provideService(StandIn, "rules"))
      for (const path of ["prd.yaml", "prd.md", "backend/openapi.yaml", "pages.yaml", "ir/tool.yaml", "ir/app.yaml"]) {
        assert.include((yield* folder.text(path)).split("\n\n")[0], "Made by rules", path)
      }
      const real = yield* succeeded(folder.root)
      assert.lengthOf(real.calls, 7)
      assert.notInclude(yield* folder.text("prd.yaml"), "rules")
    })))

  it.effect("takes a brief that has changed into brief.md, and asks anew", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      yield* succeeded(folder.root)
      const changed = { ...brief, text: `${brief.text}\n\nSoon, please.` }
      const calls = yield* pipeline({ brief: changed, until: Option.some("02-prd") }).pipe(
        Effect.andThen(Effect.map(Script, ({ asked }) => asked.map(at))),
        Effect.provide(servicesOn(folder.root, good), { local: true })
      )
      assert.deepStrictEqual(calls, ["02-prd"])
      assert.strictEqual(yield* folder.text("brief.md"), `${changed.text}\n`)
    })))
})

describe("a hand edit", () => {
  it.effect("of prd.yaml counts: what depends on it is made anew, itself and its view are not asked for", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      yield* succeeded(folder.root)
      const text = yield* folder.text("prd.yaml")
      yield* folder.put("prd.yaml", text.replace("title: Tool shed", "title: Shed of tools"))
      const again = yield* succeeded(folder.root)
      assert.deepStrictEqual(again.calls.map(at).slice(0, 2), ["03-backend", "04a-pages"])
      assert.include(again.calls[0]?.messages[0]?.text, "Shed of tools")
      assert.include(yield* folder.text("prd.md"), "# Shed of tools")
      assert.include(yield* folder.text("prd.yaml"), "Shed of tools")
    })))

  it.effect("of comments and spacing changes nothing", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      yield* succeeded(folder.root)
      yield* folder.put("pages.yaml", `# Looked at.\n\n${yield* folder.text("pages.yaml")}\n`)
      assert.deepStrictEqual((yield* succeeded(folder.root)).calls, [])
    })))

  it.effect("of one page's IR makes that page's component anew, and no other", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      yield* succeeded(folder.root)
      const text = yield* folder.text("ir/tool.yaml")
      yield* folder.put("ir/tool.yaml", text.replace("All tools", "Back to all tools"))
      const again = yield* succeeded(folder.root)
      assert.deepStrictEqual(again.calls.map(at), ["05-react/tool"])
    })))

  it.effect("of a component is kept, and is what the app has", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      yield* succeeded(folder.root)
      const path = "app/src/pages/ToolPage.tsx"
      yield* folder.put(path, `// Mine.\n${yield* folder.text(path)}`)
      const again = yield* succeeded(folder.root)
      assert.deepStrictEqual(again.calls, [])
      assert.isTrue((yield* folder.text(path)).startsWith("// Mine.\n"))
    })))

  it.effect("of the view is left alone, with a word about it", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      yield* succeeded(folder.root)
      yield* folder.put("prd.md", "Mine.")
      yield* folder.put("prd.yaml", (yield* folder.text("prd.yaml")).replace("title: Tool shed", "title: Shed"))
      const again = yield* succeeded(folder.root)
      assert.strictEqual(yield* folder.text("prd.md"), "Mine.")
      assert.include(again.events.map((event) => event._tag === "Warning" ? event.message : "").join(), "prd.md")
    })))

  for (
    const [path, from, to, told] of [
      ["prd.yaml", "basis: stated", "basis: assumed", "quote-of-assumption"],
      ["backend/openapi.yaml", "operationId: getTool", "operationId: listTools", "duplicate-operation"],
      ["pages.yaml", "- tool\n", "- toll\n", "did you mean \"tool\"?"],
      ["ir/tool.yaml", "operationId: getTool", "operationId: getTol", "did you mean \"getTool\"?"]
    ] as const
  ) {
    it.effect(`of ${path} that no longer fits stops the run with one line, and asks nothing`, () =>
      inFolder(Effect.fnUntraced(function*(folder) {
        yield* succeeded(folder.root)
        const text = yield* folder.text(path)
        assert.include(text, from)
        yield* folder.put(path, text.replace(from, to))
        const again = yield* failed(folder.root, good)
        assert.strictEqual(again.error._tag, "ArtefactInvalid")
        assert.include(again.error.message, path)
        assert.include(again.error.message, told)
        assert.deepStrictEqual(again.calls, [])
      })))
  }

  it.effect("that takes a page out of pages.yaml takes its files away, but for those a person changed", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      const inventory: Pages = { pages: [{ ...homePage, links: [] }], notes: [] }
      const ir: PageIr = {
        ...homeIr,
        nodes: Array.map(homeIr.nodes, (node) => node.action === "open" ? { ...node, action: "" } : node),
        actions: homeIr.actions.filter(({ id }) => id !== "open")
      }
      const alone: Answers = ({ step }) =>
        step === "04b-ir"
          ? JSON.stringify(ir)
          : `\`\`\`tsx\n${pageSkeleton(ir, { prd, backend, pages: inventory })}\`\`\``
      yield* succeeded(folder.root)
      yield* folder.put("app/src/pages/ToolPage.tsx", "// Mine.")
      yield* folder.put("pages.yaml", JSON.stringify(inventory))
      const until = yield* run(folder.root, alone, Option.some("04b-ir"))
      assert.isTrue(Result.isSuccess(until.result))
      assert.isFalse(yield* folder.exists("ir/tool.yaml"))
      assert.strictEqual(yield* folder.text("app/src/pages/ToolPage.tsx"), "// Mine.")
      const { events } = yield* succeeded(folder.root, alone)
      assert.include(events.map((event) => event._tag === "Warning" ? event.message : "").join(), "ToolPage.tsx")
      assert.strictEqual(yield* folder.text("app/src/pages/ToolPage.tsx"), "// Mine.")
    })))

  it.effect("that does not decode stops the run with its place, and asks nothing", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      yield* succeeded(folder.root)
      yield* folder.put("pages.yaml", (yield* folder.text("pages.yaml")).replace("access: public", "access: all"))
      const again = yield* failed(folder.root, good)
      assert.strictEqual(again.error._tag, "ArtefactInvalid")
      assert.include(again.error.message, "pages[0].access")
      assert.deepStrictEqual(again.calls, [])
      assert.include(again.events.flatMap((event) => event._tag === "StepFailed" ? [at(event)] : []), "04a-pages")
    })))
})

describe("an answer that will not do", () => {
  const unlinked: ReadonlyArray<readonly [string, string, string]> = [
    ["02-prd", JSON.stringify({ ...prd, look: { ...prd.look, accent: "light blue" } }), "lightblue"],
    ["03-backend", JSON.stringify({ ...design, operations: design.operations.slice(0, 2) }), "FR-2"],
    [
      "04a-pages",
      JSON.stringify({ ...pages, pages: pages.pages.map((page) => ({ ...page, links: ["tol"] })) }),
      "did you mean \"tool\"?"
    ],
    [
      "04b-ir/tool",
      JSON.stringify({ ...detailIr, queries: detailIr.queries.map((query) => ({ ...query, operationId: "getTol" })) }),
      "did you mean \"getTool\"?"
    ],
    [
      "05-react/tools",
      component("tools").replace("import ", "import axios from \"axios\"\nimport "),
      "\"axios\" may not be imported"
    ]
  ]

  for (const [where, bad, told] of unlinked) {
    it.effect(`at ${where} goes back in the same conversation with what was found`, () =>
      inFolder(Effect.fnUntraced(function*(folder) {
        const { calls, events } = yield* succeeded(folder.root, badAt(where, bad, 1))
        const [first, second] = calls.filter((call) => at(call) === where)
        assert.strictEqual(second?.messages.length, 3)
        assert.deepStrictEqual(second?.messages.slice(0, 1), first?.messages)
        assert.strictEqual(second?.messages[1]?.role, "assistant")
        assert.strictEqual(second?.messages[1]?.text, bad)
        assert.include(second?.messages[2]?.text, told)
        assert.strictEqual(parseDocuments(second?.messages[2]?.text ?? "").size, 0)
        assert.strictEqual(second?.system, first?.system)
        const repairs = events.filter((event) => event._tag === "RepairRequested")
        assert.deepStrictEqual(repairs.map((event) => `${at(event)} ${event.round}`), [`${where} 1`])
        assert.isFalse(yield* folder.exists(".dpg/rejected"))
      })))
  }

  for (const where of ["02-prd", "04b-ir/tools"]) {
    it.effect(`at ${where} because it does not decode goes back too`, () =>
      inFolder(Effect.fnUntraced(function*(folder) {
        const { calls } = yield* succeeded(folder.root, badAt(where, `{"title": 7}`, 1))
        const [, second] = calls.filter((call) => at(call) === where)
        assert.strictEqual(second?.messages[1]?.text, `{"title": 7}`)
        assert.include(second?.messages[2]?.text, "Missing key")
      })))
  }

  it.effect("that is empty is not sent back as an empty turn", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      const { calls } = yield* succeeded(folder.root, badAt("04a-pages", "", 1))
      const [, second] = calls.filter((call) => at(call) === "04a-pages")
      assert.deepStrictEqual(second?.messages.map(({ text }) => text.trim() === ""), [false, false, false])
    })))

  it.effect("a second time is InvalidModelOutput, kept as it came, and nothing of it is written", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      const bad = "I would rather not."
      const { calls, error } = yield* failed(folder.root, badAt("03-backend", bad, 2))
      assert.strictEqual(error._tag, "InvalidModelOutput")
      if (error._tag === "InvalidModelOutput") {
        assert.deepStrictEqual(
          { step: error.step, page: error.page, modelId: error.modelId, rounds: error.rounds, output: error.output },
          { step: "03-backend", page: "", modelId: "model-raw", rounds: 1, output: bad }
        )
        assert.deepStrictEqual(error.findings.map(({ rule }) => rule), ["no-json"])
      }
      assert.strictEqual(yield* folder.text(".dpg/rejected/03-backend.json"), bad)
      assert.isFalse(yield* folder.exists("backend/openapi.yaml"))
      assert.strictEqual(calls.filter((call) => at(call) === "03-backend").length, 2)
      assert.deepStrictEqual((yield* succeeded(folder.root)).calls.map(at)[0], "03-backend")
    })))

  it.effect("is sent back as often as the policy says", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      const { calls } = yield* succeeded(folder.root, badAt("02-prd", "{}", 3)).pipe(
        Effect.provideService(Policy, { ...defaultPolicy, repairRounds: 3 })
      )
      assert.deepStrictEqual(calls.filter((call) => at(call) === "02-prd").map(({ messages }) => messages.length), [
        1,
        3,
        5,
        7
      ])
      const none = yield* failed(folder.inside("b"), badAt("02-prd", "{}", 1)).pipe(
        Effect.provideService(Policy, { ...defaultPolicy, repairRounds: 0 })
      )
      assert.strictEqual(none.calls.length, 1)
    })))
})

describe("pages", () => {
  const throttled: BedrockError = new Throttled({
    operation: "ConverseStream",
    modelId: "model-ir",
    detail: "slow down",
    exception: "ThrottlingException"
  })

  it.effect("that fail let the others finish, and what was finished is kept", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      const { calls, error, events } = yield* failed(
        folder.root,
        (asked) => at(asked) === "04b-ir/tools" ? Effect.fail(throttled) : good(asked)
      )
      assert.strictEqual(error._tag, "Throttled")
      assert.strictEqual(error.message, throttled.message)
      assert.include(calls.map(at), "05-react/tool")
      assert.isTrue(yield* folder.exists("app/src/pages/ToolPage.tsx"))
      assert.isFalse(yield* folder.exists("app/package.json"))
      assert.deepStrictEqual(
        events.flatMap((event) => event._tag === "StepFailed" ? [`${at(event)} ${event.error.tag}`] : []),
        ["04b-ir/tools Throttled"]
      )
      const again = yield* succeeded(folder.root)
      assert.deepStrictEqual(again.calls.map(at), ["04b-ir/tools", "05-react/tools"])
    })))

  it.effect("go on to their component without waiting for the others", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      const written = yield* Latch.make()
      // The first page's IR is only answered once the second page's component has been asked for.
      const answers: Answers = (asked) => {
        switch (at(asked)) {
          case "04b-ir/tools":
            return Effect.as(written.await, good(asked))
          case "05-react/tool":
            return Effect.as(written.open, good(asked))
          default:
            return good(asked)
        }
      }
      const { product } = yield* succeeded(folder.root, answers)
      assert.deepStrictEqual(product.pages, ["tools", "tool"])
    })))

  it.effect("are worked on as many at a time as the policy says", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      const first = yield* Latch.make()
      const started: Array<string> = []
      const answers: Answers = (asked) => {
        if (asked.page === "") return good(asked)
        started.push(at(asked))
        return at(asked) === "04b-ir/tools" ? Effect.as(first.await, good(asked)) : good(asked)
      }
      const fiber = yield* succeeded(folder.root, answers).pipe(
        Effect.provideService(Policy, { ...defaultPolicy, concurrency: 1 }),
        Effect.forkChild
      )
      while (started.length === 0) yield* Effect.yieldNow
      assert.deepStrictEqual(started, ["04b-ir/tools"])
      yield* first.open
      yield* Fiber.join(fiber)
      assert.deepStrictEqual(started, ["04b-ir/tools", "05-react/tools", "04b-ir/tool", "05-react/tool"])
    })))
})
