import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, Result } from "effect"
import type { UnitStatus } from "../../src/domain/Status.ts"
import { RunFolder } from "../../src/layers/RunFolder.ts"
import { checkProduct } from "../../src/steps/check.ts"
import { pipeline } from "../../src/steps/pipeline.ts"
import { productStatus } from "../../src/steps/status.ts"
import { platform, storeOn, temporaryFolder } from "../support/runFolder.ts"
import { good } from "../support/stepsAnswers.ts"
import { type Asked, Script, servicesOn } from "../support/stepsClients.ts"
import { brief } from "../support/stepsProduct.ts"

type Folder = Effect.Success<typeof temporaryFolder>

/** A run over the folder; gives the units that it made. */
const run = Effect.fnUntraced(function*(directory: string, words = brief, answers = good) {
  return yield* Effect.gen(function*() {
    const result = yield* Effect.result(pipeline({ brief: words }))
    const { events } = yield* Script
    const made = events.flatMap((event) =>
      event._tag === "StepFinished" && !event.reused
        ? [event.page === "" ? event.step : `${event.step}/${event.page}`]
        : []
    )
    return { made, result }
  }).pipe(Effect.provide(servicesOn(directory, answers), { local: true }))
})

const status = (directory: string, words = Option.some(brief)) =>
  productStatus({ brief: words }).pipe(
    Effect.provide(RunFolder.layer(directory)),
    Effect.provide(servicesOn(directory, good), { local: true })
  )

const notFresh = (units: ReadonlyArray<UnitStatus>) =>
  units.flatMap(({ state, unit }) => state === "fresh" ? [] : [unit])

const check = (directory: string) => checkProduct.pipe(Effect.provide(storeOn(directory)), Effect.provide(platform))

const inFolder = <A, E>(test: (folder: Folder) => Effect.Effect<A, E>) =>
  temporaryFolder.pipe(Effect.flatMap(test), Effect.scoped, Effect.provide(platform))

const edit = Effect.fnUntraced(function*(folder: Folder, path: string, from: string | RegExp, to: string) {
  const text = yield* folder.text(path)
  const edited = text.replace(from, to)
  assert.notStrictEqual(edited, text, `nothing to edit in ${path}`)
  yield* folder.put(path, edited)
})

