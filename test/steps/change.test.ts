// oxlint-disable no-map-spread -- the lists are short
// oxlint-disable no-thenable -- "then" is the third word of an acceptance criterion
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, Result } from "effect"
import { pageSkeleton } from "../../src/codegen/app/pageSkeleton.ts"
import type { Brief } from "../../src/domain/Brief.ts"
import type { Prd, Requirement } from "../../src/domain/Prd.ts"
import { parseDocuments } from "../../src/domain/Prompt.ts"
import type { RunEvent } from "../../src/domain/RunEvent.ts"
import type { StepId } from "../../src/domain/Step.ts"
import { RunFolder } from "../../src/layers/RunFolder.ts"
import { complete, pipeline } from "../../src/steps/pipeline.ts"
import { productStatus } from "../../src/steps/status.ts"
import { platform, temporaryFolder } from "../support/runFolder.ts"
import { type Answers, type Asked, Script, servicesOn } from "../support/stepsClients.ts"
import { backend, brief, design, detailIr, homeIr, pages, prd } from "../support/stepsProduct.ts"

const irOf = (page: string) => page === "tools" ? homeIr : detailIr

const good = ({ page, step }: Pick<Asked, "page" | "step">): string => {
  const answers: Record<string, unknown> = {
    "02-prd": prd,
    "03-backend": design,
    "04a-pages": pages,
    "04b-ir": irOf(page)
  }
  const skeleton = () => pageSkeleton(irOf(page), { prd, backend, pages })
  return step in answers ? JSON.stringify(answers[step]) : `\`\`\`tsx\n${skeleton()}\`\`\``
}

const at = ({ page, step }: Pick<Asked, "page" | "step">) => page === "" ? step : `${step}/${page}`

const run = Effect.fnUntraced(
  function*(directory: string, answers: Answers = good, options: { brief?: Brief; until?: StepId } = {}) {
    return yield* Effect.gen(function*() {
      const until = Option.fromNullishOr(options.until)
      const result = yield* Effect.result(pipeline({ brief: options.brief ?? brief, until }))
      const { asked, events } = yield* Script
      return { result, calls: asked.map(at), asked, events }
    }).pipe(Effect.provide(servicesOn(directory, answers), { local: true }))
  }
)

const done = <A, E>({ result }: { readonly result: Result.Result<A, E> }) => Effect.fromResult(result)

const inFolder = <A, E>(
  test: (folder: Effect.Success<typeof temporaryFolder>) => Effect.Effect<A, E>
) => temporaryFolder.pipe(Effect.flatMap(test), Effect.scoped, Effect.provide(platform))

const tagged = <Tag extends RunEvent["_tag"]>(events: ReadonlyArray<RunEvent>, tag: Tag) =>
  events.filter((event): event is Extract<RunEvent, { readonly _tag: Tag }> => event._tag === tag)

const bad = (where: string): Answers => (asked) => at(asked) === where ? "I would rather not." : good(asked)

describe("a file that dpg did not write", () => {
  for (const [path, calls] of [["prd.yaml", ""], ["backend/openapi.yaml", "02-prd"]] as const) {
    it.effect(`is named before a model is asked for what would stand there: ${path}`, () =>
      inFolder(Effect.fnUntraced(function*(folder) {
        yield* folder.put(path, "mine: true\n")
        const first = yield* run(folder.root)
        const error = yield* Effect.flip(done(first))
        assert.deepInclude(error, { _tag: "ArtefactConflict", path })
        assert.strictEqual(first.calls.join(), calls)
        assert.strictEqual(yield* folder.text(path), "mine: true\n")
      })))
  }
})

