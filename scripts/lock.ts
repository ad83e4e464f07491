/**
 * Completes `package-lock.json` after `npm install`: `node scripts/lock.ts`.
 * npm leaves out the native packages of other platforms where the registry in use does not carry them, and `npm ci` then
 * refuses the lock. Each is put in as what it is: an optional package of another platform, without a digest.
 */
import { readFileSync, writeFileSync } from "node:fs"

interface Entry {
  readonly version?: string
  readonly dev?: boolean
  readonly optional?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const file = "package-lock.json"
const lock: { packages: Record<string, Entry> } = JSON.parse(readFileSync(file, "utf8"))

const first = (name: string, words: ReadonlyArray<string>): ReadonlyArray<string> => {
  const parts = name.split(/[/-]/)
  return words.filter((word) => parts.includes(word)).slice(0, 1)
}

/** What npm itself would take from the package: its name says it. */
const platformOf = (name: string) => {
  const cpu = name.includes("-arm-") || name.endsWith("-arm")
    ? ["arm"]
    : first(name, ["x64", "arm64", "ia32", "ppc64", "riscv64", "s390x", "loong64", "wasm32"])
  const os = first(name, ["darwin", "linux", "win32", "android", "freebsd", "openharmony"])
  const libc = /-(musl|musleabihf)$/.test(name) ? ["musl"] : /-(gnu|glibc|gnueabihf)$/.test(name) ? ["glibc"] : []
  return { cpu, ...(os.length > 0 && { os }), ...(libc.length > 0 && { libc }) }
}

const missing = Object.entries(lock.packages).flatMap(([, parent]) =>
  Object.entries(parent.optionalDependencies ?? {}).flatMap(([name, version]): ReadonlyArray<[string, Entry]> => {
    const path = `node_modules/${name}`
    const exact = /^\d+\.\d+\.\d+$/.test(version)
    return !exact || path in lock.packages
      ? []
      : [[path, { version, ...(parent.dev === true && { dev: true }), optional: true, ...platformOf(name) }]]
  })
)

lock.packages = Object.fromEntries(
  [...Object.entries(lock.packages), ...missing].toSorted(([one], [other]) => one < other ? -1 : 1)
)
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
process.stdout.write(`${missing.length} packages of other platforms put in\n`)
