import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, FileSystem, Layer, Option } from "effect"
import { StandIn } from "../../src/domain/StandIn.ts"
import { RunFolder } from "../../src/layers/RunFolder.ts"
import { RunStore } from "../../src/layers/RunStore.ts"
import { platform, storeOn, temporaryFolder } from "../support/runFolder.ts"

const prd = (content: string) => [{ path: "prd.yaml", content }]

/** One run of the program in the folder: takes the lock, works, gives it back. */
const run = <A, E>(directory: string, work: (store: RunStore["Service"]) => Effect.Effect<A, E>) =>
  RunStore.use(work).pipe(Effect.provide(storeOn(directory), { local: true }))

describe("RunStore", () => {
  it.effect("makes no folder before there is something to write", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      const out = folder.inside("product")
      yield* run(out, (store) =>
        Effect.gen(function*() {
          assert.isTrue(Option.isNone(yield* store.read("prd.yaml")))
          assert.isTrue(Option.isNone(yield* store.reuse("02-prd", "a")))
        }))
      assert.isFalse(yield* folder.exists("product"))
    }).pipe(Effect.provide(platform)))

  it.effect("gives back what a unit made, with hand edits, as long as its fingerprint holds", () =>
    Effect.gen(function*() {
      const { put, remove, root, text } = yield* temporaryFolder
      yield* run(root, (store) => store.commit("02-prd", "a", prd("one")))
      assert.strictEqual(yield* text("prd.yaml"), "one")
      yield* put("prd.yaml", "edited")
      assert.deepStrictEqual(
        yield* run(root, (store) => store.reuse("02-prd", "a")),
        Option.some([{ path: "prd.yaml", content: "edited" }])
      )
      yield* remove("prd.yaml")
      assert.isTrue(Option.isNone(yield* run(root, (store) => store.reuse("02-prd", "a"))))
      assert.isTrue(Option.isNone(yield* run(root, (store) => store.reuse("03-backend", "a"))))
    }).pipe(Effect.provide(platform)))

  it.effect("writes over its own files, and removes those that it makes no more", () =>
    Effect.gen(function*() {
      const { exists, root, text } = yield* temporaryFolder
      yield* run(
        root,
        (store) => store.commit("05-react", "a", [...prd("one"), { path: "app/src/x.ts", content: "x" }])
      )
      yield* run(root, (store) => store.commit("05-react", "b", prd("two")))
      assert.strictEqual(yield* text("prd.yaml"), "two")
      assert.isFalse(yield* exists("app"))
    }).pipe(Effect.provide(platform)))

  it.effect("never writes over a person's file, and then writes nothing else either", () =>
    Effect.gen(function*() {
      const { exists, put, root, text } = yield* temporaryFolder
      yield* put("prd.yaml", "mine")
      const files = [{ path: "prd.md", content: "view" }, ...prd("theirs")]
      const foreign = yield* Effect.flip(run(root, (store) => store.commit("02-prd", "a", files)))
      assert.strictEqual(foreign._tag, "ArtefactConflict")
      assert.strictEqual(yield* text("prd.yaml"), "mine")
      assert.isFalse(yield* exists("prd.md"))
    }).pipe(Effect.provide(platform)))

  it.effect("merges what it makes anew into what a person edited, and says so", () =>
    Effect.gen(function*() {
      const { put, root, text } = yield* temporaryFolder
      const commit = (fingerprint: string, content: string) =>
        run(root, (store) => store.commit("02-prd", fingerprint, prd(content)))
      yield* commit("a", "title: A\n\nsummary: one\n\nnotes: []\n")
      yield* put("prd.yaml", "title: Mine\n\nsummary: one\n\nnotes: []\n")
      assert.isTrue(Option.isNone(yield* run(root, (store) => store.reuse("02-prd", "b"))))
      const both = "title: Mine\n\nsummary: one\n\nnotes: [x]\n"
      const { files, merged } = yield* commit("b", "title: A\n\nsummary: one\n\nnotes: [x]\n")
      assert.deepStrictEqual(files, prd(both))
      assert.deepStrictEqual(merged, [{ path: "prd.yaml", conflicts: [] }])
      assert.strictEqual(yield* text("prd.yaml"), both)
      assert.deepStrictEqual(yield* run(root, (store) => store.reuse("02-prd", "b")), Option.some(prd(both)))
      // A second time it is merged against what dpg wrote last, not what stood there first.
      yield* commit("c", "title: A\n\nsummary: one\n\nnotes: [y]\n")
      assert.strictEqual(yield* text("prd.yaml"), "title: Mine\n\nsummary: one\n\nnotes: [y]\n")
      assert.deepStrictEqual((yield* commit("d", "title: A\n\nsummary: one\n\nnotes: [y]\n")).merged, [])
    }).pipe(Effect.provide(platform)))

  it.effect("marks what both changed differently, and knows until it is settled", () =>
    Effect.gen(function*() {
      const { put, root, text } = yield* temporaryFolder
      yield* run(root, (store) => store.commit("02-prd", "a", prd("one\ntwo\n")))
      yield* put("prd.yaml", "one\nmine\n")
      const { merged } = yield* run(root, (store) => store.commit("02-prd", "b", prd("one\ntheirs\n")))
      assert.deepStrictEqual(merged, [{ path: "prd.yaml", conflicts: [2] }])
      assert.strictEqual(
        yield* text("prd.yaml"),
        "one\n<<<<<<< yours\nmine\n||||||| before\ntwo\n=======\ntheirs\n>>>>>>> dpg\n"
      )
      const unsettled = run(root, (store) => store.unsettled)
      assert.deepStrictEqual(yield* unsettled, [{ path: "prd.yaml", line: 2 }])
      yield* put("prd.yaml", "one\nmine and theirs\n")
      assert.deepStrictEqual(yield* unsettled, [])
      yield* put("prd.yaml", "one\n<<<<<<< yours\n")
      assert.deepStrictEqual(yield* unsettled, [], "it is no longer looked for")
    }).pipe(Effect.provide(platform)))

  it.effect("keeps a person's line ends, and leaves bytes alone that are no text", () =>
    Effect.gen(function*() {
      const { inside, put, root, text } = yield* temporaryFolder
      const fs = yield* FileSystem.FileSystem
      yield* run(root, (store) => store.commit("u", "a", prd("one\ntwo\nthree\n")))
      yield* put("prd.yaml", "mine\r\ntwo\r\nthree\r\n")
      yield* run(root, (store) => store.commit("u", "b", prd("one\ntwo\nfour\n")))
      assert.strictEqual(yield* text("prd.yaml"), "mine\r\ntwo\r\nfour\r\n")
      yield* fs.writeFile(inside("prd.yaml"), new Uint8Array([0xff, 0xfe, 0x00]))
      const error = yield* Effect.flip(run(root, (store) => store.commit("u", "c", prd("one\ntwo\nfive\n"))))
      assert.strictEqual(error._tag, "ArtefactConflict")
    }).pipe(Effect.provide(platform)))

  it.effect("says so before anything is paid for, when what was edited has nothing to be merged against", () =>
    Effect.gen(function*() {
      const { put, root, text } = yield* temporaryFolder
      const view = run(root, (store) => store.commit("02-prd/view", "a", prd("one"), { mergeable: false }))
      yield* view
      yield* put("prd.yaml", "edited")
      const reused = yield* Effect.flip(run(root, (store) => store.reuse("02-prd/view", "b")))
      assert.strictEqual(reused._tag, "ArtefactConflict")
      // A base that is not what the manifest says was written is none.
      yield* run(root, (store) => store.commit("u", "a", [{ path: "a.txt", content: "one" }]))
      yield* put("a.txt", "edited")
      yield* put(".dpg/base/u.json", JSON.stringify({ "a.txt": "forged" }))
      const forged = yield* Effect.flip(run(root, (store) => store.reuse("u", "b")))
      assert.strictEqual(forged._tag, "ArtefactConflict")
      assert.strictEqual(yield* text("a.txt"), "edited")
    }).pipe(Effect.provide(platform)))

  it.effect("has a skeleton made again, unless a person has edited it; and never puts one in a person's place", () =>
    Effect.gen(function*() {
      const { put, root, text } = yield* temporaryFolder
      const file = (content: string) => [{ path: "app/A.tsx", content }]
      const skeleton = run(root, (store) => store.commit("05/a", "1", file("skeleton"), { skeleton: true }))
      const reuse = run(root, (store) => store.reuse("05/a", "1"))
      yield* skeleton
      assert.isTrue(Option.isNone(yield* reuse))
      assert.include(yield* text(".dpg/manifest.json"), `"skeleton": true`)
      yield* put("app/A.tsx", "mine")
      assert.deepStrictEqual(yield* reuse, Option.some(file("mine")))
      assert.notInclude(yield* text(".dpg/manifest.json"), "skeleton")
      assert.deepStrictEqual((yield* skeleton).files, file("mine"))
      assert.strictEqual(yield* text("app/A.tsx"), "mine")
      // The base is still what dpg wrote before, so that the next answer can be merged.
      const { merged } = yield* run(root, (store) => store.commit("05/a", "2", file("mine")))
      assert.deepStrictEqual(merged, [])
    }).pipe(Effect.provide(platform)))

  it.effect("gives what a unit made before, unless it is but a stand-in's or a skeleton", () =>
    Effect.gen(function*() {
      const { put, root } = yield* temporaryFolder
      const former = run(root, (store) => store.former("02-prd", "prd.yaml"))
      assert.isTrue(Option.isNone(yield* former))
      yield* run(root, (store) => store.commit("02-prd", "a", prd("one")))
      assert.deepStrictEqual(yield* former, Option.some(prd("one")))
      yield* run(root, (store) => store.commit("02-prd", "b", prd("two"))).pipe(Effect.provideService(StandIn, "rules"))
      assert.isTrue(Option.isNone(yield* former))
      assert.isTrue(Option.isSome(yield* Effect.provideService(former, StandIn, "rules")))
      yield* put("prd.yaml", "edited")
      assert.deepStrictEqual(yield* former, Option.some(prd("edited")))
    }).pipe(Effect.provide(platform)))

  it.effect("leaves an edited file alone that it makes no more", () =>
    Effect.gen(function*() {
      const { put, root, text } = yield* temporaryFolder
      yield* run(root, (store) => store.commit("05-react", "a", [...prd("one"), { path: "old.ts", content: "x" }]))
      yield* put("old.ts", "mine now")
      yield* run(root, (store) => store.commit("05-react", "b", prd("two")))
      assert.strictEqual(yield* text("old.ts"), "mine now")
    }).pipe(Effect.provide(platform)))

  it.effect("forgets units that are no longer made, with their files, but for what a person changed or another made", () =>
    Effect.gen(function*() {
      const { exists, put, root, text } = yield* temporaryFolder
      const of = (path: string, content = path) => [{ path, content }]
      yield* run(root, (store) =>
        Effect.gen(function*() {
          yield* store.commit("04b-ir", "a", of("ir/app.yaml"))
          yield* store.commit("04b-ir/old", "a", of("ir/old.yaml"))
          yield* store.commit("04b-ir/mine", "a", of("ir/mine.yaml"))
          yield* store.commit("04b-ir/moved", "a", of("ir/moved.yaml"))
          yield* store.commit("04b-ir/new", "a", [...of("ir/new.yaml"), ...of("ir/moved.yaml")])
          yield* store.commit("05-react/old", "a", of("app/Old.tsx"))
        }))
      yield* put("ir/mine.yaml", "edited")
      const prune = run(root, (store) => store.prune("04b-ir/", ["04b-ir/new"]))
      assert.deepStrictEqual(yield* prune, ["ir/mine.yaml"])
      assert.isFalse(yield* exists("ir/old.yaml"))
      for (const path of ["ir/app.yaml", "ir/new.yaml", "ir/moved.yaml", "app/Old.tsx"]) {
        assert.strictEqual(yield* text(path), path)
      }
      assert.strictEqual(yield* text("ir/mine.yaml"), "edited")
      assert.deepStrictEqual(yield* prune, [])
      yield* run(root, (store) =>
        Effect.gen(function*() {
          assert.isTrue(Option.isNone(yield* store.reuse("04b-ir/old", "a")))
          assert.isTrue(Option.isSome(yield* store.reuse("05-react/old", "a")))
          const error = yield* Effect.flip(store.commit("04b-ir/mine", "b", of("ir/mine.yaml", "again")))
          assert.strictEqual(error._tag, "ArtefactConflict")
        }))
    }).pipe(Effect.provide(platform)))

  it.effect("makes no folder to forget units in", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      assert.deepStrictEqual(yield* run(folder.inside("product"), (store) => store.prune("04b-ir/", [])), [])
      assert.isFalse(yield* folder.exists("product"))
    }).pipe(Effect.provide(platform)))

  it.effect("keeps a file that has gone from one unit to another", () =>
    Effect.gen(function*() {
      const { root, text } = yield* temporaryFolder
      yield* run(root, (store) => store.commit("a", "1", prd("one")))
      yield* run(root, (store) => store.commit("b", "1", prd("one")))
      yield* run(root, (store) => store.commit("a", "2", [{ path: "other.yaml", content: "x" }]))
      assert.strictEqual(yield* text("prd.yaml"), "one")
    }).pipe(Effect.provide(platform)))

  it.effect("finishes writing what it was given when it is interrupted", () =>
    Effect.gen(function*() {
      const { root } = yield* temporaryFolder
      const files = Array.from({ length: 40 }, (_, index) => ({ path: `src/${index}.ts`, content: "x".repeat(1000) }))
      yield* run(root, (store) =>
        Effect.gen(function*() {
          const fiber = yield* Effect.forkChild(store.commit("05-react", "a", files), { startImmediately: true })
          yield* Fiber.interrupt(fiber)
          assert.isTrue(Option.isSome(yield* store.reuse("05-react", "a")))
        }))
    }).pipe(Effect.provide(platform)))

  it.effect("knows its own files again when it was killed between two writes", () =>
    Effect.gen(function*() {
      const { put, root, text } = yield* temporaryFolder
      const fs = yield* FileSystem.FileSystem
      const made = (a: string, b: string) => [{ path: "a.txt", content: a }, { path: "sub/b.txt", content: b }]
      yield* run(root, (store) => store.commit("u", "1", made("a1", "b1")))
      // A folder where the second file belongs makes the commit fail half-way, as a kill would.
      const half = run(root, (store) =>
        Effect.gen(function*() {
          yield* fs.remove(`${root}/sub`, { recursive: true })
          yield* fs.writeFileString(`${root}/sub`, "in the way")
          yield* store.commit("u", "2", made("a2", "b2"))
        }))
      assert.strictEqual((yield* Effect.flip(half))._tag, "OutputNotWritable")
      yield* fs.remove(`${root}/sub`)
      yield* put("sub/b.txt", "b1")
      assert.strictEqual(yield* text("a.txt"), "a2")
      assert.isTrue(Option.isNone(yield* run(root, (store) => store.reuse("u", "1"))), "a mixture is not reused")
      yield* run(root, (store) => store.commit("u", "3", made("a3", "b3")))
      assert.deepStrictEqual([yield* text("a.txt"), yield* text("sub/b.txt")], ["a3", "b3"])
    }).pipe(Effect.provide(platform)))

  it.effect("knows what a killed run did, from the journal and an unfinished line in it", () =>
    Effect.gen(function*() {
      const { exists, inside, put, text } = yield* temporaryFolder
      const fs = yield* FileSystem.FileSystem
      const file = (name: string, content = name) => [{ path: `ir/${name}.yaml`, content }]
      yield* run(inside("a"), (store) => store.commit("old", "1", file("old")))
      yield* run(inside("a"), (store) =>
        Effect.gen(function*() {
          yield* store.commit("new", "1", file("new"))
          yield* store.commit("old", "2", file("old", "older"))
          yield* store.commit("gone/x", "1", file("gone"))
          yield* store.prune("gone/", [])
          // As the folder stands when the process is killed here.
          yield* fs.copy(inside("a"), inside("b"))
        }))
      assert.isFalse(yield* exists("a/.dpg/manifest.ndjson"), "a run that ends leaves one file")
      yield* fs.remove(inside("b/.dpg/lock"))
      const journal = yield* text("b/.dpg/manifest.ndjson")
      yield* put("b/.dpg/manifest.ndjson", `${journal}{"unit":"new","entry":{"finger`)
      yield* run(inside("b"), (store) =>
        Effect.gen(function*() {
          assert.deepStrictEqual(yield* store.reuse("new", "1"), Option.some(file("new")))
          assert.deepStrictEqual(yield* store.reuse("old", "2"), Option.some(file("old", "older")))
          assert.deepStrictEqual([...(yield* store.units).keys()], ["old", "new"])
          yield* store.commit("next", "1", file("next"))
        }))
      assert.deepStrictEqual(
        yield* run(inside("b"), (store) => store.reuse("next", "1")),
        Option.some(file("next"))
      )
      const whole = yield* text("b/.dpg/manifest.json")
      // Killed after the whole was written and before the journal was removed: its lines say nothing new.
      yield* put("a/.dpg/manifest.ndjson", journal)
      yield* run(inside("a"), (store) => store.commit("next", "1", file("next")))
      assert.strictEqual(yield* text("a/.dpg/manifest.json"), whole)
    }).pipe(Effect.provide(platform)))

  it.effect("keeps its books at a cost that does not grow with what is in them", () =>
    Effect.gen(function*() {
      let bytes = 0
      const counting = Layer.effect(
        RunFolder,
        Effect.map(RunFolder, (folder) => {
          const count = (path: string, content: Uint8Array) => {
            if (path.startsWith(".dpg/manifest.")) bytes += content.length
          }
          return RunFolder.of({
            ...folder,
            append: (path, content) => Effect.map(folder.append(path, content), () => count(path, content)),
            write: (path, content) => Effect.map(folder.write(path, content), () => count(path, content))
          })
        })
      )
      const costOf = Effect.fnUntraced(function*(units: number) {
        const { root } = yield* temporaryFolder
        bytes = 0
        yield* RunStore.use((store) =>
          Effect.forEach(
            Array.from({ length: units }, (_, index) => `unit-${1000 + index}`),
            (name) => store.commit(name, "1", [{ path: `ir/${name}.yaml`, content: name }])
          )
        ).pipe(
          Effect.provide(RunStore.layer.pipe(Layer.provide(counting), Layer.provide(RunFolder.layer(root))), {
            local: true
          })
        )
        return bytes / units
      })
      const few = yield* costOf(10)
      assert.isAbove(few, 0)
      assert.isBelow((yield* costOf(100)) / few, 1.1)
    }).pipe(Effect.provide(platform)))

  it.effect("takes all files for a person's when the manifest is spoilt, and keeps what it held", () =>
    Effect.gen(function*() {
      const { put, root, text } = yield* temporaryFolder
      yield* run(root, (store) => store.commit("02-prd", "a", prd("one")))
      yield* put(".dpg/manifest.json", "{\"version\": 1, \"uni")
      assert.isTrue(Option.isNone(yield* run(root, (store) => store.reuse("02-prd", "a"))))
      const error = yield* Effect.flip(run(root, (store) => store.commit("02-prd", "b", prd("two"))))
      assert.strictEqual(error._tag, "ArtefactConflict")
      assert.strictEqual(yield* text("prd.yaml"), "one")
      assert.strictEqual(yield* text(".dpg/manifest.invalid.json"), "{\"version\": 1, \"uni")
      yield* run(root, (store) => store.commit("02-prd", "b", prd("one")))
    }).pipe(Effect.provide(platform)))

  const outside = [
    "../x",
    "a/../../x",
    "/etc/x",
    "a//b",
    "./x",
    "C:/x",
    "a\\b",
    "",
    "a/",
    ".dpg/manifest.json",
    ".DPG/x",
    "a/.git/hooks/x",
    "nul.txt",
    "x\u0000y",
    "a./b",
    "x\u001b[2J"
  ]
  it.effect.each(outside)("refuses the path %j", (path) =>
    Effect.gen(function*() {
      const { list, root } = yield* temporaryFolder
      const error = yield* Effect.flip(run(root, (store) => store.commit("u", "1", [{ path, content: "x" }])))
      assert.strictEqual(error._tag, "OutputNotWritable")
      assert.deepStrictEqual((yield* list).filter((name) => !name.startsWith(".dpg")), [])
    }).pipe(Effect.provide(platform)))

  it.effect("follows no symbolic link, neither to write nor to read", () =>
    Effect.gen(function*() {
      const { exists, inside, put } = yield* temporaryFolder
      const fs = yield* FileSystem.FileSystem
      yield* put("elsewhere/secret.txt", "secret")
      yield* put("product/keep.txt", "x")
      yield* fs.symlink(inside("elsewhere"), inside("product/app"))
      yield* fs.symlink(inside("elsewhere/secret.txt"), inside("product/prd.yaml"))
      yield* run(inside("product"), (store) =>
        Effect.gen(function*() {
          const write = store.commit("u", "1", [{ path: "app/new.txt", content: "x" }])
          assert.strictEqual((yield* Effect.flip(write))._tag, "OutputNotWritable")
          assert.strictEqual((yield* Effect.flip(store.read("app/secret.txt")))._tag, "OutputNotWritable")
          assert.strictEqual((yield* Effect.flip(store.read("prd.yaml")))._tag, "OutputNotWritable")
        }))
      assert.isFalse(yield* exists("elsewhere/new.txt"))
    }).pipe(Effect.provide(platform)))

  it.effect("refuses two files that differ in letter case only", () =>
    Effect.gen(function*() {
      const { root } = yield* temporaryFolder
      const files = [{ path: "app/User.ts", content: "a" }, { path: "app/user.ts", content: "b" }]
      const error = yield* Effect.flip(run(root, (store) => store.commit("u", "1", files)))
      assert.strictEqual(error._tag, "OutputNotWritable")
    }).pipe(Effect.provide(platform)))

  it.effect("keeps calls beside the artefacts, never over its own books", () =>
    Effect.gen(function*() {
      const { root, text } = yield* temporaryFolder
      yield* run(root, (store) =>
        Effect.gen(function*() {
          yield* store.keep("calls/1.json", "{}")
          yield* store.keep(".dpg/calls/1.json", "{\"again\":true}")
          for (
            const path of [
              "manifest.json",
              "manifest.ndjson",
              "base/u.json",
              "lock",
              "run.ndjson",
              "../x",
              "calls/../lock"
            ]
          ) {
            assert.strictEqual((yield* Effect.flip(store.keep(path, "x")))._tag, "OutputNotWritable", path)
          }
        }))
      assert.strictEqual(yield* text(".dpg/calls/1.json"), "{\"again\":true}")
    }).pipe(Effect.provide(platform)))

  // Its wait for a lock to get its first byte is measured by the real clock.
  it.live("lets one dpg at a time into a folder, and takes over from a dead one", () =>
    Effect.gen(function*() {
      const { exists, put, root, text } = yield* temporaryFolder
      yield* run(root, (store) =>
        Effect.gen(function*() {
          yield* store.keep("note", "x")
          assert.strictEqual(yield* text(".dpg/lock"), `${process.pid}\n`)
          const second = yield* Effect.flip(run(root, (other) => other.keep("note", "y")))
          assert.strictEqual(second._tag, "RunLocked")
        }))
      assert.isFalse(yield* exists(".dpg/lock"))
      // The parent of this process lives; no process has the highest id there can be; a dead one may have had our own.
      yield* put(".dpg/lock", `${process.ppid}\n`)
      assert.strictEqual((yield* Effect.flip(run(root, (store) => store.keep("note", "z"))))._tag, "RunLocked")
      for (const stale of ["4194304999\n", `${process.pid}\n`, "", "gibberish"]) {
        yield* put(".dpg/lock", stale)
        yield* run(root, (store) => store.keep("note", "z"))
      }
    }).pipe(Effect.provide(platform)))

  it.effect("clears away what a killed run left half written", () =>
    Effect.gen(function*() {
      const { exists, put, root } = yield* temporaryFolder
      yield* put(".dpg/tmp/0", "half")
      yield* run(root, (store) => store.keep("note", "x"))
      assert.isFalse(yield* exists(".dpg/tmp/0"))
    }).pipe(Effect.provide(platform)))

  it.effect("says why where it cannot write", () =>
    Effect.gen(function*() {
      const { inside, put } = yield* temporaryFolder
      yield* put("file", "x")
      const error = yield* Effect.flip(run(inside("file/product"), (store) => store.commit("u", "1", prd("x"))))
      assert.strictEqual(error._tag, "OutputNotWritable")
      assert.include(error.message, "a file stands where a folder should be")
      // Where no folder can be made at all, Node's own recursive way would try forever.
      const never = yield* Effect.flip(run("/proc/product", (store) => store.commit("u", "1", prd("x"))))
      assert.strictEqual(never._tag, "OutputNotWritable")
    }).pipe(Effect.provide(platform)))

  it.effect("commits from many pages at a time without losing one", () =>
    Effect.gen(function*() {
      const { root } = yield* temporaryFolder
      const names = Array.from({ length: 20 }, (_, index) => `page-${index}`)
      yield* run(root, (store) =>
        Effect.forEach(names, (name) =>
          store.commit(name, "1", [{ path: `ir/${name}.yaml`, content: name }]), {
          concurrency: "unbounded"
        }))
      const again = yield* run(root, (store) =>
        Effect.forEach(names, (name) => store.reuse(name, "1")))
      assert.isTrue(again.every(Option.isSome))
    }).pipe(Effect.provide(platform)))

  it.effect("gives the folder's absolute path", () =>
    Effect.gen(function*() {
      const { directory } = yield* Effect.provide(RunFolder, RunFolder.layer("product"))
      assert.strictEqual(directory, `${process.cwd()}/product`)
    }).pipe(Effect.provide(platform)))
})
