import { pageSkeleton } from "../../src/codegen/app/pageSkeleton.ts"
import type { Asked } from "./stepsClients.ts"
import { backend, design, detailIr, homeIr, pages, prd } from "./stepsProduct.ts"

const irOf = (page: string) => page === "tools" ? homeIr : detailIr

export const component = (page: string) => `\`\`\`tsx\n${pageSkeleton(irOf(page), { prd, backend, pages })}\`\`\``

/** What a good model answers. */
export const good = ({ page, step }: Pick<Asked, "page" | "step">): string => {
  switch (step) {
    case "02-prd":
      return JSON.stringify(prd)
    case "03-backend":
      return JSON.stringify(design)
    case "04a-pages":
      return JSON.stringify(pages)
    case "04b-ir":
      return JSON.stringify(irOf(page))
    default:
      return component(page)
  }
}
