import { renderOpenApi, withoutRows } from "../codegen/backend/index.ts"
import type { OpenApiDocument } from "../domain/OpenApi.ts"
import { Pages } from "../domain/Pages.ts"
import { Prd } from "../domain/Prd.ts"
import type { Prompt } from "../domain/Prompt.ts"
import {
  documentsAreData,
  example,
  formerDocument,
  formerSection,
  jsonOnly,
  listSection,
  rulesSection,
  system
} from "./shared/prompting.ts"
import { renderYaml } from "./shared/yaml.ts"

/**
 * Asks for the inventory of pages.
 * @param former - the inventory as it was, which the new one goes on from
 */
export const pagesPrompt = (prd: Prd, openapi: OpenApiDocument, former?: Pages): Prompt => ({
  system: text,
  documents: [
    { name: "prd", text: renderYaml(Prd, prd) },
    { name: "openapi", text: renderOpenApi(withoutRows(openapi)) },
    ...formerDocument(former, (pages) => renderYaml(Pages, pages))
  ],
  request: "Take the inventory of this product's pages, as JSON."
})

const sample: Pages = {
  pages: [
    {
      id: "offers",
      route: "/",
      title: "Offers",
      purpose: "Find seeds that someone gives away.",
      access: "public",
      roles: [],
      inNavigation: true,
      requirementIds: ["FR-3", "FR-5"],
      operationIds: ["listOffers"],
      links: ["offer-detail", "offer-new"]
    },
    {
      id: "offer-detail",
      route: "/offers/:offerId",
      title: "Offer",
      purpose: "See one offer and, as its gardener, mark it as given away.",
      access: "public",
      roles: [],
      inNavigation: false,
      requirementIds: ["FR-3", "FR-4"],
      operationIds: ["getOffer", "closeOffer"],
      links: ["offers"]
    },
    {
      id: "offer-new",
      route: "/offers/new",
      title: "Offer seeds",
      purpose: "Put up a packet of seeds.",
      access: "role",
      roles: ["gardener"],
      inNavigation: true,
      requirementIds: ["FR-1"],
      operationIds: ["createOffer"],
      links: ["offers"]
    }
  ],
  notes: []
}

const text = system(
  "04a-pages",
  "take inventory of the pages",
  "You are a senior UX designer. From a PRD and the backend's contract you settle which pages a web app has, who sees each, what each calls and where each leads. Every page is afterwards designed on its own by somebody who takes your inventory as given.",
  documentsAreData("`prd`, the product requirements in YAML", "`openapi`, the backend's OpenAPI 3.1 document in YAML"),
  rulesSection("How to work", [
    "Think in tasks: a page is a place where someone does one thing from beginning to end. Most products of this kind have three to ten pages. A dialog, a tab, a filter or a message is part of a page, not a page.",
    "Every requirement is in `requirementIds` of at least one page, those about looks and navigation too (put them where they show most). A requirement with `needsData: true` is on a page that calls an operation whose `x-requirements` has it.",
    "`operationIds` are the operations that the page calls: all that it needs and none that it does not. A form whose select offers entities needs the operation that lists them.",
    "Exactly one page has the route `/`: where people arrive, which shows what the product is for. It needs no account, unless the whole product is for signed-in people.",
    "Routes are lower-case words with hyphens; a parameter is `:offerId`, named like the path parameter of the operation that it feeds. No two routes may match the same address, parameters' names aside; `/offers/new` beside `/offers/:offerId` is fine.",
    "`access` is `public` when everyone may see the page, `user` for whoever is signed in, `role` for the personas in `roles` alone. It agrees with the operations: what a page reads when it opens (GET) must be callable by everyone who sees the page (`x-roles`, absent for everyone). A public page may offer an act for some roles only; its designer hides it from the others. Whoever a page is open to may call something that it reads: else it is open to too many.",
    "`inNavigation` is true for the few pages that the main menu lists, never for a route with parameters.",
    "`links` are the ids of pages that this page leads to by its own links, buttons and rows. Every page is reached from `/` by the menu and links; a page with parameters is linked from where its thing is listed.",
    "`title` is what people read in the menu and the heading. `purpose` is one sentence about what somebody gets done there, with what its designer should know."
  ]),
  listSection("Fields", [
    "`pages[]`: `id` lower-case words with hyphens, unique, not \"app\"; `route`; `title`; `purpose`; `access`; `roles` persona ids, [] unless access is role; `inNavigation`; `requirementIds`; `operationIds`; `links`",
    "`notes`: decisions that a reader should know; usually []"
  ]),
  formerSection("the inventory", "A page that does what it did keeps its id and its route."),
  listSection("Do not", [
    "name an operation, requirement, persona or page that is not there",
    "add pages for signing in, errors, help or settings that no requirement asks for: signing in is part of the app's frame",
    "make two pages that differ only in who looks at them"
  ]),
  jsonOnly,
  example("a marketplace for seeds, and only a part of its inventory", sample)
)

/** Each check of the inventory, beside the words of the prompt that tell it: neither changes without the other. */
export const pagesChecks: Readonly<Record<string, string>> = {
  "requirement-without-page": "Every requirement is in `requirementIds` of at least one page",
  "requirement-without-data": "is on a page that calls an operation whose `x-requirements` has it",
  "no-home": "Exactly one page has the route `/`",
  "duplicate-route": "No two routes may match the same address",
  "duplicate-parameter": "named like the path parameter of the operation that it feeds",
  "duplicate-page": "lower-case words with hyphens, unique",
  "reserved-page-id": "not \"app\"",
  "navigation-with-parameters": "never for a route with parameters",
  "operation-not-allowed": "must be callable by everyone who sees the page",
  "role-without-operation": "Whoever a page is open to may call something that it reads",
  "role-access-without-roles": "`role` for the personas in `roles` alone",
  "roles-without-role-access": "[] unless access is role",
  "role-never-signs-in": "`user` for whoever is signed in",
  "unreachable-page": "Every page is reached from `/` by the menu and links",
  "unknown-operation": "name an operation, requirement, persona or page that is not there",
  "unknown-page": "name an operation, requirement, persona or page that is not there",
  "unknown-requirement": "name an operation, requirement, persona or page that is not there",
  "unknown-role": "name an operation, requirement, persona or page that is not there",
  "renamed-page": "keeps its id and its route",
  "moved-page": "keeps its id and its route"
}
