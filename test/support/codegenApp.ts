/** A generated app's files on disk, where its imports resolve as they do in an app that is installed. */
import { execFile } from "node:child_process"
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join, resolve } from "node:path"
import { promisify } from "node:util"
import type { AppFile } from "../../src/codegen/AppFile.ts"

const root = resolve(import.meta.dirname, "../..")

/** Writes the files to a new folder and answers its path. */
export const writeApp = async (files: ReadonlyArray<AppFile>): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "dpg-app-"))
  await symlink(join(root, "node_modules"), join(folder, "node_modules"))
  await Promise.all(files.map(async ({ content, path }) => {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }))
  return folder
}

export const removeApp = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true })

/** What the compiler says of the app's `src`, as strict as a Vite app may be; `""` when it is content. */
export const typeErrors = async (folder: string): Promise<string> => {
  const compilerOptions = {
    target: "ES2023",
    lib: ["ES2023", "DOM", "DOM.Iterable"],
    module: "ESNext",
    moduleResolution: "bundler",
    jsx: "react-jsx",
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noImplicitReturns: true,
    noFallthroughCasesInSwitch: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    isolatedModules: true,
    skipLibCheck: true,
    noEmit: true,
    types: ["vite/client"]
  }
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["src"] }))
  return promisify(execFile)(join(root, "node_modules/.bin/tsc"), ["--project", folder]).then(
    () => "",
    (error: { readonly stdout?: string }) => error.stdout ?? "the compiler did not run"
  )
}