describe("a page that no answer will do for", () => {
  it.effect("is built from its skeleton when its component fails; the next run tries just that page", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      const first = yield* run(folder.root, bad("05-react/tool"))
      const product = yield* done(first)
      assert.deepStrictEqual(product.fellBack.map(at), ["05-react/tool"])
      assert.include(product.fellBack[0]?.findings[0], "[unparsable]")
      const failure = yield* Effect.flip(complete(product))
      assert.strictEqual(failure._tag, "PagesFellBack")
      assert.include(failure.message, "One page is built from the skeleton: tool (05-react: ")
      assert.deepStrictEqual(tagged(first.events, "PageFellBack").map(at), ["05-react/tool"])
      assert.isTrue(yield* folder.exists("app/package.json"))
      const skeleton = pageSkeleton(detailIr, { prd, backend, pages })
      assert.strictEqual(yield* folder.text("app/src/pages/ToolPage.tsx"), skeleton)
      assert.include(yield* folder.text(".dpg/manifest.json"), `"skeleton": true`)

      const second = yield* run(folder.root)
      assert.deepStrictEqual(second.calls, ["05-react/tool"])
      assert.deepStrictEqual((yield* done(second)).fellBack, [])
      assert.notInclude(yield* folder.text(".dpg/manifest.json"), `"skeleton": true`)
    })))

  it.effect("is the bare page when its description fails, and asks for no component", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      const first = yield* run(folder.root, bad("04b-ir/tools"))
      const product = yield* done(first)
      assert.deepStrictEqual(product.fellBack.map(at), ["04b-ir/tools"])
      assert.deepStrictEqual(first.calls.filter((call) => call.endsWith("/tools")), ["04b-ir/tools", "04b-ir/tools"])
      const ir = yield* folder.text("ir/tools.yaml")
      assert.include(ir, "No answer of a model would do for this page")
      assert.include(ir, "addTool")
      const module = yield* folder.text("app/src/pages/ToolsPage.tsx")
      assert.include(module, "api.GET(\"/tools\"")
      assert.include(module, "paths.tool(")
      assert.isTrue(yield* folder.exists("app/package.json"))
      const second = yield* run(folder.root)
      assert.deepStrictEqual(second.calls, ["04b-ir/tools", "05-react/tools"])
      assert.deepStrictEqual((yield* done(second)).fellBack, [])
    })))

  it.effect("is a person's own once they have edited it", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      yield* run(folder.root, bad("05-react/tool"))
      const path = "app/src/pages/ToolPage.tsx"
      const mine = `// Mine.\n${yield* folder.text(path)}`
      yield* folder.put(path, mine)
      const again = yield* run(folder.root, bad("05-react/tool"))
      assert.deepStrictEqual(again.calls, [])
      assert.deepStrictEqual((yield* done(again)).fellBack, [])
      assert.strictEqual(yield* folder.text(path), mine)
    })))

  it.effect("never takes the place of what a person had edited", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      yield* run(folder.root)
      const path = "app/src/pages/ToolPage.tsx"
      const mine = `// Mine.\n${yield* folder.text(path)}`
      yield* folder.put(path, mine)
      yield* folder.put("ir/tool.yaml", (yield* folder.text("ir/tool.yaml")).replace("All tools", "Back"))
      const product = yield* done(yield* run(folder.root, bad("05-react/tool")))
      assert.deepStrictEqual(product.fellBack.map(at), ["05-react/tool"])
      assert.strictEqual(yield* folder.text(path), mine)
      const next = yield* run(folder.root)
      assert.deepStrictEqual(next.calls, ["05-react/tool"])
      assert.include(yield* folder.text(path), "// Mine.")
    })))
})

describe("a file that both sides changed", () => {
  const path = "app/src/pages/ToolPage.tsx"
  const component = (label: string) =>
    `\`\`\`tsx\n${pageSkeleton(detailIr, { prd, backend, pages }).replace("All tools", label)}\`\`\``
  const changed = (folder: Effect.Success<typeof temporaryFolder>) =>
    Effect.flatMap(
      folder.text("ir/tool.yaml"),
      (text) => folder.put("ir/tool.yaml", text.replace("The tool could not be loaded", "No tool today"))
    )

  it.effect("has both, and the model saw it as it stood", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      yield* run(folder.root)
      yield* folder.put(path, `// Mine.\n${yield* folder.text(path)}`)
      yield* changed(folder)
      const answers: Answers = (asked) => asked.step === "05-react" ? component("Back to all") : good(asked)
      const { asked, events, result } = yield* run(folder.root, answers)
      assert.deepStrictEqual((yield* Effect.fromResult(result)).conflicts, [])
      const documents = parseDocuments(asked[0]?.messages[0]?.text ?? "")
      assert.include(documents.get("former"), "// Mine.")
      const text = yield* folder.text(path)
      assert.include(text, "// Mine.")
      assert.include(text, "Back to all")
      assert.deepStrictEqual(tagged(events, "Merged").map(({ conflicts, path }) => [path, conflicts]), [[path, []]])
    })))

  it.effect("has conflicts marked and listed; the rest is done, and the next run asks nothing before they are settled", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      yield* run(folder.root)
      yield* folder.put(path, (yield* folder.text(path)).replace("All tools", "My tools"))
      yield* changed(folder)
      const answers: Answers = (asked) => asked.step === "05-react" ? component("Your tools") : good(asked)
      const product = yield* done(yield* run(folder.root, answers))
      const failure = yield* Effect.flip(complete(product))
      assert.strictEqual(failure._tag, "MergeConflict")
      const [place] = product.conflicts
      assert.include(failure.message, `${path} line ${place?.line}`)
      const text = yield* folder.text(path)
      assert.strictEqual(text.split("\n")[(place?.line ?? 0) - 1], "<<<<<<< yours")
      assert.isTrue(text.includes("My tools") && text.includes("Your tools"))

      const units = yield* productStatus({ brief: Option.some(brief) }).pipe(
        Effect.provide(RunFolder.layer(folder.root)),
        Effect.provide(servicesOn(folder.root, good), { local: true })
      )
      assert.deepStrictEqual(units.flatMap(({ conflicts }) => conflicts), [`${path} line ${place?.line}`])
      const stopped = yield* run(folder.root)
      assert.deepStrictEqual(stopped.calls, [])
      assert.include(yield* Effect.map(Effect.flip(done(stopped)), ({ message }) => message), `${path} line`)
      yield* folder.put(path, text.replace(/<<<<<<< yours\n([\s\S]*?)\|\|\|\|\|\|\|[\s\S]*?>>>>>>> dpg\n/, "$1"))
      const settled = yield* run(folder.root)
      assert.deepStrictEqual(settled.calls, [])
      assert.deepStrictEqual((yield* done(settled)).conflicts, [])
      assert.include(yield* folder.text(path), "My tools")
    })))

  it.effect("stops the run where later steps read it", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      yield* run(folder.root)
      yield* folder.put("prd.yaml", (yield* folder.text("prd.yaml")).replace("title: Tool shed", "title: My shed"))
      const answers: Answers = (asked) => JSON.stringify({ ...prd, title: asked.step })
      const stopped = yield* run(folder.root, answers, { brief: { ...brief, text: `${brief.text}\n\nSoon.` } })
      assert.deepStrictEqual(stopped.calls, ["02-prd"])
      const error = yield* Effect.flip(done(stopped))
      assert.strictEqual(error._tag, "MergeConflict")
      assert.include(error.message, "prd.yaml line")
    })))
})

