// oxlint-disable vitest/expect-expect -- assertOnly asserts
import { assert, describe, it } from "@effect/vitest"
import type { BackendDesign, Operation } from "../../../src/domain/Backend.ts"
import type { Finding } from "../../../src/domain/Finding.ts"
import { linkBackend, linkOpenApi, linkPages, linkPrd } from "../../../src/domain/link/index.ts"
import type { OpenApiDocument, OperationObject } from "../../../src/domain/OpenApi.ts"
import type { Page, Pages } from "../../../src/domain/Pages.ts"
import type { Prd, Requirement } from "../../../src/domain/Prd.ts"
import { brief, design, detailPage, field, homePage, openapi, pages, prd } from "../../support/stepsProduct.ts"

/** The one finding of a rule; the test fails where there is none. */
const assertOnly = (findings: ReadonlyArray<Finding>, rule: string): Finding => {
  assert.deepStrictEqual(findings.map((one) => one.rule), [rule])
  const [first] = findings
  return first ?? assert.fail()
}

/** Without those of the sentence that a wrong quotation no longer covers. */
const quotations = (findings: ReadonlyArray<Finding>) => findings.filter(({ rule }) => rule !== "sentence-not-covered")

describe("linkPrd", () => {
  const [stated, assumed] = prd.requirements
  const withRequirements = (...requirements: readonly [Requirement, ...Array<Requirement>]): Prd => ({
    ...prd,
    requirements
  })

  it("finds nothing in a linked PRD, emphasis and line breaks of the brief aside", () => {
    assert.deepStrictEqual(linkPrd(prd, brief), [])
  })

  it("shows the sentence of the brief that a wrong quotation is nearest to", () => {
    const changed = { ...stated, quote: "Everybody may browse tools and their owner" }
    const finding = assertOnly(
      quotations(linkPrd(withRequirements(changed, ...prd.requirements.slice(1)), brief)),
      "quote-not-found"
    )
    assert.strictEqual(finding.at, "requirements[0].quote")
    assert.include(finding.message, "Anyone can **browse the tools** and see who owns one.")
  })

  it("takes an empty quotation for a stated requirement as not found, and a quotation of an assumption as too much", () => {
    const findings = quotations(
      linkPrd(
        withRequirements({ ...stated, quote: " " }, { ...(assumed ?? stated), quote: "Members add a tool" }),
        brief
      )
    )
    assert.deepStrictEqual(findings.map(({ rule }) => rule), ["quote-not-found", "quote-of-assumption"])
  })

  it("names the second of two equal ids", () => {
    const finding = assertOnly(
      linkPrd({ ...prd, personas: [...prd.personas, ...prd.personas.slice(0, 1)] }, brief),
      "duplicate-persona"
    )
    assert.strictEqual(finding.at, "personas[2].id")
    assert.include(finding.message, "personas[0].id")
  })

  it("checks a story's persona and requirements, with the nearest name", () => {
    const [story] = prd.stories
    const findings = linkPrd(
      { ...prd, stories: story === undefined ? [] : [{ ...story, personaId: "visiter", requirementIds: ["FR-9"] }] },
      brief
    )
    assert.deepStrictEqual(findings.map(({ rule }) => rule), ["unknown-persona", "unknown-requirement"])
    assert.include(findings[0]?.message, "did you mean \"visitor\"?")
  })

  it("takes hexadecimal and named colours and nothing else", () => {
    const look = (background: string) => linkPrd({ ...prd, look: { ...prd.look, background } }, brief)
    assert.deepStrictEqual(["", "#fff", "#A1b2C3", "RebeccaPurple"].flatMap(look), [])
    assert.include(assertOnly(look("light blue"), "not-a-colour").message, "\"lightblue\"")
    assertOnly(look("url(javascript:alert(1))"), "not-a-colour")
  })
})

