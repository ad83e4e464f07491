/**
 * Makes the recording of each example anew from its answers: `npm run recorded`. A recording answers requests by
 * their content, so that it has to follow whenever a prompt, a schema or a compiler changes.
 */
import { Effect } from "effect"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { recordAnswers, recordedFolder } from "../test/support/recordedAnswers.ts"
import { withoutRequest } from "../test/support/recordedFile.ts"

const names = readdirSync(recordedFolder("."), { withFileTypes: true }).flatMap((one) =>
  one.isDirectory() ? [one.name] : []
)

for (const name of names) {
  const work = mkdtempSync(join(tmpdir(), "dpg-recorded-"))
  const replay = join(recordedFolder(name), "replay")
  try {
    // oxlint-disable-next-line no-await-in-loop -- an example after the other
    await Effect.runPromise(recordAnswers(name, join(work, "product"), join(work, "kept")))
    if (existsSync(replay)) rmSync(replay, { recursive: true })
    mkdirSync(replay)
    const files = readdirSync(join(work, "kept")).filter((file) => file !== "recording.json")
    for (const file of files) {
      writeFileSync(join(replay, file), withoutRequest(readFileSync(join(work, "kept", file), "utf8")))
    }
    process.stdout.write(`${name}: ${files.length} exchanges\n`)
  } finally {
    rmSync(work, { recursive: true })
  }
}
