import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem, Schema } from "effect"
import { execFile } from "node:child_process"
import { promisify } from "node:util"
import { prdPath } from "../src/steps/02-prd.ts"
import { complete } from "../src/steps/pipeline.ts"
import { mendingServices, recordAnswers, recordedFolder, replayAnswers } from "./support/recordedAnswers.ts"
import { withoutRequest } from "./support/recordedFile.ts"
import { mendAfter } from "./support/recordedMend.ts"
import { platform, temporaryFolder } from "./support/runFolder.ts"

const execute = promisify(execFile)

const name = "lantern-choir"

const Block = Schema.Struct({
  text: Schema.optionalKey(Schema.String),
  cachePoint: Schema.optionalKey(Schema.Unknown)
})
const decodeKept = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Struct({
  operation: Schema.String,
  step: Schema.String,
  page: Schema.optionalKey(Schema.String),
  request: Schema.Struct({
    system: Schema.optionalKey(Schema.Array(Block)),
    messages: Schema.optionalKey(Schema.Array(Schema.Struct({ role: Schema.String, content: Schema.Array(Block) })))
  })
})))

describe("a strong model's recorded answers", () => {
  it.live(
    "go from the brief to an app; the three that are wrong are repaired, and what only the compiler sees is mended",
    () =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const { inside, text } = yield* temporaryFolder
        const { events, product } = yield* recordAnswers(name, inside("product"), inside("kept"))
        yield* complete(product)
        const repairs = events.flatMap((event) =>
          event._tag === "RepairRequested" ? [[event.step, event.page, ...event.findings]] : []
        )
        assert.sameDeepMembers(repairs.map(([step, page]) => [step, page]), [
          ["04b-ir", "attendance"],
          ["05-react", "pieces"],
          ["05-react", "rehearsal"]
        ])
        const findings = repairs.flat().join("\n")
        assert.include(findings, "\"countRepliesByVoice\" is not an operation with GET; did you mean \"countReplies\"?")
        assert.include(findings, "\"lucide-react\" may not be imported")
        assert.include(findings, "onClick does nothing")
        assert.include(findings, "Date.now() gives another value each time RehearsalPage renders")

        // The recording that comes with the example answers the same requests with the same words.
        const kept = (yield* fs.readDirectory(inside("kept"))).filter((file) => file !== "recording.json").toSorted()
        const replay = `${recordedFolder(name)}/replay`
        assert.deepStrictEqual(kept, (yield* fs.readDirectory(replay)).toSorted(), "run `npm run recorded`")
        for (const file of kept) {
          assert.strictEqual(yield* fs.readFileString(`${replay}/${file}`), withoutRequest(yield* text(`kept/${file}`)))
        }

        // What all pages of a step share comes first, is the same to the byte, and ends in a cache point.
        const asked = yield* Effect.forEach(kept, (file) => Effect.map(text(`kept/${file}`), decodeKept))
        for (const [step, calls] of [["04b-ir", 8], ["05-react", 9]] as const) {
          const own = asked.filter((one) => one.step === step)
          assert.lengthOf(own, calls)
          const prefixes = own.map(({ request }) => {
            const content = request.messages?.[0]?.content ?? []
            const end = content.findIndex(({ cachePoint }) => cachePoint !== undefined)
            assert.isAbove(end, 0)
            assert.isAbove(content[end - 1]?.text?.length ?? 0, 4000)
            assert.include(content[end + 1]?.text, "<document name=")
            return JSON.stringify([request.system, content.slice(0, end + 1)])
          })
          assert.lengthOf([...new Set(prefixes)], 1)
        }

        const again = yield* replayAnswers(name, inside("again"), replay)
        assert.deepStrictEqual(again.product, product)
        for (const path of product.files) {
          assert.strictEqual(yield* text(`again/${path}`), yield* text(`product/${path}`), path)
        }
        assert.include(yield* text(`again/${prdPath}`), "Lantern Choir")
        const npm = (...args: ReadonlyArray<string>) =>
          Effect.promise(() => execute("npm", args, { cwd: inside("again/app") }))
        yield* npm("install", "--no-audit", "--no-fund", "--prefer-offline")

        // A page that a model got wrong in a way that only the compiler sees is mended, and compiles.
        const concert = "app/src/pages/ConcertPage.tsx"
        const { mending, types } = yield* mendAfter(
          "concert",
          concert,
          (module) => module.replace("concert.freeEntry", "concert.freeEntrys")
        ).pipe(Effect.provide(mendingServices(name, inside("again")), { local: true }))
        assert.deepStrictEqual(types.findings.map(({ at, rule }) => [at.split(":")[0], rule]), [
          ["src/pages/ConcertPage.tsx", "TS2551"]
        ])
        assert.deepStrictEqual(mending, { mended: ["concert"], left: [], others: [] })
        assert.strictEqual(yield* text(`again/${concert}`), yield* text(`product/${concert}`))
      }).pipe(Effect.provide(platform)),
    300_000
  )

  it.live("go to a game, which no kind of node but a custom one expresses", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const game = "sliding-fifteen"
      const { inside, text } = yield* temporaryFolder
      const { events } = yield* recordAnswers(game, inside("product"), inside("kept"))
      assert.deepStrictEqual(events.filter(({ _tag }) => _tag === "RepairRequested"), [])
      const replay = `${recordedFolder(game)}/replay`
      const kept = (yield* fs.readDirectory(inside("kept"))).filter((file) => file !== "recording.json").toSorted()
      assert.deepStrictEqual(kept, (yield* fs.readDirectory(replay)).toSorted(), "run `npm run recorded`")
      const { product } = yield* replayAnswers(game, inside("again"), replay)
      yield* complete(product)
      const [page, ir] = [yield* text("again/app/src/pages/PlayPage.tsx"), yield* text("again/ir/play.yaml")]
      assert.include(ir, "kind: custom")
      assert.strictEqual(page, yield* fs.readFileString(`${recordedFolder(game)}/answers/05-react/play.tsx`))
    }).pipe(Effect.provide(platform)), 120_000)
})
