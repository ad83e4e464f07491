import { defineConfig } from "vitest/config"
import { BaseSequencer, type TestSpecification } from "vitest/node"

/** The files that take longest: begun last, one of them would leave the other core idle to the end. */
const longest = [
  "wholeRun",
  "recorded",
  "codegen/app/build",
  "examples/embed",
  "steps/verify/browser",
  "docs/samples",
  "program",
  "steps/pipeline"
].map((name) => `/test/${name}.test.ts`)

const rank = ({ moduleId }: TestSpecification) => {
  const index = longest.findIndex((name) => moduleId.endsWith(name))
  return index === -1 ? longest.length : index
}

class LongestFirst extends BaseSequencer {
  override async sort(files: Array<TestSpecification>) {
    // oxlint-disable-next-line unicorn/no-array-sort -- the sequencer's own method, which gives a new array
    const sorted = await super.sort(files)
    return sorted.toSorted((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // A test that meets the file system or a socket may be slow on a busy machine; none of them sleeps.
    testTimeout: 60_000,
    // Every core: the long files wait for sockets, npm and a browser.
    maxWorkers: "100%",
    sequence: { sequencer: LongestFirst }
  }
})
