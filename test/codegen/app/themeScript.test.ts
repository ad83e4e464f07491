import { assert, describe, it } from "@effect/vitest"
import { createContext, runInContext } from "node:vm"
import { themeScript } from "../../../src/codegen/app/templates/themeSwitch.ts"
import { prd } from "../../support/appFixture.ts"

/** What the script makes of the page's element, before anything is drawn. */
const themeAfter = (
  { dark, stored, systemDark }: { dark: boolean; stored: string | null | Error; systemDark: boolean }
): string => {
  const dataset: Record<string, string> = {}
  const context = createContext({
    document: { documentElement: { dataset } },
    localStorage: {
      getItem: () => {
        if (stored instanceof Error) throw stored
        return stored
      }
    },
    matchMedia: (query: string) => ({ matches: query === "(prefers-color-scheme: dark)" && systemDark })
  })
  runInContext(themeScript(prd, dark), context)
  return dataset["theme"] ?? ""
}

describe("the script that keeps the page from flashing", () => {
  it("applies what the user chose, whatever the system and the brief are", () => {
    assert.strictEqual(themeAfter({ dark: false, stored: "dark", systemDark: false }), "dark")
    assert.strictEqual(themeAfter({ dark: true, stored: "light", systemDark: true }), "light")
  })

  it("follows the system where the user says so, or says nothing of a light look", () => {
    assert.strictEqual(themeAfter({ dark: true, stored: "system", systemDark: false }), "light")
    assert.strictEqual(themeAfter({ dark: false, stored: null, systemDark: true }), "dark")
    assert.strictEqual(themeAfter({ dark: false, stored: null, systemDark: false }), "light")
  })

  it("keeps to a dark brief where nothing is chosen, or storage is refused or holds something else", () => {
    assert.strictEqual(themeAfter({ dark: true, stored: null, systemDark: false }), "dark")
    assert.strictEqual(themeAfter({ dark: true, stored: "purple", systemDark: false }), "dark")
    assert.strictEqual(themeAfter({ dark: true, stored: new Error("refused"), systemDark: false }), "dark")
  })
})
