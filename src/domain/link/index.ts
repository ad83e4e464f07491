/** The linkers: pure checks that an artefact fits the artefacts before it. No finding, no fault. */
export { linkBackend } from "./backend.ts"
export { linkOpenApi } from "./openapi.ts"
export { linkPage } from "./page.ts"
export { linkPages } from "./pages.ts"
export { linkPrd } from "./prd.ts"
