import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option } from "effect"
import { AppServer } from "../../../src/layers/AppServer.ts"
import { Browser, BrowserUnavailable } from "../../../src/layers/Browser.ts"
import { RunFolder } from "../../../src/layers/RunFolder.ts"
import { browse } from "../../../src/steps/verify/browser.ts"
import { runs } from "../../support/emulatorProcess.ts"
import { temporaryFolder } from "../../support/runFolder.ts"
import { type Flaws, tinyApp } from "../../support/tinyApp.ts"

/** CI installs it; elsewhere one looks with what the machine has. */
const chromium = await runs("chromium", ["--version"])

const gatesOf = Effect.fnUntraced(function*(flaws: Flaws) {
  const { exists, root } = yield* temporaryFolder
  const product = yield* tinyApp(root, flaws)
  const { gates, pages } = yield* Effect.provide(browse(product, Option.none()), RunFolder.layer(root))
  return { exists, pages, gates: new Map(gates.map((gate) => [gate.id, gate])) }
})

const layers = Layer.mergeAll(AppServer.layer, Browser.layer).pipe(Layer.provideMerge(NodeServices.layer))

describe("the browser's gates", () => {
  it.live.skipIf(!chromium)("pass an app that does what it should", () =>
    Effect.gen(function*() {
      const { exists, gates, pages } = yield* gatesOf({})
      assert.deepStrictEqual([...gates.values()].flatMap(({ findings }) => findings), [])
      assert.deepStrictEqual(
        [...gates.values()].map(({ status }) => status),
        gates.size === 8 ? Array(8).fill("passed") : []
      )
      assert.deepStrictEqual(pages.map(({ id, path, role }) => [id, path, role]), [
        ["home", "/", ""],
        ["book", "/books/1", ""],
        ["desk", "/desk", "member"]
      ])
      for (const { screens } of pages) {
        assert.deepStrictEqual(
          screens.map(({ scheme, width }) => `${scheme} ${width}`),
          ["light 1280", "light 375", "dark 1280", "dark 375"]
        )
        for (const { path } of screens) assert.isTrue(yield* exists(path))
      }
    }).pipe(Effect.provide(layers)), 120_000)

  it.live.skipIf(!chromium)("find each thing that is wrong, in its gate", () =>
    Effect.gen(function*() {
      const { gates } = yield* gatesOf({
        deadLink: true,
        consoleError: true,
        unlabelled: true,
        noEmptyState: true,
        remote: true,
        unguarded: true,
        wide: true,
        sendsInvalid: true,
        deaf: true,
        deadButton: true
      })
      const rulesOf = (id: Parameters<typeof gates.get>[0]) => [
        ...new Set(gates.get(id)?.findings.map(({ rule }) => rule))
      ]
      assert.deepStrictEqual(rulesOf("routes"), ["not-guarded"])
      assert.deepStrictEqual(rulesOf("links"), ["dead-link"])
      assert.include(rulesOf("console"), "console-error")
      assert.include(rulesOf("requests"), "remote-request")
      assert.deepStrictEqual(rulesOf("states"), ["missing-state"])
      assert.deepStrictEqual(rulesOf("widths"), ["overflow"])
      assert.include(rulesOf("axe"), "axe-label")
      assert.deepStrictEqual(rulesOf("forms").toSorted(), ["dead-button", "no-success", "sends-invalid"])
      assert.match(gates.get("states")?.findings[0]?.message ?? "", /no empty state/)
    }).pipe(Effect.provide(layers)), 120_000)

  it.effect("are skipped, each with the reason, where there is no browser", () =>
    Effect.gen(function*() {
      const none = Browser.of({ start: () => Effect.fail(new BrowserUnavailable({ reason: "no Chromium was found" })) })
      const { gates, pages } = yield* Effect.provideService(gatesOf({}), Browser, none)
      assert.deepStrictEqual(pages, [])
      assert.deepStrictEqual([...gates.values()].map(({ status, summary }) => `${status}: ${summary}`), [
        ...Array(8).fill("skipped: no Chromium was found")
      ])
    }).pipe(Effect.provide(layers)))

  it.effect("name a browser that is not where it was said to be", () =>
    Effect.gen(function*() {
      const browser = yield* Browser
      const failure = yield* Effect.flip(browser.start("http://127.0.0.1:9", Option.some("/nowhere/chromium")))
      assert.strictEqual(failure.reason, "there is no program at /nowhere/chromium")
    }).pipe(Effect.scoped, Effect.provide(layers)))
})
