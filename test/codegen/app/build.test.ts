import { assert, describe, it } from "@effect/vitest"
import { execFile } from "node:child_process"
import { existsSync } from "node:fs"
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { inspect, promisify } from "node:util"
import { generateApp } from "../../../src/codegen/app/generateApp.ts"
import { backend, irs, prd } from "../../support/appFixture.ts"
import { oddApi, oddIr, oddPages } from "../../support/appOdd.ts"

const execute = promisify(execFile)

/** Runs a command; what it printed tells what is wrong where it fails. */
const run = (directory: string, command: string, args: ReadonlyArray<string>) =>
  execute(command, args, { cwd: directory }).catch((error: unknown) => {
    throw new Error(inspect(error), { cause: error })
  })

describe("the generated app", () => {
  it("installs, type-checks and builds, every page of it, the odd one too", { timeout: 300_000 }, async () => {
    const directory = await mkdtemp(join(tmpdir(), "dpg-app-"))
    try {
      const files = generateApp({
        prd,
        backend: { ...backend, openapi: oddApi },
        pages: oddPages,
        irs: [...irs, oddIr],
        components: new Map()
      })
      await Promise.all(files.map(async ({ content, path }) => {
        await mkdir(dirname(join(directory, path)), { recursive: true })
        await writeFile(join(directory, path), content)
      }))
      await run(directory, "npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"])
      await run(directory, "npm", ["run", "build"])
      assert.isTrue(existsSync(join(directory, "dist/index.html")))
      assert.isTrue(existsSync(join(directory, "dist/mockServiceWorker.js")))
    } finally {
      await rm(directory, { recursive: true, force: true })
    }
  })
})
