import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { apiFiles } from "../../../src/codegen/api/index.ts"
import { compileBackend } from "../../../src/codegen/backend/index.ts"
import type { BackendDesign } from "../../../src/domain/Backend.ts"
import { removeApp, typeErrors, writeApp } from "../../support/codegenApp.ts"
import { awkwardDesign, toolDesign, toolPrd } from "../../support/codegenDesigns.ts"

const files = (design: BackendDesign) => apiFiles({ prd: toolPrd, backend: compileBackend(design, toolPrd) })
const empty: BackendDesign = { title: "Nothing", description: "", entities: [], operations: [], notes: [] }

/** How an app calls the client: what compiles here is what the types promise. */
const usage = `import { api, ApiError, unwrap } from "./api/client"
import type { components } from "./api/schema"
import { useSession } from "./api/session"

type Tool = components["schemas"]["Tool"]

export const list = async (): Promise<{ items: Array<Tool>; total: number }> =>
  unwrap(api.GET("/tools", { params: { query: { category: "garden", limit: 5 } } }))
export const one = async (toolId: string): Promise<Tool> => unwrap(api.GET("/tools/{toolId}", { params: { path: { toolId } } }))
export const gone = async (toolId: string): Promise<void> => unwrap(api.DELETE("/tools/{toolId}", { params: { path: { toolId } } }))
// @ts-expect-error there is no such path
export const nowhere = () => api.GET("/nowhere")
// @ts-expect-error a review needs its rating
export const unrated = (toolId: string) => api.POST("/tools/{toolId}/reviews", { params: { path: { toolId } }, body: { comment: "" } })
// @ts-expect-error a word that is no category
export const wrong = () => api.GET("/tools", { params: { query: { category: "space" } } })
export const detail = (error: unknown) => error instanceof ApiError ? [error.status, error.title, error.detail] : []
export const Who = () => useSession().user?.name ?? "Nobody"
`

describe("the types of the contract", () => {
  it("are those that openapi-typescript makes of the same document", async () => {
    // openapi-typescript 7.9.1 on the document of this design; comments, semicolons and space aside.
    const golden = await readFile(join(import.meta.dirname, "snapshots/tool-shed.txt"), "utf8")
    const bare = (text: string) =>
      text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\/\/.*$/gm, "").replace(/[;\s]+/g, " ").trim()
    const ours = files(toolDesign).find(({ path }) => path === "src/api/schema.d.ts")?.content ?? ""
    assert.strictEqual(bare(ours), bare(golden))
  })
})

describe("the app's files", () => {
  const folders: Array<string> = []
  const app = async (design: BackendDesign, more: string) => {
    const folder = await writeApp([...files(design), { path: "src/usage.tsx", content: more }])
    folders.push(folder)
    return folder
  }
  let compiled: ReadonlyArray<string> = []
  beforeAll(async () => {
    compiled = await Promise.all([
      app(toolDesign, usage).then(typeErrors),
      app(awkwardDesign, "export {}\n").then(typeErrors),
      app(empty, "export {}\n").then(typeErrors)
    ])
  }, 120_000)
  afterAll(() => Promise.all(folders.map(removeApp)))

  it("type-check strictly for a good design, as its callers expect", () => assert.strictEqual(compiled[0], ""))
  it("type-check for a design full of names that must be escaped", () => assert.strictEqual(compiled[1], ""))
  it("type-check for a design without anything", () => assert.strictEqual(compiled[2], ""))
  it("are the same for the same contract", () => assert.deepStrictEqual(files(toolDesign), files(toolDesign)))
})
