/**
 * Takes every brief of a folder through an offline run and `dpg verify`: `npm run briefs -- FOLDER [OUT]`.
 * Prints a row a brief; ends with 1 where a run failed or a gate did not pass.
 */
import { spawnSync } from "node:child_process"
import { existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs"
import { basename, join, resolve } from "node:path"

const [folder = "examples/briefs", out = "product/briefs"] = process.argv.slice(2)
const program = process.env["DPG_PROGRAM"] ?? "dist/program.js"

const dpg = (...args: ReadonlyArray<string>) =>
  spawnSync(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "inherit"], maxBuffer: 64_000_000 })

/** Every app asks for the same packages: the first one installs them, the others share them. */
let installed: string | undefined
const share = (app: string): void => {
  const packages = join(app, "node_modules")
  if (existsSync(packages)) return
  if (installed === undefined) {
    installed = resolve(packages)
    return
  }
  symlinkSync(installed, packages)
}

/** How often a line of a file has this form: artefacts are rendered one way. */
const count = (file: string, form: RegExp): number =>
  existsSync(file) ? readFileSync(file, "utf8").match(form)?.length ?? 0 : 0

interface Verified {
  readonly durationMillis: number
  readonly routes: number
  readonly operations: number
  readonly gates: ReadonlyArray<
    { readonly id: string; readonly status: string; readonly findings: ReadonlyArray<unknown> }
  >
  readonly sizes?: { readonly scriptGzip: number; readonly mockGzip: number; readonly styleGzip: number }
  readonly pages: ReadonlyArray<{ readonly axeViolations: number }>
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`
const seconds = (millis: number): string => `${(millis / 1000).toFixed(0)} s`
const print = (...cells: ReadonlyArray<string | number>): boolean => process.stdout.write(`| ${cells.join(" | ")} |\n`)

const columns = [
  "brief",
  "requirements",
  "routes",
  "operations",
  "JS gzip",
  "CSS gzip",
  "axe",
  "run",
  "verify",
  "gates"
]
print(...columns)
print(...columns.map(() => "---"))
for (const brief of readdirSync(folder).filter((name) => name.endsWith(".md") && name !== "README.md").toSorted()) {
  const product = join(out, basename(brief, ".md"))
  const since = performance.now()
  const ran = dpg("run", join(folder, brief), "--offline", "--out", product).status === 0
  const made = performance.now() - since
  share(join(product, "app"))
  const { status, stdout } = dpg("verify", product, "--json")
  const found: Verified | undefined = stdout.length === 0 ? undefined : JSON.parse(String(stdout))
  const failed = found?.gates.filter((gate) => gate.status === "failed") ?? []
  const skipped = found?.gates.filter((gate) => gate.status === "skipped") ?? []
  print(
    basename(brief, ".md"),
    count(join(product, "prd.yaml"), /^ {2}- id: FR-/gm),
    found?.routes ?? "",
    found?.operations ?? "",
    found?.sizes === undefined ? "" : kilobytes(found.sizes.scriptGzip - found.sizes.mockGzip),
    found?.sizes === undefined ? "" : kilobytes(found.sizes.styleGzip),
    found?.pages.reduce((sum, page) => sum + page.axeViolations, 0) ?? "",
    ran ? seconds(made) : `**failed** ${seconds(made)}`,
    found === undefined ? "**none**" : seconds(found.durationMillis),
    [
      `${found?.gates.filter((gate) => gate.status === "passed").length ?? 0} passed`,
      ...failed.map(({ findings, id }) => `**${id}** ${findings.length}`),
      ...skipped.map(({ id }) => `${id} skipped`)
    ].join(", ")
  )
  if (!ran || status !== 0) process.exitCode = 1
}
