/** Step 03: the backend's contract. The model designs it; `codegen/backend` compiles the design to OpenAPI and SQL. */
import { Effect } from "effect"
import type { Digest } from "effect/crypto/Digest"
import { compileBackend, renderOpenApi } from "../codegen/backend/index.ts"
import { BackendDesign } from "../domain/Backend.ts"
import type { DpgError } from "../domain/Errors.ts"
import { linkBackend, linkFormerOperations, linkOpenApi } from "../domain/link/index.ts"
import { type Backend, OpenApiDocument } from "../domain/OpenApi.ts"
import type { Prd } from "../domain/Prd.ts"
import { AppConfig } from "../layers/AppConfig.ts"
import type { RawClient } from "../layers/RawClient.ts"
import type { RunLog } from "../layers/RunLog.ts"
import type { RunStore } from "../layers/RunStore.ts"
import { backendPrompt } from "./03-backend.prompt.ts"
import { askRaw, inputsOf } from "./shared/clients.ts"
import { linkedFile } from "./shared/linked.ts"
import { fileOf } from "./shared/unit.ts"
import { runWritten } from "./shared/written.ts"
import { origin, parseArtefact } from "./shared/yaml.ts"

export const openApiPath = "backend/openapi.yaml"
export const sqlPath = "backend/schema.sql"

/** Writes `backend/openapi.yaml`, which later steps read, and `backend/schema.sql`. */
export const designBackend = Effect.fn("designBackend")(function*(
  prd: Prd
): Effect.fn.Return<Backend, DpgError, RawClient | AppConfig | RunStore | RunLog | Digest> {
  const { models: { backend: { id: modelId } } } = yield* AppConfig
  const step = "03-backend"
  const heading = yield* origin(step, modelId)
  const link = linkedFile(openApiPath, (document: OpenApiDocument) => linkOpenApi(document, prd))
  return yield* runWritten({
    step,
    page: "",
    name: step,
    inputs: yield* inputsOf(step, modelId, backendPrompt(prd), BackendDesign),
    modelId,
    path: openApiPath,
    prompt: (former?: OpenApiDocument) => backendPrompt(prd, former),
    ask: askRaw(modelId, BackendDesign),
    schema: BackendDesign,
    link: (design, former) => [
      ...linkBackend(design, prd),
      ...(former === undefined ? [] : linkFormerOperations(design.operations, former))
    ],
    files: (design) => {
      const { openapi, sql } = compileBackend(design, prd)
      return [
        { path: openApiPath, content: `${heading.map((line) => `# ${line}\n`).join("")}${renderOpenApi(openapi)}` },
        { path: sqlPath, content: `${heading.map((line) => `-- ${line}\n`).join("")}${sql}` }
      ]
    },
    parse: (text) => parseArtefact(OpenApiDocument, openApiPath, text),
    read: (document, files) => Effect.map(link(document), (openapi) => ({ openapi, sql: fileOf(files, sqlPath) }))
  })
})
