/** The linkers: pure checks that an artefact fits the artefacts before it. No finding, no fault. */
export { linkBackend } from "./backend.ts"
export { coverageOf, coverageRule, type Covered } from "./coverage.ts"
export {
  highestNumber,
  keptOf,
  linkFormerOperations,
  linkFormerPages,
  linkFormerPrd,
  sameRequirement,
  sameStory
} from "./former.ts"
export { linkOpenApi } from "./openapi.ts"
export { linkPage } from "./page.ts"
export { linkPages } from "./pages.ts"
export { linkPrd } from "./prd.ts"
export { testableRule } from "./testable.ts"
