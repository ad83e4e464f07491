/** Builds `dist/`: the library with its declarations, then the bundled program over it. */
import { execFileSync } from "node:child_process"
import { chmodSync, rmSync } from "node:fs"
import { builtinModules } from "node:module"
import { build } from "rolldown"

rmSync("dist", { recursive: true, force: true })
execFileSync("tsc", ["--project", "tsconfig.build.json"], { stdio: "inherit" })

await build({
  input: "src/program.ts",
  platform: "node",
  external: [/^node:/, ...builtinModules],
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
