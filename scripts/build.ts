/** Builds `dist/`: the library with its declarations, then the bundled program over it. */
import { execFileSync } from "node:child_process"
import { chmodSync, readFileSync, rmSync } from "node:fs"
import { builtinModules } from "node:module"
import { build } from "rolldown"

rmSync("dist", { recursive: true, force: true })
execFileSync("tsc", ["--project", "tsconfig.build.json"], { stdio: "inherit" })

const { peerDependenciesMeta } = JSON.parse(readFileSync("package.json", "utf8"))
const optional = Object.keys(peerDependenciesMeta).map((name) => new RegExp(`^${name}(?:/|$)`))

await build({
  input: "src/program.ts",
  platform: "node",
  // What a run does not need stays a package of its own: who verifies an app or shares a limiter installs it.
  external: [/^node:/, ...builtinModules, ...optional],
  logLevel: "warn",
  output: {
    dir: "dist",
    format: "esm",
    minify: true,
    entryFileNames: "program.js",
    chunkFileNames: "chunks/[name]-[hash].js"
  }
})
chmodSync("dist/program.js", 0o755)
