import { renderOpenApi } from "../codegen/backend/index.ts"
import { type BackendDesign, examplesDay } from "../domain/Backend.ts"
import type { OpenApiDocument } from "../domain/OpenApi.ts"
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
 * Asks for the backend design that serves a PRD.
 * @param former - the contract of the PRD as it was, which the new one goes on from
 */
export const backendPrompt = (prd: Prd, former?: OpenApiDocument): Prompt => ({
  system: text,
  documents: [{ name: "prd", text: renderYaml(Prd, prd) }, ...formerDocument(former, renderOpenApi)],
  request: "Design the backend that serves this PRD, as JSON."
})

const none = { description: "", values: [], entity: "", examples: [] }

const sample: BackendDesign = {
  title: "Seed Swap",
  description: "Offers of seeds and the requests for them.",
  entities: [
    {
      name: "Offer",
      plural: "offers",
      description: "A packet of seeds that someone gives away.",
      titleField: "plant",
      fields: [
        {
          ...none,
          name: "plant",
          type: "string",
          required: true,
          examples: ["Runner bean", "Rainbow chard", "Borage"]
        },
        { ...none, name: "harvestYear", type: "integer", required: true, examples: ["2025", "2025", "2024"] },
        {
          ...none,
          name: "status",
          type: "enum",
          required: true,
          values: ["open", "given-away"],
          examples: ["open", "given-away", "open"]
        },
        { ...none, name: "givenOn", type: "date", required: false, examples: ["", "2026-01-09", ""] },
        { ...none, name: "gardener", type: "reference", required: true, entity: "Gardener", examples: ["1", "1", "2"] }
      ]
    },
    {
      name: "Gardener",
      plural: "gardeners",
      description: "Someone with an account.",
      titleField: "name",
      fields: [
        { ...none, name: "name", type: "string", required: true, examples: ["Ada Byron", "Joost de Wit"] },
        { ...none, name: "email", type: "email", required: true, examples: ["ada@example.org", "joost@example.org"] }
      ]
    }
  ],
  operations: [
    {
      id: "listOffers",
      method: "get",
      path: "/offers",
      summary: "Offers, newest first",
      entity: "Offer",
      roles: [],
      requirementIds: ["FR-3"],
      query: [{ ...none, name: "search", type: "string", description: "Words in the plant's name", required: false }],
      body: [],
      returns: "many",
      answer: []
    },
    {
      id: "closeOffer",
      method: "post",
      path: "/offers/{offerId}/close",
      summary: "Mark an offer as given away",
      entity: "Offer",
      roles: ["gardener"],
      requirementIds: ["FR-4"],
      query: [],
      body: [{ ...none, name: "takenBy", type: "reference", required: false, entity: "Gardener" }],
      returns: "one",
      answer: []
    }
  ],
  notes: []
}

