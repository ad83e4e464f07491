/** Step 03: the backend's contract. The model designs it; `codegen/backend` compiles the design to OpenAPI and SQL. */
import { Effect, Result } from "effect"
import type { Digest } from "effect/crypto/Digest"
import { compileBackend, parseOpenApi, renderOpenApi } from "../codegen/backend/index.ts"
import { BackendDesign } from "../domain/Backend.ts"
import { ArtefactInvalid, type DpgError } from "../domain/Errors.ts"
import { linkBackend, linkFormerOperations, linkOpenApi } from "../domain/link/index.ts"
import { finding } from "../domain/link/report.ts"
import type { Backend, OpenApiDocument } from "../domain/OpenApi.ts"
import type { Prd } from "../domain/Prd.ts"
import { AppConfig } from "../layers/AppConfig.ts"
import type { RawClient } from "../layers/RawClient.ts"
import type { RunLog } from "../layers/RunLog.ts"
import type { RunStore } from "../layers/RunStore.ts"
import { backendPrompt } from "./03-backend.prompt.ts"
import { decodeJson } from "./shared/answer.ts"
import { askRaw, inputsOf } from "./shared/clients.ts"
import { askUntilUsable } from "./shared/conversation.ts"
import { formerOf } from "./shared/former.ts"
import { linked, linkedFile } from "./shared/linked.ts"
import { fileOf, runUnit } from "./shared/unit.ts"
import { origin } from "./shared/yaml.ts"

export const openApiPath = "backend/openapi.yaml"
export const sqlPath = "backend/schema.sql"

/** Writes `backend/openapi.yaml`, which later steps read, and `backend/schema.sql`. */
export const designBackend = Effect.fn("designBackend")(function*(
  prd: Prd
): Effect.fn.Return<Backend, DpgError, RawClient | AppConfig | RunStore | RunLog | Digest> {
  const { models: { backend: { id: modelId } } } = yield* AppConfig
  const step = "03-backend"
  const prompt = backendPrompt(prd)
  const heading = yield* origin(step, modelId)
  return yield* runUnit({
    step,
    page: "",
    name: step,
    inputs: yield* inputsOf(step, modelId, prompt, BackendDesign),
    make: Effect.gen(function*() {
      const former = yield* formerOf(step, openApiPath, (text) => Effect.fromResult(parseOpenApi(text)))
      const design = yield* askUntilUsable({
        step,
        page: "",
        modelId,
        prompt: backendPrompt(prd, former),
        ask: askRaw(modelId, BackendDesign),
        read: (answer) =>
          Result.flatMap(
            decodeJson(BackendDesign, answer),
            linked((design) => [
              ...linkBackend(design, prd),
              ...(former === undefined ? [] : linkFormerOperations(design.operations, former))
            ])
          ),
        extension: "json"
      })
      const { openapi, sql } = compileBackend(design, prd)
      return [
        { path: openApiPath, content: `${heading.map((line) => `# ${line}\n`).join("")}${renderOpenApi(openapi)}` },
        { path: sqlPath, content: `${heading.map((line) => `-- ${line}\n`).join("")}${sql}` }
      ]
    }),
    read: (files) =>
      Result.match(parseOpenApi(fileOf(files, openApiPath)), {
        onFailure: (reason) =>
          Effect.fail(
            new ArtefactInvalid({
              path: openApiPath,
              findings: [finding("openapi", "document", reason.replace(/\s+/g, " "))]
            })
          ),
        onSuccess: (document) =>
          Effect.map(
            linkedFile(openApiPath, (one: OpenApiDocument) => linkOpenApi(one, prd))(document),
            (openapi) => ({ openapi, sql: fileOf(files, sqlPath) })
          )
      })
  })
})