describe("linkBackend", () => {
  const operations = (change: (operation: Operation) => Operation): BackendDesign => ({
    ...design,
    operations: design.operations.map(change)
  })
  const changing = (id: string, change: Partial<Operation>) =>
    operations((operation) => operation.id === id ? { ...operation, ...change } : operation)
  const [tool] = design.entities
  const withFields = (...fields: ReadonlyArray<ReturnType<typeof field>>): BackendDesign => ({
    ...design,
    entities: tool === undefined ? [] : [{ ...tool, fields: [...tool.fields, ...fields] }]
  })

  it("finds nothing in a linked design", () => {
    assert.deepStrictEqual(linkBackend(design, prd), [])
  })

  it("finds routes that differ in the names of their parameters alone", () => {
    const finding = assertOnly(
      linkBackend({
        ...design,
        operations: [...design.operations, { ...design.operations[1]!, id: "other", path: "/tools/{id}" }]
      }, prd),
      "duplicate-route"
    )
    assert.strictEqual(finding.at, "operations[3].path")
  })

  it("finds the body of a GET, and an answer without its entity", () => {
    assertOnly(linkBackend(changing("listTools", { body: [field("name")] }), prd), "body-of-get")
    assertOnly(linkBackend(changing("listTools", { entity: "" }), prd), "answer-without-entity")
    assertOnly(linkBackend(changing("addTool", { returns: "object" }), prd), "answer-mismatch")
    assertOnly(linkBackend(changing("listTools", { returns: "none" }), prd), "get-without-answer")
  })

  it("checks fields: reserved names, enums, references", () => {
    assertOnly(linkBackend(withFields(field("createdAt")), prd), "reserved-field")
    assertOnly(linkBackend(withFields(field("kind", { type: "enum" })), prd), "enum-without-values")
    assertOnly(linkBackend(withFields(field("kind", { values: ["a"] })), prd), "values-without-enum")
    assert.include(
      assertOnly(linkBackend(withFields(field("of", { type: "reference", entity: "Toool" })), prd), "unknown-entity")
        .message,
      "\"Tool\""
    )
    assertOnly(linkBackend(withFields(field("name")), prd), "duplicate-field")
  })

  it("checks roles, requirements and path parameters", () => {
    assertOnly(linkBackend(changing("addTool", { roles: ["members"] }), prd), "unknown-role")
    assertOnly(
      linkBackend(changing("getTool", { path: "/tools/{toolId}/parts/{toolId}" }), prd),
      "duplicate-path-parameter"
    )
    assertOnly(linkBackend(changing("getTool", { query: [field("toolId")] }), prd), "parameter-given-twice")
    assertOnly(linkBackend(changing("listTools", { requirementIds: ["FR-1", "FR-7"] }), prd), "unknown-requirement")
  })

  it("misses the operation for a requirement that needs data", () => {
    const finding = assertOnly(
      linkBackend(changing("addTool", { requirementIds: [] }), prd),
      "requirement-without-operation"
    )
    assert.include(finding.message, "FR-2")
  })

  it("checks that an entity is named after one of its fields", () => {
    const entities = tool === undefined ? [] : [{ ...tool, titleField: "nam" }]
    assert.include(
      assertOnly(linkBackend({ ...design, entities }, prd), "unknown-title-field").message,
      "did you mean \"name\"?"
    )
  })
})

describe("linkPages", () => {
  const link = (...all: readonly [Page, ...Array<Page>]) =>
    linkPages({ pages: all, notes: [] } satisfies Pages, prd, openapi)

  it("finds nothing in a linked inventory", () => {
    assert.deepStrictEqual(linkPages(pages, prd, openapi), [])
  })

  it("wants one page at /", () => {
    const finding = assertOnly(link({ ...homePage, route: "/tools" }, detailPage), "no-home")
    assert.strictEqual(finding.at, "pages")
    assert.include(link(homePage, detailPage, { ...homePage, id: "start" }).map(({ rule }) => rule), "duplicate-route")
  })

  it("finds routes that collide up to the names of parameters, and lets a fixed one stand beside them", () => {
    const other = { ...detailPage, id: "other", route: "/tools/:id", inNavigation: false }
    const home = { ...homePage, links: ["tool", "other"] }
    assert.strictEqual(assertOnly(link(home, detailPage, other), "duplicate-route").at, "pages[2].route")
    assert.deepStrictEqual(link(home, detailPage, { ...other, route: "/tools/new" }), [])
  })

  it("finds ids that would be the same file", () => {
    const other = { ...detailPage, id: "to-ol", route: "/other" }
    assertOnly(link({ ...homePage, links: ["tool", "to-ol"] }, detailPage, other), "duplicate-page")
    assertOnly(link({ ...homePage, links: ["tool", "app"] }, detailPage, { ...other, id: "app" }), "reserved-page-id")
  })

  it("finds a page that nothing leads to, through any number of links", () => {
    const far = { ...detailPage, id: "far", route: "/far/:id", links: [] }
    assert.deepStrictEqual(link(homePage, { ...detailPage, links: ["far"] }, far), [])
    assert.include(assertOnly(link(homePage, detailPage, far), "unreachable-page").message, "\"far\"")
  })

  it("keeps pages with parameters out of the navigation", () => {
    assertOnly(link(homePage, { ...detailPage, inNavigation: true }), "navigation-with-parameters")
  })

  it("names the nearest page, operation and requirement", () => {
    const findings = link(
      {
        ...homePage,
        links: ["tol"],
        operationIds: ["listTool", "addTool", "listTools"],
        requirementIds: ["FR-1", "FR-2", "FR-3"]
      },
      { ...detailPage, inNavigation: false }
    )
    assert.deepStrictEqual(
      findings.map(({ at, rule }) => `${rule} ${at}`),
      [
        "unknown-page pages[0].links[0]",
        "unknown-operation pages[0].operationIds[0]",
        "unknown-requirement pages[0].requirementIds[2]",
        "unreachable-page pages[1]"
      ]
    )
    assert.include(findings[1]?.message, "did you mean \"listTools\"?")
  })

  it("misses the page of a requirement, and the operation on it", () => {
    assertOnly(link({ ...homePage, requirementIds: ["FR-1"] }, detailPage), "requirement-without-page")
    assertOnly(link({ ...homePage, operationIds: ["listTools"] }, detailPage), "requirement-without-data")
  })

  it("checks that access, roles and the roles of operations agree", () => {
    assertOnly(link({ ...homePage, roles: ["member"] }, detailPage), "roles-without-role-access")
    assertOnly(link({ ...homePage, access: "role" }, detailPage), "role-access-without-roles")
    assertOnly(link({ ...homePage, access: "role", roles: ["member", "visitor"] }, detailPage), "role-never-signs-in")
    const lonely: Page = { ...homePage, access: "role", roles: ["clerk"] }
    assert.deepStrictEqual(link(lonely, detailPage).map(({ rule }) => rule), ["unknown-role", "operation-not-allowed"])
  })

  it("finds a page that is open to a role which may call nothing that it reads", () => {
    const clerk: Prd["personas"][number] = { id: "clerk", name: "Clerk", description: "Counts.", signsIn: true }
    const both = { ...prd, personas: [...prd.personas, clerk] as const }
    const forMembers = {
      ...openapi,
      paths: Object.fromEntries(
        Object.entries(openapi.paths).map(([path, item]) => [
          path,
          item.get === undefined ? item : { ...item, get: { ...item.get, "x-roles": ["member"] } }
        ])
      )
    }
    const rules = (page: Page) =>
      linkPages({ pages: [page, detailPage], notes: [] }, both, forMembers)
        .filter(({ at, rule }) => rule === "role-without-operation" && at.startsWith("pages[0]"))
        .map(({ message }) => message.slice(0, 7))
    assert.deepStrictEqual(rules({ ...homePage, access: "user" }), ["\"clerk\""])
    assert.deepStrictEqual(rules({ ...homePage, access: "role", roles: ["member"] }), [])
  })
})

