/**
 * Takes every brief of a folder through an offline run and builds each app: `npm run briefs -- FOLDER [OUT]`.
 * Prints a row a brief; ends with 1 where a run, a type check or a build failed.
 */
import { spawnSync } from "node:child_process"
import { existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs"
import { basename, join, resolve } from "node:path"

const [folder = "examples/briefs", out = "product/briefs"] = process.argv.slice(2)

const passes = (cwd: string, command: string, ...args: ReadonlyArray<string>): boolean =>
  spawnSync(command, args, { cwd, stdio: ["ignore", "ignore", "inherit"] }).status === 0

/** Every app needs the same packages: the first one installs them. */
let installed: string | undefined
const install = (app: string): boolean => {
  const packages = join(app, "node_modules")
  if (existsSync(packages)) return true
  if (installed === undefined) {
    installed = resolve(packages)
    return passes(app, "npm", "install", "--no-audit", "--no-fund", "--prefer-offline")
  }
  symlinkSync(installed, packages)
  return true
}

/** How often a line of a file has this form: artefacts are rendered one way. */
const count = (file: string, form: RegExp): number =>
  existsSync(file) ? readFileSync(file, "utf8").match(form)?.length ?? 0 : 0

const mark = (good: boolean): string => good ? "yes" : "**no**"

const print = (...cells: ReadonlyArray<string | number>): boolean => process.stdout.write(`| ${cells.join(" | ")} |\n`)

print("brief", "run", "requirements", "operations", "pages", "types", "build")
print(..."-------".split("").map(() => "---"))
for (const brief of readdirSync(folder).filter((name) => name.endsWith(".md") && name !== "README.md").toSorted()) {
  const product = join(out, basename(brief, ".md"))
  const app = join(product, "app")
  const ran = passes(
    ".",
    process.execPath,
    "dist/program.js",
    "run",
    join(folder, brief),
    "--offline",
    "--out",
    product
  )
  const typed = ran && install(app) && passes(app, "npx", "--no-install", "tsc", "--noEmit")
  const built = typed && passes(app, "npx", "--no-install", "vite", "build", "--logLevel", "error")
  print(
    basename(brief, ".md"),
    mark(ran),
    count(join(product, "prd.yaml"), /^ {2}- id: FR-/gm),
    count(join(product, "backend/openapi.yaml"), /^ {6}operationId:/gm),
    count(join(product, "pages.yaml"), /^ {2}- id:/gm),
    mark(typed),
    mark(built)
  )
  if (!built) process.exitCode = 1
}
