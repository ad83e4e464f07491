/** The mock API of a generated app, loaded from its own files and answering over HTTP. */
import { assert } from "@effect/vitest"
import { getResponse, type HttpHandler } from "msw"
import { setupServer } from "msw/node"
import { join } from "node:path"
import { vi } from "vitest"
import { apiFiles } from "../../src/codegen/api/index.ts"
import { compileBackend } from "../../src/codegen/backend/index.ts"
import type { BackendDesign } from "../../src/domain/Backend.ts"
import type { OpenApiDocument } from "../../src/domain/OpenApi.ts"
import type { Prd } from "../../src/domain/Prd.ts"
import { removeApp, writeApp } from "./codegenApp.ts"

export interface Row {
  readonly id: string
  readonly [name: string]: unknown
}

/** Where the API is. */
export const apiBase = "http://app.test/api"

/** A browser's storage, for what is kept in it. */
const storage = () => {
  const values = new Map<string, string>()
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => values.set(key, value),
    removeItem: (key: string) => values.delete(key),
    values
  }
}

/** Starts the mock of a product, its contract edited; `stop` ends it. There is one at a time. */
export const startMockApi = async (
  design: BackendDesign,
  prd: Prd,
  edit: (document: OpenApiDocument) => OpenApiDocument = (document) => document
) => {
  const [tab, local] = [storage(), storage()]
  vi.stubEnv("VITE_API_URL", apiBase)
  vi.stubGlobal("sessionStorage", tab)
  vi.stubGlobal("localStorage", local)
  const compiled = compileBackend(design, prd)
  const backend = { ...compiled, openapi: edit(compiled.openapi) }
  const folder = await writeApp(apiFiles({ prd, backend }))
  const load = (path: string) => import(/* @vite-ignore */ join(folder, path))
  const db: {
    readonly resetMocks: () => void
    readonly multiplyMocks: () => void
    readonly rows: (entity: string) => ReadonlyArray<Row>
  } = await load(
    "src/mocks/db.ts"
  )
  const { tokenFor }: { readonly tokenFor: (account: Row | undefined, role: string) => string } = await load(
    "src/mocks/account.ts"
  )
  const { accountEntity }: { readonly accountEntity: string } = await load("src/mocks/contract.ts")
  const { handlers }: { readonly handlers: ReadonlyArray<HttpHandler> } = await load("src/mocks/handlers.ts")
  const server = setupServer(...handlers)
  server.listen({ onUnhandledRequest: "error" })
  return {
    openapi: backend.openapi,
    folder,
    load,
    db,
    accountEntity,
    tokenFor,
    tab,
    local,
    /** What the mock answers to a request, without a way through `fetch`. */
    answer: async (path: string, init: RequestInit): Promise<Response> =>
      (await getResponse([...handlers], new Request(apiBase + path, init))) ?? assert.fail(`nothing answers ${path}`),
    /** A row of the entity, the first unless said. */
    some: (entity: string, index = 0): Row => db.rows(entity)[index] ?? assert.fail(`no ${entity}`),
    stop: async () => {
      server.close()
      vi.unstubAllGlobals()
      vi.unstubAllEnvs()
      await removeApp(folder)
    }
  }
}

export type MockApi = Awaited<ReturnType<typeof startMockApi>>
