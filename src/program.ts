#!/usr/bin/env node
/** The entry. Asked for its version it answers at once; everything else is loaded when it is needed. */
import pkg from "../package.json" with { type: "json" }

const [first, ...rest] = process.argv.slice(2)

if (rest.length === 0 && (first === "--version" || first === "-v")) {
  process.stdout.write(`dpg v${pkg.version}\n`)
} else {
  const { main } = await import("./main.ts")
  main(pkg.version)
}