const text = system(
  "03-backend",
  "design the backend contract",
  "You are a senior backend engineer. From a PRD you design the data and the HTTP operations that serve it. A program compiles your design to an OpenAPI 3.1 document and an SQL schema, so it must be exact; the UI is then built on these operations and no others.",
  documentsAreData("`prd`, the product requirements in YAML"),
  rulesSection("How to work", [
    "Go through the requirements one by one. Each with `needsData: true` is served by at least one operation that has its id in `requirementIds`; an operation may serve several. Requirements without data need none.",
    "Model each entity of the PRD, and those others that its requirements cannot do without. Every entity has `id` (a UUID), `createdAt` and `updatedAt` already: never list these.",
    "Give an entity the fields that its screens show or ask for, no more. Choose the narrowest `type`: `text` for several lines, `money` for amounts, `date` without and `datetime` with a time, `image` for the address of a picture that is on the web already, `imageFile` for a picture and `file` for a document that a user uploads or attaches (a name such as `site-plan.pdf` is an example of one), `enum` for a closed set (its `values` are lower-case words with hyphens), `reference` for the id of one other entity. There are no lists inside a field: many-to-many is an entity of its own with two references.",
    "`titleField` is the field by which a person recognises one: a name, a title, a subject.",
    "Operations follow REST: `GET /offers`, `POST /offers`, `GET /offers/{offerId}`, `PATCH /offers/{offerId}`, `DELETE /offers/{offerId}`. An act that is more than an edit has a path of its own: `POST /offers/{offerId}/close`. The first path segment is the entity's `plural`.",
    "Define only operations that a requirement calls for. If people look at one thing, there is a `get` for one; if they change things, `patch`; if they cannot delete, no `delete`.",
    "A list (`returns: many`) takes as `query` what the requirements search, filter or sort by. Paging is added by the compiler: do not declare page or limit.",
    "Path parameters are the ids of entities, in camelCase with `Id` at the end. They are declared by the path alone: never repeat them in `query` or `body`.",
    "`body` has what the caller decides; not ids of the signed-in person, not times of creation, not computed figures. In a `patch` no field is required. A `get` has no body.",
    "`returns`: `one` or `many` of `entity`, `none` (for deletions), or `object` with `answer` fields for figures that are no entity, such as the sums of a dashboard.",
    "`roles` are persona ids from the PRD who may call it; `[]` when everyone may, signed in or not. A persona with `signsIn: false` cannot be told from anybody else: what it may do, everyone may.",
    `The \`examples\` of an entity's fields are what the product shows before anybody has typed a word: eight rows that a customer would take for their own, different from each other, as the brief's people would write them. They are written by column: every field of an entity has as many, and the nth of each make up the nth row; \`""\` where that row has none. A reference gives the number of the row it leads to, from 1, and several rows may lead to the same. Rows are consistent: what has ended or been returned says so, totals add up, nothing is taken twice at once. Write dates (YYYY-MM-DD) and moments (2026-01-20T19:30:00Z) as seen on Thursday, ${examplesDay}: what is to come lies after that day, what is past before it, most of it within a few weeks. Every value of an enum occurs.`,
    "Say in the `summary` of a list in which order it comes: `Offers, newest first`; `Upcoming concerts, soonest first`; `Members by name`.",
    "Signing in and out is done by the app's own session: no operations for it, no password fields, unless the PRD has a requirement for registering or editing an account."
  ]),
  listSection("Fields", [
    "`title`, `description`: of the product's API",
    "`entities[]`: `name` PascalCase, singular; `plural` camelCase; `description`; `titleField`; `fields[]`",
    "a field, wherever it stands: `name` camelCase; `type` one of string, text, integer, number, money, boolean, date, datetime, email, url, image, imageFile, file, password, enum, reference; `description`; `required`; `values` for an enum, else []; `entity` for a reference, else \"\"; `examples` in an entity's field the rows' values as text; in `query`, `body` and `answer` []",
    "`operations[]`: `id` camelCase verb and noun, unique; `method` get, post, put, patch or delete; `path`; `summary`; `entity` or \"\"; `roles`; `requirementIds`; `query[]`; `body[]`; `returns`; `answer[]`",
    "`notes`: decisions that a reader should know; usually []"
  ]),
  formerSection(
    "the contract that was compiled from the design before",
    "An operation at the same method and path keeps its operationId as `id`; entities and fields keep their names and types, and entities their rows of examples."
  ),
  listSection("Do not", [
    "name an entity, role or requirement that is not there",
    "use one method and path for two operations, parameters' names aside, or any other name twice where it must tell things apart: of an entity, its plural, an operation, a field in its list, a parameter in a path, a value of an enum",
    "give `values`, `entity` or `answer` where their type or `returns` has no use for them, or leave them out where it has",
    "design health checks, logs, admin or bulk operations that no requirement asks for"
  ]),
  jsonOnly,
  example("a marketplace for seeds, and only a part of its design, with fewer rows than yours has", sample)
)

/** Each check of the design, beside the words of the prompt that tell it: neither changes without the other. */
export const backendChecks: Readonly<Record<string, string>> = {
  "requirement-without-operation": "is served by at least one operation that has its id in `requirementIds`",
  "reserved-field": "never list these",
  "enum-without-values": "or leave them out where it has",
  "values-without-enum": "where their type or `returns` has no use for them",
  "entity-without-reference": "where their type or `returns` has no use for them",
  "answer-mismatch": "where their type or `returns` has no use for them",
  "answer-without-entity": "`one` or `many` of `entity`",
  "get-without-answer": "`none` (for deletions)",
  "body-of-get": "A `get` has no body",
  "uneven-examples": "every field of an entity has as many",
  "example-of-no-row": "the number of the row it leads to, from 1",
  "unknown-title-field": "`titleField` is the field by which a person recognises one",
  "parameter-given-twice": "never repeat them in `query` or `body`",
  "unknown-entity": "name an entity, role or requirement that is not there",
  "unknown-requirement": "name an entity, role or requirement that is not there",
  "unknown-role": "name an entity, role or requirement that is not there",
  "duplicate-route": "use one method and path for two operations, parameters' names aside",
  "duplicate-entity": "any other name twice where it must tell things apart",
  "duplicate-field": "any other name twice where it must tell things apart",
  "duplicate-operation": "any other name twice where it must tell things apart",
  "duplicate-path-parameter": "any other name twice where it must tell things apart",
  "duplicate-plural": "any other name twice where it must tell things apart",
  "duplicate-value": "any other name twice where it must tell things apart",
  "renamed-operation": "keeps its operationId as `id`"
}
