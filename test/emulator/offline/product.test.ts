/** What the rules make of a brief is about that brief. */
import { assert, describe, it } from "@effect/vitest"
import { operations } from "../../../src/domain/OpenApi.ts"
import { clinic, oddBriefs, productOf } from "../../support/offlineBriefs.ts"

const { design, irs, openapi, pages, prd } = productOf(clinic)
const operationIds = operations(openapi).map(({ operationId }) => operationId)
const irOf = (id: string) => {
  const ir = irs.find(({ page }) => page.id === id)
  assert.isDefined(ir, `there is no page ${id}: ${pages.pages.map((page) => page.id).join(", ")}`)
  return ir
}

describe("the PRD", () => {
  it("splits sentences into single features with readable titles", () => {
    const titles = prd.requirements.map(({ title }) => title)
    for (const title of ["Register", "Browse doctors", "Book appointments", "Cancel appointments", "Manage doctors"]) {
      assert.include(titles, title)
    }
    assert.strictEqual(new Set(titles).size, titles.length)
  })

  it("says who does what, in whole sentences", () => {
    const browse = prd.requirements.find(({ title }) => title === "Browse doctors")
    assert.strictEqual(
      browse?.text,
      "Patients can browse doctors. The doctors are listed with their name, speciality and email, and each has a page " +
        "with all that is known of it."
    )
    assert.strictEqual(browse?.quote, "browse doctors")
    assert.includeMembers(prd.personas.map(({ id }) => id), ["patient", "doctor"])
  })

  it("takes the look from the words for it", () => {
    assert.strictEqual(prd.look.background, "honeydew")
    assert.strictEqual(prd.look.accent, "seagreen")
  })

  it("knows the things and the product's name", () => {
    assert.includeMembers(prd.entities.map(({ name }) => name), ["Appointment", "Patient", "Doctor"])
    assert.strictEqual(prd.title, "Clinic Website")
  })

  it("keeps code out", () => {
    const { leftOut = [], ...prd } = productOf(oddBriefs["code"] ?? "").prd
    assert.notInclude(JSON.stringify(prd), "secret-package")
    assert.deepStrictEqual(leftOut.map(({ reason }) => reason.slice(0, 15)), ["A block of code"])
  })
})

describe("the backend", () => {
  it("offers what the requirements ask for", () => {
    assert.includeMembers(operationIds, [
      "listDoctors",
      "createDoctor",
      "updateDoctor",
      "deleteDoctor",
      "cancelAppointment",
      "register",
      "signIn",
      "getProfile"
    ])
  })

  it("changes the state that a verb leads to", () => {
    const cancel = design.operations.find(({ id }) => id === "cancelAppointment")
    assert.deepStrictEqual(cancel?.body.map(({ name, values }) => ({ name, values })), [
      { name: "status", values: ["cancelled"] }
    ])
  })

  it("gives types to attributes that nobody has heard of", () => {
    const made = productOf("Users can create gizmos. Each gizmo has a nickname, a price, a launch date and a photo.")
    const gizmo = made.design.entities.find(({ name }) => name === "Gizmo")
    assert.deepStrictEqual(gizmo?.fields.map(({ name, type }) => `${name}: ${type}`), [
      "nickname: string",
      "price: money",
      "launchDate: date",
      "photo: image"
    ])
  })
})

describe("the pages", () => {
  it("have each state that the brief asks to see, however many things there are", () => {
    const made = productOf(
      "Build a call logging system. Users can manage clients, call logs, action steps and follow-up steps. " +
        "Users can create documents, manage resources and manage projects. Users can view open calls and view to-do calls."
    )
    const routes = made.pages.pages.map(({ route }) => route)
    assert.includeMembers(routes, ["/call-logs/open", "/call-logs/to-do"])
  })

  it("let people write to each other where the brief wants direct communication", () => {
    const made = productOf(
      "Build a student portal. Training providers can access student information to enable direct communication."
    )
    assert.include(made.pages.pages.map(({ route }) => route), "/messages")
    assert.include(made.design.operations.map(({ id }) => id), "createMessage")
  })

  it("are those that the brief names, and those that its things need", () => {
    const routes = pages.pages.map(({ route }) => route)
    assert.includeMembers(routes, ["/", "/about-us", "/doctors", "/doctors/:doctorId", "/sign-in", "/register"])
    assert.isTrue(pages.pages.some(({ title }) => title === "Confirmed appointments"))
  })

  it("list with search and filters, and ask before they delete", () => {
    const list = irOf("doctors")
    const kinds = list.nodes.map(({ kind }) => kind)
    assert.includeMembers(kinds, ["search", "filter", "table", "column"])
    assert.match(list.mutations.find(({ operationId }) => operationId === "deleteDoctor")?.confirm ?? "", /^Delete /)
  })

  it("have forms whose controls have labels and rules", () => {
    const [form] = irOf("new-doctor").forms
    assert.deepStrictEqual(form?.fields.find(({ bodyPath }) => bodyPath === "email")?.control, "email")
    assert.isTrue(form?.fields.every(({ label }) => label !== ""))
  })

  it("say what a password must be where one is chosen, not where it is asked for", () => {
    const password = (id: string) =>
      irOf(id).forms.flatMap(({ fields }) => fields).find(({ control }) => control === "password")
    assert.strictEqual(password("register")?.help, "At least eight characters.")
    assert.strictEqual(password("sign-in")?.help, "")
    assert.deepStrictEqual(password("sign-in")?.rules, [])
  })

  it("show figures on the home page and on reports", () => {
    assert.include(irOf("home").nodes.map(({ kind }) => kind), "stat")
    assert.include(irOf("appointment-report").nodes.map(({ kind }) => kind), "stat")
  })
})

describe("two briefs", () => {
  it("give two products", () => {
    const other = productOf(
      "Please implement a chess club website where members can create tournaments and view results."
    )
    assert.deepStrictEqual(
      other.pages.pages.map(({ id }) => id).filter((id) => id !== "home" && pages.pages.some((page) => page.id === id)),
      []
    )
    assert.include(other.prd.title, "Chess Club")
  })
})
