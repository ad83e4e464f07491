import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem, Layer } from "effect"
import { execFileSync } from "node:child_process"
import { AppConfig } from "../../src/layers/AppConfig.ts"
import { applyDotEnv, layerDotEnv, parseDotEnv } from "../../src/layers/DotEnv.ts"

const parse = (contents: string, environment: Record<string, string> = {}) =>
  Object.fromEntries(parseDotEnv(contents, environment).values)

/** Each with what python-dotenv makes of it. */
const cases: ReadonlyArray<readonly [string, Record<string, string>]> = [
  ["A=b", { A: "b" }],
  ["A = b ", { A: "b" }],
  ["A=b=c", { A: "b=c" }],
  ["export A=b", { A: "b" }],
  ["A=", { A: "" }],
  ["A", {}],
  ["# A=b\n  # more\nB=c", { B: "c" }],
  ["A=b # comment", { A: "b" }],
  ["A=b#c", { A: "b#c" }],
  ["A='b # c'", { A: "b # c" }],
  ["A=\"b # c\" # d", { A: "b # c" }],
  ["A='it\\'s \\n'", { A: "it's \\n" }],
  ["A=\"x\\ny\\t\\\"q\\\" \\$z\"", { A: "x\ny\t\"q\" \\$z" }],
  ["A=\"one\ntwo\"\nB='three\nfour'", { A: "one\ntwo", B: "three\nfour" }],
  ["A=b\r\nB=c\r\n", { A: "b", B: "c" }],
  ["A=1\nA=2", { A: "2" }],
  ["'A B'=c", { "A B": "c" }],
  ["A=b c  d", { A: "b c  d" }],
  ["A=`b`", { A: "`b`" }],
  ["A=b\nB=${A}c", { A: "b", B: "bc" }],
  ["B='${A}'\nA=b", { B: "", A: "b" }],
  ["A=${NOPE:-x y}", { A: "x y" }],
  ["A=$HOME\\n", { A: "$HOME\\n" }],
  ["A=\"unfinished\nB=c", { B: "c" }],
  ["=x\nB=c", { B: "c" }],
  ["A='b'c\nB=c", { B: "c" }]
]

describe("parseDotEnv", () => {
  for (const [contents, expected] of cases) {
    it(`reads ${JSON.stringify(contents)}`, () => assert.deepStrictEqual(parse(contents), expected))
  }

  it("lets the environment win in ${…}", () => {
    assert.deepStrictEqual(parse("A=file\nB=${A}", { A: "environment" }), { A: "file", B: "environment" })
  })

  it("names the lines that are nothing", () => {
    assert.deepStrictEqual(parseDotEnv("A=1\n\n=2\nB=3\nC='", {}).badLines, [3, 5])
  })

  const python = (() => {
    try {
      execFileSync("python3", ["-c", "import dotenv.main"], { stdio: "ignore" })
      return true
    } catch {
      return false
    }
  })()

  it.runIf(python)("agrees with python-dotenv itself", () => {
    const script = "import json,sys,io,os\nfrom dotenv.main import DotEnv\n" +
      "for k in list(os.environ):\n  del os.environ[k]\n" +
      "print(json.dumps([{k:v for k,v in DotEnv(None,io.StringIO(c,newline=''),override=False).dict().items() if v is not None} for c in json.load(sys.stdin)]))"
    const theirs: unknown = JSON.parse(
      execFileSync("python3", ["-c", script], {
        input: JSON.stringify(cases.map(([contents]) => contents)),
        encoding: "utf8",
        stdio: ["pipe", "pipe", "ignore"]
      })
    )
    assert.deepStrictEqual(cases.map(([contents]) => parse(contents)), theirs)
  })
})

describe("applyDotEnv", () => {
  const names = ["DPG_TEST_SET", "DPG_TEST_LACKING", "DPG_TEST_EMPTY"]
  const restore = Effect.sync(() => {
    for (const name of names) delete process.env[name]
  })
  const file = (contents: string) =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const directory = yield* fs.makeTempDirectoryScoped()
      yield* fs.writeFileString(`${directory}/.env`, contents)
      return `${directory}/.env`
    })

  it.effect("sets only what the environment lacks; an empty variable is not lacking", () =>
    Effect.gen(function*() {
      process.env["DPG_TEST_SET"] = "shell"
      process.env["DPG_TEST_EMPTY"] = ""
      const path = yield* file("DPG_TEST_SET=file\nDPG_TEST_LACKING=file\nDPG_TEST_EMPTY=file\n='\n")
      const { set, warnings } = yield* applyDotEnv(path)
      assert.deepStrictEqual(set, ["DPG_TEST_LACKING"])
      assert.deepStrictEqual(names.map((name) => process.env[name]), ["shell", "file", ""])
      assert.strictEqual(warnings.length, 1)
      assert.include(warnings[0], "line 4")
    }).pipe(Effect.ensuring(restore), Effect.provide(NodeServices.layer)))

  it.effect("takes a missing file, and a folder of that name, for nothing", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const directory = yield* fs.makeTempDirectoryScoped()
      assert.deepStrictEqual(yield* applyDotEnv(`${directory}/.env`), { found: false, set: [], warnings: [] })
      assert.deepStrictEqual(yield* applyDotEnv(directory), { found: false, set: [], warnings: [] })
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect("reports a file that cannot be read", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(applyDotEnv("/etc/hosts/.env"))
      assert.strictEqual(error._tag, "ConfigInvalid")
      assert.include(error.message, "/etc/hosts/.env cannot be read")
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect("layerDotEnv lets the settings see what it set, and from where", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const directory = yield* fs.makeTempDirectoryScoped()
      const lines = ["BEDROCK_REGION=eu-north-1", "BEDROCK_IR_MODEL_ID=haiku", "=", "BACKEND_MODEL_ID=opus"]
      yield* fs.writeFileString(`${directory}/.env`, lines.join("\n"))
      const here = process.cwd()
      process.chdir(directory)
      const { models, region, warnings } = yield* Effect.gen(function*() {
        return yield* AppConfig
      }).pipe(
        Effect.provide(AppConfig.layer.pipe(Layer.provide(layerDotEnv))),
        Effect.ensuring(Effect.sync(() => {
          process.chdir(here)
          for (const name of ["BEDROCK_REGION", "BEDROCK_IR_MODEL_ID", "BACKEND_MODEL_ID"]) delete process.env[name]
        }))
      )
      assert.deepStrictEqual(region, { value: "eu-north-1", source: "BEDROCK_REGION in .env" })
      assert.strictEqual(models.ir.source, "BEDROCK_IR_MODEL_ID in .env")
      assert.strictEqual(models.react.source, "default")
      assert.strictEqual(warnings.length, 2)
      assert.include(warnings[0], ".env, line 3")
      assert.include(warnings[1], "opus is not in the catalogue")
    }).pipe(Effect.provide(NodeServices.layer)))
})
