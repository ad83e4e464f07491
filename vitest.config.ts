import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // A test that meets the file system or a socket may be slow on a busy machine; none of them sleeps.
    testTimeout: 60_000,
    // Every core: the long files wait for sockets, npm and a browser.
    maxWorkers: "100%"
  }
})