describe("status", () => {
  it.effect("says before any run that there is no product, and after one that nothing is left to do", () =>
    inFolder(Effect.fnUntraced(function*({ list, root }) {
      const none = yield* Effect.flip(status(root, Option.none()))
      assert.strictEqual(none._tag, "ProductNotFound")
      assert.deepStrictEqual(yield* list, [])
      yield* run(root)
      const units = yield* status(root)
      assert.deepStrictEqual(notFresh(units), [])
      assert.deepStrictEqual(units.map(({ unit }) => unit).slice(-3), ["05-react/tools", "05-react/tool", "05-react"])
    })))

  const edits: ReadonlyArray<
    readonly [what: string, change: (folder: Folder) => Effect.Effect<unknown, unknown>, why: string]
  > = [
    ["prd.yaml", (folder) => edit(folder, "prd.yaml", /^summary: .*$/m, "summary: Other words."), "prd.yaml changed"],
    [
      "openapi.yaml",
      (folder) => edit(folder, "backend/openapi.yaml", /summary: .*/, "summary: Other words"),
      "backend/openapi.yaml changed"
    ],
    ["pages.yaml", (folder) => edit(folder, "pages.yaml", /^notes: .*$/m, "notes: [Seen]"), "pages.yaml changed"],
    [
      "a page's IR",
      (folder) => edit(folder, "ir/tool.yaml", "No such tool", "It is gone"),
      "ir/tool.yaml changed"
    ],
    ["a removed file", (folder) => folder.remove("ir/tool.yaml"), "ir/tool.yaml is missing"]
  ]
  it.effect.each(edits)(
    "names what the next run makes anew after an edit of %s",
    ([, change, why]) =>
      inFolder(Effect.fnUntraced(function*(folder) {
        yield* run(folder.root)
        yield* change(folder)
        const units = yield* status(folder.root)
        const stale = units.filter(({ state }) => state === "stale")
        assert.include(stale.flatMap(({ reasons }) => reasons), why)
        const { made, result } = yield* run(folder.root)
        assert.isTrue(Result.isSuccess(result))
        for (const { unit } of stale) assert.include(made, unit)
        // What waits is made anew unless what it depends on comes out as it was.
        for (const unit of made) assert.include(notFresh(units), unit)
        assert.deepStrictEqual(notFresh(yield* status(folder.root)), [])
      }))
  )

  it.effect("tells a brief that has changed, and files that a person changed", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      yield* run(folder.root)
      yield* edit(folder, "app/src/pages/ToolPage.tsx", /^/, "// mine\n")
      const units = yield* status(folder.root, Option.some({ ...brief, text: `${brief.text} Soon.` }))
      const of = (name: string) => units.find(({ unit }) => unit === name)
      assert.deepStrictEqual(of("01-ingest")?.reasons, ["the brief given changed"])
      assert.deepStrictEqual(of("02-prd")?.reasons, ["brief.md changed"])
      assert.strictEqual(of("05-react/tool")?.state, "waiting")
      const image = { name: "home.png", format: "png" as const, base64: "AAAA" }
      const drawn = yield* status(folder.root, Option.some({ ...brief, images: [image] }))
      assert.deepStrictEqual(drawn.find(({ unit }) => unit === "02-prd")?.reasons, [
        "the image home.png changed"
      ])
      const same = yield* status(folder.root)
      assert.deepStrictEqual(same.flatMap(({ edited }) => edited), ["app/src/pages/ToolPage.tsx"])
    })))
})