describe("linkOpenApi", () => {
  const addTool = openapi.paths["/tools"]?.post
  const withPost = (change: Partial<OperationObject>): OpenApiDocument => ({
    ...openapi,
    paths: {
      ...openapi.paths,
      "/tools": { ...openapi.paths["/tools"], ...(addTool === undefined ? {} : { post: { ...addTool, ...change } }) }
    }
  })
  const found = (document: OpenApiDocument) => linkOpenApi(document, prd).map(({ at, rule }) => `${rule} ${at}`)

  it("finds nothing in what is compiled from a linked design", () => {
    assert.isDefined(addTool)
    assert.deepStrictEqual(found(openapi), [])
  })

  it("names operations, requirements and roles that are not there, and a parameter that the path lacks", () => {
    assert.deepStrictEqual(found(withPost({ operationId: "listTools" })), ["duplicate-operation paths./tools.post"])
    assert.deepStrictEqual(found(withPost({ "x-requirements": ["FR-2", "FR-9"] })), [
      "unknown-requirement paths./tools.post.x-requirements[1]"
    ])
    assert.deepStrictEqual(found(withPost({ "x-requirements": [] })), ["requirement-without-operation paths"])
    assert.deepStrictEqual(found(withPost({ "x-roles": ["membr"] })), ["unknown-role paths./tools.post.x-roles[0]"])
    assert.deepStrictEqual(found(withPost({ parameters: [{ name: "id", in: "path", schema: {} }] })), [
      "unknown-path-parameter paths./tools.post.parameters[0]"
    ])
    const moved = Object.fromEntries(Object.entries(openapi.paths).map(([path, item]) => [`${path}/{shedId}`, item]))
    assert.include(found({ ...openapi, paths: moved }), "path-parameter-missing paths./tools/{shedId}.get.parameters")
  })

  it("follows every reference to a schema, in objects and lists too", () => {
    const broken = { type: "object", properties: { tools: { items: { $ref: "#/components/schemas/Tol" } } } }
    assert.deepStrictEqual(
      found(withPost({ responses: { 201: { content: { "application/json": { schema: broken } } } } })),
      [
        "unknown-schema paths./tools.post.responses.201.content.application/json.schema.properties.tools.items.$ref"
      ]
    )
    assert.deepStrictEqual(
      found({
        ...openapi,
        components: { ...openapi.components, schemas: { ...openapi.components?.schemas, Shed: { "x-entity": "Tol" } } }
      }),
      ["unknown-entity components.schemas.Shed.x-entity"]
    )
  })
})
