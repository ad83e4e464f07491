/** A backend design compiled to its contract. */
import type { BackendDesign } from "../../domain/Backend.ts"
import type { Backend } from "../../domain/OpenApi.ts"
import type { Prd } from "../../domain/Prd.ts"
import { toModel } from "./design.ts"
import { toOpenApi } from "./openapi.ts"
import { toSql } from "./sql/index.ts"

/**
 * The OpenAPI document and the SQL schema of a design, which agree field by field. Whatever decodes compiles: names that
 * lead nowhere become plain strings, what is declared twice counts once.
 */
export const compileBackend = (design: BackendDesign, prd: Prd): Backend => {
  const model = toModel(design, prd)
  return { openapi: toOpenApi(model), sql: toSql(model) }
}
