/** The backend's contract: a design compiled to OpenAPI and SQL. */
export { compileBackend } from "./compileBackend.ts"
export { parseOpenApi, renderOpenApi, withoutRows } from "./document.ts"
export { checkSql } from "./sql/read.ts"