describe("check", () => {
  it.effect("finds nothing in what a run made", () =>
    inFolder(Effect.fnUntraced(function*({ root }) {
      yield* run(root)
      const { files, findings, notes } = yield* check(root)
      assert.deepStrictEqual([findings, notes], [[], []])
      assert.include(files, "app/src/pages/ToolPage.tsx")
    })))

  it.effect("points at line and column in every file, however many are broken", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      yield* run(folder.root)
      yield* edit(folder, "prd.yaml", /personaId: .*/, "personaId: nobody")
      yield* edit(folder, "pages.yaml", /id: tool$/m, "id: tool\n    links: [")
      yield* edit(folder, "backend/schema.sql", /create table tools \(/, "create table tools ((")
      const { findings, notes } = yield* check(folder.root)
      assert.deepStrictEqual([...new Set(findings.map(({ path }) => path))], [
        "prd.yaml",
        "backend/schema.sql",
        "pages.yaml"
      ])
      for (const { column, line, path, rule } of findings) {
        const lines = (yield* folder.text(path)).split("\n")
        const here = (lines[line - 1] ?? "").slice(column - 1)
        if (rule === "unknown-persona") assert.strictEqual(here, "nobody")
        if (rule === "sql") assert.match(here, /^\(/)
      }
      assert.isTrue(notes.some((note) => note.includes("needs pages.yaml")))
    })))

  it.effect("says of the marks of a merge what they are, in an artefact and in a page", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      yield* run(folder.root)
      const conflict = "<<<<<<< yours\na\n||||||| before\nb\n=======\nc\n>>>>>>> dpg\n"
      yield* edit(folder, "pages.yaml", /^notes: /m, `${conflict}notes: `)
      yield* edit(folder, "app/src/pages/ToolPage.tsx", /^/, conflict)
      const { findings } = yield* check(folder.root)
      const places = findings.map(({ line, path, rule }) => `${path}:${line} ${rule}`)
      const line = (yield* folder.text("pages.yaml")).split("\n").indexOf("<<<<<<< yours") + 1
      assert.deepStrictEqual(places, [`pages.yaml:${line} conflict`])
      yield* edit(folder, "pages.yaml", conflict, "")
      const { findings: then } = yield* check(folder.root)
      assert.deepStrictEqual(then.map(({ line, path, rule }) => `${path}:${line} ${rule}`), [
        "app/src/pages/ToolPage.tsx:1 conflict"
      ])
    })))

  it.effect("compares the columns of the schema with the contract, and a page's module with its description", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      yield* run(folder.root)
      yield* edit(folder, "backend/schema.sql", /^ {2}condition .*\n/m, "")
      yield* edit(folder, "ir/tool.yaml", "operationId: getTool", "operationId: getTol")
      yield* edit(folder, "app/src/pages/ToolsPage.tsx", /return \(/, "eval(\"1\")\n  return (")
      const { findings, notes } = yield* check(folder.root)
      const rules = findings.map(({ path, rule }) => `${path} ${rule}`)
      assert.include(rules, "backend/schema.sql field-without-column")
      assert.include(rules, "ir/tool.yaml unknown-operation")
      assert.isTrue(rules.some((rule) => rule.startsWith("app/src/pages/ToolsPage.tsx")))
      assert.isTrue(notes.some((note) => note.includes("ToolPage.tsx is not compared")))
      yield* edit(folder, "prd.yaml", /^/, "[")
      const { notes: fewer } = yield* check(folder.root)
      assert.include(fewer, "backend/openapi.yaml and 3 other files are not linked: that needs prd.yaml")
    })))

  it.effect("only warns of what a person may decide otherwise, as the run does not stop there either", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      yield* run(folder.root)
      yield* edit(folder, "prd.yaml", /then: .*/, "then: it works properly")
      yield* edit(folder, "app/src/pages/ToolPage.tsx", /^/, "import dayjs from \"dayjs\"\n")
      yield* edit(folder, "app/src/pages/ToolsPage.tsx", /^/, "// TODO: a map\n")
      const found = (yield* check(folder.root)).findings.map(({ rule, severity }) => `${severity} ${rule}`)
      assert.sameMembers(found, [
        "warning criterion-not-testable",
        "warning import",
        "warning unfinished",
        "warning unused"
      ])
      assert.isTrue(Result.isSuccess((yield* run(folder.root)).result))
      yield* edit(folder, "prd.yaml", /personaId: .*/, "personaId: nobody")
      const { findings } = yield* check(folder.root)
      assert.include(findings.map(({ severity }) => severity), "error")
      assert.isTrue(Result.isFailure((yield* run(folder.root)).result))
    })))

  it.effect("knows of a page that stands in for a description what it leaves out, until somebody edits it", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      yield* run(
        folder.root,
        brief,
        (asked: Asked) => `${asked.step}/${asked.page}` === "04b-ir/tools" ? "No." : good(asked)
      )
      const { findings, notes } = yield* check(folder.root)
      assert.deepStrictEqual(findings, [])
      assert.deepStrictEqual(notes, ["ir/tools.yaml stands in for a description that no answer of a model gave"])
      yield* edit(folder, "ir/tools.yaml", /$/, "# mine\n")
      assert.include((yield* check(folder.root)).findings.map(({ rule }) => rule), "uncalled-operation")
      assert.isTrue(Result.isFailure((yield* run(folder.root)).result))
    })))

  it.effect("looks while a run is at work in the folder", () =>
    inFolder(Effect.fnUntraced(function*(folder) {
      yield* run(folder.root)
      yield* folder.put(".dpg/lock", `${process.ppid}\n`)
      assert.deepStrictEqual((yield* check(folder.root)).findings, [])
      assert.deepStrictEqual(notFresh(yield* status(folder.root)), [])
    })))

  it.effect("says of an empty folder that it holds no product", () =>
    inFolder(Effect.fnUntraced(function*({ root }) {
      const error = yield* Effect.flip(check(root))
      assert.strictEqual(error._tag, "ProductNotFound")
    })))
})
