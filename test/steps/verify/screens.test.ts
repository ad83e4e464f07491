import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { RunFolder } from "../../../src/layers/RunFolder.ts"
import { keepPicture, removeStale } from "../../../src/steps/verify/screens.ts"
import { temporaryFolder } from "../../support/runFolder.ts"

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47])

const page = (id: string, screens: ReadonlyArray<{ width: number; scheme: "light" | "dark"; path: string }>) => ({
  id,
  title: id,
  path: `/${id}`,
  role: "",
  screens,
  axeViolations: 0
})

/** Pictures of two pages in a folder, and what is left of them once the gates have seen what `seen` says. */
const leftAfter = (seen: (home: ReturnType<typeof page>) => ReadonlyArray<ReturnType<typeof page>>) =>
  Effect.gen(function*() {
    const { exists, root } = yield* temporaryFolder
    return yield* Effect.gen(function*() {
      const screens = yield* Effect.forEach(
        [1280, 375],
        (width) => Effect.forEach(["light", "dark"] as const, (scheme) => keepPicture(png, "home", width, scheme))
      )
      const gone = yield* keepPicture(png, "gone", 375, "dark")
      yield* removeStale(seen(page("home", screens.flat())))
      const paths = [...screens.flat(), gone].map(({ path }) => path)
      return yield* Effect.filter(paths, exists)
    }).pipe(Effect.provide(RunFolder.layer(root)))
  }).pipe(Effect.scoped, Effect.provide(NodeServices.layer))

const ofHome = ["home-1280", "home-1280-dark", "home-375", "home-375-dark"].map((name) => `.dpg/screens/${name}.png`)

describe("the pictures of the pages", () => {
  it.effect("go with a page that is no more", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* leftAfter((home) => [home]), ofHome)
    }))

  it.effect("go where the page that is left was not reached this time", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(
        yield* leftAfter((home) => [{ ...home, screens: home.screens.slice(0, 2) }]),
        ofHome.slice(0, 2)
      )
    }))

  it.effect("stay where no page was seen, as without a browser", () =>
    Effect.gen(function*() {
      const all = [...ofHome, ".dpg/screens/gone-375-dark.png"]
      assert.deepStrictEqual(yield* leftAfter(() => []), all)
      assert.deepStrictEqual(yield* leftAfter((home) => [{ ...home, screens: [] }]), all)
    }))
})