describe("a brief that has changed", () => {
  const changed = { ...brief, text: `${brief.text}\n\nMembers lend a tool for a week.` }
  const requirement: Requirement = {
    id: "FR-3",
    title: "Lend",
    text: "A member lends a tool for a week.",
    basis: "stated",
    quote: "Members lend a tool for a week",
    priority: "must",
    needsData: false,
    acceptance: [{ given: "", when: "it is lent", then: "it is gone" }]
  }
  const [browse, add] = prd.requirements
  const updated: Prd = { ...prd, requirements: [requirement, browse, ...(add === undefined ? [] : [add])] }

  it.effect("updates the PRD as it stands: the model is given it, and ids that move go back", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      yield* run(folder.root, good, { until: "02-prd" })
      yield* folder.put("prd.yaml", (yield* folder.text("prd.yaml")).replace("nonGoals: []", "nonGoals:\n  - Selling"))
      const renumbered = {
        ...updated,
        requirements: updated.requirements.map((one, index) => ({ ...one, id: `FR-${index + 1}` })),
        stories: []
      }
      let round = 0
      const answers: Answers = () => JSON.stringify(round++ === 0 ? renumbered : updated)
      const { asked, result } = yield* run(folder.root, answers, { brief: changed, until: "02-prd" })
      assert.isTrue(Result.isSuccess(result))
      assert.include(parseDocuments(asked[0]?.messages[0]?.text ?? "").get("former"), "- Selling")
      const told = asked[1]?.messages.at(-1)?.text ?? ""
      assert.include(told, "FR-2 says what FR-1 says in the former PRD; call it FR-1")
      assert.include(
        told,
        "FR-1 is \"Browse tools\" in the former PRD, and this is another requirement; give it a new id from FR-3 on"
      )
      const text = yield* folder.text("prd.yaml")
      assert.include(text, "- Selling")
      assert.include(text, "FR-3")
      assert.strictEqual((yield* run(folder.root, good, { brief: changed, until: "02-prd" })).calls.length, 0)
    })))

  it.effect("gives the later steps what they made before, by whose names they go on", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      yield* run(folder.root)
      yield* folder.put("prd.yaml", (yield* folder.text("prd.yaml")).replace("nonGoals: []", "nonGoals:\n  - Selling"))
      const renamed = {
        ...design,
        operations: design.operations.map((one) => one.id === "getTool" ? { ...one, id: "readTool" } : one)
      }
      const moved = {
        ...pages,
        pages: pages.pages.map((page) => page.id === "tool" ? { ...page, id: "detail" } : page)
      }
      const asking = new Map<string, number>()
      const answers: Answers = (asked) => {
        const times = asking.get(at(asked)) ?? 0
        asking.set(at(asked), times + 1)
        if (times === 0 && asked.step === "03-backend") return JSON.stringify(renamed)
        return times === 0 && asked.step === "04a-pages"
          ? JSON.stringify(moved).replaceAll("\"links\":[\"tool\"]", "\"links\":[\"detail\"]")
          : good(asked)
      }
      const { asked } = yield* run(folder.root, answers)
      const told = (step: string) => asked.filter((one) => one.step === step)[1]?.messages.at(-1)?.text ?? ""
      assert.include(told("03-backend"), "GET /tools/{toolId} is \"getTool\" in the former contract; keep its name")
      assert.include(told("04a-pages"), "the page at /tools/:toolId is \"tool\" in the former inventory; keep its id")
      for (const one of asked) {
        const documents = [...parseDocuments(one.messages[0]?.text ?? "").keys()]
        assert.strictEqual(documents.at(-1), "former", at(one))
      }
    })))
})
