/** A page's linked IR compiled to the whole module of the page: it type-checks and works as it stands. */
import type { Backend } from "../../domain/OpenApi.ts"
import type { PageIr } from "../../domain/PageIr.ts"
import type { Pages } from "../../domain/Pages.ts"
import type { Prd } from "../../domain/Prd.ts"
import { inComment, pageComponentName } from "./names.ts"
import { pageHeading } from "./skeleton/heading.ts"
import { declarations } from "./skeleton/hooks.ts"
import { pageActions, pageHero } from "./skeleton/lead.ts"
import { drawNodes } from "./skeleton/nodes.ts"
import { PageModule, type Scope } from "./skeleton/PageModule.ts"
import { attribute, element, indent, textAttribute } from "./skeleton/text.ts"
import { perItemStates, Tree } from "./skeleton/Tree.ts"

export { pageComponentName, pageModulePath } from "./names.ts"

/** What a page's module is compiled against. */
export interface SkeletonContext {
  readonly prd: Prd
  readonly backend: Backend
  readonly pages: Pages
}

/**
 * The TSX source of a page. Whatever of the IR has no meaning (a binding to nothing, an action of that name there is
 * none of) is left out, so that every IR that decodes gives a module that compiles.
 */
export const pageSkeleton = (ir: PageIr, { backend, pages, prd }: SkeletonContext): string => {
  const module = new PageModule(ir, backend.openapi, pages, prd, perItemStates(ir))
  const tree = new Tree(module, drawNodes)
  const hero = pageHero(tree)
  const heading = hero.length > 0 ? [] : pageHeading(tree)
  const body = element(module.component("Page"), [
    textAttribute("title", ir.page.title),
    ...heading,
    ...hero,
    // A page that goes by the name of what it shows needs no words on what it is for.
    ...(hero.length > 0 || !saysMore(ir) || heading.some((one) => one.startsWith("heading={"))
      ? []
      : [textAttribute("description", ir.page.purpose)]),
    ...pageActions(tree),
    ...(ir.page.layout === "stack" ? [] : [textAttribute("layout", ir.page.layout)])
  ], content(tree))
  const hooks = declarations(module)
  const name = pageComponentName(ir.page.id)
  const requirements = ir.page.requirementIds.length === 0 ? "" : ` Serves ${ir.page.requirementIds.join(", ")}.`
  return [
    module.imports(),
    `/** ${inComment(`${ir.page.title}: ${ir.page.purpose}`)}${
      inComment(requirements) === "" ? "" : ` ${inComment(requirements)}`
    } */\n`
    + `export default function ${name}() {\n${hooks === "" ? "" : `${indent(hooks)}\n`}  return (\n${
      indent(body, "    ")
    }\n  )\n}`,
    ...tree.declarations
  ].filter((part) => part !== "").join("\n\n") + "\n"
}

/** Whether the purpose says anything that the title does not. */
const saysMore = ({ page }: PageIr): boolean => {
  const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "")
  return letters(page.purpose) !== "" && letters(page.purpose) !== letters(page.title)
}

/** The page's top level, in its layout. */
const content = (tree: Tree): ReadonlyArray<string> => {
  const scope: Scope = { narrowed: new Set() }
  const nodes = tree.children("")
  if (tree.module.ir.page.layout !== "two-column") return tree.inside(scope, "")
  // The last surface stands beside what comes before it.
  const surfaces = nodes.filter((node) =>
    ["card", "section", "form", "detail", "chart", "calendar", "custom"].includes(node.kind)
  )
  const aside = surfaces.at(-1)
  if (aside === undefined || surfaces.length < 2) return tree.inside(scope, "")
  const main = tree.draw(scope, nodes.filter((node) => node !== aside))
  const beside = tree.draw(scope, [aside])
  const fragment = (children: ReadonlyArray<string>) => `<>\n${children.map((child) => indent(child)).join("\n")}\n</>`
  return [element(tree.module.component("TwoColumns"), [
    attribute("main", fragment(main)),
    attribute("aside", fragment(beside))
  ])]
}
